"""A programme and everything that is one of its steps."""

from .figures import BY_HAND, EarlierYear, Target
from .staircase import Cycle, Participation, Programme, Proposal, Step, Zone

__all__ = [
    "BY_HAND",
    "Cycle",
    "EarlierYear",
    "Participation",
    "Programme",
    "Proposal",
    "Step",
    "Target",
    "Zone",
]
