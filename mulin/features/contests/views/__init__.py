from .judging import recuse, sheet, sheets
from .office import desk, neighbour, neighbours, publishing
from .public import contest, publication, result, result_json, result_xlsx

__all__ = [
    "contest",
    "desk",
    "neighbour",
    "neighbours",
    "publication",
    "publishing",
    "recuse",
    "result",
    "result_json",
    "result_xlsx",
    "sheet",
    "sheets",
]
