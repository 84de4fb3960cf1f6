"""What a person may see of her own household."""

from django.db.models import QuerySet

from mulin.commons.audit.models import Record
from mulin.commons.electorates.models import Elector
from mulin.commons.people.models import Person
from mulin.commons.places.queries import households_lived_in_by

from ..models import HouseholdConsent, Objection


def answers_of_homes(person: Person) -> QuerySet[HouseholdConsent]:
    """Return every answer of the households a person lives in for certain, the newest first."""
    found = HouseholdConsent.objects.filter(elector__household__in=households_lived_in_by(person))
    return found.select_related("round").order_by("-said_at", "-id")


def objections_of_homes(person: Person) -> QuerySet[Objection]:
    """Return what the households a person lives in for certain raised, the newest first."""
    found = Objection.objects.filter(elector__household__in=households_lived_in_by(person))
    return found.select_related("round").order_by("-raised_at", "-id")


def card_viewings(person: Person) -> QuerySet[Record]:
    """Return who looked at how these households answered, the newest first."""
    homes = Elector.objects.filter(household__in=households_lived_in_by(person))
    found = Record.objects.filter(
        verb="consents.card_viewed", about_type=Elector._meta.label_lower, about_id__in=homes
    )
    return found.select_related("by", "unit").order_by("-id")
