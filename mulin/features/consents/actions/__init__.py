"""Everything that changes a round."""

from .answering import Told, answer, answer_many
from .concluding import conclude_round, conclude_start, issue_start_notice, publish_round
from .preparing import open_round, prepare_round, set_up_round
from .reading_paper import read_papers
from .settling import settle_conflict
from .taking_out import note_answers_taken, note_card_viewing, note_list_viewing

__all__ = [
    "Told",
    "answer",
    "answer_many",
    "conclude_round",
    "conclude_start",
    "issue_start_notice",
    "note_answers_taken",
    "note_card_viewing",
    "note_list_viewing",
    "open_round",
    "prepare_round",
    "publish_round",
    "read_papers",
    "set_up_round",
    "settle_conflict",
]
