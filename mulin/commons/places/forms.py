"""What people fill in about places.  What there is to choose from is handed to the forms."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mulin.commons.people.forms import NameField, PhoneField

from .codes import may_be_a_code, tidy_code
from .models import Compound, Place

Choices = Sequence[tuple[Any, Any]]


class ChoosingForm(forms.Form):
    """A form whose choices depend on the place; a field without any choice is left out."""

    def __init__(self, *args: Any, choices: Mapping[str, Choices], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, offered in choices.items():
            field = self.fields[name]
            is_one = not isinstance(field, forms.MultipleChoiceField)
            has_none = any(value == "" for value, _label in offered)
            empty = [("", "—")] if is_one and not field.required and not has_none else []
            field.choices = [*empty, *offered]  # type: ignore[attr-defined]
            if not offered and not field.required:
                del self.fields[name]


class RollForm(ChoosingForm):
    """A file of households."""

    file = forms.FileField(
        label=_("户册文件"),
        max_length=200,
        help_text=_(".xlsx 或 .csv，最多 5 MB、5 万户。先核对，您看过了才导入。"),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv,.txt"}),
    )
    compound = forms.ChoiceField(
        label=_("表里没写小区的，算哪个小区"), required=False, help_text=_("表里写了就不用选。")
    )


class ConfirmRollForm(ChoosingForm):
    """What has to be said before a file is imported."""

    new_compounds = forms.MultipleChoiceField(
        label=_("这些小区还没登记，勾上就新建"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("名字写错了就别勾，改好表再传。"),
    )
    is_whole = forms.BooleanField(
        label=_("全社区的户都在这份表里了"),
        required=False,
        help_text=_("勾上以后，户数按户册算，不再按填报的数算。"),
    )


def whole(label: Any, most: int, **how: Any) -> forms.IntegerField:
    """Return a field for a number that may be left out."""
    return forms.IntegerField(label=label, min_value=0, max_value=most, required=False, **how)


class FactsForm(forms.Form):
    """What a community reports about itself."""

    population = whole(_("常住人口"), 10_000_000)
    declared_households = whole(
        _("填报户数"), 5_000_000, help_text=_("户册齐了以后按户册算，这里的数就不用了。")
    )
    area_km2 = forms.DecimalField(
        label=_("面积（平方公里）"), min_value=0, max_digits=8, decimal_places=3, required=False
    )
    story = forms.CharField(
        label=_("一句话介绍"),
        max_length=200,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class CompoundForm(forms.Form):
    """A compound."""

    name = forms.CharField(label=_("小区名称"), max_length=60)
    kind = forms.ChoiceField(label=_("类别"), choices=Compound.Kind)
    built_year = forms.IntegerField(
        label=_("建成年份"), min_value=1850, max_value=2100, required=False
    )
    origin = forms.CharField(
        label=_("原来是哪儿的"), max_length=100, required=False, help_text=_("如：原糖厂职工宿舍")
    )
    declared_households = whole(_("填报户数"), 1_000_000)


class BuildingForm(forms.Form):
    """A building."""

    name = forms.CharField(
        label=_("楼号"), max_length=40, help_text=_("和门牌一样，如 3号楼、甲2号楼。")
    )
    floors = forms.IntegerField(label=_("层数"), min_value=1, max_value=150, required=False)


class NewBuildingForm(BuildingForm):
    """A building with its entrances."""

    entrances = forms.IntegerField(label=_("几个单元"), min_value=0, max_value=40, required=False)
    declared_households = whole(_("填报户数"), 10_000)


class GridForm(forms.Form):
    """A grid."""

    name = forms.CharField(label=_("网格名称"), max_length=40, help_text=_("如：第一网格"))
    declared_households = whole(
        _("填报户数"), 100_000, help_text=_("楼里的户都上了户册，就按户册数。")
    )


class GridBuildingsForm(ChoosingForm):
    """Which buildings a grid is of."""

    buildings = forms.MultipleChoiceField(
        label=_("这个网格管哪些楼"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("整栋整栋地划：地域相近、楼幢相连、资源相通、邻里相识。"),
    )


class PersonField(forms.CharField):
    """Somebody who has an account, by telephone or login name."""

    def __init__(self, **how: Any) -> None:
        how.setdefault("help_text", _("手机号；工作人员也可以填登录名。"))
        super().__init__(max_length=60, **how)


class RoleForm(ChoosingForm):
    """Who is to play which part, and until when."""

    person = PersonField(label=_("给谁"))
    role = forms.ChoiceField(label=_("什么身份"))
    grid = forms.ChoiceField(
        label=_("哪个网格"), required=False, help_text=_("网格员、协管员要选。")
    )
    building = forms.ChoiceField(label=_("哪栋楼"), required=False, help_text=_("楼长要选。"))
    aide_type = forms.ChoiceField(label=_("协管员是哪一类"), required=False)
    from_on = forms.DateField(label=_("从哪天"), required=False, help_text=_("不填就是今天。"))
    last_on = forms.DateField(
        label=_("做到哪天"), required=False, help_text=_("含当天。没有任期就不填。")
    )
    introduced_by = PersonField(label=_("谁介绍的"), required=False)


class HandOverForm(forms.Form):
    """Who takes over."""

    person = PersonField(label=_("交接给谁"))


class EndForm(forms.Form):
    """Why a part ends."""

    because = forms.CharField(label=_("为什么"), max_length=100, required=False)


class InvitationForm(forms.Form):
    """A future colleague."""

    full_name = NameField(label=_("姓名"), max_length=60)
    phone = PhoneField(label=_("手机号"))


class MembersFilter(ChoosingForm):
    """How the list of parts is narrowed."""

    words = forms.CharField(
        label=_("找人"),
        required=False,
        widget=forms.TextInput(attrs={"type": "search", "placeholder": _("姓名、手机号、楼号")}),
    )
    role = forms.ChoiceField(label=_("身份"), required=False)
    when = forms.ChoiceField(
        label=_("什么时候的"),
        required=False,
        choices=[("", _("现在的")), ("ended", _("结束了的"))],
    )


class HomeForm(ChoosingForm):
    """Where somebody lives."""

    household = forms.ChoiceField(label=_("哪一户"), required=False)
    room = forms.CharField(
        label=_("门牌"), max_length=60, required=False, help_text=_("上面没有您家就写在这里。")
    )


class AddressForm(forms.Form):
    """Where somebody lives, in their own words."""

    address = forms.CharField(
        label=_("直接写门牌"),
        max_length=100,
        help_text=_("如：3号楼2单元401，或 3-2-401"),
    )


class ConfirmHomeForm(ChoosingForm):
    """Which household a resident belongs to."""

    household = forms.ChoiceField(
        label=_("是哪一户"), required=False, help_text=_("选了户，投票和征询才能算到这一户。")
    )


class CodeForm(forms.Form):
    """The code of a household's letter."""

    code = forms.CharField(
        label=_("户码"),
        max_length=40,
        help_text=_("信上那 12 个字母和数字，横线写不写都行。"),
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
    )

    def clean_code(self) -> str:
        code = tidy_code(self.cleaned_data["code"])
        if not may_be_a_code(code):
            raise forms.ValidationError(
                _("户码是 12 个字母和数字，没有 0、1 和 I、L、O，请再看看。")
            )
        return code


