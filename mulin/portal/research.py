"""What was done to hear neighbours, counted over all rooms in one question."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, QuerySet, Subquery, Value
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from mulin.commons.occasions.models import Occasion
from mulin.commons.organisations.models import ResidentGroup
from mulin.commons.places.models import AdminUnit
from mulin.commons.topics.models import Opinion
from mulin.features.consents.models import Visit
from mulin.features.listening.models import (
    GridLog,
    Interview,
    LetterReturn,
    LetterRound,
    OutreachReach,
)
from mulin.features.surveys.models import Survey, SurveyResponse

from .firsts import NO_TABLE, First, first, in_time


@dataclass(frozen=True)
class Instrument:
    """One way of asking neighbours, and how often it was used."""

    icon: str
    title: str
    figures: str
    is_used: bool
    url: str = ""


def counts_of(community: AdminUnit) -> dict[str, Any]:
    """Return how often each instrument was used, and when some things first were: one question."""
    met = Occasion.objects.filter(unit=community, state=Occasion.State.HELD).exclude(
        kind__in=NO_TABLE
    )
    talks = Interview.objects.filter(community=community)
    knocks = Visit.objects.filter(elector__household__community=community)
    opinions = Opinion.objects.filter(unit=community, withdrawn_because="")
    counted = {
        "surveys": Survey.objects.filter(unit=community, opened_at__isnull=False),
        "responses": SurveyResponse.objects.filter(survey__unit=community),
        "talks": talks,
        "meetings": met,
        "knocks": knocks,
        "letters": LetterRound.objects.filter(
            occasion__unit=community, occasion__state=Occasion.State.HELD
        ),
        "returns": LetterReturn.objects.filter(letter__occasion__unit=community),
        "logs": GridLog.objects.filter(community=community),
        "reaches": OutreachReach.objects.filter(record__community=community),
        "opinions": opinions,
        "answered": opinions.exclude(reply=""),
    }
    firsts = {
        "first_talk": first(talks, "talked_on"),
        "first_knock": first(knocks, "happened_at"),
        "first_meeting": first(met, "on"),
        "first_group": first(
            ResidentGroup.objects.filter(community=community, founded_on__isnull=False),
            "founded_on",
        ),
    }
    sums = {name: _count(found) for name, found in counted.items()}
    found = AdminUnit.objects.filter(pk=community.pk).annotate(**sums, **firsts)
    names = [*sums, *firsts]
    return {name: value or 0 for name, value in found.values(*names).get().items()}


def _count(found: QuerySet[Any]) -> Subquery:
    one = found.order_by().annotate(all_of_them=Value(1)).values("all_of_them")
    return Subquery(one.annotate(n=Count("pk")).values("n"))


def instruments_of(community: AdminUnit, counts: dict[str, Any]) -> list[Instrument]:
    """Return every way in which neighbours are asked, those nobody used yet as well."""
    here = [community.pk]
    facts = [
        (
            "list-checks",
            _("问卷"),
            _("%(surveys)d 份，收回 %(responses)d 份答卷"),
            "surveys",
            reverse("surveys:surveys"),
        ),
        ("message-circle", _("访谈"), _("%(talks)d 次"), "talks", ""),
        ("door-open", _("入户走访"), _("敲过 %(knocks)d 次门"), "knocks", ""),
        (
            "users",
            _("开会商量"),
            _("%(meetings)d 次"),
            "meetings",
            reverse("meetings:meetings", args=here),
        ),
        (
            "mail",
            _("征求意见信"),
            _("%(letters)d 轮，收回 %(returns)d 封"),
            "letters",
            "",
        ),
        ("clipboard-list", _("网格日志"), _("%(logs)d 条"), "logs", ""),
        (
            "megaphone",
            _("宣传动员"),
            _("走到过 %(reaches)d 栋次"),
            "reaches",
            reverse("listening:outreach", args=here),
        ),
    ]
    return [
        Instrument(icon, title, words % counts, bool(counts[key]), url)
        for icon, title, words, key, url in facts
    ]


def firsts_of(counts: dict[str, Any]) -> list[First]:
    """Return what happened here for the first time, in order."""
    visits = [one for one in (counts["first_talk"], _day(counts["first_knock"])) if one]
    told = [
        (min(visits, default=None), _("第一次有人上门听大家说")),
        (counts["first_meeting"], _("第一次坐到一起商量")),
        (counts["first_group"], _("第一支邻居自己的队伍")),
    ]
    return in_time(told)


def _day(moment: datetime | int) -> date | None:
    return timezone.localdate(moment) if isinstance(moment, datetime) else None
