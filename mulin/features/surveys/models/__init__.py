from .questions import SurveyQuestion
from .responses import ReleasedAnswer, SurveyAnswer, SurveyResponse
from .sheets import SheetReading, SurveySheet
from .surveys import Survey

__all__ = [
    "ReleasedAnswer",
    "SheetReading",
    "Survey",
    "SurveyAnswer",
    "SurveyQuestion",
    "SurveyResponse",
    "SurveySheet",
]
