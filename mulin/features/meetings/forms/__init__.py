"""What people write in the pages of meetings."""

from .calling import (
    AboutForm,
    AgendaForm,
    BecauseForm,
    BoxForm,
    CallForm,
    HereForm,
    MoveForm,
    PutForm,
    ReadersForm,
)
from .notes import (
    AttendanceForm,
    DraftForm,
    HandsForm,
    NoteForm,
    OptionForm,
    OthersForm,
    PicturesForm,
    PromiseForm,
    ResolutionForm,
    SaidForm,
)
from .writing import CorrectForm, NoteReplyForm, ReplyForm, SettleForm, SettlementForm, ShowForm

__all__ = [
    "AboutForm",
    "AgendaForm",
    "AttendanceForm",
    "BecauseForm",
    "BoxForm",
    "CallForm",
    "CorrectForm",
    "DraftForm",
    "HandsForm",
    "HereForm",
    "MoveForm",
    "NoteForm",
    "NoteReplyForm",
    "OptionForm",
    "OthersForm",
    "PicturesForm",
    "PromiseForm",
    "PutForm",
    "ReadersForm",
    "ReplyForm",
    "ResolutionForm",
    "SaidForm",
    "SettleForm",
    "SettlementForm",
    "ShowForm",
]
