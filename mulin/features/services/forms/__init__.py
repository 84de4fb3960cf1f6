from .booking import BookForm, CodeForm, EnterForm, MoveForm, WhereForm
from .keeping import (
    ExceptionForm,
    HoursForm,
    ItemForm,
    PointForm,
    RosterForm,
    UploadForm,
    WalksForm,
)
from .window import DecideForm, EscalateForm, FinishForm, ItemChoiceForm, PersonForm

__all__ = [
    "BookForm",
    "CodeForm",
    "DecideForm",
    "EnterForm",
    "EscalateForm",
    "ExceptionForm",
    "FinishForm",
    "HoursForm",
    "ItemChoiceForm",
    "ItemForm",
    "MoveForm",
    "PersonForm",
    "PointForm",
    "RosterForm",
    "UploadForm",
    "WalksForm",
    "WhereForm",
]
