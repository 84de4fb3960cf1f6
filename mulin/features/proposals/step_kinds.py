from typing import Any, ClassVar

from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from mulin.commons.people.models import Person
from mulin.errors import Refused
from mulin.programmes.kinds import Progress, StepKind
from mulin.programmes.models import Cycle, Proposal, Step
from mulin.programmes.queries import counted_by_community, proposals_of

from . import queries
from .bodies import public_body
from .forms import PrepareSettings

NAMED = 5
"""How many of what is missing a refusal names."""


class PrepareProposals(StepKind):
    """What passed the screening is worked out into proposals."""

    name = "prepare_proposals"
    label = gettext_lazy("完善提案")
    invitation = gettext_lazy("看提案写得怎样了")
    page = "proposals:preparing"
    desk = "proposals:drafts"
    Settings = PrepareSettings
    indicators: ClassVar[dict[str, Any]] = {"proposals": gettext_lazy("交上来的提案")}

    def close(self, *, actor: Person, step: Step) -> dict[str, Any]:
        if drafts := list(queries.drafts_of(step.cycle)):
            raise Refused(
                ngettext(
                    "还有 %(count)s 个提案没提交也没撤回：%(titles)s。",
                    "还有 %(count)s 个提案没提交也没撤回：%(titles)s。",
                    len(drafts),
                )
                % {"count": len(drafts), "titles": _named([draft.title for draft in drafts])}
            )
        return {"proposals": queries.proposal_counts(step.cycle)}

    def worked_on_by(self, viewer: Person) -> QuerySet[Step]:
        return queries.preparing_steps_worked_on_by(viewer)

    def waiting(self, step: Step, viewer: Person) -> int:
        return queries.drafts_of(step.cycle).count()

    def progress(self, step: Step) -> dict[int, Progress]:
        return {
            community: Progress(
                done,
                total,
                ngettext("%(n)s 个已提交", "%(n)s 个已提交", done) % {"n": done},
            )
            for community, (done, total) in queries.handed_in_by_community(step.cycle).items()
        }

    def figures(self, cycle: Cycle) -> dict[str, dict[int, int]]:
        return {"proposals": counted_by_community(proposals_of(cycle))}

    def body(self, step: Step, proposal: Proposal, viewer: Person) -> str:
        return render_to_string("proposals/_body.html", public_body(proposal, viewer))


def _named(titles: list[str]) -> str:
    named = _("、").join(f"“{title}”" for title in titles[:NAMED])
    return named + _("等") if len(titles) > NAMED else named
