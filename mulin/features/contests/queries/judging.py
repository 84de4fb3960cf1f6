"""Experts and their score sheets."""

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import Count, Q, QuerySet

from mulin.commons.organisations.models import OrganisationMember
from mulin.commons.people.models import Person
from mulin.commons.places.queries import ancestors_of, memberships_now
from mulin.commons.places.roles import Role
from mulin.programmes.models import Proposal, Step
from mulin.programmes.queries import steps_steered_by

from ..models import ConflictDeclaration, ScoreSheet
from .contests import COMPETING, entries_of


def judges_of(step: Step) -> QuerySet[Person]:
    """Return those who are experts at the host or above it today."""
    host = step.cycle.programme.host
    units = [host.pk, *ancestors_of(host).values_list("pk", flat=True)]
    parts = memberships_now().filter(role=Role.JUDGE, unit__in=units)
    return Person.objects.filter(pk__in=parts.values("person")).order_by("pk")


def has_declared(judge: Person, step: Step) -> bool:
    """Whether a judge has said which proposals of a contest are too close to them."""
    return ConflictDeclaration.objects.filter(step=step, judge=judge.pk).exists()


def judges_who_declared(step: Step) -> set[int]:
    return set(ConflictDeclaration.objects.filter(step=step).values_list("judge", flat=True))


def close_to(judge: Person, proposals: Iterable[Proposal]) -> set[int]:
    """Return those proposals whose author is the judge, of one household or of one organisation."""
    proposals = list(proposals)
    authors = {proposal.author_id for proposal in proposals if proposal.author_id}
    theirs = memberships_now().filter(person=judge.pk, household__isnull=False)
    near = set(
        memberships_now()
        .filter(person__in=authors, household__in=theirs.values("household"))
        .values_list("person", flat=True)
    )
    joined = OrganisationMember.objects.filter(until_on=None)
    near |= set(
        joined.filter(
            person__in=authors,
            organisation__in=joined.filter(person=judge.pk).values("organisation"),
        ).values_list("person", flat=True)
    )
    near.add(judge.pk)
    return {proposal.pk for proposal in proposals if proposal.author_id in near}


def sheets_of(step: Step) -> QuerySet[ScoreSheet]:
    """Return all sheets of a contest, for the office and the count."""
    return (
        ScoreSheet.objects.filter(step=step)
        .select_related("judge", "proposal")
        .order_by("judge_id", "proposal__number")
    )


def missing_sheets(step: Step) -> QuerySet[ScoreSheet]:
    """Return the sheets that are awaited, of proposals that still compete."""
    return sheets_of(step).filter(submitted_at=None, recused_at=None, proposal__state__in=COMPETING)


def unjudged(step: Step) -> QuerySet[Proposal]:
    """Return the competing proposals that no judge is to score."""
    judged = ScoreSheet.objects.filter(step=step, recused_at=None).values("proposal")
    return entries_of(step).exclude(pk__in=judged)


def sheets_visible_to(viewer: Person) -> QuerySet[ScoreSheet]:
    """Return a judge's own sheets and nobody else's."""
    return (
        ScoreSheet.objects.filter(judge_id=viewer.pk)
        .select_related("step__cycle__programme__host", "proposal__community", "proposal__cycle")
        .order_by("proposal__number")
    )


def sheets_to_give_up(viewer: Person) -> QuerySet[ScoreSheet]:
    """Return the sheets a viewer may take off a judge: one's own, and those of one's office."""
    return ScoreSheet.objects.filter(
        Q(judge_id=viewer.pk) | Q(step__in=steps_steered_by(viewer), submitted_at=None),
        recused_at=None,
        step__closed_at=None,
    ).select_related("step__cycle__programme__host", "proposal__community", "judge")


def judges_who_scored(step: Step) -> int:
    scored = ScoreSheet.objects.filter(step=step, submitted_at__isnull=False)
    return scored.values("judge").distinct().count()


def comments_of(step: Step) -> dict[int, list[str]]:
    """Return what judges wrote about each proposal, without their names."""
    comments = defaultdict(list)
    sheets = ScoreSheet.objects.filter(step=step, submitted_at__isnull=False)
    for proposal, comment in (
        sheets.exclude(comment="").order_by("comment").values_list("proposal", "comment")
    ):
        comments[proposal].append(comment)
    return dict(comments)


def points_by_proposal(step: Step) -> dict[int, list[dict[str, str]]]:
    """Return the points on each sheet that was handed in, by the proposal it is about."""
    points: dict[int, list[dict[str, str]]] = defaultdict(list)
    sheets = ScoreSheet.objects.filter(step=step, submitted_at__isnull=False).order_by()
    for proposal, given in sheets.values_list("proposal", "points"):
        points[proposal].append(given)
    return points


def sheets_by_community(step: Step) -> dict[int, tuple[int, int]]:
    """Return for each community how many sheets of its proposals are in, and of how many."""
    awaited = ScoreSheet.objects.filter(step=step, recused_at=None).order_by()
    counted = awaited.values("proposal__community").annotate(
        total=Count("pk"), done=Count("pk", filter=Q(submitted_at__isnull=False))
    )
    return {row["proposal__community"]: (row["done"], row["total"]) for row in counted}


def sheet_counts(step: Step) -> dict[str, int]:
    """Return how many sheets are handed in, of how many that are to come: never what is on them."""
    return (
        sheets_of(step)
        .filter(recused_at=None)
        .aggregate(done=Count("pk", filter=Q(submitted_at__isnull=False)), all=Count("pk"))
    )
