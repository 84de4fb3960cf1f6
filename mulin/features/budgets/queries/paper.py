"""Ballots on paper: who runs the booth, what is still to be read."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db import connection
from django.db.models import Q, QuerySet

from mulin.commons.electorates.models import Elector
from mulin.commons.electorates.queries import electorates_visible_to, roll_of
from mulin.commons.people.models import Person
from mulin.commons.places.queries import memberships_now
from mulin.commons.places.roles import NEIGHBOURS
from mulin.programmes.models import Step

from ..models import BudgetVote, Channel, PaperBatch, PaperReading, TurnoutMark
from ..sheets_read import told_apart
from .votes import votes

MOST_FOUND = 50
MOVERS = """
    SELECT DISTINCT elector FROM unnest(%s::bigint[], %s::bigint[]) AS lives(person, elector)
    WHERE budgets_voted_for_another(%s, person, elector)
"""
"""See migration 0009."""


@dataclass(frozen=True, slots=True)
class AtBooth:
    """A line of the roll as the booth sees it."""

    elector: Elector
    channel: str
    """How it has voted; empty where it has not."""

    has_voted_elsewhere: bool
    """Whether somebody who lives there now has taken part for another household: never who."""


def votes_at_booth_of(viewer: Person) -> QuerySet[BudgetVote]:
    """Return the votes for which the viewer may hand out paper ballots."""
    return votes().filter(electorate__in=electorates_visible_to(viewer))


def steps_at_booth_of(viewer: Person) -> QuerySet[Step]:
    """Return the steps of those votes."""
    return Step.objects.filter(pk__in=votes_at_booth_of(viewer).values("step"))


def batches_at_booth_of(viewer: Person) -> QuerySet[PaperBatch]:
    """Return the batches of paper that the viewer may handle."""
    booths = electorates_visible_to(viewer)
    found = PaperBatch.objects.filter(vote__electorate__in=booths)
    return found.select_related("vote__step__cycle__programme__host", "vote__electorate__unit")


def batches_of(vote: BudgetVote) -> list[PaperBatch]:
    return list(PaperBatch.objects.filter(vote=vote))


def at_booth(vote: BudgetVote, words: str) -> list[AtBooth]:
    """Return those on the roll with certain words in name or door, and how each has voted."""
    if not vote.electorate or not words:
        return []
    named = Q(name__icontains=words) | Q(address__icontains=words)
    if words.isascii() and words.isdigit():
        named |= Q(number=int(words[:9]))
    found = list(roll_of(vote.electorate).filter(named)[:MOST_FOUND])
    marks = TurnoutMark.objects.filter(vote=vote, elector__in=found)
    channels = dict(marks.values_list("elector", "channel"))
    elsewhere = _with_movers(vote, [one for one in found if one.pk not in channels])
    return [AtBooth(one, channels.get(one.pk, ""), one.pk in elsewhere) for one in found]


def _with_movers(vote: BudgetVote, electors: Collection[Elector]) -> set[int]:
    """Return which households somebody lives in who has taken part for another one."""
    homes = {one.household_id: one.pk for one in electors if one.household_id}
    if not homes:
        return set()
    parts = memberships_now().filter(
        household__in=homes, role__in=NEIGHBOURS, confirmed_at__isnull=False
    )
    lived_in = list(parts.values_list("person", "household"))
    people, lines = [who for who, _home in lived_in], [homes[home] for _who, home in lived_in]
    with connection.cursor() as cursor:
        cursor.execute(MOVERS, [people, lines, vote.pk])
        return {line for (line,) in cursor.fetchall()}


def handed_out(vote: BudgetVote) -> int:
    """Return how many paper ballots are out."""
    return TurnoutMark.objects.filter(vote=vote, channel=Channel.PAPER).count()


def readers_of(batch: PaperBatch) -> set[int]:
    """Return the keys of the two who read a box."""
    return set(batch.readings.values_list("reader", flat=True))


def readings_now(batch: PaperBatch) -> list[PaperReading]:
    """Return what was entered in this round."""
    return list(batch.readings.filter(round=batch.round))


def differing(batch: PaperBatch) -> list[tuple[int, str, str]]:
    """Return the ballots that two read differently in the round before: number, one, other."""
    before = list(batch.readings.filter(round=batch.round - 1))
    if len(before) < 2:
        return []
    return told_apart(*(reading.sheets for reading in before))


def serials_to_read(batch: PaperBatch) -> list[int]:
    """Return the numbers of the ballots to be read in this round."""
    if batch.round == 1:
        return list(batch.serials)
    return [serial for serial, _one, _other in differing(batch)]
