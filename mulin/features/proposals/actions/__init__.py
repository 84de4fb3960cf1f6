"""Everything that changes a proposal while it is worked out."""

from .preparing import return_proposal, submit_proposal, withdraw_proposal, write_proposal

__all__ = ["return_proposal", "submit_proposal", "withdraw_proposal", "write_proposal"]
