"""What people write in a contest, and what is checked before anything is done with it."""

from .assigning import AssignmentFileForm, AssignmentForm, EvenlyForm
from .judging import AssignForm, ConflictForm, RecusalForm, SheetForm
from .paper import BatchForm, DecisionForm, HandOutForm, TallyForm, VoterForm
from .publishing import (
    AnswerForm,
    FlagshipForm,
    ObjectionForm,
    PaperObjectionForm,
    PublishForm,
    ResultFilters,
)
from .settings import ContestSettings, PublishingSettings
from .timetables import SlotForm, TimetableFileForm, TimetableForm
from .voting import BallotForm, NeighbourForm

__all__ = [
    "AnswerForm",
    "AssignForm",
    "AssignmentFileForm",
    "AssignmentForm",
    "BallotForm",
    "BatchForm",
    "ConflictForm",
    "ContestSettings",
    "DecisionForm",
    "EvenlyForm",
    "FlagshipForm",
    "HandOutForm",
    "NeighbourForm",
    "ObjectionForm",
    "PaperObjectionForm",
    "PublishForm",
    "PublishingSettings",
    "RecusalForm",
    "ResultFilters",
    "SheetForm",
    "SlotForm",
    "TallyForm",
    "TimetableFileForm",
    "TimetableForm",
    "VoterForm",
]
