from typing import Any

from django.db.models import Count, QuerySet

from mulin.programmes.models import Step

from ..models import Idea, Support


def unreviewed(step: Step) -> QuerySet[Idea]:
    """Return the ideas of a step that nobody has looked at yet."""
    return Idea.objects.filter(step=step, state=Idea.State.AWAITING_REVIEW)


def collecting_still_open(step: Step) -> Step | None:
    """Return a step of the same cycle in which ideas may still come in."""
    return step.cycle.steps.filter(kind="collect_ideas", closed_at=None).first()


def collected(step: Step) -> dict[str, Any]:
    """Return what a collecting brought in, in figures."""
    ideas = Idea.objects.filter(step=step)
    shown = ideas.filter(state=Idea.State.VISIBLE)
    wanting = Support.objects.filter(idea__in=shown.values("pk")).aggregate(
        households=Count("household", distinct=True)
    )
    return {
        "ideas": shown.count(),
        "hidden": ideas.filter(state=Idea.State.HIDDEN).count(),
        "by_category": _counted(shown, "category"),
        "by_channel": _counted(shown, "channel"),
        "by_community": _counted(shown, "community__name"),
        "wanting_households": wanting["households"],
    }


def _counted(rows: QuerySet[Any], by: str) -> dict[str, int]:
    return dict(rows.order_by().values(by).annotate(n=Count("pk")).values_list(by, "n"))
