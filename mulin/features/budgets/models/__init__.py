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
    "BallotFile",
    "BudgetVote",
    "Channel",
    "Envelope",
    "OpenBallot",
    "Option",
    "SecretBallot",
    "TurnoutMark",
    "key_of",
]
