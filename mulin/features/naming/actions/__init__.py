from .concluding import announce_opening, call_off_naming, conclude_naming
from .giving import enter_names, submit_name, withdraw_name
from .holding import open_naming, prolong_naming
from .shortlisting import hide_name, shortlist_names, show_name
from .voting import count_paper_names, note_paper_voter, take_paper_voter_back, vote_for_name

__all__ = [
    "announce_opening",
    "call_off_naming",
    "conclude_naming",
    "count_paper_names",
    "enter_names",
    "hide_name",
    "note_paper_voter",
    "open_naming",
    "prolong_naming",
    "shortlist_names",
    "show_name",
    "submit_name",
    "take_paper_voter_back",
    "vote_for_name",
    "withdraw_name",
]
