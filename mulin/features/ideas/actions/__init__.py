"""Everything that changes an idea."""

from .merging import merge_idea, unmerge_idea
from .reviewing import hide_idea, note_export, show_idea
from .screening import Help, screen_idea
from .self_help import settle_self_help
from .submitting import enter_idea, submit_idea
from .supporting import support_idea, withdraw_support
from .together import Together, merge_together, screen_together, weigh_together
from .typing_in import enter_ideas

__all__ = [
    "Help",
    "Together",
    "enter_idea",
    "enter_ideas",
    "hide_idea",
    "merge_idea",
    "merge_together",
    "note_export",
    "screen_idea",
    "screen_together",
    "settle_self_help",
    "show_idea",
    "submit_idea",
    "support_idea",
    "unmerge_idea",
    "weigh_together",
    "withdraw_support",
]
