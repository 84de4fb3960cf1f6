from .answering import AnswerForm, DoorForm
from .drafting import CopyForm, EndForm, NewForm, SurveyForm
from .paper import PrintForm, SerialForm, SheetForm
from .questions import QuestionForm
from .reading import ReleaseForm

__all__ = [
    "AnswerForm",
    "CopyForm",
    "DoorForm",
    "EndForm",
    "NewForm",
    "PrintForm",
    "QuestionForm",
    "ReleaseForm",
    "SerialForm",
    "SheetForm",
    "SurveyForm",
]
