from .ballots import (
    BallotDelivery,
    BallotReading,
    BallotWithdrawal,
    OwnersBallot,
    OwnersProxy,
    WithdrawalProposal,
)
from .official import OfficialResult
from .votes import MatterNote, OwnersQuestion, OwnersVote

__all__ = [
    "BallotDelivery",
    "BallotReading",
    "BallotWithdrawal",
    "MatterNote",
    "OfficialResult",
    "OwnersBallot",
    "OwnersProxy",
    "OwnersQuestion",
    "OwnersVote",
    "WithdrawalProposal",
]
