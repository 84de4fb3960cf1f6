from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mulin.commons.people.models import Person
from mulin.errors import Refused
from mulin.programmes.kinds import StepKind
from mulin.programmes.models import Step

from . import actions, queries
from .permissions import can_run_vote
from .voting_forms import BudgetVoteSettings


class HoldBudgetVote(StepKind):
    """Those on a roll say what is bought; a rule that was settled before counts."""

    name = "hold_budget_vote"
    label = gettext_lazy("预算投票")
    page = "budgets:vote"
    invitation = gettext_lazy("去投票")
    asks = gettext_lazy("大家投票定预算")
    desk = "budgets:vote_desk"
    Settings = BudgetVoteSettings

    def close(self, *, actor: Person, step: Step) -> dict[str, Any]:
        return actions.seal_vote(actor=actor, step=step)

    def check_new_settings(self, step: Step) -> None:
        """Refuse once the vote is begun: the ballot and the roll stand on its terms."""
        vote = queries.vote_of(step)
        if vote and vote.electorate_id:
            raise Refused(_("名册已经按这些规矩造好了，不能再改。"))

    def worked_on_by(self, viewer: Person) -> QuerySet[Step]:
        """Return what the viewer steers, and the votes at whose booth she hands out paper."""
        return super().worked_on_by(viewer) | queries.steps_at_booth_of(viewer)

    def waiting(self, step: Step, viewer: Person) -> int:
        """Count a vote that is not prepared though it is open, or whose seed is awaited."""
        if step.state == "next" or not can_run_vote(viewer, step):
            return 0
        vote = queries.vote_of(step)
        if vote is None or not vote.is_begun:
            return int(not step.is_closed)
        return int(vote.is_sealed and not vote.is_counted)
