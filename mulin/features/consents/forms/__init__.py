from .answers import AnswerForm, PaperFileForm, PaperForm, SerialForm, SettleForm
from .rounds import PrepareForm, PublishForm, StartForm
from .settings import AskHouseholdsSettings, StartWorksSettings

__all__ = [
    "AnswerForm",
    "AskHouseholdsSettings",
    "PaperFileForm",
    "PaperForm",
    "PrepareForm",
    "PublishForm",
    "SerialForm",
    "SettleForm",
    "StartForm",
    "StartWorksSettings",
]
