from typing import Any

from mulin.commons.audit.actions import record
from mulin.commons.people.models import Person
from mulin.commons.places.permissions import role_at

from ..models import DesignComment, DesignDisplay


def write_down(
    verb: str, actor: Person | None, about: DesignDisplay | DesignComment, **details: Any
) -> None:
    """
    Record an act about a display or a comment, with the role it was done in.

    An author who wants no name beside a comment is not named by saying it either.
    """
    display = about if isinstance(about, DesignDisplay) else about.display
    unit = display.topic.community
    if isinstance(about, DesignComment) and actor and actor.pk == about.author_id:
        details |= {"anonymous": True} if about.is_anonymous else {}
    details = {"title": display.title, "display": display.pk} | details
    record(
        verb,
        by=actor,
        role=role_at(actor, unit) if actor else "",
        about=about,
        unit=unit,
        **details,
    )
