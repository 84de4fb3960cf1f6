from .adopted import AdoptedItem, BudgetPublication
from .files import BallotFile
from .funnel import CollectedItem, LeafletCount
from .paper import BLANK, SPOILT, PaperBatch, PaperReading
from .votes import (
    BudgetVote,
    Channel,
    Envelope,
    OpenBallot,
    Option,
    PersonMark,
    SecretBallot,
    TurnoutMark,
    key_of,
)

__all__ = [
    "BLANK",
    "SPOILT",
    "AdoptedItem",
    "BallotFile",
    "BudgetPublication",
    "BudgetVote",
    "Channel",
    "CollectedItem",
    "Envelope",
    "LeafletCount",
    "OpenBallot",
    "Option",
    "PaperBatch",
    "PaperReading",
    "PersonMark",
    "SecretBallot",
    "TurnoutMark",
    "key_of",
]
