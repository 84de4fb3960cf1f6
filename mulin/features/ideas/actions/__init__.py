"""Everything that changes an idea."""

from .preparing import return_proposal, submit_proposal, withdraw_proposal, write_proposal
from .reviewing import hide_idea, note_export, show_idea
from .screening import Help, merge_idea, screen_idea
from .self_help import settle_self_help
from .submitting import enter_idea, submit_idea
from .supporting import support_idea, withdraw_support

__all__ = [
    "Help",
    "enter_idea",
    "hide_idea",
    "merge_idea",
    "note_export",
    "return_proposal",
    "screen_idea",
    "settle_self_help",
    "show_idea",
    "submit_idea",
    "submit_proposal",
    "support_idea",
    "withdraw_proposal",
    "withdraw_support",
    "write_proposal",
]
