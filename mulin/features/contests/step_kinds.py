from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mulin.commons.people.models import Person
from mulin.programmes.kinds import StepKind, Trace
from mulin.programmes.models import Proposal, Step

from . import actions, queries
from .forms import ContestSettings, PublishingSettings
from .results import result_of


class HoldContest(StepKind):
    """Experts score, neighbours vote, and the two are weighed."""

    name = "hold_contest"
    label = gettext_lazy("提案评选")
    invitation = gettext_lazy("去投票")
    page = "contests:contest"
    desk = "contests:desk"
    Settings = ContestSettings

    def close(self, *, actor: Person, step: Step) -> dict[str, Any]:
        return actions.conclude_contest(actor=actor, step=step)

    def waiting(self, step: Step, viewer: Person) -> int:
        return queries.missing_sheets(step).count()

    def traces(self, step: Step, proposal: Proposal) -> list[Trace]:
        """Tell how the proposal came out, or where to vote for it now."""
        if result := result_of(step):
            return [
                Trace(
                    _("评选总分 %(total)s，第 %(rank)d 名")
                    % {"total": row.line.total, "rank": row.line.rank},
                    reverse("contests:result", args=[step.pk]),
                )
                for row in result.rows
                if row.proposal == proposal.pk
            ]
        if step.is_open:
            return [Trace(_("正在评选，可以投票"), reverse("contests:contest", args=[step.pk]))]
        return []


class PublishResult(StepKind):
    """The result is put up for everybody to see and object to."""

    name = "publish_result"
    label = gettext_lazy("结果公示")
    invitation = gettext_lazy("看结果")
    page = "contests:publication"
    desk = "contests:publishing"
    Settings = PublishingSettings

    def close(self, *, actor: Person, step: Step) -> dict[str, Any]:
        return actions.conclude_publishing(actor=actor, step=step)
