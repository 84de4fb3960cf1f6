"""What people write about ideas, and what is checked before anything is done with it."""

from .screening import (
    MergeForm,
    MergeTogetherForm,
    QueueFilters,
    ReasonForm,
    ScreeningForm,
    ScreenTogetherForm,
    SettleForm,
    WeighForm,
)
from .settings import CollectSettings, ScreenSettings
from .writing import TOLD_TO_STAFF, EntryForm, FileForm, SignForm, WallFilters, WriteForm

__all__ = [
    "TOLD_TO_STAFF",
    "CollectSettings",
    "EntryForm",
    "FileForm",
    "MergeForm",
    "MergeTogetherForm",
    "QueueFilters",
    "ReasonForm",
    "ScreenSettings",
    "ScreenTogetherForm",
    "ScreeningForm",
    "SettleForm",
    "SignForm",
    "WallFilters",
    "WeighForm",
    "WriteForm",
]
