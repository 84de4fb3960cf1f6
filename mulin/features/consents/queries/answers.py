"""What households answered, and which answer counts."""

from collections.abc import Collection
from datetime import date

from django.db.models import Count as Rows
from django.db.models import Exists, Min, OuterRef, QuerySet
from django.utils import timezone

from mulin.commons.electorates.models import Elector
from mulin.programmes.models import Cycle

from ..models import AnswerConflict, ConsentRound, HouseholdConsent
from ..models.rounds import Answer
from ..rules import BuildingCount, Count
from .rounds import electors


def standing(round: ConsentRound) -> QuerySet[HouseholdConsent]:
    """Return the answer of each household that counts: the one it said last."""
    return (
        HouseholdConsent.objects.filter(round=round)
        .order_by("elector_id", "-said_at", "-id")
        .distinct("elector_id")
    )


def standing_of(round: ConsentRound, households: Collection[int]) -> dict[int, HouseholdConsent]:
    """Return the answer that counts of each of these electors, by its key."""
    found = standing(round).filter(elector__in=households)
    return {one.elector_id: one for one in found}


def said_by_others(
    round: ConsentRound, made: Collection[HouseholdConsent]
) -> dict[int, list[HouseholdConsent]]:
    """
    Return what everybody else entered last of these households, each in each way, by elector.

    What was settled once is settled: only answers from the last settlement on.
    """
    latest = (
        HouseholdConsent.objects.filter(round=round, elector__in=[one.elector_id for one in made])
        .exclude(pk__in=[one.pk for one in made])
        .order_by("elector_id", "channel", "entered_by_id", "-said_at", "-id")
        .distinct("elector_id", "channel", "entered_by_id")
    )
    found: dict[int, list[HouseholdConsent]] = {}
    for one in sorted(latest, key=lambda one: -one.pk):
        said = found.setdefault(one.elector_id, [])
        if not any(later.channel == HouseholdConsent.Channel.SETTLED for later in said):
            said.append(one)
    return found


def history_of(round: ConsentRound, elector: Elector) -> list[HouseholdConsent]:
    """Return everything a household answered in a round, the first answer first."""
    answers = HouseholdConsent.objects.filter(round=round, elector=elector)
    return list(answers.select_related("entered_by").order_by("said_at", "id"))


def open_conflicts(round: ConsentRound) -> QuerySet[AnswerConflict]:
    """Return the contradictions nobody has settled yet."""
    return (
        AnswerConflict.objects.filter(round=round, settled_at=None)
        .select_related("elector", "first__entered_by", "second__entered_by")
        .order_by("elector__number")
    )


def conflicts_of(round: ConsentRound, elector: Elector) -> list[AnswerConflict]:
    """Return a household's contradictions, settled or not."""
    found = AnswerConflict.objects.filter(round=round, elector=elector)
    return list(found.select_related("settled_by", "settled_as"))


def counted_by_building(round: ConsentRound) -> list[BuildingCount]:
    """Return each building of a roll with how its households answered, in two questions."""
    lines: dict[str, BuildingCount] = {}
    roll = (
        electors(round)
        .order_by()
        .values_list("building", "household__dwelling__entrance__building", "is_vacant")
        .annotate(n=Rows("pk"), first=Min("number"))
        .order_by("first")
    )
    for name, building, is_vacant, n, first in roll:
        line = lines.setdefault(name, BuildingCount(name, building, first))
        line.count.registered += n
        line.count.vacant += n if is_vacant else 0
    for name, is_vacant, answer, contradicts, n in _answers_by_building(round):
        count = lines[name].count
        kind = "conflicting" if contradicts else answer
        setattr(count, kind, getattr(count, kind) + n)
        count.vacant -= n if is_vacant and (contradicts or answer != Answer.NOT_REACHED) else 0
    return list(lines.values())


def _answers_by_building(round: ConsentRound) -> list[tuple[str, bool, str, bool, int]]:
    contradiction = AnswerConflict.objects.filter(
        round=round, elector=OuterRef("elector"), settled_at=None
    )
    return list(
        HouseholdConsent.objects.filter(
            pk__in=standing(round).values("pk"), elector__struck_at=None
        )
        .order_by()
        .annotate(contradicts=Exists(contradiction))
        .values_list("elector__building", "elector__is_vacant", "answer", "contradicts")
        .annotate(n=Rows("pk"))
    )


def count_of(round: ConsentRound) -> Count:
    """Return how all households of a round answered."""
    return sum((line.count for line in counted_by_building(round)), Count())


def first_heard_by_day(round: ConsentRound) -> list[tuple[date, int]]:
    """Return on how many households' first answers each day came, the first day first."""
    firsts = (
        HouseholdConsent.objects.filter(round=round, elector__struck_at=None)
        .exclude(answer=Answer.NOT_REACHED)
        .order_by()
        .values("elector")
        .annotate(first=Min("said_at"))
        .values_list("first", flat=True)
    )
    days: dict[date, int] = {}
    for moment in firsts:
        day = timezone.localdate(moment)
        days[day] = days.get(day, 0) + 1
    return sorted(days.items())


def heard_of(round: ConsentRound) -> set[int]:
    """Return the keys of the electors who have answered, in whatever way."""
    said = HouseholdConsent.objects.filter(round=round).exclude(answer=Answer.NOT_REACHED)
    return set(said.order_by().values_list("elector", flat=True).distinct())


def heard_by_community(cycle: Cycle) -> dict[int, int]:
    """Return how many households answered in the rounds of a cycle, each counted once."""
    said = HouseholdConsent.objects.filter(round__step__cycle=cycle)
    counted = (
        said.exclude(answer=Answer.NOT_REACHED)
        .order_by()
        .values_list("elector__household__community")
        .annotate(n=Rows("elector__household", distinct=True))
    )
    return dict(counted)
