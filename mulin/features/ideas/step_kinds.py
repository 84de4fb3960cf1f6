from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from mulin.commons.people.models import Person
from mulin.errors import Refused
from mulin.programmes.kinds import StepKind, Trace
from mulin.programmes.models import Proposal, Step

from . import queries
from .forms import CollectSettings, ScreenSettings

NAMED = 5
"""How many of what is missing a refusal names."""


class CollectIdeas(StepKind):
    """Neighbours say what they would like changed."""

    name = "collect_ideas"
    label = gettext_lazy("征集金点子")
    invitation = gettext_lazy("提个金点子")
    page = "ideas:collecting"
    desk = "ideas:review"
    Settings = CollectSettings

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

    def waiting(self, step: Step, viewer: Person) -> int:
        return queries.review_queue(viewer, step).count()

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
        if waiting := list(queries.unscreened(step.cycle)):
            raise Refused(
                ngettext(
                    "还有 %(count)s 条没筛：%(titles)s。",
                    "还有 %(count)s 条没筛：%(titles)s。",
                    len(waiting),
                )
                % {"count": len(waiting), "titles": _named([idea.title for idea in waiting])}
            )
        return {"ideas": queries.outcome_counts(step.cycle)}

    def waiting(self, step: Step, viewer: Person) -> int:
        return queries.screening_counts(viewer, step)["waiting"]


def _named(titles: list[str]) -> str:
    named = _("、").join(f"“{title}”" for title in titles[:NAMED])
    return named + _("等") if len(titles) > NAMED else named
