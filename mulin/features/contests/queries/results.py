"""What is counted, by which rule, and where the result is up."""

from collections import defaultdict
from decimal import Decimal

from django.db.models import Count, QuerySet

from mulin.commons.people.models import Person
from mulin.commons.places.models import AdminUnit
from mulin.decisions import Entry, ReviewRule
from mulin.programmes.models import Participation, Proposal, Step
from mulin.programmes.queries import cycles_steered_by

from ..models import NoticeObjection, Publication, Vote
from .contests import chosen_in, entries_of
from .judging import sheets_of
from .paper import paper_votes
from .voting import contests_helped_by


def publication_of(contest: Step) -> Publication | None:
    found = Publication.objects.filter(contest=contest).select_related("notice").first()
    if found:
        found.contest = contest
    return found


def rule_of(step: Step) -> ReviewRule:
    """Return how this contest weighs, as it was settled before the vote."""
    given = step.settings
    return ReviewRule(
        expert_weight=given["expert_weight"],
        public_weight=given["public_weight"],
        public_method=given["public_method"],
        trim=given["trim"],
    )


def review_of(step: Step) -> list[Entry]:
    """Return what is to be counted: every competing proposal's sheets and votes."""
    scores: dict[int, list[Decimal]] = defaultdict(list)
    for proposal, score in (
        sheets_of(step).filter(submitted_at__isnull=False).values_list("proposal", "score")
    ):
        if score is not None:
            scores[proposal].append(score)
    votes = dict(
        Vote.objects.filter(ballot__step=step).values_list("proposal").annotate(n=Count("pk"))
    )
    on_paper = paper_votes(step)
    queue = sorted(entries_of(step), key=lambda entry: (entry.submitted_at, entry.number))
    return [
        Entry(
            key=str(proposal.number),
            scores=tuple(scores[proposal.pk]),
            votes=votes.get(proposal.pk, 0) + on_paper[proposal.pk],
            order=place,
        )
        for place, proposal in enumerate(queue, start=1)
    ]


def flagships_of(contest: Step | None) -> set[int]:
    """Return what a contest chose and a community stands up for."""
    return set(chosen_in(contest).filter(is_flagship=True).values_list("pk", flat=True))


def flagship_counts(contest: Step | None) -> list[tuple[AdminUnit, int]]:
    """Return each community that takes part and how many flagships a contest chose of it."""
    if contest is None:
        return []
    chosen = chosen_in(contest).filter(is_flagship=True).order_by()
    counts = dict(chosen.values_list("community").annotate(n=Count("pk")))
    parts = Participation.objects.filter(cycle=contest.cycle_id).select_related("community")
    return [
        (part.community, counts.get(part.community_id, 0))
        for part in parts.order_by("community_id")
    ]


def without_flagship(step: Step, contest: Step) -> list[AdminUnit]:
    """Return the communities that lack the flagships a step of publishing asks a contest for."""
    wanted = step.settings.get("flagships_per_community", 0)
    return [unit for unit, count in flagship_counts(contest) if count < wanted] if wanted else []


def selected_in(contest: Step) -> QuerySet[Proposal]:
    """Return what a contest chose."""
    return chosen_in(contest).select_related("community")


def objections_to(publication: Publication) -> QuerySet[NoticeObjection]:
    """Return every objection to a result, the oldest first."""
    return publication.objections.select_related("proposal", "objector", "answered_by")


def unanswered(publication: Publication) -> QuerySet[NoticeObjection]:
    return objections_to(publication).filter(answered_at=None)


def objections_from(person: Person) -> QuerySet[NoticeObjection]:
    """Return what a person objected to, for that person's own eyes; newest first."""
    found = NoticeObjection.objects.filter(objector=person.pk)
    return found.select_related("proposal", "publication__contest").order_by("-pk")


def objections_steered_by(viewer: Person) -> QuerySet[NoticeObjection]:
    """Return the objections a viewer may acknowledge and answer."""
    steered = cycles_steered_by(viewer).order_by().values("pk")
    return NoticeObjection.objects.filter(publication__step__cycle__in=steered).select_related(
        "publication__notice",
        "publication__step__cycle__programme__host",
        "proposal",
        "objector",
    )


def publications_helped_by(viewer: Person) -> QuerySet[Publication]:
    """Return the published results of which the viewer may enter objections on paper."""
    helped = contests_helped_by(viewer).order_by().values("pk")
    return Publication.objects.filter(contest__in=helped).select_related(
        "notice", "contest", "step__cycle__programme__host"
    )
