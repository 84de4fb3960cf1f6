from .kiosks import Kiosk
from .matters import Escalation, Matter
from .points import (
    DutyShift,
    OpeningException,
    OpeningHours,
    ServiceItem,
    ServicePoint,
    WalkingTime,
)

__all__ = [
    "DutyShift",
    "Escalation",
    "Kiosk",
    "Matter",
    "OpeningException",
    "OpeningHours",
    "ServiceItem",
    "ServicePoint",
    "WalkingTime",
]
