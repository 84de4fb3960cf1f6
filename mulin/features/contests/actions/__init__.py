"""Everything that changes a contest."""

from .concluding import conclude_contest
from .judging import assign_judge, draft_sheet, recuse, submit_sheet
from .publishing import conclude_publishing, publish_result
from .voting import cast_votes, cast_votes_for, find_neighbours, take_back_votes

__all__ = [
    "assign_judge",
    "cast_votes",
    "cast_votes_for",
    "conclude_contest",
    "conclude_publishing",
    "draft_sheet",
    "find_neighbours",
    "publish_result",
    "recuse",
    "submit_sheet",
    "take_back_votes",
]
