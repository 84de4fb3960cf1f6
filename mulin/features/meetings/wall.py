"""The code on the wall of a meeting: who has it was there."""

from django.utils.crypto import constant_time_compare, salted_hmac

from .models import Meeting

SIGNS = 16


def token_of(meeting: Meeting) -> str:
    """Return what the address on the wall ends with; nobody guesses it from the meeting's own."""
    return salted_hmac("mulin.meetings.wall", str(meeting.pk)).hexdigest()[:SIGNS]


def is_of(meeting: Meeting, token: str) -> bool:
    return constant_time_compare(token, token_of(meeting))
