from .plans import HouseholdPlan, PlanItem, SlotGuest, ViewingSlot
from .rounds import AnswerConflict, ConsentRound, HouseholdConsent, PaperEntry
from .visits import Assignment, Objection, Visit, VisitCampaign

__all__ = [
    "AnswerConflict",
    "Assignment",
    "ConsentRound",
    "HouseholdConsent",
    "HouseholdPlan",
    "Objection",
    "PaperEntry",
    "PlanItem",
    "SlotGuest",
    "ViewingSlot",
    "Visit",
    "VisitCampaign",
]
