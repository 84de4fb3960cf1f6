from typing import Any

from mulin.commons.audit.actions import record
from mulin.commons.people.models import Person
from mulin.commons.places.permissions import role_at
from mulin.programmes.models import Proposal


def write_down(verb: str, actor: Person, about: Proposal, **details: Any) -> None:
    """
    Record an act about a proposal, with the role it was done in.

    An author who wants no name beside a thing is not named by what they do with it either.
    """
    if about.is_anonymous and actor.pk == about.author_id:
        details["anonymous"] = True
    role = role_at(actor, about.community)
    details = {"title": about.title} | details
    record(verb, by=actor, role=role, about=about, unit=about.community, **details)
