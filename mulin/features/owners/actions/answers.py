"""Owners answer themselves; ballots that do not hold are withdrawn."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mulin.commons.electorates.models import Elector
from mulin.commons.people.models import Person
from mulin.errors import Refused, require

from .. import permissions, queries
from ..models import (
    BallotDelivery,
    BallotWithdrawal,
    OwnersBallot,
    OwnersVote,
    WithdrawalProposal,
)
from ..models.ballots import Answer
from .holding import gathering, line_alone, write_down


@transaction.atomic
def answer_vote(*, actor: Person, vote: OwnersVote, answers: Mapping[str, str]) -> OwnersBallot:
    """Answer every question oneself, or answer anew; the same answers again change nothing."""
    require(permissions.can_answer(actor, vote), _("只有名册上的业主才能答复。"))
    vote = gathering(vote)
    if not vote.is_open:
        raise Refused(_("现在不在表决时间里，答不了。"))
    line = queries.elector_line(vote, actor)
    if line is None:
        raise Refused(_("您这一行刚从名册上划掉，请问工作人员。"))
    elector = line_alone(vote, line)
    given = checked(vote, answers)
    before = queries.ballot_of(vote, elector)
    if before and before.channel != OwnersBallot.Channel.PHONE:
        raise Refused(_("您的票已经登记过了。要改，请找工作人员。"))
    if before and before.answers == given:
        return before
    if before:
        BallotWithdrawal.objects.create(
            ballot=before, because=_("本人在截止前改了答复"), withdrawn_by=actor
        )
    ballot = add_ballot(
        vote, elector, channel="phone", answers=given, returned_at=timezone.now(), entered_by=actor
    )
    write_down(actor, "owners.answered", vote, line=elector.number, is_changed=before is not None)
    return ballot


@transaction.atomic
def withdraw_ballot(*, actor: Person, ballot: OwnersBallot, because: str) -> None:
    """
    Say that a ballot was entered wrongly and why; then it is entered anew by two people.

    Once the vote is closed this only proposes it: the ballot counts until another one agrees.
    """
    vote = _withdrawing(actor, ballot)
    number = ballot.elector.number
    if vote.is_open:
        BallotWithdrawal.objects.create(ballot=ballot, because=because, withdrawn_by=actor)
        write_down(actor, "owners.ballot_withdrawn", vote, line=number, because=because)
        return
    if WithdrawalProposal.objects.filter(ballot=ballot).exists():
        raise Refused(_("已经有人提出撤回这张票，等另一位确认。"))
    WithdrawalProposal.objects.create(ballot=ballot, because=because, proposed_by=actor)
    write_down(actor, "owners.withdrawal_proposed", vote, line=number, because=because)


@transaction.atomic
def confirm_withdrawal(*, actor: Person, ballot: OwnersBallot) -> None:
    """Agree that a ballot of a closed vote was entered wrongly; nobody agrees with oneself."""
    vote = _withdrawing(actor, ballot)
    proposal = WithdrawalProposal.objects.filter(ballot=ballot).first()
    if proposal is None:
        raise Refused(_("没有人提出撤回这张票。"))
    if proposal.proposed_by_id == actor.pk:
        raise Refused(_("截止以后撤回一张票，要由另一位同事确认。"))
    BallotWithdrawal.objects.create(
        ballot=ballot,
        because=proposal.because,
        withdrawn_by=proposal.proposed_by,
        confirmed_by=actor,
    )
    number = ballot.elector.number
    write_down(actor, "owners.ballot_withdrawn", vote, line=number, because=proposal.because)


@transaction.atomic
def note_roll_read(*, actor: Person, vote: OwnersVote, what: str) -> None:
    """Write down that somebody looked at who got a ballot and who gave one."""
    require(permissions.can_see_lists(actor, vote))
    write_down(actor, "owners.roll_read", vote, what=what)


def add_ballot(vote: OwnersVote, elector: Elector, **facts: Any) -> OwnersBallot:
    """Add an owner's next ballot; who gave one back has got one."""
    ballot = OwnersBallot.objects.create(
        vote=vote, elector=elector, number=queries.next_number(vote, elector), **facts
    )
    _has_got(vote, elector, facts["channel"], facts["returned_at"], facts["entered_by"])
    return ballot


def checked(vote: OwnersVote, answers: Mapping[str, str]) -> dict[str, str]:
    """Return one answer to each question of the vote, or refuse."""
    asked = [str(one.number) for one in vote.questions.all()]
    if set(answers) != set(asked) or not set(answers.values()) <= set(Answer.values):
        raise Refused(_("每一题都要答，只能答同意、不同意或弃权。"))
    return {number: str(answers[number]) for number in asked}


def _withdrawing(actor: Person, ballot: OwnersBallot) -> OwnersVote:
    """Begin an act that takes a ballot out of the count."""
    require(permissions.can_hold_vote(actor, ballot.vote.unit))
    vote = gathering(ballot.vote)
    if not vote.takes_paper:
        raise Refused(_("已经计票了，票不能再撤回。"))
    line_alone(vote, ballot.elector)
    if BallotWithdrawal.objects.filter(ballot=ballot).exists():
        raise Refused(_("这张票已经撤回了。"))
    if ballot.channel == OwnersBallot.Channel.PHONE:
        raise Refused(_("业主自己在手机上答的，只有本人能改。"))
    return vote


def _has_got(
    vote: OwnersVote, elector: Elector, channel: str, at: datetime, actor: Person | None
) -> None:
    how = {"phone": "phone", "official": "official"}.get(channel, "hand")
    BallotDelivery.objects.bulk_create(
        [
            BallotDelivery(
                vote=vote, elector=elector, channel=how, delivered_at=at, entered_by=actor
            )
        ],
        ignore_conflicts=True,
    )
