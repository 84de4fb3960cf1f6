from .cases import Case
from .follow_up import FieldCheck, JointHandling, RecheckTask
from .kinds import CaseKind
from .passing_on import CaseTransfer, Pause
from .raising import Escalation
from .whistles import CalledUnit, Whistle

__all__ = [
    "CalledUnit",
    "Case",
    "CaseKind",
    "CaseTransfer",
    "Escalation",
    "FieldCheck",
    "JointHandling",
    "Pause",
    "RecheckTask",
    "Whistle",
]
