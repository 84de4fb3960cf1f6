"""What is done with ballots on paper: printed, handed out, counted by two."""

from collections.abc import Mapping

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from mulin.commons.people.actions import note_viewing
from mulin.commons.people.models import Person
from mulin.commons.places.models import AdminUnit, Membership
from mulin.commons.places.permissions import role_at
from mulin.errors import Refused, require
from mulin.locks import hold_alone
from mulin.programmes.actions import enter
from mulin.programmes.models import Step

from .. import permissions, queries
from ..models import Ballot, PaperBatch, PaperTally
from ..voters import roles_that_vote
from .checks import begun, held
from .writing_down import write_down

MOST_AT_ONCE = 300
"""How many ballots one batch has at most: what fits a box and two people count in an evening."""


@transaction.atomic
def print_paper_ballots(
    *, actor: Person, step: Step, community: AdminUnit, count: int
) -> PaperBatch:
    """Number a batch of paper ballots for one community, once the list is final."""
    require(permissions.can_handle_paper(actor, step, community))
    step = begun(enter(step, early=True))
    if not 1 <= count <= MOST_AT_ONCE:
        raise Refused(_("一批印 1 到 %(most)d 张。") % {"most": MOST_AT_ONCE})
    hold_alone(f"contests.paper_serials:{step.pk}")
    last = PaperBatch.objects.filter(step=step).aggregate(n=Max("last"))["n"] or 0
    batch = PaperBatch.objects.create(
        step=step, community=community, first=last + 1, last=last + count
    )
    _write_down("contests.paper_printed", actor, batch, count=count)
    return batch


@transaction.atomic
def find_paper_voters(*, actor: Person, batch: PaperBatch, name: str) -> list[Membership]:
    """Look up neighbours who want a paper ballot, and write down for them that it was done."""
    require(permissions.can_handle_paper(actor, batch.step, batch.community))
    found = list(queries.neighbours_named(batch.community, name, roles_that_vote(batch.step))[:30])
    for part in found:
        note_viewing(
            actor=actor, person=part.person, unit=part.unit, role=role_at(actor, part.unit)
        )
    _write_down("contests.neighbours_looked_up", actor, batch, found=len(found))
    return found


@transaction.atomic
def hand_out_paper_ballot(*, actor: Person, batch: PaperBatch, voter: Person) -> Ballot:
    """Write down that a neighbour took a paper ballot; from then on it is their only one."""
    require(permissions.can_hand_out(actor, batch, voter))
    step = begun(enter(batch.step))
    batch = PaperBatch.objects.select_for_update().get(pk=batch.pk)
    ballot = held(step, voter)
    if ballot.batch_id:
        raise Refused(_("%(name)s已经领过纸票了。") % {"name": voter.name_for_staff})
    if ballot.votes.exists():
        raise Refused(_("%(name)s已经在网上投过票了。") % {"name": voter.name_for_staff})
    if queries.holders_of(batch).count() >= batch.size:
        raise Refused(_("这一批纸票发完了，请再印一批。"))
    ballot.batch, ballot.entered_by = batch, actor
    ballot.save()
    _write_down("contests.paper_handed_out", actor, batch, voter=voter.pk)
    return ballot


@transaction.atomic
def take_paper_ballot_back(*, actor: Person, batch: PaperBatch, voter: Person) -> Ballot:
    """Take back a paper ballot that was not used; the neighbour may vote otherwise."""
    require(permissions.can_hand_out(actor, batch, voter))
    step = enter(batch.step)
    ballot = held(step, voter)
    if ballot.batch_id != batch.pk:
        raise Refused(_("%(name)s没有领这一批的纸票。") % {"name": voter.name_for_staff})
    ballot.batch, ballot.entered_by = None, None
    ballot.save()
    _write_down("contests.paper_taken_back", actor, batch, voter=voter.pk)
    return ballot


