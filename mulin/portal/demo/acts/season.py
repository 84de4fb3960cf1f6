from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from mulin.commons.people.models import Person
from mulin.features.ideas.models import Idea
from mulin.programmes.models import Cycle, Proposal

from ..data import Story
from ..town import Town

HOUR = timedelta(hours=1)


@dataclass
class Season:
    """One cycle while it is acted out."""

    cycle: Cycle
    rows: dict[str, Any]
    """What its file tells."""

    cast: dict[str, Any]
    """Who screens and who judges, unless its file says otherwise."""

    town: Town
    story: Story
    ideas: dict[str, Idea] = field(default_factory=dict)
    proposals: list[tuple[dict[str, Any], Proposal]] = field(default_factory=list)

    @property
    def office(self) -> Person:
        """Who runs the cycle."""
        return self.town.people["p-shen"]

    def screener(self, community: str) -> Person:
        """Return who answers the ideas of a community."""
        return self.town.people[self.cast["screeners"].get(community, "p-shen")]
