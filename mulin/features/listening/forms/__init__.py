from .baselines import BaselineSettings, StudyForm
from .fields import day_box, lines_of
from .gridlogs import HearForm, LogForm, LogsFilter
from .interviews import InterviewForm
from .letters import (
    AnswerForm,
    BuildingsForm,
    CorrectionForm,
    LetterForm,
    NumberForm,
    OpinionAnswerForm,
    PublishForm,
    ReturnForm,
    SlipNumberForm,
)
from .outreach import LeafletsForm, OutreachForm, TakeBackForm, TeamForm

__all__ = [
    "AnswerForm",
    "BaselineSettings",
    "BuildingsForm",
    "CorrectionForm",
    "HearForm",
    "InterviewForm",
    "LeafletsForm",
    "LetterForm",
    "LogForm",
    "LogsFilter",
    "NumberForm",
    "OpinionAnswerForm",
    "OutreachForm",
    "PublishForm",
    "ReturnForm",
    "SlipNumberForm",
    "StudyForm",
    "TakeBackForm",
    "TeamForm",
    "day_box",
    "lines_of",
]
