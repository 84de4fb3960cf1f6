"""Who took along what was heard: names and homes stand in it."""

from django.db import transaction

from mulin.commons.people.models import Person
from mulin.commons.places.models import AdminUnit
from mulin.errors import require

from .. import permissions
from .writing_down import write_down


@transaction.atomic
def note_taken_along(*, actor: Person, community: AdminUnit, what: str) -> None:
    """Write down that somebody took a list of talks or of the log along."""
    require(permissions.can_run_listening(actor, community))
    write_down("listening.taken_along", actor, community, community, what=what)
