"""What was heard on the way becomes an opinion that is answered."""

from uuid import NAMESPACE_URL, uuid5

from django.db import transaction
from django.utils import timezone

from mulin.commons.people.models import Person
from mulin.commons.topics.actions import note_opinion
from mulin.commons.topics.models import Opinion, Topic
from mulin.errors import require

from .. import permissions
from ..models import GridLog
from .writing_down import write_down

LONGEST = 200


@transaction.atomic
def hear_log(*, actor: Person, log: GridLog, kind: str, topic: Topic | None = None) -> Opinion:
    """Make an opinion of what a grid worker heard; twice is once."""
    require(permissions.can_run_listening(actor, log.community))
    opinion = note_opinion(
        actor=actor,
        unit=log.community,
        kind=kind,
        text=log.text[:LONGEST] or str(log.get_kind_display()),
        said_on=timezone.localdate(log.happened_at),
        topic=topic,
        origin=log,
        building=log.building,
        place=log.spot[:40],
        is_public=False,
        receipt=uuid5(NAMESPACE_URL, f"listening.gridlog:{log.pk}"),
    )
    write_down("listening.log_heard", actor, log.community, log, opinion=opinion.pk)
    return opinion
