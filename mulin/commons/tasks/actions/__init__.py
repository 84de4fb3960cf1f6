"""
Promise, tell how it fares, keep it or say why not; bring something to a table.

Every act says in the same order: may you, can it be done, do it, write it down.
"""

from .bringing_up import (
    bring_up,
    close_agenda_item,
    put_on_agenda,
    return_agenda_item,
    take_off_agenda,
    withdraw_agenda_item,
)
from .feeds import forget_feed, make_feed_key
from .handing_over import hand_over_everything, hand_over_items
from .promising import (
    Keeper,
    drop_promise,
    hand_over_item,
    hide_promises,
    keep_promise,
    note_progress,
    postpone,
    promise,
)

__all__ = [
    "Keeper",
    "bring_up",
    "close_agenda_item",
    "drop_promise",
    "forget_feed",
    "hand_over_everything",
    "hand_over_item",
    "hand_over_items",
    "hide_promises",
    "keep_promise",
    "make_feed_key",
    "note_progress",
    "postpone",
    "promise",
    "put_on_agenda",
    "return_agenda_item",
    "take_off_agenda",
    "withdraw_agenda_item",
]
