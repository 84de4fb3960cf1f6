"""What people write of a proposal, and what is checked before anything is done with it."""

from .preparing import ProposalForm, ReasonForm
from .settings import PrepareSettings

__all__ = ["PrepareSettings", "ProposalForm", "ReasonForm"]
