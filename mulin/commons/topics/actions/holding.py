"""What acts on a topic begin and end with."""

from typing import Any

from django.utils.translation import gettext as _

from mulin.commons.audit.actions import record
from mulin.commons.people.models import Person
from mulin.commons.places.permissions import role_at
from mulin.errors import Refused, require

from .. import permissions
from ..models import Obstacle, Opinion, Settlement, Topic


def held(topic: Topic) -> Topic:
    """Hold the topic for the act that changes it."""
    return (
        Topic.objects.select_for_update(of=("self",)).select_related("community").get(pk=topic.pk)
    )


def held_obstacle(actor: Person, obstacle: Obstacle) -> Obstacle:
    """Hold an obstacle that is not past for the act of who may clear it."""
    require(permissions.can_look_after(actor, obstacle.topic.community))
    obstacle = (
        Obstacle.objects.select_for_update(of=("self",))
        .select_related("topic__community")
        .get(pk=obstacle.pk)
    )
    if not obstacle.is_open:
        raise Refused(_("这道坎已经过去了。"))
    return obstacle


def refuse_closed(topic: Topic) -> None:
    if not topic.is_open:
        raise Refused(_("这个议题已经结束了。"))


def write_down(
    verb: str, actor: Person | None, thing: Topic | Opinion | Settlement, **details: Any
) -> None:
    """Record what was done about a topic, an opinion or a settlement."""
    if isinstance(thing, Settlement):
        unit = thing.occasion.unit
    else:
        unit = thing.community if isinstance(thing, Topic) else thing.unit
    role = role_at(actor, unit) if actor else ""
    record(verb, by=actor, role=role, about=thing, unit=unit, **details)
