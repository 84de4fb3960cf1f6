"""Who is in the demo, by the short names the demo's files call them."""

from mulin.commons.audit.actions import record
from mulin.commons.audit.models import Record
from mulin.commons.people.models import Person

VERB = "demo.introduced"
NOBODY = "nobody"
"""Whom a visitor becomes by signing out."""


def introduce(person: Person, ref: str) -> None:
    """Remember which of the demo's people this is."""
    record(VERB, by=None, about=person, ref=ref)


def cast() -> dict[str, Person]:
    """Return the demo's people by their short names."""
    refs = dict(Record.objects.filter(verb=VERB).values_list("about_id", "details__ref"))
    return {refs[person.pk]: person for person in Person.objects.filter(pk__in=refs)}
