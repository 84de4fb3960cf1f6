"""What was heard on the way becomes an opinion that is answered."""

from collections.abc import Mapping, Sequence
from uuid import NAMESPACE_URL, uuid5

from django.db import transaction
from django.utils import timezone

from mulin.commons.people.models import Person
from mulin.commons.topics.actions import note_opinion
from mulin.commons.topics.models import Opinion, Topic
from mulin.commons.topics.permissions import can_note
from mulin.errors import require

from .. import permissions
from ..models import GridLog, Interview
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


def note_lines(actor: Person, interview: Interview, said: Mapping[str, Sequence[str]]) -> None:
    """Keep what was said in single lines; part of the act that notes the talk."""
    # A student may listen but keeps no book of opinions: the interview says who heard them.
    by = actor if can_note(actor, interview.community) else None
    for kind, lines in said.items():
        for line in lines:
            note_opinion(
                actor=by,
                unit=interview.community,
                kind=kind,
                text=line,
                said_on=interview.talked_on,
                origin=interview,
                building=interview.building,
                is_public=False,
            )
