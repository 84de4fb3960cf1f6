"""What can be asked about contests."""

from .contests import (
    communities_of,
    contest_before,
    contests,
    entries_of,
    publishing_steps,
    still_before,
)
from .judging import (
    comments_of,
    judges_of,
    judges_who_scored,
    missing_sheets,
    sheets_of,
    sheets_to_give_up,
    sheets_visible_to,
    unjudged,
)
from .results import publication_of, review_of, rule_of
from .voting import (
    ballot_of,
    ballots_by_day,
    choice_of,
    contests_helped_by,
    neighbours_without_phone,
    voters_of,
    voters_without_phone,
    votes_of,
)

__all__ = [
    "ballot_of",
    "ballots_by_day",
    "choice_of",
    "comments_of",
    "communities_of",
    "contest_before",
    "contests",
    "contests_helped_by",
    "entries_of",
    "judges_of",
    "judges_who_scored",
    "missing_sheets",
    "neighbours_without_phone",
    "publication_of",
    "publishing_steps",
    "review_of",
    "rule_of",
    "sheets_of",
    "sheets_to_give_up",
    "sheets_visible_to",
    "still_before",
    "unjudged",
    "voters_of",
    "voters_without_phone",
    "votes_of",
]
