"""What voters do with their ballots."""

from collections.abc import Sequence

from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mulin import locks
from mulin.commons.audit.actions import record
from mulin.commons.people.models import Person
from mulin.errors import Refused, require
from mulin.programmes.actions import enter
from mulin.programmes.actions.holding import lock_name

from .. import permissions, queries
from ..filling import filled
from ..models import BudgetVote, Channel, OpenBallot, TurnoutMark
from ..queries import Standing
from ..receipts import is_key, receipt_from

# The mark and the ballot are one statement: both are there or neither is.
CAST = """
    WITH mark AS (
        INSERT INTO budgets_turnoutmark (vote_id, elector_id, made_on, channel)
        VALUES (%(vote)s, %(elector)s, %(day)s, 'online')
        ON CONFLICT DO NOTHING RETURNING vote_id)
    INSERT INTO budgets_secretballot (vote_id, code, choices, points, on_paper)
    SELECT vote_id, %(code)s, %(choices)s::smallint[], %(points)s::smallint[], false FROM mark
"""


@transaction.atomic
def cast_secret_ballot(
    *,
    actor: Person,
    vote: BudgetVote,
    key: str,
    choices: Sequence[int],
    points: Sequence[int] | None = None,
) -> str:
    """
    Cast one's ballot for good, and return its receipt; the same request again returns the same.

    Nothing but the mark says who did it: a record would keep the second.
    """
    standing, elector = _held(actor, vote)
    if not is_key(key):
        raise Refused(_("这张选票放得太久了，请打开投票页重新填。"))
    code = receipt_from(key, vote=vote.pk, elector=elector)
    if standing.has_mark:
        return _receipt_again(vote, code)
    _refuse_unless_open(vote, standing)
    filling = filled(queries.paper_of(vote), choices, points)
    row = {"vote": vote.pk, "elector": elector, "day": timezone.localdate(), "code": code}
    if not _inserted({**row, "choices": filling.choices, "points": filling.points}):
        return _receipt_again(vote, code)
    return code


@transaction.atomic
def cast_open_ballot(
    *,
    actor: Person,
    vote: BudgetVote,
    choices: Sequence[int],
    points: Sequence[int] | None = None,
) -> OpenBallot:
    """Cast one's ballot under one's name, or change it until the vote is closed."""
    standing, elector = _held(actor, vote)
    _refuse_unless_open(vote, standing)
    filling = filled(queries.paper_of(vote), choices, points)
    mark, is_first = TurnoutMark.objects.get_or_create(vote=vote, elector_id=elector)
    if mark.channel == Channel.PAPER:
        raise Refused(_("您已经领了纸票，请投纸票。"))
    if is_first:
        ballot = OpenBallot(vote=vote, elector_id=elector)
    else:
        ballot = OpenBallot.objects.select_for_update().get(vote=vote, elector_id=elector)
    was = None if is_first else {"choices": ballot.choices, "points": ballot.points}
    ballot.choices, ballot.points = filling.choices, filling.points
    ballot.save(force_insert=is_first)
    verb = "budgets.ballot_cast" if is_first else "budgets.ballot_changed"
    now = {"choices": ballot.choices, "points": ballot.points}
    record(verb, by=actor, about=vote, elector=elector, was=was, now=now)
    return ballot


def _held(actor: Person, vote: BudgetVote) -> tuple[Standing, int]:
    """Let no closing come between, and return how things stand and who votes."""
    locks.share(lock_name(vote.step))
    standing = queries.standing_of(vote, actor)
    require(permissions.can_vote(standing), permissions.why_not(vote))
    return standing, standing.elector or 0


def _refuse_unless_open(vote: BudgetVote, standing: Standing) -> None:
    if not standing.is_open:
        enter(vote.step)
    if not standing.is_begun:
        raise Refused(_("投票还没准备好，请过一会儿再来。"))


def _inserted(row: dict[str, object]) -> bool:
    """Write mark and ballot, and return whether there was no mark before."""
    try:
        with connection.cursor() as cursor:
            cursor.execute(CAST, row)
            return cursor.rowcount == 1
    except IntegrityError as fault:
        # Two electors with the same code: once in millions of ballots.
        raise Refused(_("没有投成，请打开投票页再投一次。")) from fault


def _receipt_again(vote: BudgetVote, code: str) -> str:
    """Return the receipt of a ballot that was cast by this very request before."""
    if queries.is_on_list(vote, code):
        return code
    raise Refused(_("您已经投过票了，一人只能投一次。"))
