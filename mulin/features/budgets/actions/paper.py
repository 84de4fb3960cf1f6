"""What is done with ballots on paper: printed, read by two who do not see each other, put in."""

from collections.abc import Mapping

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from mulin.commons.people.models import Person
from mulin.errors import Refused, require
from mulin.locks import hold_alone
from mulin.programmes.actions import enter

from .. import permissions, queries
from ..filling import Paper
from ..models import BudgetVote, PaperBatch, PaperReading, SecretBallot
from ..receipts import new_key, receipt_from
from ..sheets_read import filling_of, read_sheet
from ..terms import terms_from
from .preparing import note

MOST_AT_ONCE = 100
"""How many ballots one box has at most: what two people read in an evening."""


@transaction.atomic
def print_paper(*, actor: Person, vote: BudgetVote, count: int) -> PaperBatch:
    """Number a batch of ballots to print, once the ballot is fixed."""
    require(permissions.can_mark_on_paper(actor, vote))
    enter(vote.step, early=True)
    if not vote.is_begun:
        raise Refused(_("选项定下来以后才能印选票。"))
    if not terms_from(vote.step.settings).is_secret:
        raise Refused(_("记名投票不印没有名字的选票，请在网上投。"))
    if not 1 <= count <= MOST_AT_ONCE:
        raise Refused(_("一批印 1 到 %(most)d 张。") % {"most": MOST_AT_ONCE})
    hold_alone(f"budgets.paper:{vote.pk}")
    last = PaperBatch.objects.filter(vote=vote).aggregate(n=Max("last"))["n"] or 0
    batch = PaperBatch.objects.create(
        vote=vote, first=last + 1, last=last + count, printed_by=actor
    )
    note("budgets.paper_printed", actor, vote, batch=str(batch))
    return batch


@transaction.atomic
def enter_paper(*, actor: Person, batch: PaperBatch, sheets: Mapping[int, str]) -> PaperReading:
    """
    Enter what one of two people read in a box; what both read alike is settled.

    What differs is read anew by the same two, until nothing does.
    """
    batch = _opened(actor, batch)
    if batch.is_counted:
        raise Refused(_("这一箱已经点清了。"))
    here = list(batch.readings.filter(round=batch.round))
    if any(reading.reader_id == actor.pk for reading in here):
        raise Refused(_("您已经录过了，等另一位也录完。"))
    if batch.round > 1 and actor.pk not in queries.readers_of(batch):
        raise Refused(_("对不上的票，要由原来的两位重新看。"))
    reading = batch.readings.create(round=batch.round, reader=actor, sheets=_read(batch, sheets))
    if here:
        _compare(batch, here[0], reading)
    note("budgets.paper_read", actor, batch.vote, batch=str(batch), round=reading.round)
    return reading


@transaction.atomic
def recount_paper(*, actor: Person, batch: PaperBatch, reason: str) -> PaperBatch:
    """
    Let a box be read anew from the start, by anybody, for a reason that stays on record.

    Also where two do not come to agree, or one of them does not come back.
    """
    batch = _opened(actor, batch)
    if not batch.readings.exists():
        raise Refused(_("这一箱还没有开始点。"))
    if not reason.strip():
        raise Refused(_("请写一句为什么要重新点。"))
    before = batch.agreed if batch.is_counted else None
    batch.recounts = [*batch.recounts, {"because": reason.strip(), "read": before}]
    batch.readings.all().delete()
    batch.round, batch.agreed, batch.counted_at = 1, {}, None
    batch.save()
    note("budgets.paper_recount_ordered", actor, batch.vote, batch=str(batch), reason=reason)
    return batch


def put_paper_in(vote: BudgetVote) -> None:
    """Lay the ballots that were read from paper among the others, while the vote is sealed."""
    batches = list(PaperBatch.objects.select_for_update().filter(vote=vote))
    marks, _ballots = queries.marks_and_ballots(vote)
    if marks.paper and not (batches and all(batch.is_counted for batch in batches)):
        raise Refused(_("还有纸票没有点清，不能封票。"))
    paper = queries.paper_of(vote)
    SecretBallot.objects.bulk_create(
        SecretBallot(
            vote=vote,
            code=receipt_from(new_key(), vote=vote.pk, person=0),
            choices=found.choices,
            points=found.points,
            on_paper=True,
        )
        for batch in batches
        for sheet in batch.agreed.values()
        if (found := filling_of(paper, sheet))
    )
    for batch in batches:
        _forget(batch)


def _forget(batch: PaperBatch) -> None:
    """Keep which numbers were read, not what stood on them: they were handed out in order."""
    batch.agreed = dict.fromkeys(batch.agreed, "")
    batch.recounts = [{"because": one["because"]} for one in batch.recounts]
    batch.save(update_fields=["agreed", "recounts"])
    batch.readings.update(sheets={})


def _opened(actor: Person, batch: PaperBatch) -> PaperBatch:
    """Hold a box for counting, which begins when nobody can vote any more."""
    vote = batch.vote
    require(permissions.can_mark_on_paper(actor, vote))
    step = enter(vote.step, late=True)
    if timezone.now() < step.closes_at:
        raise Refused(_("投票时间过了才开箱点票。"))
    # Ballots of all boxes together are never more than were handed out.
    hold_alone(f"budgets.paper:{vote.pk}")
    held = PaperBatch.objects.select_for_update().get(pk=batch.pk)
    held.vote = vote
    return held


def _read(batch: PaperBatch, sheets: Mapping[int, str]) -> dict[str, str]:
    paper = queries.paper_of(batch.vote)
    wanted = set(queries.serials_to_read(batch))
    if not set(sheets) <= wanted:
        raise Refused(_("有的票号不在这一批里。"))
    found = {str(serial): _one(paper, serial, typed) for serial, typed in sheets.items()}
    found = {serial: sheet for serial, sheet in found.items() if sheet}
    _refuse_too_many(batch, found)
    return found


def _one(paper: Paper, serial: int, typed: str) -> str:
    try:
        return read_sheet(paper, typed)
    except Refused as reason:
        raise Refused(
            _("%(serial)s 号票：%(reason)s") % {"serial": f"{serial:04}", "reason": reason}
        ) from reason


def _refuse_too_many(batch: PaperBatch, found: Mapping[str, str]) -> None:
    marks, _ballots = queries.marks_and_ballots(batch.vote)
    others = PaperBatch.objects.filter(vote=batch.vote).exclude(pk=batch.pk)
    elsewhere = sum(len(other.agreed) for other in others)
    here = len({**batch.agreed, **found})
    if elsewhere + here > marks.paper:
        raise Refused(
            _("只发出 %(out)d 张纸票，箱里不会有 %(found)d 张。复印的票不录。")
            % {"out": marks.paper, "found": elsewhere + here}
        )


def _compare(batch: PaperBatch, one: PaperReading, other: PaperReading) -> None:
    """Settle what both read alike, and let the rest be read anew."""
    serials = {*one.sheets, *other.sheets}
    alike = {serial for serial in serials if one.sheets.get(serial) == other.sheets.get(serial)}
    batch.agreed = {**batch.agreed, **{serial: one.sheets[serial] for serial in alike}}
    if serials == alike:
        batch.counted_at = timezone.now()
    else:
        batch.round += 1
    batch.save()
