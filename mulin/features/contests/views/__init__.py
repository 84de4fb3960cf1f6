from .judging import recuse, sheet, sheets
from .objections import enter_objection, object_to_result, objection
from .office import desk, neighbour, neighbours
from .public import contest
from .publishing import publishing
from .results import publication, result, result_json, result_xlsx
from .timetables import slot, timetable, timetable_desk, timetable_paper, timetable_xlsx

__all__ = [
    "contest",
    "desk",
    "enter_objection",
    "neighbour",
    "neighbours",
    "object_to_result",
    "objection",
    "publication",
    "publishing",
    "recuse",
    "result",
    "result_json",
    "result_xlsx",
    "sheet",
    "sheets",
    "slot",
    "timetable",
    "timetable_desk",
    "timetable_paper",
    "timetable_xlsx",
]
