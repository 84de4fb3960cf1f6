"""Which topics are worked off in a cycle, as a whole or by one of its proposals."""

from django.db import transaction
from django.utils.translation import gettext as _

from mulin import locks
from mulin.commons.audit.actions import record
from mulin.commons.people.models import Person
from mulin.commons.places.permissions import role_at
from mulin.commons.topics.models import Topic
from mulin.errors import Refused, require

from .. import permissions, queries
from ..models import Cycle, Proposal


@transaction.atomic
def take_up_topic(
    *, actor: Person, topic: Topic, cycle: Cycle, proposal: Proposal | None = None
) -> None:
    """Work a topic off in a cycle: from now on its obstacles hold the works there."""
    require(permissions.can_tie(actor, topic))
    locks.hold_alone(f"programmes.topic:{topic.pk}")
    if not topic.is_open:
        raise Refused(_("这个议题已经结束了。"))
    if not queries.cycles_near(topic).filter(pk=cycle.pk).exists():
        raise Refused(_("这个社区没有参加这一季。"))
    if proposal and proposal.cycle_id != cycle.pk:
        raise Refused(_("这个提案不在这一季里。"))
    if proposal:
        Proposal.objects.filter(pk=proposal.pk).update(topic=topic)
    else:
        cycle.topics.add(topic)
    _write_down("programmes.topic_taken_up", actor, topic, cycle, proposal)


@transaction.atomic
def let_go_of_topic(*, actor: Person, topic: Topic, cycle: Cycle) -> None:
    """Say that a topic is not worked off in a cycle after all."""
    require(permissions.can_tie(actor, topic))
    locks.hold_alone(f"programmes.topic:{topic.pk}")
    cycle.topics.remove(topic)
    Proposal.objects.filter(cycle=cycle, topic=topic).update(topic=None)
    _write_down("programmes.topic_let_go", actor, topic, cycle, None)


def _write_down(
    verb: str, actor: Person, topic: Topic, cycle: Cycle, proposal: Proposal | None
) -> None:
    unit = topic.community
    where = proposal.title if proposal else str(cycle)
    record(
        verb,
        by=actor,
        role=role_at(actor, unit),
        about=topic,
        unit=unit,
        cycle=cycle.pk,
        proposal=proposal.pk if proposal else None,
        where=where,
    )
