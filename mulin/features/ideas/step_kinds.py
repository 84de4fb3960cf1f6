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
from .forms import CollectSettings, ScreenSettings

NAMED = 5
"""How many of what is missing a refusal names."""


class CollectIdeas(StepKind):
    """Neighbours say what they would like changed."""

    name = "collect_ideas"
    label = gettext_lazy("征集金点子")
    invitation = gettext_lazy("提个金点子")
    asks = gettext_lazy("征集金点子")
    page = "ideas:collecting"
    desk = "ideas:review"
    Settings = CollectSettings
    indicators: ClassVar[dict[str, Any]] = {"ideas": gettext_lazy("金点子")}

    def close(self, *, actor: Person, step: Step) -> dict[str, Any]:
        if waiting := queries.unreviewed(step).count():
            raise Refused(
                ngettext(
                    "还有 %(count)s 条没人看过，先看完再结束。",
                    "还有 %(count)s 条没人看过，先看完再结束。",
                    waiting,
                )
                % {"count": waiting}
            )
        return queries.collected(step)

    def worked_on_by(self, viewer: Person) -> QuerySet[Step]:
        return queries.collecting_steps_worked_on_by(viewer)

    def waiting(self, step: Step, viewer: Person) -> int:
        return queries.review_queue(viewer, step).count()

    def progress(self, step: Step) -> dict[int, Progress]:
        return {
            community: Progress(
                count, None, ngettext("%(n)s 条点子", "%(n)s 条点子", count) % {"n": count}
            )
            for community, count in queries.collected_by_community(step).items()
        }

    def figures(self, cycle: Cycle) -> dict[str, dict[int, int]]:
        return {"ideas": queries.came_by_community(cycle)}

    def traces(self, step: Step, proposal: Proposal) -> list[Trace]:
        return [
            Trace(
                _("来自金点子“%(title)s”") % {"title": idea.title},
                reverse("ideas:idea", args=[idea.pk]),
            )
            for idea in queries.ideas_behind(proposal).filter(step=step)
        ]


class ScreenIdeas(StepKind):
    """Social workers screen every idea and answer its author."""

    name = "screen_ideas"
    label = gettext_lazy("筛选点子")
    invitation = gettext_lazy("看筛到哪儿了")
    page = "ideas:screening"
    desk = "ideas:queue"
    Settings = ScreenSettings

    def close(self, *, actor: Person, step: Step) -> dict[str, Any]:
        if before := queries.collecting_still_open(step):
            raise Refused(_("要先结束“%(step)s”。") % {"step": before.name})
        unscreened = queries.unscreened(step.cycle)
        if count := unscreened.count():
            titles = _named([idea.title for idea in unscreened[: NAMED + 1]])
            raise Refused(
                ngettext(
                    "还有 %(count)s 条没筛：%(titles)s。",
                    "还有 %(count)s 条没筛：%(titles)s。",
                    count,
                )
                % {"count": count, "titles": titles}
            )
        return {"ideas": queries.outcome_counts(step.cycle)}

    def worked_on_by(self, viewer: Person) -> QuerySet[Step]:
        return queries.screening_steps_worked_on_by(viewer)

    def waiting(self, step: Step, viewer: Person) -> int:
        return queries.screening_counts(viewer, step)["waiting"]

    def late(self, steps: Sequence[Step], viewer: Person) -> list[Late]:
        counts = queries.late_by_cycle(viewer, steps)
        return [
            Late(step, _late_in_words(count), _queue_of_late(step), count)
            for step in steps
            if (count := counts.get(step.cycle_id, 0))
        ]

    def progress(self, step: Step) -> dict[int, Progress]:
        return {
            community: Progress(
                done,
                total,
                _("筛过 %(done)s / %(total)s 条") % {"done": done, "total": total},
            )
            for community, (done, total) in queries.screened_by_community(step.cycle).items()
        }


def _late_in_words(count: int) -> str:
    words = ngettext("%(count)s 条点子过了答复的日子", "%(count)s 条点子过了答复的日子", count)
    return words % {"count": count}


def _queue_of_late(step: Step) -> str:
    return reverse("ideas:queue", args=[step.pk]) + "?shown=late"


def _named(titles: list[str]) -> str:
    named = _("、").join(f"“{title}”" for title in titles[:NAMED])
    return named + _("等") if len(titles) > NAMED else named
