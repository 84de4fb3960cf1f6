"""Who is in the demo, by the short names the demo's files call them."""

from django.db import models

from mulin.commons.audit.actions import record
from mulin.commons.audit.models import Record
from mulin.commons.people.models import Person
from mulin.programmes.models import Cycle

VERB = "demo.introduced"
CYCLE_VERB = "demo.cycle_named"
SIGHT_VERB = "demo.sight_named"
NOBODY = "nobody"
"""Whom a visitor becomes by signing out."""


def introduce(person: Person, ref: str) -> None:
    """Remember which of the demo's people this is."""
    record(VERB, by=None, about=person, ref=ref)


def cast() -> dict[str, Person]:
    """Return the demo's people by their short names."""
    refs = dict(Record.objects.filter(verb=VERB).values_list("about_id", "details__ref"))
    return {refs[person.pk]: person for person in Person.objects.filter(pk__in=refs)}


def name_cycle(cycle: Cycle, ref: str) -> None:
    """Remember which of the demo's cycles this is."""
    record(CYCLE_VERB, by=None, about=cycle, ref=ref)


def name_sight(thing: models.Model, ref: str) -> None:
    """Remember what the tour shows under a word."""
    record(SIGHT_VERB, by=None, about=thing, ref=ref)


def told() -> tuple[dict[str, Cycle], dict[str, int]]:
    """Return the demo's cycles by the names of their files, and the keys of its sights."""
    named = Record.objects.filter(verb__in=(CYCLE_VERB, SIGHT_VERB))
    rows = list(named.values_list("verb", "details__ref", "about_id"))
    refs = {key: ref for verb, ref, key in rows if verb == CYCLE_VERB}
    found = Cycle.objects.filter(pk__in=refs).prefetch_related("steps")
    sights = {ref: key for verb, ref, key in rows if verb == SIGHT_VERB}
    return {refs[cycle.pk]: cycle for cycle in found}, sights


def cycles() -> dict[str, Cycle]:
    """Return the demo's cycles by the names of their files."""
    return told()[0]
