from .answering import admit_request, note_request, refuse_request, withdraw_request
from .registering import register_task, set_rule, take_list
from .reviewing import (
    answer_second_look,
    ask_second_look,
    close_round,
    decide_tasks,
    open_round,
)

__all__ = [
    "admit_request",
    "answer_second_look",
    "ask_second_look",
    "close_round",
    "decide_tasks",
    "note_request",
    "open_round",
    "refuse_request",
    "register_task",
    "set_rule",
    "take_list",
    "withdraw_request",
]
