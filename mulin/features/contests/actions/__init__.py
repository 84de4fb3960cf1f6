"""Everything that changes a contest."""

from .concluding import conclude_contest
from .judging import assign_judge, draft_sheet, recuse, submit_sheet
from .objecting import (
    acknowledge_objection,
    answer_objection,
    enter_objection,
    object_to_result,
)
from .publishing import conclude_publishing, decide_flagship, publish_result
from .timetabling import load_timetable, make_timetable, move_slot
from .voting import cast_votes, cast_votes_for, find_neighbours, take_back_votes

__all__ = [
    "acknowledge_objection",
    "answer_objection",
    "assign_judge",
    "cast_votes",
    "cast_votes_for",
    "conclude_contest",
    "conclude_publishing",
    "decide_flagship",
    "draft_sheet",
    "enter_objection",
    "find_neighbours",
    "load_timetable",
    "make_timetable",
    "move_slot",
    "object_to_result",
    "publish_result",
    "recuse",
    "submit_sheet",
    "take_back_votes",
]
