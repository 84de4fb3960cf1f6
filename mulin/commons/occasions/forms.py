from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mulin.commons.calendar.cadence import Cadence, Stretch, WhenOff
from mulin.commons.organisations.models import Committee, Organisation
from mulin.commons.places.roles import Role

from . import registry
from .models import Series
from .wording import NTH, WEEKDAYS

BY_DAY, BY_WEEKDAY, WEEKLY, YEARLY = "day", "weekday", "weekly", "yearly"
RULES = [
    (BY_DAY, gettext_lazy("按月：几号")),
    (BY_WEEKDAY, gettext_lazy("按月：第几个星期几")),
    (WEEKLY, gettext_lazy("按周：星期几")),
    (YEARLY, gettext_lazy("按年：开始那个月的几号")),
]
STRETCHES = {
    BY_DAY: Stretch.MONTH,
    BY_WEEKDAY: Stretch.MONTH,
    WEEKLY: Stretch.WEEK,
    YEARLY: Stretch.YEAR,
}
Number = forms.TypedChoiceField
AT_A_TABLE = (
    Role.SECRETARY,
    Role.DIRECTOR,
    Role.COMMUNITY_STAFF,
    Role.SOCIAL_WORKER,
    Role.GRID_WORKER,
    Role.GRID_AIDE,
    Role.BUILDING_STEWARD,
    Role.RESIDENT,
    Role.RESIDENT_DELEGATE,
    Role.PARTY_DELEGATE,
    Role.OWNER_DELEGATE,
    Role.PARTNER_CONTACT,
    Role.DEPARTMENT_CONTACT,
    Role.ADVISER,
    Role.STREET_OPERATOR,
)
"""Whose coming can be asked for; judges and funders do not sit at neighbours' tables."""


class ComingForm(forms.Form):
    """When and where, and who is expected."""

    starts_at = forms.TimeField(
        label=gettext_lazy("几点开始"),
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
    )
    where = forms.CharField(
        label=gettext_lazy("在哪里"),
        max_length=60,
        required=False,
        help_text=gettext_lazy("比如：大榕树下"),
    )
    required_roles = forms.MultipleChoiceField(
        label=gettext_lazy("哪些人一定要到"),
        choices=[(role.value, role.label) for role in AT_A_TABLE],
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("少了谁，纪要里会写明"),
    )
    partners = forms.MultipleChoiceField(
        label=gettext_lazy("哪些单位一起开"), required=False, widget=forms.CheckboxSelectMultiple
    )
    host = forms.ChoiceField(
        label=gettext_lazy("谁来召集"),
        required=False,
        help_text=gettext_lazy("选共建理事会，不勾单位，就请理事会的单位都来"),
    )

    def __init__(
        self,
        *args: Any,
        organisations: Iterable[Organisation],
        committees: Iterable[Committee] = (),
        **how: Any,
    ) -> None:
        super().__init__(*args, **how)
        self.committees = {str(one.pk): one for one in committees}
        hosts = [("", _("社区")), *((pk, one.name) for pk, one in self.committees.items())]
        self.fields["host"].choices = hosts  # type: ignore[attr-defined]
        if not self.committees:
            del self.fields["host"]
        self.organisations = {str(one.pk): one for one in organisations}
        invited = set(self.initial.get("partners", ()))
        choices = [(pk, one.name) for pk, one in self.organisations.items()]
        choices.sort(key=lambda one: one[0] not in invited)
        self.fields["partners"].choices = choices  # type: ignore[attr-defined]
        if not choices:
            del self.fields["partners"]

    def clean_host(self) -> Committee | None:
        return self.committees.get(self.cleaned_data["host"])

    def clean_partners(self) -> list[Organisation]:
        return [self.organisations[pk] for pk in self.cleaned_data["partners"]]


class SeriesForm(ComingForm):
    """What comes again, and how often."""

    kind = forms.ChoiceField(label=gettext_lazy("什么会"))
    name = forms.CharField(
        label=gettext_lazy("叫什么"), max_length=40, help_text=gettext_lazy("比如：居民恳谈日")
    )
    rule = forms.ChoiceField(label=gettext_lazy("怎么定日子"), choices=RULES, initial=BY_DAY)
    every = forms.IntegerField(
        label=gettext_lazy("隔多久一次"),
        min_value=1,
        max_value=60,
        initial=1,
        help_text=gettext_lazy("每月一次填 1，两个月一次填 2，半年一次填 6"),
    )
    day = forms.IntegerField(
        label=gettext_lazy("几号"),
        min_value=1,
        max_value=31,
        required=False,
        help_text=gettext_lazy("31 号遇到小月，就在最后一天"),
    )
    nth = Number(
        label=gettext_lazy("第几个"), choices=NTH, coerce=int, required=False, empty_value=None
    )
    weekday = Number(
        label=gettext_lazy("星期几"),
        choices=WEEKDAYS,
        coerce=int,
        required=False,
        empty_value=None,
    )
    when_off = forms.ChoiceField(
        label=gettext_lazy("遇到休息日"), choices=WhenOff.choices, initial=WhenOff.KEEP
    )
    starts_on = forms.DateField(
        label=gettext_lazy("从哪天算起"), widget=forms.DateInput(attrs={"type": "date"})
    )
    field_order = ("kind", "name", "rule", "every", "day", "nth", "weekday", "when_off")

    def __init__(self, *args: Any, **how: Any) -> None:
        super().__init__(*args, **how)
        choices = [(kind.key, kind.label) for kind in registry.those_that_come_again()]
        self.fields["kind"].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        rule = given.pop("rule", None)
        day, nth, weekday = (given.pop(name, None) for name in ("day", "nth", "weekday"))
        every, when_off = given.pop("every", None), given.pop("when_off", None)
        if self.errors or rule is None:
            return given
        if rule in (BY_DAY, YEARLY):
            nth = weekday = None
            if day is None:
                self.add_error("day", _("请填几号。"))
                return given
        else:
            day = None
            nth = nth if rule == BY_WEEKDAY else None
        given["cadence"] = Cadence(
            STRETCHES[rule], every, day, weekday, nth, when_off=str(when_off)
        )
        return given


def usually(kind: registry.OccasionKind) -> dict[str, Any]:
    """Return what the form of a new series is filled with: how this kind usually comes again."""
    cadence = kind.usual
    if cadence is None:
        return {}
    by_weekday = BY_WEEKDAY if cadence.nth is not None else WEEKLY
    rules = {Stretch.WEEK: WEEKLY, Stretch.YEAR: YEARLY}
    return {
        "kind": kind.key,
        "name": str(kind.label),
        "rule": rules.get(
            Stretch(cadence.stretch), BY_DAY if cadence.day is not None else by_weekday
        ),
        "every": cadence.every,
        "day": cadence.day,
        "nth": cadence.nth,
        "weekday": cadence.weekday,
        "when_off": cadence.when_off,
        "required_roles": list(kind.roles),
    }


class EndForm(forms.Form):
    """When something comes for the last time, and why."""

    ends_on = forms.DateField(
        label=gettext_lazy("最后一天"), widget=forms.DateInput(attrs={"type": "date"})
    )
    because = forms.CharField(label=gettext_lazy("为什么停办"), max_length=200)


def of_series(series: Series) -> dict[str, Any]:
    """Return what the form of a series is filled with."""
    return {
        "starts_at": series.starts_at,
        "where": series.where,
        "host": str(series.host_id or ""),
        "required_roles": series.required_roles,
        "partners": [str(pk) for pk in series.partners.values_list("pk", flat=True)],
    }
