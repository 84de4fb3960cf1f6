"""Who looked at single households' answers, or took them along."""

from django.db import transaction

from mulin.commons.electorates.models import Elector
from mulin.commons.people.models import Person
from mulin.commons.places.models import Building
from mulin.errors import require

from .. import permissions
from ..models import ConsentRound
from .writing_down import write_down


@transaction.atomic
def note_card_viewing(*, actor: Person, round: ConsentRound, elector: Elector) -> None:
    """Write down that somebody saw how one household answered."""
    require(permissions.can_read_answers(actor, round))
    write_down("consents.card_viewed", actor, round, about=elector)


@transaction.atomic
def note_answers_taken(*, actor: Person, round: ConsentRound) -> None:
    """Write down that somebody took the roll with its answers along."""
    require(permissions.can_read_answers(actor, round))
    write_down("consents.answers_taken", actor, round)


@transaction.atomic
def note_list_viewing(*, actor: Person, round: ConsentRound, building: Building) -> None:
    """Write down that somebody saw which doors of a building have answered."""
    require(permissions.can_list_building(actor, building))
    write_down("consents.building_listed", actor, round, about=building)
