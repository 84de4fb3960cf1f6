"""What households answered, and which answer counts."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date, datetime

from django.db.models import Count as Rows
from django.db.models import Exists, Min, OuterRef, Q, QuerySet
from django.utils import timezone

from mulin.commons.electorates.models import Elector
from mulin.programmes.models import Cycle

from ..models import AnswerConflict, ConsentRound, HouseholdConsent
from ..models.rounds import Answer
from ..rules import BuildingCount, Count
from .rounds import electors

FEW = 5
"""How many households must have answered anew before it is told how many agree."""

LAST = 2**63 - 1

FirstHeard = tuple[int, datetime]
"""The key of the first answer of a household that was entered, and when it first answered."""


def standing(round: ConsentRound, until: int = LAST) -> QuerySet[HouseholdConsent]:
    """Return the answer of each household that counts: the one it said last."""
    return (
        HouseholdConsent.objects.filter(round=round, pk__lte=until)
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
    return with_answers(round, roll_by_building(round))


def roll_by_building(round: ConsentRound) -> list[BuildingCount]:
    """Return each building of a roll with how many households it has, before any answered."""
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
    return list(lines.values())


def with_answers(
    round: ConsentRound, roll: Sequence[BuildingCount], until: int = LAST
) -> list[BuildingCount]:
    """
    Return the buildings of a roll with how their households answered.

    Until: the key of the last answer that is looked at, as things stood when it came.
    """
    lines = {line.name: replace(line, count=replace(line.count)) for line in roll}
    for name, is_vacant, answer, contradicts, n in _answers_by_building(round, until):
        count = lines[name].count
        kind = "conflicting" if contradicts else answer
        setattr(count, kind, getattr(count, kind) + n)
        count.vacant -= n if is_vacant and (contradicts or answer != Answer.NOT_REACHED) else 0
    return list(lines.values())


def _answers_by_building(round: ConsentRound, until: int) -> list[tuple[str, bool, str, bool, int]]:
    contradiction = AnswerConflict.objects.filter(
        Q(settled_as=None) | Q(settled_as__gt=until),
        round=round,
        elector=OuterRef("elector"),
        second__lte=until,
    )
    return list(
        HouseholdConsent.objects.filter(
            pk__in=standing(round, until).values("pk"), elector__struck_at=None
        )
        .order_by()
        .annotate(contradicts=Exists(contradiction))
        .values_list("elector__building", "elector__is_vacant", "answer", "contradicts")
        .annotate(n=Rows("pk"))
    )


def count_of(round: ConsentRound) -> Count:
    """Return how all households of a round answered."""
    return sum((line.count for line in counted_by_building(round)), Count())


def told_count(
    round: ConsentRound,
    roll: Sequence[BuildingCount] | None = None,
    heard: Sequence[FirstHeard] | None = None,
) -> Count | None:
    """
    Return the count that everybody may read while a round runs, or nothing at its beginning.

    It stands still until `FEW` more households have answered: otherwise who watches it together
    with the lit windows reads off what the home behind the next window said.
    """
    heard = first_heard(round) if heard is None else heard
    told = len(heard) - len(heard) % FEW
    if not told:
        return None
    roll = roll_by_building(round) if roll is None else roll
    lines = with_answers(round, roll, until=heard[told - 1][0])
    return sum((line.count for line in lines), Count())


def first_heard(round: ConsentRound) -> list[FirstHeard]:
    """Return when each household first answered, in the order in which it was entered."""
    return list(
        HouseholdConsent.objects.filter(round=round, elector__struck_at=None)
        .exclude(answer=Answer.NOT_REACHED)
        .order_by()
        .values("elector")
        .annotate(first=Min("pk"), when=Min("said_at"))
        .order_by("first")
        .values_list("first", "when")
    )


def count_by_day(heard: Sequence[FirstHeard]) -> list[tuple[date, int]]:
    """Return on how many households' first answers each day came, the first day first."""
    days = Counter(timezone.localdate(when) for _first, when in heard)
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
