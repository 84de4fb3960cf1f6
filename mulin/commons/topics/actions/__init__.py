"""
Take something on, hear what is said of it, and clear the way.

Every act says in the same order: may you, can it be done, do it, write it down.
"""

from .clearing import agree_on_obstacle, drop_obstacle, raise_obstacle, solve_obstacle
from .grouping import change_working_group, form_working_group
from .hearing import answer_opinion, hide_opinions, note_opinion, speak_up, withdraw_opinion
from .opening import answer_question, close_topic, open_topic
from .settling import end_settlement, write_settlement

__all__ = [
    "agree_on_obstacle",
    "answer_opinion",
    "answer_question",
    "change_working_group",
    "close_topic",
    "drop_obstacle",
    "end_settlement",
    "form_working_group",
    "hide_opinions",
    "note_opinion",
    "open_topic",
    "raise_obstacle",
    "solve_obstacle",
    "speak_up",
    "withdraw_opinion",
    "write_settlement",
]
