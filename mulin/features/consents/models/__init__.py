from .plans import HouseholdPlan, PlanItem
from .rounds import AnswerConflict, ConsentRound, HouseholdConsent, PaperEntry
from .visits import Objection, Visit, VisitCampaign

__all__ = [
    "AnswerConflict",
    "ConsentRound",
    "HouseholdConsent",
    "HouseholdPlan",
    "Objection",
    "PaperEntry",
    "PlanItem",
    "Visit",
    "VisitCampaign",
]
