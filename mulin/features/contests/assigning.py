"""Who is to score what: plans for all judges and all proposals, and the table as an Excel list."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from mulin.commons.people.models import Person
from mulin.programmes.models import Proposal

from .models import ScoreSheet

Pair = tuple[int, int]
"""A judge and a proposal, by their keys."""

MARKS = frozenset({"1", "✓", "√", "v", "x", "yes"})
"""What in a cell of the list means that this judge scores this proposal."""

NO_MARKS = frozenset({"", "0", "no"})


@dataclass(slots=True)
class Column:
    """One judge in the table: how far they are, and which proposals they may not score."""

    judge: Person
    title: str
    """Their name, told apart from others of the same name."""

    has_declared: bool
    submitted: int = 0
    missing: int = 0
    begun: set[int] = field(default_factory=set)
    """Proposals whose sheet has something on it, so that it cannot be taken away silently."""

    given_up: set[int] = field(default_factory=set)


def everything(judges: Sequence[int], entries: Sequence[Proposal]) -> Iterable[Pair]:
    """Let everybody score everything."""
    return ((judge, entry.pk) for entry in entries for judge in judges)


def by_zone(
    judges: Sequence[int], entries: Sequence[Proposal], zones: Mapping[int, int]
) -> Iterable[Pair]:
    """Share the zones out among the judges in turn; proposals without a zone are a zone too."""
    order = sorted({zones.get(entry.community_id, 0) for entry in entries})
    if not judges or not order:
        return
    rounds = max(len(judges), len(order))
    scored = {(order[n % len(order)], judges[n % len(judges)]) for n in range(rounds)}
    for entry in entries:
        for zone, judge in scored:
            if zone == zones.get(entry.community_id, 0):
                yield judge, entry.pk


def evenly(
    judges: Sequence[int],
    entries: Sequence[Proposal],
    each: int,
    may: Callable[[int, Proposal], bool],
) -> Iterable[Pair]:
    """
    Give each proposal so many judges, in turn by number.

    Whoever has the fewest comes first, so that all have as many as the others or one more.
    """
    held = dict.fromkeys(judges, 0)
    turn = 0
    for entry in entries:
        waiting = [*judges[turn:], *judges[:turn]]
        able = [judge for judge in waiting if may(judge, entry)]
        for judge in sorted(able, key=held.__getitem__)[:each]:
            held[judge] += 1
            yield judge, entry.pk
        turn = (turn + each) % len(judges) if judges else 0


def columns_of(
    judges: Iterable[Person], declared: set[int], sheets: Iterable[ScoreSheet]
) -> list[Column]:
    """Return a column for each judge, with what the sheets tell of them."""
    columns: dict[int, Column] = {}
    taken: dict[str, int] = {}
    for judge in judges:
        name = judge.name_for_staff
        taken[name] = taken.get(name, 0) + 1
        title = name if taken[name] == 1 else f"{name} {taken[name]}"
        columns[judge.pk] = Column(judge, title, judge.pk in declared)
    for sheet in sheets:
        if column := columns.get(sheet.judge_id):
            _count(column, sheet)
    return list(columns.values())


def _count(column: Column, sheet: ScoreSheet) -> None:
    if sheet.is_recused:
        column.given_up.add(sheet.proposal_id)
        return
    column.submitted += sheet.is_submitted
    column.missing += sheet.is_missing
    if sheet.is_begun:
        column.begun.add(sheet.proposal_id)


def given_up_mark() -> str:
    """Return what the list shows where a judge does not score a proposal."""
    return _("回避")
