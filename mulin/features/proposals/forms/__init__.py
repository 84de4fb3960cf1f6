"""What people write of a proposal, and what is checked before anything is done with it."""

from .lists import ListFileForm, ListFilters
from .preparing import AnswerForm, CommentForm, ConsentForm, ProposalForm, ReasonForm
from .settings import PrepareSettings

__all__ = [
    "AnswerForm",
    "CommentForm",
    "ConsentForm",
    "ListFileForm",
    "ListFilters",
    "PrepareSettings",
    "ProposalForm",
    "ReasonForm",
]
