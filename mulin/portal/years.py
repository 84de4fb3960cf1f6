"""A programme year by year: what came in, what was selected, what became of it."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.db.models import CharField, Count, F, Value
from django.urls import reverse
from django.utils.translation import gettext as _

from mulin.features.evidence import standings
from mulin.features.evidence.standings import Standing
from mulin.features.ideas.models import Idea
from mulin.programmes.models import Cycle, EarlierYear, Programme, Proposal, Step
from mulin.programmes.queries import PUBLIC_STATES, earlier_years_of

COLOURS = 6
"""How many colours and patterns a category can have; the next begin anew."""


def ratio(part: int | None, whole: int | None) -> str:
    """Return a share with both its figures: “71/104 = 68.3 %”; nothing when one is unknown."""
    if part is None or not whole:
        return ""
    percent = (Decimal(100 * part) / whole).quantize(Decimal("0.1"), ROUND_HALF_UP)
    return f"{part}/{whole} = {percent} %"


@dataclass(frozen=True)
class Line:
    """How many ideas, proposals and selected ones one community or category has."""

    name: str
    ideas: int
    proposals: int
    selected: int

    @property
    def ratio(self) -> str:
        return ratio(self.selected, self.proposals)


@dataclass(frozen=True)
class Slice:
    """One category's part of what was selected in a year."""

    name: str
    count: int
    whole: int
    colour: int
    """Which colour and pattern it has; 0 for what nobody put into a category."""

    @property
    def ratio(self) -> str:
        return ratio(self.count, self.whole)


@dataclass
class Year:
    """One year of a programme, run here or told."""

    year: int
    name: str
    communities: int | None
    ideas: int | None
    proposals: int | None
    selected: int | None
    mix: dict[str, int]
    ideas_are_at_least: bool = False
    policy_note: str = ""
    retrospective: str = ""
    source: str = ""
    cycle: Cycle | None = None
    by_community: list[Line] = field(default_factory=list)
    by_category: list[Line] = field(default_factory=list)
    slices: list[Slice] = field(default_factory=list)

    @property
    def key(self) -> str:
        return f"c{self.cycle.pk}" if self.cycle else str(self.year)

    @property
    def label(self) -> str:
        return f"{self.year} {self.name}".strip()

    @property
    def ideas_in_words(self) -> str:
        if self.ideas is None:
            return ""
        return f"{self.ideas}+" if self.ideas_are_at_least else str(self.ideas)

    @property
    def selected_ratio(self) -> str:
        return ratio(self.selected, self.proposals)

    @property
    def proposals_ratio(self) -> str:
        return "" if self.ideas_are_at_least else ratio(self.proposals, self.ideas)

    @property
    def is_known(self) -> bool:
        """Whether anything came in yet, or was told."""
        return any((self.ideas, self.proposals, self.selected))


def years_of(programme: Programme) -> list[Year]:
    """Return the years of a programme, the oldest first, in few questions."""
    cycles = list(programme.cycles.annotate(joined=Count("participations")))
    for cycle in cycles:
        cycle.programme = programme
    ideas, proposals, selected = _counted(cycles)
    years = [_told(one) for one in earlier_years_of(programme)]
    years += [_run(cycle, cycle.joined, ideas, proposals, selected) for cycle in cycles]
    years.sort(key=lambda one: (one.year, one.cycle.pk if one.cycle else 0))
    _slice(years)
    return years


Counts = dict[int, Counter[tuple[str, str]]]


def _counted(cycles: Sequence[Cycle]) -> tuple[Counts, Counts, Counts]:
    """Count ideas, proposals and selected ones by cycle, community and category, at once."""
    ideas, proposals, selected = ({one.pk: Counter() for one in cycles} for _one in range(3))  # type: ignore[var-annotated]
    given: Any = Idea.objects.filter(state=Idea.State.VISIBLE, step__cycle__in=cycles).order_by()
    given = given.values_list("step__cycle", "community__name", "category")
    handed_in: Any = Proposal.objects.filter(state__in=PUBLIC_STATES, cycle__in=cycles).order_by()
    handed_in = handed_in.values_list("cycle", "community__name", "category")
    rows = given.annotate(what=Value("idea", CharField()), n=Count("pk")).union(
        handed_in.annotate(what=F("state"), n=Count("pk")), all=True
    )
    for cycle, community, category, what, n in rows:
        if what == "idea":
            ideas[cycle][community, category] += n
            continue
        proposals[cycle][community, category] += n
        if what == Proposal.State.SELECTED:
            selected[cycle][community, category] += n
    return ideas, proposals, selected


