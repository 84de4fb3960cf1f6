from typing import Any

from mulin.commons.audit.actions import record
from mulin.commons.people.models import Person
from mulin.commons.places.permissions import role_at
from mulin.programmes.models import Proposal

from ..models import Idea


def write_down(verb: str, actor: Person | None, about: Idea | Proposal, **details: Any) -> None:
    """
    Record an act about an idea or a proposal, with the role it was done in.

    An author who wants no name beside a thing is not named by what they do with it either.
    """
    community = about.community
    role = role_at(actor, community) if actor else ""
    if about.is_anonymous and actor and actor.pk == about.author_id:
        details["anonymous"] = True
    details = {"title": about.title} | details
    record(verb, by=actor, role=role, about=about, unit=community, **details)
