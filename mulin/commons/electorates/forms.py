from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from .models import Elector, Electorate


class RollForm(forms.Form):
    """Who decides, and from which list."""

    name = forms.CharField(
        label=_("名册叫什么"), max_length=80, help_text=_("比如“红砖苑各户，2026 年改造征询”")
    )
    kind = forms.ChoiceField(
        label=_("谁来定"), choices=Electorate.Kind, help_text=_("三种名册各算各的，不能混用")
    )
    compound = forms.TypedChoiceField(
        label=_("哪个小区"), required=False, coerce=int, empty_value=None
    )
    file = forms.FileField(
        label=_("从表里建"),
        required=False,
        help_text=_(
            "不传表，就按今天的户册和任职来建：居民代表和党员代表都在内，两样都是的只有一行"
        ),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.csv"}),
    )

    def __init__(self, *args: Any, compounds: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["compound"].choices = [("", _("整个社区")), *compounds]  # type: ignore[attr-defined]


class LineForm(forms.Form):
    """Somebody the registers had missed."""

    name = forms.CharField(label=_("姓名"), max_length=60)
    because = forms.CharField(label=_("为什么补登"), max_length=200)


class HouseholdLineForm(forms.Form):
    """A household that the roll had missed, by its door."""

    door = forms.CharField(label=_("房号"), max_length=60)
    because = forms.CharField(label=_("为什么补登"), max_length=200)


class OwnerLineForm(forms.Form):
    """An owner whom the register had missed: one counts by head and by area."""

    name = forms.CharField(label=_("姓名"), max_length=60)
    door = forms.CharField(label=_("房号"), max_length=60)
    area = forms.DecimalField(
        label=_("面积（㎡）"), min_value=Decimal("0.01"), max_digits=9, decimal_places=2
    )
    because = forms.CharField(label=_("为什么补登"), max_length=200)


def line_form_for(kind: str) -> type[forms.Form]:
    """Return the form for a line of such a roll."""
    by_kind: dict[str, type[forms.Form]] = {
        Electorate.Kind.HOUSEHOLDS: HouseholdLineForm,
        Electorate.Kind.OWNERS: OwnerLineForm,
    }
    return by_kind.get(kind, LineForm)


class ReasonForm(forms.Form):
    """Why a line is changed."""

    because = forms.CharField(label=_("原因"), max_length=200)


class JoinForm(forms.Form):
    """Lines that are one owner."""

    electors = forms.TypedMultipleChoiceField(
        label=_("哪几行是同一个人"), coerce=int, widget=forms.CheckboxSelectMultiple
    )
    because = forms.CharField(label=_("凭什么说是同一个人"), max_length=200)

    def __init__(self, *args: Any, lines: list[Elector], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["electors"].choices = [(one.pk, f"{one.name} {one.address}") for one in lines]  # type: ignore[attr-defined]