def _told(one: EarlierYear) -> Year:
    return Year(
        year=one.year,
        name=one.name,
        communities=one.communities,
        ideas=one.ideas,
        ideas_are_at_least=one.ideas_are_at_least,
        proposals=one.proposals,
        selected=one.selected,
        mix={_(name): n for name, n in one.selected_by_category.items()},
        policy_note=one.policy_note,
        retrospective=one.retrospective,
        source=one.source,
    )


def _run(cycle: Cycle, joined: int, *counts: Counts) -> Year:
    ideas, proposals, selected = (one[cycle.pk] for one in counts)
    labels = cycle.categories
    mix = _by(selected, 1)
    return Year(
        year=cycle.year,
        name=cycle.name,
        communities=joined,
        ideas=ideas.total(),
        proposals=proposals.total(),
        selected=selected.total(),
        mix={labels.get(key, key): n for key, n in mix.items()},
        policy_note=cycle.policy_note,
        cycle=cycle,
        by_community=_lines(0, ideas, proposals, selected),
        by_category=[
            Line(labels.get(line.name, line.name), line.ideas, line.proposals, line.selected)
            for line in _lines(1, ideas, proposals, selected)
        ],
    )


def _by(counts: Counter[tuple[str, str]], which: int) -> Counter[str]:
    summed: Counter[str] = Counter()
    for key, n in counts.items():
        summed[key[which]] += n
    return summed


def _lines(which: int, *counts: Counter[tuple[str, str]]) -> list[Line]:
    ideas, proposals, selected = (_by(one, which) for one in counts)
    names = dict.fromkeys([*ideas, *proposals, *selected])
    lines = [Line(name, ideas[name], proposals[name], selected[name]) for name in names]
    return sorted(lines, key=lambda line: (-line.selected, -line.proposals, -line.ideas, line.name))


def _slice(years: Iterable[Year]) -> None:
    """Give each category the same colour in every year."""
    colours: dict[str, int] = {}
    for one in years:
        whole = one.selected or sum(one.mix.values())
        for name in one.mix:
            colours.setdefault(name, len(colours) % COLOURS + 1)
        one.slices = [
            Slice(name, n, whole, colours[name])
            for name, n in sorted(one.mix.items(), key=lambda pair: colours[pair[0]])
            if n
        ]
        rest = whole - sum(one.mix.values())
        if one.slices and rest > 0:
            one.slices.append(Slice(_("没有记类别"), rest, whole, 0))


@dataclass(frozen=True)
class Links:
    """Where the figures of a year lead: to the rows they count."""

    ideas: str = ""
    proposals: str = ""
    selected: str = ""
    promises: str = ""


def links_of(year: Year, steps: Sequence[Step]) -> Links:
    """Return where the rows of a year are, as far as there are any."""
    if not year.cycle:
        return Links()
    first = {step.kind: step for step in reversed(steps)}
    collecting, contest = first.get("collect_ideas"), first.get("hold_contest")
    followed = _following(steps)
    return Links(
        reverse("ideas:collecting", args=[collecting.pk]) if collecting else "",
        reverse("programmes:proposals", args=[year.cycle.pk]),
        reverse("contests:result", args=[contest.pk]) if contest and contest.is_closed else "",
        reverse("evidence:step", args=[followed.pk]) if followed else "",
    )


def steps_of(year: Year) -> list[Step]:
    """Return a year's steps, each knowing its cycle."""
    steps = list(year.cycle.steps.all()) if year.cycle else []
    for step in steps:
        step.cycle = year.cycle  # type: ignore[assignment]
    return steps


def promises_of(steps: Sequence[Step]) -> list[Standing]:
    """Return what became of each selected proposal: those that are late first."""
    followed = _following(steps)
    promises = standings.promises_of(followed) if followed else []
    return sorted(promises, key=lambda one: (not one.is_overdue, one.is_over))


def _following(steps: Sequence[Step]) -> Step | None:
    """Return the step that keeps the selected proposals in sight, if the cycle has one."""
    return next(
        (
            step
            for step in steps
            if step.kind == "show_evidence" and step.settings["per"] == "selected_proposal"
        ),
        None,
    )


def how_many(promises: Iterable[Standing]) -> list[tuple[str, int]]:
    """Count promises by how they stand, in words."""
    return Counter(one.state_label for one in promises).most_common()
