from .baselines import BaselineStudy
from .gridlogs import GridLog
from .interviews import Interview
from .letters import LetterAnswer, LetterReturn, LetterRound, LetterSlip
from .outreach import LeafletBatch, OutreachReach, OutreachRecord, OutreachTeam

__all__ = [
    "BaselineStudy",
    "GridLog",
    "Interview",
    "LeafletBatch",
    "LetterAnswer",
    "LetterReturn",
    "LetterRound",
    "LetterSlip",
    "OutreachReach",
    "OutreachRecord",
    "OutreachTeam",
]
