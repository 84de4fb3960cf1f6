"""What is done with ballots."""

from collections.abc import Collection

from django.db import transaction
from django.utils.translation import gettext as _

from mulin.commons.audit.actions import record
from mulin.commons.people.actions import note_viewing
from mulin.commons.people.models import Person
from mulin.commons.places.models import Membership
from mulin.commons.places.permissions import role_at
from mulin.errors import Refused, require
from mulin.programmes.actions import enter
from mulin.programmes.models import Proposal, Step

from .. import permissions, queries
from ..models import Ballot, Vote
from ..voters import roles_that_vote, why_not
from .checks import begun, held, on_the_list
from .writing_down import write_down


@transaction.atomic
def cast_votes(*, actor: Person, step: Step, proposals: Collection[int]) -> Ballot:
    """Cast one's votes, or change them; the last ballot before closing counts."""
    require(permissions.can_vote(actor, step), why_not(step))
    step = begun(enter(step))
    ballot = _fill(held(step, actor), on_the_list(step, proposals))
    record("contests.voted", by=actor, about=ballot, unit=step.cycle.programme.host)
    return ballot


@transaction.atomic
def take_back_votes(*, actor: Person, step: Step) -> Ballot:
    """Take one's votes off the ballot, as if one had not voted."""
    require(permissions.can_vote(actor, step))
    step = enter(step)
    ballot = _fill(held(step, actor), [])
    record("contests.votes_taken_back", by=actor, about=ballot, unit=step.cycle.programme.host)
    return ballot


@transaction.atomic
def cast_votes_for(
    *, actor: Person, step: Step, voter: Person, proposals: Collection[int]
) -> Ballot:
    """
    Enter the ballot of a neighbour who has no phone.

    The record keeps who entered it.  A ballot the neighbour cast is theirs alone.
    """
    require(permissions.can_vote_for(actor, step, voter))
    if voter.phone or voter.login:
        raise Refused(_("%(name)s能自己登录投票，不用代录。") % {"name": voter.name_for_staff})
    step = begun(enter(step))
    ballot = held(step, voter)
    if ballot.entered_by_id is None and ballot.votes.exists():
        raise Refused(_("%(name)s自己已经投过票了。") % {"name": voter.name_for_staff})
    _fill(ballot, on_the_list(step, proposals), entered_by=actor)
    write_down("contests.voted_for_neighbour", actor, step, about=ballot, voter=voter.pk)
    return ballot


@transaction.atomic
def find_neighbours(*, actor: Person, step: Step, name: str) -> list[Membership]:
    """Look up neighbours without a phone by name, and write down for them that it was done."""
    require(permissions.can_help_vote(actor, step))
    communities = permissions.communities_helped(actor, step)
    found = list(queries.neighbours_without_phone(communities, name, roles_that_vote(step))[:30])
    for part in found:
        note_viewing(
            actor=actor, person=part.person, unit=part.unit, role=role_at(actor, part.unit)
        )
    write_down("contests.neighbours_looked_up", actor, step, found=len(found))
    return found


def _fill(ballot: Ballot, choice: list[Proposal], entered_by: Person | None = None) -> Ballot:
    most = ballot.step.settings["votes_per_person"]
    if len(choice) > most:
        raise Refused(_("一人最多选 %(most)d 项。") % {"most": most})
    if ballot.batch_id:
        raise Refused(_("已经领了纸票，请投纸票；没投的话先退回社区，再在网上投。"))
    ballot.votes.all().delete()
    Vote.objects.bulk_create([Vote(ballot=ballot, proposal=proposal) for proposal in choice])
    ballot.entered_by = entered_by
    ballot.save()
    return ballot
