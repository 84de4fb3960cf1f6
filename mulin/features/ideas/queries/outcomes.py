from typing import Any

from django.db.models import Count, Q, QuerySet

from mulin.programmes.models import Cycle, Step

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


def collected_by_community(step: Step) -> dict[int, int]:
    """Return for each community of a collecting, by key, how many ideas came."""
    came = _counted(Idea.objects.filter(step=step, state=Idea.State.VISIBLE), "community")
    return {pk: came.get(pk, 0) for pk in _communities(step.cycle)}


def came_by_community(cycle: Cycle) -> dict[int, int]:
    """Return for each community with ideas in a cycle, by key, how many came."""
    return _counted(Idea.objects.filter(step__cycle=cycle, state=Idea.State.VISIBLE), "community")


def screened_by_community(cycle: Cycle) -> dict[int, tuple[int, int]]:
    """Return for each community of a cycle, by key, how many ideas of how many are screened."""
    counted = (
        Idea.objects.filter(step__cycle=cycle, state=Idea.State.VISIBLE)
        .order_by()
        .values("community")
        .annotate(done=Count("pk", filter=~Q(verdict=Idea.Verdict.PENDING)), total=Count("pk"))
    )
    figures = {
        pk: (done, total) for pk, done, total in counted.values_list("community", "done", "total")
    }
    return dict.fromkeys(_communities(cycle), (0, 0)) | figures


def _communities(cycle: Cycle) -> list[int]:
    return list(cycle.participations.values_list("community", flat=True))


def _counted(rows: QuerySet[Any], by: str) -> dict[Any, int]:
    return dict(rows.order_by().values(by).annotate(n=Count("pk")).values_list(by, "n"))
