from mulin.commons.people.models import Person
from mulin.commons.places.models import AdminUnit
from mulin.commons.places.permissions import (
    has_role,
    is_confirmed_resident,
    is_staff,
    works_for,
)
from mulin.commons.places.roles import Role
from mulin.programmes.models import Step
from mulin.programmes.permissions import can_steer, can_take_part

from .models import NoticeObjection, PaperBatch, Publication, ScoreSheet
from .queries import communities_of
from .voters import roles_that_vote


def can_run_contest(person: Person, step: Step) -> bool:
    """Whether the person may assign judges, see the progress, close and publish."""
    return can_steer(person, step.cycle)


def can_judge(person: Person, step: Step) -> bool:
    return has_role(person, step.cycle.programme.host, {Role.JUDGE})


def can_fill_sheet(person: Person, sheet: ScoreSheet) -> bool:
    return sheet.judge_id == person.pk and can_judge(person, sheet.step)


def can_give_up_sheet(person: Person, sheet: ScoreSheet) -> bool:
    """
    Whether the person may take this judge off this proposal.

    The judge may at any time; the office only before a score is in, so that nobody
    removes a score they do not like.
    """
    if sheet.judge_id == person.pk:
        return True
    return can_run_contest(person, sheet.step) and not sheet.is_submitted


def can_vote(person: Person, step: Step) -> bool:
    return can_take_part(person, step, roles_that_vote(step))


def can_help_vote(person: Person, step: Step) -> bool:
    """Whether the person may enter ballots for neighbours of some community that takes part."""
    return bool(communities_helped(person, step))


def can_vote_for(person: Person, step: Step, voter: Person) -> bool:
    """Whether the person may enter this neighbour's ballot for them."""
    return any(
        is_confirmed_resident(voter, community, roles_that_vote(step))
        for community in communities_helped(person, step)
    )


def communities_helped(person: Person, step: Step) -> list[AdminUnit]:
    """Return the communities of the contest whose neighbours the person may enter ballots for."""
    if not is_staff(person):
        return []
    return [unit for unit in communities_of(step) if works_for(person, unit)]


def can_handle_paper(person: Person, step: Step, community: AdminUnit) -> bool:
    """Whether the person may print, hand out and count this community's paper ballots."""
    return community in communities_helped(person, step)


def can_hand_out(person: Person, batch: PaperBatch, voter: Person) -> bool:
    """Whether the person may give this neighbour a paper ballot of this batch."""
    return can_handle_paper(person, batch.step, batch.community) and is_confirmed_resident(
        voter, batch.community, roles_that_vote(batch.step)
    )


def can_decide_paper(person: Person, batch: PaperBatch) -> bool:
    """Whether the person may settle what two counters disagree on: the host's, and no counter."""
    return (
        can_run_contest(person, batch.step)
        and not batch.tallies.filter(counter=person.pk, reason="").exists()
    )


def can_object(person: Person, publication: Publication) -> bool:
    """Whether the person may object to a result on the site: its confirmed residents."""
    return can_take_part(person, publication.step)


def can_answer_objection(person: Person, objection: NoticeObjection) -> bool:
    """Whether the person may acknowledge and answer an objection: the host's, never one's own."""
    return (
        can_run_contest(person, objection.publication.step) and objection.objector_id != person.pk
    )


def can_enter_objection(person: Person, publication: Publication) -> bool:
    """Whether the person may enter what a neighbour handed in on paper."""
    return bool(communities_helped(person, publication.contest))
