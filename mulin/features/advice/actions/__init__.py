from .answering import (
    accept_expert_request,
    answer_expert_request,
    decline_expert_request,
    enter_expert_answer,
    note_expert_visit,
)
from .asking import ask_expert, set_answer_term, show_unanswered, withdraw_expert_request
from .questions import answer_advice_question, propose_question, take_up_question

__all__ = [
    "accept_expert_request",
    "answer_advice_question",
    "answer_expert_request",
    "ask_expert",
    "decline_expert_request",
    "enter_expert_answer",
    "note_expert_visit",
    "propose_question",
    "set_answer_term",
    "show_unanswered",
    "take_up_question",
    "withdraw_expert_request",
]