@transaction.atomic
def enter_paper_tally(
    *, actor: Person, batch: PaperBatch, valid: int, spoilt: int, votes: Mapping[int, int]
) -> PaperTally:
    """
    Enter what one of two counters found in a box; it counts when both found the same.

    When they differ, both see it and both count anew.
    """
    require(permissions.can_handle_paper(actor, batch.step, batch.community))
    batch = _opened(batch)
    here = queries.this_round(batch)
    if any(tally.counter_id == actor.pk for tally in here):
        raise Refused(_("您已经录过了，等另一位也录完。"))
    before = queries.last_round(batch)
    if before and actor.pk not in {tally.counter_id for tally in before}:
        raise Refused(_("上一轮对不上，要由原来的两位重新点。"))
    tally = _found(actor, batch, valid, spoilt, votes)
    if here and tally.agrees_with(here[0]):
        _settle(batch, tally)
    elif here:
        batch.round += 1
        batch.save(update_fields=["round"])
    _write_down("contests.paper_tally_entered", actor, batch, round=tally.round)
    if batch.is_counted:
        _write_down("contests.paper_counted", actor, batch)
    elif here:
        _write_down("contests.paper_tallies_differ", actor, batch, round=tally.round)
    return tally


@transaction.atomic
def decide_paper_tally(
    *,
    actor: Person,
    batch: PaperBatch,
    valid: int,
    spoilt: int,
    votes: Mapping[int, int],
    reason: str,
) -> PaperTally:
    """Settle a box as a third person after two counters disagreed, for a published reason."""
    require(permissions.can_decide_paper(actor, batch))
    batch = _opened(batch)
    if batch.round == 1:
        raise Refused(_("两位还没有都点完，或者没有对不上，不用第三个人定。"))
    if not reason.strip():
        raise Refused(_("请写一句为什么这样定，会公布。"))
    tally = _found(actor, batch, valid, spoilt, votes, reason.strip())
    _settle(batch, tally)
    _write_down("contests.paper_decided", actor, batch, reason=tally.reason)
    return tally


def _opened(batch: PaperBatch) -> PaperBatch:
    """Hold a box for counting, which begins when nobody can vote any more."""
    step = enter(batch.step, late=True)
    if timezone.now() < step.closes_at:
        raise Refused(_("投票时间过了才开箱点票。"))
    found = PaperBatch.objects.select_for_update(of=("self",)).get(pk=batch.pk)
    found.step = step
    if found.is_counted:
        raise Refused(_("这一箱已经点清了。"))
    return found


def _found(
    actor: Person,
    batch: PaperBatch,
    valid: int,
    spoilt: int,
    votes: Mapping[int, int],
    reason: str = "",
) -> PaperTally:
    issued = queries.holders_of(batch).count()
    entries = {entry.pk for entry in queries.entries_of(batch.step)}
    most = batch.step.settings["votes_per_person"]
    if set(votes) != entries:
        raise Refused(_("每个提案都要填，没有票的填 0。"))
    if min(valid, spoilt, *votes.values()) < 0:
        raise Refused(_("数字不能小于 0。"))
    if valid > issued:
        raise Refused(
            _("只发出 %(issued)d 张，有效票不能多过它；多出来的和复印的算废票。")
            % {"issued": issued}
        )
    if max(votes.values()) > valid:
        raise Refused(
            _("一张票给一个提案最多 1 票，一个提案不能多过 %(valid)d 票。") % {"valid": valid}
        )
    if sum(votes.values()) > valid * most:
        raise Refused(
            _("%(valid)d 张票，一张最多 %(most)d 项，加起来不能多过 %(sum)d 票。")
            % {"valid": valid, "most": most, "sum": valid * most}
        )
    return PaperTally.objects.create(
        batch=batch,
        counter=actor,
        role=role_at(actor, batch.community),
        round=batch.round,
        valid=valid,
        spoilt=spoilt,
        votes={str(pk): count for pk, count in sorted(votes.items())},
        reason=reason,
    )


def _settle(batch: PaperBatch, tally: PaperTally) -> None:
    batch.agreed = tally
    batch.save(update_fields=["agreed"])


def _write_down(verb: str, actor: Person, batch: PaperBatch, **details: object) -> None:
    write_down(
        verb,
        actor,
        batch.step,
        about=batch,
        community=batch.community_id,
        box=str(batch),
        **details,
    )
