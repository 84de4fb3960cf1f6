"""Every act of the house, by room: what it is done to, and who may."""

from .admissions import ADMISSIONS
from .advice import ADVICE
from .budget_papers import BUDGET_PAPERS
from .budget_votes import BUDGET_VOTES
from .budgets import BUDGETS
from .cases import CASES
from .consents import CONSENTS
from .contests import CONTESTS
from .designs import DESIGNS
from .electorates import ELECTORATES
from .evidence import EVIDENCE
from .ground import UNCONFIRMED, Act, Ground
from .ideas import IDEAS
from .listening import LISTENING
from .meetings import MEETINGS
from .naming import NAMING
from .notices import NOTICES
from .occasions import OCCASIONS
from .organisations import ORGANISATIONS
from .owners import OWNERS
from .places import PLACES
from .programmes import PROGRAMMES
from .services import SERVICES
from .surveys import SURVEYS
from .tasks import TASKS
from .topics import TOPICS
from .visits import VISITS

__all__ = ["ACTS", "UNCONFIRMED", "Act", "Ground"]

ACTS = [
    *ORGANISATIONS,
    *PLACES,
    *OCCASIONS,
    *TASKS,
    *TOPICS,
    *ELECTORATES,
    *NOTICES,
    *PROGRAMMES,
    *IDEAS,
    *CONTESTS,
    *CASES,
    *CONSENTS,
    *DESIGNS,
    *EVIDENCE,
    *BUDGETS,
    *BUDGET_VOTES,
    *BUDGET_PAPERS,
    *OWNERS,
    *MEETINGS,
    *NAMING,
    *VISITS,
    *SURVEYS,
    *SERVICES,
    *LISTENING,
    *ADMISSIONS,
    *ADVICE,
]
