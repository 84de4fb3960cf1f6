"""What the front pages read from the rooms.  The portal owns no table."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from mulin.commons.audit.models import Record
from mulin.commons.places.models import AdminUnit, Building, Community
from mulin.commons.places.queries import memberships_now
from mulin.commons.places.roles import NEIGHBOURS
from mulin.programmes import kinds
from mulin.programmes.models import Cycle, Step
from mulin.programmes.queries import cycles_of, cycles_running
from mulin.web.pictures.scene import Block

A_FEW = 5


@dataclass(frozen=True)
class Run:
    """A cycle with its steps, and what can be done in it now."""

    cycle: Cycle
    steps: list[Step]

    @property
    def now(self) -> Step | None:
        """The step that is open, or the last one that waits to be closed."""
        under_way = [step for step in self.steps if step.state == "now"]
        still_open = [step for step in under_way if step.is_open]
        return next(iter(still_open + under_way), None)

    @property
    def is_over(self) -> bool:
        return all(step.is_closed for step in self.steps)

    @property
    def invitation(self) -> Any:
        """What the open step asks its visitor to do, as words on a button."""
        return kinds.get(self.now.kind).invitation if self.now else ""

    @property
    def page(self) -> str:
        """The address of what is to be done now."""
        return reverse(kinds.get(self.now.kind).page, args=[self.now.pk]) if self.now else ""

    @property
    def last_page(self) -> str:
        """The address of what the last step left behind."""
        last = self.steps[-1]
        return reverse(kinds.get(last.kind).page, args=[last.pk])

    @property
    def selection(self) -> Step | None:
        """The contest of this cycle, once it has begun."""
        return next((s for s in self.steps if s.kind == "hold_contest" and s.state != "next"), None)


def runs(cycles: QuerySet[Cycle]) -> list[Run]:
    """Return the first few of these cycles, each with its steps, in two queries."""
    found = cycles.prefetch_related("steps")[:A_FEW]
    return [Run(cycle, list(cycle.steps.all())) for cycle in found]


def running_everywhere() -> list[Run]:
    return runs(cycles_running())


def running_in(community: AdminUnit) -> list[Run]:
    """Return the runs a community takes part in, those with something open first."""
    found = runs(cycles_of(community))
    return sorted(found, key=lambda run: (run.is_over, not (run.now and run.now.is_open)))


def finished() -> list[Run]:
    """Return the newest cycles of which every step is closed."""
    over = Cycle.objects.exclude(steps__closed_at=None).filter(steps__isnull=False).distinct()
    return runs(over.select_related("programme__host").order_by("-started_at"))


def communities(words: str = "") -> QuerySet[Community]:
    """Return the communities on this site by name."""
    found = Community.objects.select_related("parent").order_by("parent__path", "name")
    return found.filter(name__icontains=words) if words else found


def took_part(community: AdminUnit) -> int:
    """Count the neighbours of a community who ever did anything here."""
    neighbours = memberships_now().filter(unit=community, role__in=NEIGHBOURS).values("person")
    acts = Record.objects.filter(by__in=neighbours).exclude(verb__startswith="people.")
    return acts.values("by").distinct().count()


def neighbours() -> tuple[int, int]:
    """Count the neighbours known on this site, and those of them who did something here."""
    known = memberships_now().filter(role__in=NEIGHBOURS).values("person").distinct()
    acts = Record.objects.filter(by__in=known).exclude(verb__startswith="people.")
    return known.count(), acts.values("by").distinct().count()


def houses_of(community: AdminUnit) -> list[int]:
    """Return how many households some of the community's buildings have."""
    sizes = (
        Building.objects.filter(compound__community=community)
        .order_by("pk")
        .values_list("declared_households", flat=True)
    )
    return [size for size in sizes[:6] if size]


def yard(windows: int, lit: int, houses: Sequence[int] = ()) -> list[Block]:
    """Return houses as a picture: so many windows in all, so many of them lit."""
    sizes = list(houses) or [5, 4, 6, 5, 4, 6]
    homes = _shares(sizes, windows)
    return [
        Block(size, light) for size, light in zip(homes, _shares(homes, lit), strict=True) if size
    ]


def _shares(weights: Sequence[int], whole: int) -> list[int]:
    """Share out a whole by weights in whole numbers that still add up to it."""
    total = sum(weights) or 1
    edges = [whole * upto // total for upto in accumulate(weights)]
    return [edge - before for before, edge in pairwise([0, *edges])]
