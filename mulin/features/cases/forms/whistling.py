from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mulin.commons.organisations.models import Organisation
from mulin.commons.people.fields import LineField, LinesField

from .acting import MomentField
from .judging import HOW_WELL

SOON = timedelta(hours=2)
Kind = Organisation.Kind
LIKELY, CALLED, OTHERS = _("多半是他们"), _("以前叫过的"), _("学校、社会组织和别的单位")
BY_KIND = {
    _("公安、交警、执法"): (Kind.POLICE, Kind.TRAFFIC_POLICE, Kind.ENFORCEMENT),
    _("区里、街道的部门"): (Kind.DEPARTMENT,),
    _("物业、开发商、公交和企业"): (
        Kind.PROPERTY_COMPANY,
        Kind.DEVELOPER,
        Kind.TRANSIT,
        Kind.ENTERPRISE,
    ),
}
IN_ORDER = (LIKELY, CALLED, *BY_KIND, OTHERS)


def in_groups(
    units: Iterable[Organisation], *, likely: set[int], called: set[int]
) -> list[tuple[Any, list[tuple[int, str]]]]:
    """Return units as choices: the likely ones, those called before, then all others by kind."""
    groups: dict[Any, list[tuple[int, str]]] = {}
    for unit in units:
        of_kind = next((group for group, kinds in BY_KIND.items() if unit.kind in kinds), OTHERS)
        group = LIKELY if unit.pk in likely else CALLED if unit.pk in called else of_kind
        groups.setdefault(group, []).append((unit.pk, unit.name))
    return [(group, groups[group]) for group in IN_ORDER if group in groups]


class WhistleForm(forms.Form):
    """Whom to call, for what, until when."""

    field_order = ["task", "where", "come_by", "units"]
    units = forms.TypedMultipleChoiceField(
        label=_("吹哨叫哪些单位"), coerce=int, widget=forms.CheckboxSelectMultiple
    )
    task = LineField(label=_("请他们来办什么"), max_length=200)
    where = LineField(label=_("到哪儿碰头"), max_length=80, required=False)
    come_by = MomentField(label=_("最晚什么时候到"))

    def __init__(self, *args: Any, units: Iterable[tuple[Any, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["units"].choices = list(units)  # type: ignore[attr-defined]
        self.fields["come_by"].initial = lambda: timezone.now() + SOON


class CheckInForm(forms.Form):
    """Who came."""

    name = LineField(label=_("来的是谁"), max_length=60)


class DeedForm(forms.Form):
    """What was done."""

    did = LinesField(label=_("做了什么"), max_length=200, widget=forms.Textarea({"rows": 2}))


class RateForm(forms.Form):
    """How well a unit came and acted."""

    rating = forms.TypedChoiceField(
        label=_("社区怎么评"), choices=HOW_WELL, coerce=int, widget=forms.RadioSelect
    )
    words = LineField(label=_("为什么这么评"), max_length=200, required=False)
