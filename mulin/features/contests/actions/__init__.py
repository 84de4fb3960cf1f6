"""Everything that changes a contest."""

from .concluding import conclude_contest
from .judging import (
    assign_judge,
    change_assignment,
    declare_conflicts,
    draft_sheet,
    recuse,
    submit_sheet,
)
from .objecting import (
    acknowledge_objection,
    answer_objection,
    enter_objection,
    object_to_result,
)
from .paper import (
    decide_paper_tally,
    enter_paper_tally,
    find_paper_voters,
    hand_out_paper_ballot,
    print_paper_ballots,
    take_paper_ballot_back,
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
    "change_assignment",
    "conclude_contest",
    "conclude_publishing",
    "decide_flagship",
    "decide_paper_tally",
    "declare_conflicts",
    "draft_sheet",
    "enter_objection",
    "enter_paper_tally",
    "find_neighbours",
    "find_paper_voters",
    "hand_out_paper_ballot",
    "load_timetable",
    "make_timetable",
    "move_slot",
    "object_to_result",
    "print_paper_ballots",
    "publish_result",
    "recuse",
    "submit_sheet",
    "take_back_votes",
    "take_paper_ballot_back",
]
