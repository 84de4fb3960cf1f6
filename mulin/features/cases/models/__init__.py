from .cases import Case, CaseTransfer, Pause
from .follow_up import FieldCheck, JointHandling, RecheckTask
from .kinds import CaseKind
from .whistles import CalledUnit, Whistle

__all__ = [
    "CalledUnit",
    "Case",
    "CaseKind",
    "CaseTransfer",
    "FieldCheck",
    "JointHandling",
    "Pause",
    "RecheckTask",
    "Whistle",
]
