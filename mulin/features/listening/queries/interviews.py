from django.db import models
from django.db.models import Q, QuerySet

from mulin.commons.audit.things import key_of
from mulin.commons.people.models import Person
from mulin.commons.places.models import AdminUnit
from mulin.commons.places.queries import parts_of
from mulin.commons.topics.models import Opinion, Topic
from mulin.commons.topics.queries import opinions_in_force, topics_of

from ..models import Interview
from .units import communities_interviewed_by, communities_run_by

MOST_TOPICS = 50


def interviews() -> QuerySet[Interview]:
    return Interview.objects.select_related(
        "community",
        "building__compound",
        "household__dwelling__entrance__building__compound",
        "talked_by",
    )


def interviews_visible_to(viewer: Person) -> QuerySet[Interview]:
    """Return the viewer's own notes, while she still listens there, and those of her office."""
    own = Q(talked_by=viewer.pk, community__in=communities_interviewed_by(viewer))
    return interviews().filter(own | Q(community__in=communities_run_by(viewer)))


def interviews_of(community: AdminUnit) -> QuerySet[Interview]:
    """Return the notes of a community, the latest first."""
    return interviews().filter(community=community)


def interviews_noted_by(person: Person) -> QuerySet[Interview]:
    """Return what one person noted where she still listens, the latest first."""
    here = communities_interviewed_by(person)
    return interviews().filter(talked_by=person, community__in=here)


def opinions_heard_through(thing: models.Model) -> QuerySet[Opinion]:
    """Return the single lines that one thing brought."""
    type, id = key_of(thing)
    return opinions_in_force().filter(origin_type=type, origin_id=id)


def lines_of_talks(community: AdminUnit) -> dict[tuple[int | None, str], list[str]]:
    """Return what each talk of a community brought, by the talk's key and the kind of line."""
    talks = interviews_of(community).order_by().values("pk")
    found = opinions_in_force().filter(origin_type=Interview._meta.label_lower, origin_id__in=talks)
    lines: dict[tuple[int | None, str], list[str]] = {}
    for talk, kind, text in found.order_by("id").values_list("origin_id", "kind", "text"):
        lines.setdefault((talk, kind), []).append(text)
    return lines


def opinion_from(thing: models.Model) -> Opinion | None:
    return opinions_heard_through(thing).first()


def topics_open_in(community: AdminUnit) -> list[Topic]:
    """Return what a community is busy with."""
    return list(topics_of(community).filter(state=Topic.State.OPEN)[:MOST_TOPICS])


def interview_of_request(person: Person, key: str) -> Interview | None:
    return Interview.objects.filter(talked_by=person, key=key).first()


def talks_at_homes_of(person: Person) -> QuerySet[Interview]:
    """Return when somebody came to talk to the households the person belongs to."""
    homes = [
        part.household_id
        for part in parts_of(person)
        if part.household_id is not None and part.confirmed_at is not None
    ]
    return Interview.objects.filter(household__in=homes).select_related("talked_by", "community")
