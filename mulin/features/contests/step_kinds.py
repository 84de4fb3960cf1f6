from typing import Any, ClassVar

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from mulin.commons.people.models import Person
from mulin.errors import Refused
from mulin.programmes.kinds import Progress, StepKind, Trace
from mulin.programmes.models import Cycle, Proposal, Step
from mulin.programmes.queries import counted_by_community, selected_of

from . import actions, queries
from .forms import ContestSettings, PublishingSettings
from .permissions import can_run_contest
from .results import result_of


class HoldContest(StepKind):
    """Experts score, neighbours vote, and the two are weighed."""

    name = "hold_contest"
    label = gettext_lazy("提案评选")
    page = "contests:contest"
    invitation = gettext_lazy("去投票")
    asks = gettext_lazy("大家给提案投票")
    desk = "contests:desk"
    Settings = ContestSettings
    indicators: ClassVar[dict[str, Any]] = {"selected": gettext_lazy("入选的提案")}

    def close(self, *, actor: Person, step: Step) -> dict[str, Any]:
        return actions.conclude_contest(actor=actor, step=step)

    def check_new_end(self, step: Step) -> None:
        """Refuse once a box is opened: who has seen its figures must not meet open voting."""
        if queries.tallies_of(step).exists():
            raise Refused(_("已经开箱点票了，投票结束的时间不能再改。"))

    def check_new_settings(self, step: Step) -> None:
        """Refuse once ballots are printed: the rules stand on them."""
        if queries.batches_of(step).exists():
            raise Refused(_("纸票已经印好，上面写着规矩，不能再改。"))

    def worked_on_by(self, viewer: Person) -> QuerySet[Step]:
        return super().worked_on_by(viewer) | queries.contests_helped_by(viewer)

    def waiting(self, step: Step, viewer: Person) -> int:
        """Count the sheets that are awaited, for those who run the contest."""
        if step.state == "next" or not can_run_contest(viewer, step):
            return 0
        return queries.missing_sheets(step).count()

    def progress(self, step: Step) -> dict[int, Progress]:
        """Count for each community the sheets of its proposals: handed in, of those awaited."""
        return {
            community: Progress(
                done, total, _("%(done)d / %(total)d 张评分表") % {"done": done, "total": total}
            )
            for community, (done, total) in queries.sheets_by_community(step).items()
        }

    def figures(self, cycle: Cycle) -> dict[str, dict[int, int]]:
        return {"selected": counted_by_community(selected_of(cycle))}

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
    page = "contests:publication"
    invitation = gettext_lazy("看结果")
    desk = "contests:publishing"
    Settings = PublishingSettings
    indicators: ClassVar[dict[str, Any]] = {"flagships": gettext_lazy("精品项目")}

    def close(self, *, actor: Person, step: Step) -> dict[str, Any]:
        return actions.conclude_publishing(actor=actor, step=step)

    def progress(self, step: Step) -> dict[int, Progress]:
        """Count for each community its flagships among the selected, of those it must have."""
        wanted = step.settings.get("flagships_per_community", 0)
        contest = queries.contest_before(step)
        if not wanted or contest is None or not contest.is_closed:
            return {}
        return {
            unit.pk: Progress(
                min(count, wanted),
                wanted,
                ngettext("%(count)d 个精品项目", "%(count)d 个精品项目", count) % {"count": count},
            )
            for unit, count in queries.flagship_counts(contest)
        }

    def figures(self, cycle: Cycle) -> dict[str, dict[int, int]]:
        return {"flagships": counted_by_community(selected_of(cycle).filter(is_flagship=True))}

    def worked_on_by(self, viewer: Person) -> QuerySet[Step]:
        return super().worked_on_by(viewer) | queries.publishing_helped_by(viewer)

    def waiting(self, step: Step, viewer: Person) -> int:
        """Count a result to be published, or the objections to it that wait for an answer."""
        if not can_run_contest(viewer, step):
            return 0
        contest = queries.contest_before(step)
        if contest is None or not contest.is_closed:
            return 0
        publication = queries.publication_of(contest)
        return queries.unanswered(publication).count() if publication else 1
