"""
Call people to a table, write down what is said, and see to what is promised.

Every act says in the same order: may you, can it be done, do it, write it down.
"""

from .calling import add_to_agenda, call_meeting, choose_readers, describe_meeting, lay_tables
from .coming import note_attendance, note_others, sign_in, sign_in_by_name, strike_attendance
from .finishing import (
    correct_minutes,
    finish_minutes,
    note_reply,
    reply_by_line,
    reply_to_minutes,
    settle_reply,
    show_minutes,
)
from .holding import Said
from .noting import (
    add_photos,
    note_option,
    note_promise,
    note_resolution,
    note_said,
    note_show_of_hands,
    withdraw_resolution,
    write_draft,
)

__all__ = [
    "Said",
    "add_photos",
    "add_to_agenda",
    "call_meeting",
    "choose_readers",
    "correct_minutes",
    "describe_meeting",
    "finish_minutes",
    "lay_tables",
    "note_attendance",
    "note_option",
    "note_others",
    "note_promise",
    "note_reply",
    "note_resolution",
    "note_said",
    "note_show_of_hands",
    "reply_by_line",
    "reply_to_minutes",
    "settle_reply",
    "show_minutes",
    "sign_in",
    "sign_in_by_name",
    "strike_attendance",
    "withdraw_resolution",
    "write_draft",
]
