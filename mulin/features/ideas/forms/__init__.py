"""What people write about ideas, and what is checked before anything is done with it."""

from .preparing import ProposalForm, ReasonForm
from .screening import MergeForm, QueueFilters, ScreeningForm, SettleForm
from .settings import CollectSettings, PrepareSettings, ScreenSettings
from .writing import EntryForm, SignForm, WallFilters, WriteForm

__all__ = [
    "CollectSettings",
    "EntryForm",
    "MergeForm",
    "PrepareSettings",
    "ProposalForm",
    "QueueFilters",
    "ReasonForm",
    "ScreenSettings",
    "ScreeningForm",
    "SettleForm",
    "SignForm",
    "WallFilters",
    "WriteForm",
]
