"""What waits to be screened, and what it can be made part of."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Count, Q, QuerySet

from mulin.commons.calendar.queries import working_days
from mulin.commons.people.models import Person
from mulin.programmes.models import Cycle, Proposal, Step

from ..deadlines import deadline_of
from ..likeness import marks, plain
from ..models import Idea
from .counting import counted_up_to
from .desks import communities_worked_on_by, within_offices_of

WAITING = Q(state=Idea.State.VISIBLE, verdict=Idea.Verdict.PENDING)
GOING_ON = (Idea.Verdict.PENDING, Idea.Verdict.PROPOSAL)
WRITTEN = (Proposal.State.DRAFT, Proposal.State.RETURNED)
ORDERS = {"oldest": ("id",), "newest": ("-id",), "wanted": ("-weight", "-id")}
PAIR = 2


def screening_queue(
    viewer: Person,
    step: Step,
    *,
    q: str = "",
    community: str = "",
    category: str = "",
    shown: str = "waiting",
    order: str = "oldest",
) -> QuerySet[Idea]:
    """Return a cycle's ideas for its screeners, the longest waiting first unless asked."""
    ideas = _of_offices(viewer, step).filter(_saying(step.cycle, q), _shown(viewer, step, shown))
    asked = {"community": community, "category": category}
    ideas = ideas.filter(**{name: value for name, value in asked.items() if value})
    return _with_all(ideas).order_by(*ORDERS[order])


def screening_counts(viewer: Person, step: Step) -> dict[str, int]:
    """Return how many ideas wait, are late, are being talked over, and are screened."""
    ideas = _of_offices(viewer, step)
    kinds = ("waiting", "late", "talked", "screened", "proposal")
    return counted_up_to({kind: ideas.filter(_shown(viewer, step, kind)) for kind in kinds})


def late_by_cycle(viewer: Person, steps: Iterable[Step]) -> dict[int, int]:
    """Return how many ideas of the viewer's communities are past their day, by cycle."""
    late, working = Q(pk__in=[]), working_days()
    for step in steps:
        before = deadline_of(step, working).passed_for_all_before()
        late |= Q(step__cycle=step.cycle_id, submitted_at__lt=before)
    ideas = Idea.objects.filter(late, WAITING, within_offices_of(viewer)).order_by()
    return dict(ideas.values_list("step__cycle").annotate(n=Count("pk")))


def ideas_chosen(viewer: Person, step: Step, keys: list[int]) -> QuerySet[Idea]:
    """Return those of a cycle's ideas that a screener ticked, the oldest first."""
    return _with_all(_of_offices(viewer, step).filter(pk__in=keys)).order_by("pk")


def _with_all(ideas: QuerySet[Idea]) -> QuerySet[Idea]:
    return ideas.select_related(
        "author", "building", "community", "proposal", "sheet__screened_by", "step__cycle"
    )


def _of_offices(viewer: Person, step: Step) -> QuerySet[Idea]:
    """Return a cycle's visible ideas; those of all its communities need no looking up."""
    ours = {unit.pk for unit in communities_worked_on_by(viewer, step.cycle)}
    steps = list(step.cycle.steps.filter(kind="collect_ideas").values_list("pk", flat=True))
    ideas = Idea.objects.filter(state=Idea.State.VISIBLE, step__in=steps)
    taking_part = set(step.cycle.participations.values_list("community", flat=True))
    return ideas if taking_part <= ours else ideas.filter(community__in=ours)


def _shown(viewer: Person, step: Step, shown: str) -> Q:
    named: dict[str, Any] = {
        "waiting": WAITING,
        "talked": WAITING & Q(sheet__isnull=False),
        "screened": ~Q(verdict=Idea.Verdict.PENDING),
        "mine": Q(sheet__screened_by=viewer.pk),
        "all": Q(),
    }
    if shown == "late":
        return WAITING & Q(submitted_at__lt=deadline_of(step).passed_for_all_before())
    return named.get(shown, Q(verdict=shown))


def _saying(cycle: Cycle, words: str) -> Q:
    """Find words by their pairs, in either script and any width; a single sign in the title."""
    if len(plain(words)) >= PAIR:
        return Q(wording__marks__contains=marks(cycle.pk, words))
    return Q(title__icontains=words) if words else Q()


def unscreened(cycle: Cycle) -> QuerySet[Idea]:
    """Return the ideas of a cycle that still wait for a verdict."""
    return Idea.objects.filter(WAITING, step__cycle=cycle).order_by("id")


def candidates_for_merging(idea: Idea, q: str = "") -> QuerySet[Idea]:
    """Return the ideas an idea can be merged into: of its community, and still going on."""
    found = Idea.objects.filter(
        _saying(idea.step.cycle, q),
        step__cycle=idea.step.cycle_id,
        community=idea.community_id,
        state=Idea.State.VISIBLE,
        verdict__in=GOING_ON,
    ).exclude(pk=idea.pk)
    return found.select_related("author", "building", "community", "step__cycle").order_by("-id")


def drafts_to_join(ideas: QuerySet[Idea] | list[Idea]) -> QuerySet[Proposal]:
    """Return the proposals still being written that ideas of one community can be part of."""
    first = next(iter(ideas), None)
    if first is None or any(one.community_id != first.community_id for one in ideas):
        return Proposal.objects.none()
    return first.step.cycle.proposals.filter(
        community=first.community_id, state__in=WRITTEN
    ).order_by("number")
