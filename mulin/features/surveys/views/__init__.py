from .answering import answer
from .doors import door, door_list, doors
from .drafting import change, copy, desk, new, preview
from .office import close, end, held, open_up, publish
from .paper import paper, print_out, sheet, sheets, sheets_pdf
from .public import results, survey, surveys
from .questions import add_question, move_question, question, remove_question
from .reading import answers_xlsx, release, results_xlsx, texts

__all__ = [
    "add_question",
    "answer",
    "answers_xlsx",
    "change",
    "close",
    "copy",
    "desk",
    "door",
    "door_list",
    "doors",
    "end",
    "held",
    "move_question",
    "new",
    "open_up",
    "paper",
    "preview",
    "print_out",
    "publish",
    "question",
    "release",
    "remove_question",
    "results",
    "results_xlsx",
    "sheet",
    "sheets",
    "sheets_pdf",
    "survey",
    "surveys",
    "texts",
]
