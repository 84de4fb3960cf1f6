"""What is done when voting is over: the ballots are mixed, compared with the roll, and counted."""

from typing import Any

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mulin.commons.people.models import Person
from mulin.errors import Refused, require
from mulin.programmes.models import Step

from .. import permissions, queries
from ..counting_votes import outcome_of
from ..models import BudgetVote, PersonMark
from ..telling_votes import counted
from ..terms import terms_from
from .paper import put_paper_in
from .preparing import held, note

# Who voted and what was voted were written by one transaction, and PostgreSQL keeps its number
# on both rows.  Written anew, all ballots have the number of this one, and lie by their codes.
MIX = """
    WITH taken AS (
        DELETE FROM budgets_secretballot WHERE vote_id = %(vote)s
        RETURNING vote_id, code, choices, points, on_paper)
    INSERT INTO budgets_secretballot (vote_id, code, choices, points, on_paper)
    SELECT vote_id, code, choices, points, on_paper AND NOT %(few)s FROM taken ORDER BY code
"""


def seal_vote(*, actor: Person, step: Step) -> dict[str, Any]:
    """Mix the ballots, compare them with the marks, and count unless a seed is awaited."""
    vote = queries.vote_of(step)
    if vote is None or not vote.is_begun:
        raise Refused(_("还没有开始投票，不能结束。"))
    vote = held(vote)
    put_paper_in(vote)
    marks, ballots = queries.marks_and_ballots(vote)
    if marks.online != ballots.online or marks.paper < ballots.paper:
        raise Refused(
            _("投票的有 %(marks)s，选票有 %(ballots)d 张，对不上。请先查清楚，不能计票。")
            % {"marks": counted(terms_from(step.settings), marks.all), "ballots": ballots.all}
        )
    few = any(0 < number < queries.FEWEST for number in (ballots.online, ballots.paper))
    mix_ballots(vote, forgets_paper=few)
    PersonMark.objects.filter(vote=vote).delete()
    vote.turnout, vote.registered = ballots.all, queries.registered(vote)
    vote.sealed_at = timezone.now()
    vote.save(update_fields=["turnout", "registered", "sealed_at"])
    if not terms_from(step.settings).needs_seed:
        _count(vote)
    return {"turnout": vote.turnout, "registered": vote.registered, "counted": vote.outcome}


@transaction.atomic
def count_vote(*, actor: Person, vote: BudgetVote, seed: str) -> BudgetVote:
    """Count a sealed vote with the seed that its source has shown."""
    require(permissions.can_run_vote(actor, vote.step))
    vote = held(vote)
    if not vote.is_sealed:
        raise Refused(_("投票结束以后才能填种子。"))
    if vote.is_counted:
        raise Refused(_("已经计过票了，种子不能再改。"))
    if not seed.strip():
        raise Refused(_("请写上种子。"))
    vote.seed = seed.strip()
    vote.save(update_fields=["seed"])
    _count(vote)
    note("budgets.counted", actor, vote, seed=vote.seed)
    return vote


def mix_ballots(vote: BudgetVote, *, forgets_paper: bool) -> None:
    """
    Write the ballots of a vote anew, so that no row tells with which mark it came.

    Where few came on paper, or few did not, that is forgotten too: it would name them.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('mulin.mixing', 'on', true)")
        cursor.execute(MIX, {"vote": vote.pk, "few": forgets_paper})
        cursor.execute("SELECT set_config('mulin.mixing', 'off', true)")


def _count(vote: BudgetVote) -> None:
    vote.outcome, vote.counted_at = outcome_of(vote), timezone.now()
    vote.save(update_fields=["outcome", "counted_at"])
