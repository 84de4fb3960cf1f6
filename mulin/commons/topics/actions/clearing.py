"""Name the hurdles on the way and clear them."""

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mulin.commons.organisations.models import Organisation
from mulin.commons.people.models import Person
from mulin.errors import Refused, require

from .. import permissions
from ..models import Obstacle, Topic
from .holding import held, held_obstacle, refuse_closed, write_down


@transaction.atomic
def raise_obstacle(
    *,
    actor: Person,
    topic: Topic,
    what: str,
    is_blocking: bool = True,
    keeper: Person | None = None,
    keeper_organisation: Organisation | None = None,
    affected: str = "",
    due_on: date | None = None,
) -> Obstacle:
    """Name a hurdle and whose it is."""
    require(permissions.can_look_after(actor, topic.community))
    topic = held(topic)
    refuse_closed(topic)
    obstacle = Obstacle.objects.create(
        topic=topic,
        what=what,
        is_blocking=is_blocking,
        keeper=keeper,
        keeper_organisation=keeper_organisation,
        affected=affected,
        due_on=due_on,
        raised_by=actor,
    )
    write_down("topics.obstacle_raised", actor, topic, what=what)
    return obstacle


@transaction.atomic
def agree_on_obstacle(*, actor: Person, obstacle: Obstacle, solution: str) -> Obstacle:
    """Write down what was agreed; it still stands until it is out of the way."""
    obstacle = held_obstacle(actor, obstacle)
    obstacle.solution, obstacle.state = solution, Obstacle.State.AGREED
    obstacle.save(update_fields=["solution", "state"])
    write_down(
        "topics.obstacle_agreed", actor, obstacle.topic, what=obstacle.what, solution=solution
    )
    return obstacle


@transaction.atomic
def solve_obstacle(
    *, actor: Person, obstacle: Obstacle, solution: str, is_confirmed_by_affected: bool = False
) -> Obstacle:
    """Say that it is out of the way; who loses something by it must have said so too."""
    obstacle = held_obstacle(actor, obstacle)
    if obstacle.affected and not is_confirmed_by_affected:
        raise Refused(_("要先得到受影响的人确认：%(who)s。") % {"who": obstacle.affected})
    obstacle.solution, obstacle.state = solution, Obstacle.State.SOLVED
    obstacle.is_confirmed_by_affected = is_confirmed_by_affected
    obstacle.solved_at = timezone.now()
    obstacle.save(update_fields=["solution", "state", "is_confirmed_by_affected", "solved_at"])
    write_down(
        "topics.obstacle_solved", actor, obstacle.topic, what=obstacle.what, solution=solution
    )
    return obstacle


@transaction.atomic
def drop_obstacle(*, actor: Person, obstacle: Obstacle, because: str) -> Obstacle:
    """Say why it is no hurdle after all."""
    obstacle = held_obstacle(actor, obstacle)
    if not because:
        raise Refused(_("请写一句原因。"))
    obstacle.state, obstacle.because = Obstacle.State.DROPPED, because
    obstacle.save(update_fields=["state", "because"])
    write_down(
        "topics.obstacle_dropped", actor, obstacle.topic, what=obstacle.what, because=because
    )
    return obstacle
