from .booking import book, cancel_matter, check_in, move_matter, take_ticket
from .catalogue import bring_in_items, retire_item, save_item
from .clock import close_days, forget_old_names, forget_resident
from .escalating import decide_escalation, escalate_matter
from .kiosks import open_kiosk, take_back_kiosk
from .points import (
    except_day,
    plan_shifts,
    remove_exception,
    remove_shift,
    retire_point,
    save_point,
    save_walks,
    set_hours,
)
from .reminding import remind
from .window import (
    accept_matter,
    call_again,
    call_next,
    finish_matter,
    hand_over_matters,
    note_left,
    offer_matter,
    send_visitor,
    take_over_matter,
)

__all__ = [
    "accept_matter",
    "book",
    "bring_in_items",
    "call_again",
    "call_next",
    "cancel_matter",
    "check_in",
    "close_days",
    "decide_escalation",
    "escalate_matter",
    "except_day",
    "finish_matter",
    "forget_old_names",
    "forget_resident",
    "hand_over_matters",
    "move_matter",
    "note_left",
    "offer_matter",
    "open_kiosk",
    "plan_shifts",
    "remind",
    "remove_exception",
    "remove_shift",
    "retire_item",
    "retire_point",
    "save_item",
    "save_point",
    "save_walks",
    "send_visitor",
    "set_hours",
    "take_back_kiosk",
    "take_over_matter",
    "take_ticket",
]
