"""Codes of household letters."""

from typing import Any

from django.db.models import Count, Q
from django.utils import timezone

from ..codes import digest_of, may_be_a_code
from ..models import Building, HouseholdCode


def code_with(typed: str) -> HouseholdCode | None:
    """Return the code of a letter while it works."""
    if not may_be_a_code(typed):
        return None
    code = (
        HouseholdCode.objects.filter(digest=digest_of(typed))
        .select_related("household__community", "household__dwelling__entrance__building__compound")
        .first()
    )
    return code if code and code.opens_now else None


def letters_of(building: Building) -> list[dict[str, Any]]:
    """Return the letters printed for a building: when, how many, how many were opened."""
    batches = (
        HouseholdCode.objects.filter(household__dwelling__entrance__building=building)
        .order_by()
        .values("letter", "issued_at", "expires_at")
        .annotate(
            printed=Count("pk"),
            opened=Count("opened_at"),
            working=Count("pk", filter=Q(revoked_at=None, expires_at__gt=timezone.now())),
        )
        .order_by("-issued_at")
    )
    return [dict(batch) for batch in batches]
