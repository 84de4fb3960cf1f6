"""What a phone knows that signed the list of a table without an account."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.http import HttpResponse

from mulin.commons.people.requests import Visit

from .. import queries

REMEMBERED = timedelta(days=60)
"""For how long: until its minutes are written, shown and final."""


def _cookie(meeting_id: int) -> str:
    return f"here-{meeting_id}"


def remember(request: Visit, response: HttpResponse, line: Any) -> HttpResponse:
    """Let this phone know which line is its own."""
    response.set_signed_cookie(
        _cookie(line.meeting_id),
        str(line.receipt),
        max_age=REMEMBERED,
        httponly=True,
        secure=request.is_secure(),
        samesite="Lax",
    )
    return response


def signed_on_this_phone(request: Visit, meeting: Any) -> Any:
    """Return the line this phone signed, struck or not."""
    receipt = request.get_signed_cookie(_cookie(meeting.pk), default="", max_age=REMEMBERED)
    return queries.signed_in_by_name(meeting, UUID(receipt)) if receipt else None


def line_in_force(request: Visit, meeting: Any) -> Any:
    """Return the line by which this phone may read and answer the minutes."""
    line = signed_on_this_phone(request, meeting)
    return line if line is not None and line.struck_at is None else None
