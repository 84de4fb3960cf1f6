"""What a proposal says now and said before, and what coaches said of it."""

from typing import Any

from django.db.models import F, Prefetch, QuerySet

from mulin.commons.people.models import Person
from mulin.programmes.models import Proposal

from ..models import BudgetLine, CoachComment, ProposalRevision, ProposalSheet
from ..sections import BUDGET, ON_PROPOSAL, ON_SHEET
from .preparing import proposals_seen_by


def sheet_of(proposal: Proposal) -> ProposalSheet:
    """Return what was worked out of a proposal; an empty sheet while nothing was."""
    found = sheets_of([proposal])
    return found.get(proposal.pk) or empty_sheet(proposal)


def empty_sheet(proposal: Proposal) -> ProposalSheet:
    """Return the sheet of a proposal that nobody has written on."""
    return ProposalSheet(proposal=proposal)


def sheets_of(proposals: list[Proposal]) -> dict[int, ProposalSheet]:
    """Return the sheets of many proposals at once, each with its budget, by the proposal's key."""
    lines = Prefetch("budget_lines", BudgetLine.objects.order_by("place"))
    sheets = ProposalSheet.objects.filter(proposal__in=proposals).prefetch_related(lines)
    return {sheet.proposal_id: sheet for sheet in sheets}


def snapshot_of(proposal: Proposal, sheet: ProposalSheet | None = None) -> dict[str, Any]:
    """Return everything a proposal says now, as a version keeps it."""
    sheet = sheet or sheet_of(proposal)
    said: dict[str, Any] = {name: getattr(proposal, name) for name in ON_PROPOSAL}
    said |= {name: getattr(sheet, name) for name in ON_SHEET}
    lines = sheet.budget_lines.all() if sheet.pk else []
    said[BUDGET] = [[line.label, line.quantity, line.unit_cents] for line in lines]
    return said


def revisions_of(proposal: Proposal) -> QuerySet[ProposalRevision]:
    """Return the kept versions, the newest first."""
    return (
        ProposalRevision.objects.filter(proposal=proposal)
        .select_related("by", "proposal")
        .order_by("-number")
    )


def revisions_seen_by(viewer: Person) -> QuerySet[ProposalRevision]:
    """Return the versions of the proposals a person works on or goes along with."""
    return ProposalRevision.objects.filter(
        proposal__in=proposals_seen_by(viewer).order_by().values("pk")
    ).select_related("by", "proposal__community", "proposal__author", "proposal__cycle")


def snapshot_before(revision: ProposalRevision) -> dict[str, Any]:
    """Return what the version before said; nothing before the first."""
    earlier = revisions_of(revision.proposal).filter(number__lt=revision.number).first()
    return earlier.snapshot if earlier else {}


def comments_on(proposal: Proposal) -> list[CoachComment]:
    """Return what coaches said of a proposal: what is open first, then the newest."""
    return list(
        CoachComment.objects.filter(revision__proposal=proposal)
        .select_related("by", "answered_by", "revision__proposal")
        .order_by(F("settled_at").asc(nulls_first=True), "-id")
    )


def comments_seen_by(viewer: Person) -> QuerySet[CoachComment]:
    return CoachComment.objects.filter(
        revision__proposal__in=proposals_seen_by(viewer).order_by().values("pk")
    ).select_related("revision__proposal__community", "revision__proposal__author", "by")


def comments_by(person: Person) -> QuerySet[CoachComment]:
    """Return what a person said as a coach, newest first."""
    return (
        CoachComment.objects.filter(by=person)
        .select_related("revision__proposal")
        .order_by("-written_at")
    )
