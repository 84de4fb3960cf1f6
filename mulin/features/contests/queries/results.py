"""What is counted, by which rule, and where the result is up."""

from collections import defaultdict
from decimal import Decimal

from django.db.models import Count

from mulin.decisions import Entry, ReviewRule
from mulin.programmes.models import Step

from ..models import Publication, Vote
from .contests import entries_of
from .judging import sheets_of


def publication_of(contest: Step) -> Publication | None:
    return Publication.objects.filter(contest=contest).select_related("notice").first()


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
    queue = sorted(entries_of(step), key=lambda entry: (entry.submitted_at, entry.number))
    return [
        Entry(
            key=str(proposal.number),
            scores=tuple(scores[proposal.pk]),
            votes=votes.get(proposal.pk, 0),
            order=place,
        )
        for place, proposal in enumerate(queue, start=1)
    ]
