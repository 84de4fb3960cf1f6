"""Everything that changes an idea."""

from .merging import merge_idea, unmerge_idea
from .reviewing import hide_idea, note_export, show_idea
from .screening import Help, screen_idea
from .self_help import settle_self_help
from .submitting import enter_idea, submit_idea
from .supporting import support_idea, withdraw_support

__all__ = [
    "Help",
    "enter_idea",
    "hide_idea",
    "merge_idea",
    "note_export",
    "screen_idea",
    "settle_self_help",
    "show_idea",
    "submit_idea",
    "support_idea",
    "unmerge_idea",
    "withdraw_support",
]
