"""Everything that changes a proposal while it is worked out."""

from .coaching import answer_comment, comment_on_proposal
from .flagships import mark_flagship, unmark_flagship
from .handing_in import return_proposal, submit_proposal, withdraw_proposal
from .lists import note_export, read_proposal_list
from .writing import restore_revision, write_proposal

__all__ = [
    "answer_comment",
    "comment_on_proposal",
    "mark_flagship",
    "note_export",
    "read_proposal_list",
    "restore_revision",
    "return_proposal",
    "submit_proposal",
    "unmark_flagship",
    "withdraw_proposal",
    "write_proposal",
]
