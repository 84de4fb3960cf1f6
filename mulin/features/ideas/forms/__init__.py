"""What people write about ideas, and what is checked before anything is done with it."""

from .screening import MergeForm, QueueFilters, ReasonForm, ScreeningForm, SettleForm
from .settings import CollectSettings, ScreenSettings
from .writing import EntryForm, SignForm, WallFilters, WriteForm

__all__ = [
    "CollectSettings",
    "EntryForm",
    "MergeForm",
    "QueueFilters",
    "ReasonForm",
    "ScreenSettings",
    "ScreeningForm",
    "SettleForm",
    "SignForm",
    "WallFilters",
    "WriteForm",
]
