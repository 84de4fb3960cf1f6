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
    office: Person
    """Who runs the cycle."""

    ideas: dict[str, Idea] = field(default_factory=dict)
    proposals: list[tuple[dict[str, Any], Proposal]] = field(default_factory=list)

    def screener(self, community: str) -> Person:
        """Return who answers the ideas of a community."""
        ref = self.cast["screeners"].get(community)
        return self.town.people[ref] if ref else self.office

    def proposal_of(self, ref: str) -> Proposal:
        """Return the proposal that an idea has become."""
        idea = self.ideas[ref]
        idea.refresh_from_db()
        if idea.proposal is None:
            raise LookupError(f"{ref} did not become a proposal")
        return idea.proposal
