"""Bring in what the government's own voting system counted: one uploads, another confirms."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mulin.commons.people.models import Person
from mulin.errors import Refused, require

from .. import permissions, queries
from ..models import BallotDelivery, OfficialResult, OwnersBallot, OwnersVote
from .holding import alone, write_down

Line = tuple[int, dict[str, str]]


@transaction.atomic
def upload_official_result(
    *, actor: Person, vote: OwnersVote, name: str, sha256: str, lines: Sequence[Line]
) -> OfficialResult:
    """Keep a file of the government's voting system until somebody else confirms it."""
    require(permissions.can_hold_vote(actor, vote.unit))
    vote = alone(vote)
    _can_take(vote)
    if OfficialResult.objects.filter(vote=vote, sha256=sha256).exists():
        raise Refused(_("这个文件已经传过了。"))
    _refuse_contradictions(vote, lines)
    result = OfficialResult.objects.create(
        vote=vote, name=name[:200], sha256=sha256, lines=list(lines), uploaded_by=actor
    )
    write_down(actor, "owners.official_uploaded", vote, lines=len(lines), sha256=sha256)
    return result


@transaction.atomic
def confirm_official_result(*, actor: Person, result: OfficialResult) -> int:
    """Let the answers of such a file count; return how many were new."""
    require(permissions.can_hold_vote(actor, result.vote.unit))
    vote = alone(result.vote)
    _can_take(vote)
    result = OfficialResult.objects.select_for_update().get(pk=result.pk)
    if result.confirmed_at:
        raise Refused(_("这个文件已经确认过了。"))
    if result.uploaded_by_id == actor.pk:
        raise Refused(_("要由另一位同事核对确认，不能自己确认自己传的。"))
    lines: list[Line] = [(number, answers) for number, answers in result.lines]
    _refuse_contradictions(vote, lines)
    new = _ballots(vote, lines, result.uploaded_by, actor)
    OwnersBallot.objects.bulk_create(new)
    _have_got(new)
    result.confirmed_by, result.confirmed_at = actor, timezone.now()
    result.save(update_fields=["confirmed_by", "confirmed_at"])
    write_down(actor, "owners.official_confirmed", vote, lines=len(new), sha256=result.sha256)
    return len(new)


def _can_take(vote: OwnersVote) -> None:
    if not vote.takes_paper:
        raise Refused(_("表决开始以后、计票以前才能导入。"))


def _refuse_contradictions(vote: OwnersVote, lines: Sequence[Line]) -> None:
    known = queries.numbers_answered(vote)
    wrong = [number for number, said in lines if known.get(number, said) != said]
    if wrong:
        raise Refused(
            _("这些序号在这里已经有不同的答复：%(numbers)s。请先核对，撤回错的那一张再导入。")
            % {"numbers": "、".join(map(str, wrong[:10]))}
        )


def _ballots(
    vote: OwnersVote, lines: Sequence[Line], first: Person, second: Person
) -> list[OwnersBallot]:
    electors = {one.number: one for one in queries.electors_of(vote)}
    if missing := [number for number, _said in lines if number not in electors]:
        raise Refused(
            _("名册上已经没有这些序号：%(numbers)s。")
            % {"numbers": "、".join(map(str, missing[:10]))}
        )
    known = queries.numbers_answered(vote)
    earlier: dict[int, int] = {}
    for key in OwnersBallot.objects.filter(vote=vote).values_list("elector_id", flat=True):
        earlier[key] = earlier.get(key, 0) + 1
    facts: dict[str, Any] = {
        "vote": vote,
        "channel": OwnersBallot.Channel.OFFICIAL,
        "returned_at": min(timezone.now(), vote.closes_at),
        "entered_by": first,
        "confirmed_by": second,
    }
    return [
        OwnersBallot(
            elector=electors[number],
            number=earlier.get(electors[number].pk, 0) + 1,
            answers=said,
            **facts,
        )
        for number, said in lines
        if number not in known
    ]


def _have_got(ballots: Sequence[OwnersBallot]) -> None:
    BallotDelivery.objects.bulk_create(
        [
            BallotDelivery(
                vote=one.vote,
                elector=one.elector,
                channel=BallotDelivery.Channel.OFFICIAL,
                delivered_at=one.returned_at,
                entered_by=one.entered_by,
            )
            for one in ballots
        ],
        ignore_conflicts=True,
    )
