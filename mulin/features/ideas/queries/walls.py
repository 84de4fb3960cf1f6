from uuid import UUID

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from mulin.commons.people.models import Person
from mulin.commons.places.models import AdminUnit
from mulin.commons.places.queries import homes_of
from mulin.programmes.models import Cycle, Participation, Proposal, Step
from mulin.programmes.queries import open_steps

from ..models import Idea
from .counting import counted_up_to
from .desks import within_offices_of
from .families import families_of, family_of

NOT_DECIDED = (
    Proposal.State.DRAFT,
    Proposal.State.RETURNED,
    Proposal.State.SUBMITTED,
    Proposal.State.SHORTLISTED,
)
COLLECT, SCREEN = "collect_ideas", "screen_ideas"


def collecting_steps() -> QuerySet[Step]:
    """Return the steps in which ideas are given; everybody may know of them."""
    return _steps(COLLECT)


def screening_steps() -> QuerySet[Step]:
    return _steps(SCREEN)


def _steps(kind: str) -> QuerySet[Step]:
    return Step.objects.filter(kind=kind).select_related("cycle__programme__host")


def open_collecting_steps(viewer: Person) -> list[Step]:
    """Return where an idea can be given now, first where the viewer lives, then the newest."""
    homes = [unit.pk for unit in homes_of(viewer)]
    near = Participation.objects.filter(cycle=OuterRef("cycle"), community__in=homes)
    return list(open_steps(COLLECT).annotate(is_near=Exists(near)).order_by("-is_near", "-pk"))


def screening_step_of(cycle: Cycle) -> Step | None:
    """Return the step in which a cycle's ideas are screened, if it has one."""
    return screening_steps().filter(cycle=cycle).order_by("order").first()


def communities_of(cycle: Cycle) -> QuerySet[AdminUnit]:
    return AdminUnit.objects.filter(
        pk__in=Participation.objects.filter(cycle=cycle).values("community")
    ).order_by("path")


def drawn(ideas: QuerySet[Idea]) -> QuerySet[Idea]:
    """Fetch with ideas all that a card shows."""
    return ideas.select_related(
        "author", "building", "community", "proposal", "sheet", "step__cycle"
    ).prefetch_related("photos")


def ideas_visible_to(viewer: Person) -> QuerySet[Idea]:
    """Return the ideas that hang out, one's own, and those of one's office."""
    seen = Q(state=Idea.State.VISIBLE)
    if viewer.is_authenticated:
        seen |= Q(author=viewer.pk) | within_offices_of(viewer)
    return drawn(Idea.objects.filter(seen)).select_related(
        "step__cycle__programme__host",
        "merged_into",
        "entered_by",
        "sheet__screened_by",
        "self_help",
    )


def idea_with_receipt(receipt: UUID) -> Idea | None:
    return drawn(Idea.objects.filter(receipt=receipt)).first()


def ideas_on_the_wall(
    *,
    step: Step | None,
    community: str = "",
    category: str = "",
    verdict: str = "",
    order: str = "",
) -> QuerySet[Idea]:
    """
    Return the ideas that hang out, narrowed as asked, the newest first.

    The most wanted can come first within a step or a community, which have few enough.
    """
    by_weight = order == "wanted" and (step or community)
    found = _narrowed(step, community, category, verdict)
    return drawn(found.order_by(*(("-weight", "-id") if by_weight else ("-id",))))


def most_wanted(community: AdminUnit) -> QuerySet[Idea]:
    """Return a community's open ideas that somebody wants: households times urgency."""
    return (
        Idea.objects.filter(
            Q(verdict=Idea.Verdict.PENDING)
            | Q(verdict=Idea.Verdict.PROPOSAL, proposal__state__in=NOT_DECIDED),
            community=community,
            state=Idea.State.VISIBLE,
            wanted__gt=0,
        )
        .select_related("step__cycle")
        .order_by("-weight", "-id")
    )


def category_counts(
    cycle: Cycle | None, *, step: Step | None, community: str = "", verdict: str = ""
) -> dict[str, int]:
    """Return how many ideas hang out in each category of a cycle, and in all; up to so many."""
    lists = {
        key: _narrowed(step, community, key, verdict)
        for key in ("", *(cycle.categories if cycle else ()))
    }
    return counted_up_to(lists)


def _narrowed(step: Step | None, community: str, category: str, verdict: str) -> QuerySet[Idea]:
    asked = {"step": step, "community": community, "category": category, "verdict": verdict}
    given = {name: value for name, value in asked.items() if value}
    return Idea.objects.filter(state=Idea.State.VISIBLE, **given)


def outcome_counts(cycle: Cycle) -> dict[str, int]:
    """Return how many of a cycle's ideas have each verdict, the pending ones too."""
    hanging = Idea.objects.filter(step__cycle=cycle, state=Idea.State.VISIBLE)
    counted = hanging.order_by().values("verdict").annotate(n=Count("pk"))
    found = dict(counted.values_list("verdict", "n"))
    return {verdict: found.get(verdict, 0) for verdict in Idea.Verdict.values}


def ideas_behind(proposal: Proposal) -> QuerySet[Idea]:
    """Return the ideas a proposal was made of, and those merged into them, the first first."""
    made_of = Idea.objects.filter(proposal=proposal).values_list("pk", flat=True)
    return families_of(made_of).order_by(F("proposal_id").asc(nulls_last=True), "id")


def ideas_by(person: Person) -> QuerySet[Idea]:
    """Return what a person thought of, newest first."""
    return drawn(Idea.objects.filter(author=person).order_by("-id"))


def merged_into(idea: Idea) -> QuerySet[Idea]:
    """Return the ideas that go on in this one, and those that go on in them."""
    return family_of(idea).exclude(pk=idea.pk)


def verdict_labels() -> list[tuple[str, str]]:
    """Return every verdict with what it is called."""
    return [(verdict, str(label)) for verdict, label in Idea.Verdict.choices]
