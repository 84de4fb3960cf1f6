from collections.abc import Sequence
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from mulin.commons.people.models import Person
from mulin.errors import Refused
from mulin.programmes.kinds import Late, Progress, StepKind, Trace
from mulin.programmes.models import Cycle, Proposal, Step

from . import queries
from .forms import EvidenceSettings
from .standings import Standing, lacking_in_words, standings_of


class ShowEvidence(StepKind):
    """What is done outside the system is shown with evidence."""

    name = "show_evidence"
    label = gettext_lazy("留下佐证")
    page = "evidence:step"
    invitation = gettext_lazy("看做了什么")
    desk = "evidence:desk"
    Settings = EvidenceSettings
    indicators: ClassVar[dict[str, Any]] = {"done": gettext_lazy("做成的提案")}

    def close(self, *, actor: Person, step: Step) -> dict[str, Any]:
        """Refuse while somebody's evidence is missing; else keep what there was."""
        standings = standings_of(step)
        if lacking := lacking_in_words(standings):
            raise Refused(lacking)
        return {"standings": [_kept(one) for one in standings]}

    def worked_on_by(self, viewer: Person) -> QuerySet[Step]:
        return queries.steps_recorded_by(viewer)

    def waiting(self, step: Step, viewer: Person) -> int:
        """Count those of the viewer's own who lack something or are late."""
        if step.state != "now":
            return 0
        mine = queries.communities_recorded_by(viewer, step).values_list("pk", flat=True)
        standings = standings_of(step, mine)
        if step.settings["per"] == "selected_proposal":
            return sum(one.is_overdue or not one.records for one in standings)
        return sum(not one.is_complete and one.community is not None for one in standings)

    def late(self, steps: Sequence[Step], viewer: Person) -> list[Late]:
        counts = queries.overdue_by_step(viewer, steps)
        return [
            Late(step, _late_in_words(count), reverse(self.desk, args=[step.pk]), count)
            for step in steps
            if (count := counts.get(step.pk, 0))
        ]

    def progress(self, step: Step) -> dict[int, Progress]:
        """Count what is complete in each community."""
        by_community: dict[int, list[Standing]] = {}
        for one in standings_of(step):
            if one.community:
                by_community.setdefault(one.community.pk, []).append(one)
        return {
            community: Progress(
                done=sum(one.is_complete for one in ones), total=len(ones), words=_words(ones)
            )
            for community, ones in by_community.items()
        }

    def figures(self, cycle: Cycle) -> dict[str, dict[int, int]]:
        return {"done": queries.done_by_community(cycle)}

    def traces(self, step: Step, proposal: Proposal) -> list[Trace]:
        """Tell what happened to a proposal after it was selected."""
        if step.settings["per"] != "selected_proposal":
            return []
        if not (last := queries.latest_by(step, "proposal").get(proposal.pk)):
            return []
        said = _("%(step)s：%(state)s，%(text)s") % {
            "step": step,
            "state": last.get_state_display(),
            "text": last.text[:40],
        }
        return [Trace(said, reverse("evidence:proposal", args=[step.pk, proposal.pk]))]


def _late_in_words(count: int) -> str:
    words = ngettext("%(count)s 个提案说好的日子过了", "%(count)s 个提案说好的日子过了", count)
    return words % {"count": count}


def _words(ones: list[Standing]) -> str:
    if ones[0].proposal is None:
        return ones[0].words
    over = sum(one.is_over for one in ones)
    return ngettext("%(n)d 个有了结果", "%(n)d 个有了结果", over) % {"n": over}


def _kept(one: Standing) -> dict[str, Any]:
    return {
        "community": one.community.pk if one.community else None,
        "proposal": one.proposal.pk if one.proposal else None,
        "state": one.last.state if one.last else "",
        "records": one.records,
        "number": one.number,
        "photos": one.photos,
    }
