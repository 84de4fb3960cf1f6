from .adopted import AdoptedItem, BudgetPublication
from .files import BallotFile
from .votes import (
    BudgetVote,
    Channel,
    Envelope,
    OpenBallot,
    Option,
    SecretBallot,
    TurnoutMark,
    key_of,
)

__all__ = [
    "AdoptedItem",
    "BallotFile",
    "BudgetPublication",
    "BudgetVote",
    "Channel",
    "Envelope",
    "OpenBallot",
    "Option",
    "SecretBallot",
    "TurnoutMark",
    "key_of",
]
