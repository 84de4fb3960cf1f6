from collections import Counter
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from mulin.commons.files.models import Photo
from mulin.commons.people.models import Person
from mulin.commons.places.models import AdminUnit
from mulin.commons.places.queries import communities_worked_for_by
from mulin.programmes.models import Cycle, Participation, Proposal, Step
from mulin.programmes.queries import cycles_steered_by

from .models import Evidence, FinalReview

KIND = "show_evidence"


def steps() -> QuerySet[Step]:
    """Return the steps whose work is shown with evidence; everybody may read of them."""
    return Step.objects.filter(kind=KIND).select_related("cycle__programme__host")


def steps_recorded_by(viewer: Person) -> QuerySet[Step]:
    """Return the steps in which the viewer writes down what was done."""
    if not viewer.is_authenticated:
        return Step.objects.none()
    near = Participation.objects.filter(community__in=communities_worked_for_by(viewer))
    steered = cycles_steered_by(viewer).order_by().values("pk")
    return steps().filter(Q(cycle__in=near.values("cycle")) | Q(cycle__in=steered))


def communities_of(step: Step) -> QuerySet[AdminUnit]:
    """Return the communities that take part, in their order."""
    taking_part = Participation.objects.filter(cycle=step.cycle_id).values("community")
    return AdminUnit.objects.filter(pk__in=taking_part).order_by("path")


def communities_recorded_by(viewer: Person, step: Step) -> QuerySet[AdminUnit]:
    return communities_of(step).filter(pk__in=communities_worked_for_by(viewer))


def selected_of(step: Step) -> QuerySet[Proposal]:
    """Return the selected proposals, which the step keeps in sight until they are over."""
    selected = Proposal.objects.filter(cycle=step.cycle_id, state=Proposal.State.SELECTED)
    return selected.select_related("community", "cycle").order_by("number")


def evidence_of(step: Step) -> QuerySet[Evidence]:
    """Return everything written down in a step, what was withdrawn too, the latest first."""
    return (
        Evidence.objects.filter(step=step)
        .select_related("community", "proposal", "recorded_by", "step")
        .prefetch_related("photos")
    )


def evidence_in_force(step: Step) -> QuerySet[Evidence]:
    return evidence_of(step).filter(withdrawn_at=None)


def evidence_recorded_by(viewer: Person) -> QuerySet[Evidence]:
    """Return the evidence of the viewer's own work, which they may withdraw."""
    return Evidence.objects.filter(
        Q(community__in=communities_worked_for_by(viewer))
        | Q(step__cycle__in=cycles_steered_by(viewer).order_by().values("pk")),
        withdrawn_at=None,
    ).select_related("step__cycle__programme__host", "community", "proposal")


def evidence_with_receipt(receipt: UUID) -> Evidence | None:
    return Evidence.objects.filter(receipt=receipt).first()


def rows_of(step: Step) -> QuerySet[Evidence]:
    """Return a step's records without their words, with how many photos each has."""
    sent: Any = Evidence.photos.through.objects.filter(evidence=OuterRef("pk")).order_by()
    sent = sent.values("evidence").annotate(n=Count("pk")).values("n")
    return Evidence.objects.filter(step=step).defer("text").annotate(sent=Subquery(sent))


def latest_by(step: Step, field: str) -> dict[int | None, Evidence]:
    """Return the last record of each community or proposal."""
    last = Evidence.objects.filter(step=step, withdrawn_at=None)
    last = last.order_by(f"{field}_id", "-happened_on", "-id").distinct(f"{field}_id")
    return {getattr(one, f"{field}_id"): one for one in last}


def done_by_community(cycle: Cycle) -> dict[int, int]:
    """Return for each community, by key, how many selected proposals were done at last."""
    last = Evidence.objects.filter(
        proposal__cycle=cycle, proposal__state=Proposal.State.SELECTED, withdrawn_at=None
    )
    last = last.order_by("proposal_id", "-happened_on", "-id").distinct("proposal_id")
    rows = last.values_list("community_id", "state")
    return Counter(community for community, state in rows if state == Evidence.State.DONE)


def overdue_by_step(viewer: Person, steps: Iterable[Step]) -> dict[int, int]:
    """Return how many proposals of the viewer's communities should be done, by step."""
    told = Evidence.objects.filter(
        step__in=[step.pk for step in steps],
        proposal__state=Proposal.State.SELECTED,
        proposal__community__in=communities_worked_for_by(viewer),
        withdrawn_at=None,
    )
    one_each = ("step_id", "proposal_id")
    last = told.order_by(*one_each, "-happened_on", "-id").distinct(*one_each)
    going_on = last.values_list(*one_each, "state")
    dated = told.exclude(due_on=None).order_by(*one_each, "-recorded_at", "-id")
    due = {row[:2]: row[2] for row in dated.distinct(*one_each).values_list(*one_each, "due_on")}
    over = (Evidence.State.DONE, Evidence.State.HALTED)
    today = timezone.localdate()
    return Counter(
        step
        for step, proposal, state in going_on
        if state not in over and due.get((step, proposal), today) < today
    )


def reviews_of(step: Step) -> dict[int, FinalReview]:
    """Return the final reviews that count, by proposal."""
    found = FinalReview.objects.filter(step=step, replaced_at=None).select_related("reviewed_by")
    return {review.proposal_id: review for review in found}


def reviews_ever(step: Step, proposal: Proposal) -> QuerySet[FinalReview]:
    """Return the final reviews of one proposal, the one that counts first."""
    return FinalReview.objects.filter(step=step, proposal=proposal).select_related("reviewed_by")


def latest_photos(step: Step, most: int) -> list[Photo]:
    """Return the photos of a step that were taken last."""
    shown = Evidence.photos.through.objects.filter(
        evidence__step=step, evidence__withdrawn_at=None, photo__is_public=True
    )
    return [one.photo for one in shown.select_related("photo").order_by("-photo_id")[:most]]


def before_and_after(step: Step, proposal: Proposal) -> tuple[Photo, Photo] | None:
    """Return how it looked before and how it looks after, when somebody took both."""
    shown = Evidence.photos.through.objects.filter(
        evidence__step=step, evidence__proposal=proposal, evidence__withdrawn_at=None
    ).select_related("photo", "evidence")
    by_time: dict[str, list[Photo]] = {"before": [], "during": [], "after": []}
    for one in shown.order_by("photo_id"):
        by_time[one.evidence.shows].append(one.photo)
    before, after = by_time["before"], by_time["after"]
    return (before[0], after[-1]) if before and after else None


def records_of(person: Person) -> QuerySet[Evidence]:
    """Return everything a person wrote down, for that person's own eyes."""
    return Evidence.objects.filter(recorded_by=person).order_by("-recorded_at")
