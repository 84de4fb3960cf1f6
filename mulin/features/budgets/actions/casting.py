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
from ..filling import Filling, Paper, blank, filled
from ..models import BudgetVote, Channel, OpenBallot, TurnoutMark
from ..queries import Standing
from ..receipts import is_key, receipt_from
from ..terms import terms_from

CAST = """
    SELECT budgets_cast(%s, %s, %s, %s, %s::smallint[], %s::smallint[], %s, %s)
"""
"""See migrations 0003 and 0009: lock, ask, mark and ballot in one call."""


@transaction.atomic
def cast_secret_ballot(
    *,
    actor: Person,
    vote: BudgetVote,
    key: str,
    choices: Sequence[int],
    points: Sequence[int] | None = None,
    is_blank: bool = False,
) -> str:
    """
    Cast one's ballot for good, and return its receipt; the same request again returns the same.

    A blank one is said to be blank, so that nobody hands it in by forgetting to choose.
    Nothing but the mark says who did it: a record would keep the second.
    """
    if not is_key(key):
        raise Refused(_("这张选票放得太久了，请打开投票页重新填。"))
    filling = _filling(queries.paper_of(vote), choices, points, is_blank=is_blank)
    code = receipt_from(key, vote=vote.pk, person=actor.pk)
    came_to = _cast(actor, vote, code, filling)
    require(came_to != "not_on_roll", permissions.why_not(vote))
    if came_to == "not_open":
        enter(vote.step)
    if came_to in ("not_open", "not_begun"):
        raise Refused(_("投票还没准备好，请过一会儿再来。"))
    if came_to == "voted_before":
        raise Refused(_voted_before(vote, actor))
    if came_to == "voted_for_another":
        raise Refused(_("您已经替另一户投过票了，一次投票里一人只替一户投。"))
    return code


@transaction.atomic
def cast_open_ballot(
    *,
    actor: Person,
    vote: BudgetVote,
    choices: Sequence[int],
    points: Sequence[int] | None = None,
    is_blank: bool = False,
) -> OpenBallot:
    """Cast one's ballot under one's name, or change it until the vote is closed."""
    standing, elector = _held(actor, vote)
    _refuse_unless_open(vote, standing)
    filling = _filling(queries.paper_of(vote), choices, points, is_blank=is_blank)
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


def _filling(
    paper: Paper, choices: Sequence[int], points: Sequence[int] | None, *, is_blank: bool
) -> Filling:
    if is_blank and choices:
        raise Refused(_("空白票上一项也不能选。"))
    return blank(paper) if is_blank else filled(paper, choices, points)


def _voted_before(vote: BudgetVote, actor: Person) -> str:
    line = queries.standing_of(vote, actor).elector
    if TurnoutMark.objects.filter(vote=vote, elector=line, channel=Channel.PAPER).exists():
        return _("已经领了纸票，请投纸票。没用的话退回发票的地方，就能在网上投。")
    if terms_from(vote.step.settings).by_households:
        return _("您家已经投过票了，一户只能投一次。")
    return _("您已经投过票了，一人只能投一次。")


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


def _cast(actor: Person, vote: BudgetVote, code: str, filling: Filling) -> str:
    """Write mark and ballot, unless something speaks against it, and return what it came to."""
    asked = (lock_name(vote.step), vote.pk, actor.pk, code, filling.choices, filling.points)
    try:
        with connection.cursor() as cursor:
            cursor.execute(CAST, (*asked, timezone.now(), timezone.localdate()))
            return str(cursor.fetchone()[0])
    except IntegrityError as fault:
        # Two people with the same code: less than once in a thousand votes of a city.
        raise Refused(_("没有投成，请打开投票页再投一次。")) from fault
