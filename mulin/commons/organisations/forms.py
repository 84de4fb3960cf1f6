from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mulin.commons.files.forms import PhotosField

from .models import Adviser, ChatGroup, CoachEngagement, Committee, Organisation, ResidentGroup

Choices = list[tuple[Any, str]]

PERSON_HELP = _("已登记的姓名，重名时填手机号。")


class EntryForm(forms.Form):
    """A line for one of the registers.  `known` tells the choices that depend on the unit."""

    def __init__(
        self, *args: Any, known: Mapping[str, Callable[[], Choices]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            if name in known and isinstance(field, forms.ChoiceField):
                choices = known[name]()
                field.choices = choices if field.required else [("", "—"), *choices]


class OrganisationForm(EntryForm):
    name = forms.CharField(label=_("名称"), max_length=80)
    kind = forms.ChoiceField(label=_("类别"), choices=Organisation.Kind)
    credit_code = forms.CharField(
        label=_("统一社会信用代码"), max_length=18, required=False, help_text=_("18 位，照证书填。")
    )
    note = forms.CharField(label=_("备注"), max_length=200, required=False)


class CoachForm(EntryForm):
    organisation = forms.ChoiceField(label=_("机构"))
    year = forms.IntegerField(label=_("年度"), min_value=2000, max_value=2100)
    duties = forms.MultipleChoiceField(
        label=_("职责"), choices=CoachEngagement.Duty, widget=forms.CheckboxSelectMultiple
    )
    communities = forms.MultipleChoiceField(
        label=_("陪伴的社区"), widget=forms.CheckboxSelectMultiple
    )


class PartnerForm(EntryForm):
    organisation = forms.ChoiceField(label=_("单位"))
    is_part_time_member = forms.BooleanField(label=_("有人在社区兼职委员"), required=False)


class AgreementForm(EntryForm):
    partner = forms.ChoiceField(label=_("单位"))
    gives = forms.CharField(label=_("单位提供"), max_length=200)
    receives = forms.CharField(label=_("社区提供"), max_length=200)
    from_on = forms.DateField(label=_("从哪天"), widget=forms.DateInput(attrs={"type": "date"}))
    until_on = forms.DateField(label=_("到哪天"), widget=forms.DateInput(attrs={"type": "date"}))
    times_agreed = forms.IntegerField(label=_("约定几次"), min_value=1, max_value=1000, initial=1)
    times_kept = forms.IntegerField(label=_("已兑现几次"), min_value=0, max_value=1000, initial=0)


class GroupForm(EntryForm):
    name = forms.CharField(label=_("名称"), max_length=60)
    activity = forms.CharField(
        label=_("做什么"), max_length=40, required=False, help_text=_("如：舞蹈、足球、巡护")
    )
    legal_stage = forms.ChoiceField(label=_("登记情况"), choices=ResidentGroup.Stage)
    orientation = forms.ChoiceField(label=_("为谁做"), choices=ResidentGroup.Orientation)
    filing_number = forms.CharField(label=_("备案号"), max_length=40, required=False)
    founded_on = forms.DateField(
        label=_("成立日期"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    keeper = forms.CharField(
        label=_("牵头人"), max_length=60, required=False, help_text=PERSON_HELP
    )


class MemberCountForm(EntryForm):
    group = forms.ChoiceField(label=_("小组"))
    on = forms.DateField(label=_("哪天"), widget=forms.DateInput(attrs={"type": "date"}))
    members = forms.IntegerField(label=_("人数"), min_value=0, max_value=100_000)


class AdviserForm(EntryForm):
    person = forms.CharField(label=_("姓名"), max_length=60, help_text=PERSON_HELP)
    kind = forms.ChoiceField(label=_("类别"), choices=Adviser.Kind)
    specialities = forms.CharField(label=_("专长"), max_length=100, required=False)
    available = forms.CharField(
        label=_("什么时候能约"), max_length=60, required=False, help_text=_("如：每周三下午")
    )


class CommitteeForm(EntryForm):
    name = forms.CharField(label=_("名称"), max_length=60, help_text=_("如：治安和人民调解委员会"))
    kind = forms.ChoiceField(label=_("类别"), choices=Committee.Kind)


class SeatForm(EntryForm):
    committee = forms.ChoiceField(label=_("委员会"))
    person = forms.CharField(label=_("姓名"), max_length=60, help_text=PERSON_HELP)
    organisation = forms.ChoiceField(
        label=_("代表哪个单位"), required=False, help_text=_("共建理事会要填")
    )
    occupation = forms.CharField(label=_("职业"), max_length=40, required=False)


class ChatGroupForm(EntryForm):
    name = forms.CharField(label=_("群名"), max_length=60)
    scope = forms.ChoiceField(label=_("范围"), choices=ChatGroup.Scope)
    building = forms.ChoiceField(label=_("楼栋"), required=False)
    grid = forms.ChoiceField(label=_("网格"), required=False)
    topic = forms.CharField(label=_("话题"), max_length=40, required=False)
    keeper = forms.CharField(label=_("群主"), max_length=60, required=False, help_text=PERSON_HELP)
    member_count = forms.IntegerField(
        label=_("人数"), min_value=0, max_value=100_000, required=False
    )


class CodeForm(forms.Form):
    """How people get into a chat group."""

    code = PhotosField(
        label=_("群二维码的截图"), most=1, help_text=_("在微信群里点“群二维码”，存下来传上来。")
    )
    until_on = forms.DateField(
        label=_("管到哪天"),
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text=_("微信的群二维码 7 天就过期，到时会提醒换新的。"),
    )
    is_public = forms.BooleanField(
        label=_("放到社区的公开页面"),
        required=False,
        help_text=_("谁都能看到、谁都能扫。不勾就只有工作人员和群主看得到。"),
    )
