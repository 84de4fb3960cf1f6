"""A talk, noted."""

from collections.abc import Mapping, Sequence
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mulin.commons.people.models import Person
from mulin.commons.places.models import AdminUnit, Building, Household
from mulin.commons.topics.actions import note_opinion
from mulin.commons.topics.permissions import can_note
from mulin.errors import Refused, require
from mulin.locks import hold_alone

from .. import permissions, queries
from ..models import Interview
from .writing_down import write_down


@transaction.atomic
def note_interview(
    *,
    actor: Person,
    community: AdminUnit,
    talked_on: date,
    key: str,
    building: Building | None = None,
    household: Household | None = None,
    spot: str = "",
    with_whom: str = "",
    notes: str = "",
    said: Mapping[str, Sequence[str]] | None = None,
) -> Interview:
    """Note a talk with somebody who lives here; the same `key` again is the same talk."""
    require(permissions.can_interview(actor, community))
    hold_alone(f"listening.interview:{actor.pk}:{key}")
    if earlier := queries.interview_of_request(actor, key):
        return earlier
    if talked_on > timezone.localdate():
        raise Refused(_("还没到这一天，聊完了再来记。"))
    if household:
        building = household.dwelling.entrance.building
    if building and building.compound.community_id != community.pk:
        raise Refused(_("这栋楼不在这个社区。"))
    interview = Interview.objects.create(
        community=community,
        building=building,
        household=household,
        spot=spot,
        with_whom=with_whom,
        notes=notes,
        talked_on=talked_on,
        talked_by=actor,
        key=key,
    )
    _note_lines(actor, interview, said or {})
    write_down("listening.interview_noted", actor, community, interview)
    return interview


def _note_lines(actor: Person, interview: Interview, said: Mapping[str, Sequence[str]]) -> None:
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
