"""What people write in a contest, and what is checked before anything is done with it."""

from .judging import AssignForm, RecusalForm, SheetForm
from .publishing import PublishForm
from .settings import ContestSettings, PublishingSettings
from .voting import BallotForm, NeighbourForm

__all__ = [
    "AssignForm",
    "BallotForm",
    "ContestSettings",
    "NeighbourForm",
    "PublishForm",
    "PublishingSettings",
    "RecusalForm",
    "SheetForm",
]
