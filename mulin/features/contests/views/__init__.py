from .assigning import assigning, assigning_xlsx
from .judging import conflicts, recuse, sheet, sheets
from .objections import enter_objection, object_to_result, objection
from .office import desk, neighbour, neighbours
from .paper import paper, paper_ballots, paper_count, paper_decide, paper_register
from .public import contest
from .publishing import publishing
from .results import publication, result, result_json, result_xlsx
from .timetables import slot, stage, timetable, timetable_desk, timetable_paper, timetable_xlsx

__all__ = [
    "assigning",
    "assigning_xlsx",
    "conflicts",
    "contest",
    "desk",
    "enter_objection",
    "neighbour",
    "neighbours",
    "object_to_result",
    "objection",
    "paper",
    "paper_ballots",
    "paper_count",
    "paper_decide",
    "paper_register",
    "publication",
    "publishing",
    "recuse",
    "result",
    "result_json",
    "result_xlsx",
    "sheet",
    "sheets",
    "slot",
    "stage",
    "timetable",
    "timetable_desk",
    "timetable_paper",
    "timetable_xlsx",
]
