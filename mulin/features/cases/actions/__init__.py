from .confirming import close_silent_cases, confirm_case, recheck_case, reopen_case
from .handling import (
    begin_case,
    bring_up_case,
    escalate_case,
    link_cases,
    note_told,
    pass_on_case,
    pause_case,
    resolve_case,
    resume_case,
    sort_case,
)
from .kinds import begin_kinds, save_kind
from .looking import measure_again, note_field_check, note_joint_handling
from .owning import accept_case, answer_offer, assign_case, hand_over_cases, offer_transfer
from .publishing import hide_case, note_cases_exported, publish_case
from .reporting import capture_case, point_at_spot, report_case
from .whistling import (
    check_in,
    end_whistle,
    escalate_whistle,
    note_deed,
    rate_unit,
    sound_whistle,
)

__all__ = [
    "accept_case",
    "answer_offer",
    "assign_case",
    "begin_case",
    "begin_kinds",
    "bring_up_case",
    "capture_case",
    "check_in",
    "close_silent_cases",
    "confirm_case",
    "end_whistle",
    "escalate_case",
    "escalate_whistle",
    "hand_over_cases",
    "hide_case",
    "link_cases",
    "measure_again",
    "note_cases_exported",
    "note_deed",
    "note_field_check",
    "note_joint_handling",
    "note_told",
    "offer_transfer",
    "pass_on_case",
    "pause_case",
    "point_at_spot",
    "publish_case",
    "rate_unit",
    "recheck_case",
    "reopen_case",
    "report_case",
    "resolve_case",
    "resume_case",
    "save_kind",
    "sort_case",
    "sound_whistle",
]