class DoorOnLetterForm(forms.Form):
    """Proof that somebody holds the household's letter whose code was opened."""

    room = forms.CharField(
        label=_("信上的门牌，最后几位"),
        max_length=20,
        help_text=_("信上印着“3号楼1单元101”的，就填 101。"),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def clean_room(self) -> str:
        return tidy_code(self.cleaned_data["room"])


class PlaceForm(ChoosingForm):
    """What is known of a space that neighbours share, besides its name."""

    kind = forms.ChoiceField(label=_("是什么地方"), choices=Place.Kind)
    compound = forms.ChoiceField(label=_("在哪个小区"), required=False)
    spot = forms.CharField(
        label=_("在哪儿"), max_length=60, required=False, help_text=_("如：3号楼北侧")
    )
    area_m2 = forms.DecimalField(
        label=_("面积（平方米）"),
        min_value=Decimal("0.01"),
        max_digits=8,
        decimal_places=2,
        required=False,
    )
    status = forms.ChoiceField(label=_("现在怎么样"), choices=Place.Status)
    custody = forms.ChoiceField(
        label=_("归谁管"),
        choices=[("", "—"), *Place.Custody.choices],
        required=False,
        help_text=_("出了事，先找谁，照这个提醒。"),
    )


class NewPlaceForm(PlaceForm):
    """A space that neighbours share."""

    name = NameField(label=_("叫什么"), max_length=40)
    field_order = ("name", "kind", "compound", "spot", "area_m2", "status", "custody")


class RenameForm(forms.Form):
    """Another name for a place."""

    name = NameField(label=_("新名字"), max_length=40)
    on = forms.DateField(label=_("从哪天"), required=False, help_text=_("不填就是今天。"))
    because = forms.CharField(
        label=_("为什么改"), max_length=100, help_text=_("会写在这个地方的公开页面上。")
    )
