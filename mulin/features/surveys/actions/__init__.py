from .answering import answer_at_door, answer_survey
from .drafting import (
    add_question,
    as_written,
    change_question,
    change_survey,
    copy_survey,
    draft_survey,
    move_question,
    remove_question,
)
from .opening import change_end, close_survey, open_survey, publish_results
from .paper import print_sheets, read_sheet, words_that_differ
from .reading import note_answers_taken, note_doors_read, release_answer, take_back_answer

__all__ = [
    "add_question",
    "answer_at_door",
    "answer_survey",
    "as_written",
    "change_end",
    "change_question",
    "change_survey",
    "close_survey",
    "copy_survey",
    "draft_survey",
    "move_question",
    "note_answers_taken",
    "note_doors_read",
    "open_survey",
    "print_sheets",
    "publish_results",
    "read_sheet",
    "release_answer",
    "remove_question",
    "take_back_answer",
    "words_that_differ",
]
