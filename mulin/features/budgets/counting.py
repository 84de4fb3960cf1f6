"""Count a kept ballot file by a rule or two, and tell what came of it."""

from dataclasses import dataclass
from functools import lru_cache

from mulin.decisions.budgeting import (
    Distance,
    Election,
    Explanation,
    Rule,
    compare,
    decide,
    explain,
    how_far,
)

from . import queries
from .comparing import Compared
from .models import BallotFile
from .packing import unpacked
from .presenting import Result

MOST_TO_ASK = 20_000
"""Voters times projects: about a second, for every rule counts some fifty times."""

KEPT_READY = 8
"""How many counts a process remembers; a large city's takes some megabytes."""


@dataclass(frozen=True)
class Count:
    """What one rule makes of a ballot file, and beside it what another one would."""

    result: Result
    compared: Compared | None


def count_of(file: BallotFile, rule: Rule, against: Rule | None = None) -> Count:
    """Count a kept ballot file."""
    election, explanation = _told(file.pk, file.sha256, rule)
    first = Result(election, explanation, file.currency)
    if against is None:
        return Count(first, None)
    _same, other = _told(file.pk, file.sha256, against)
    change = compare(election, explanation.allocation, other.allocation)
    return Count(first, Compared(first, Result(election, other, file.currency), change))


def may_ask_how_far(file: BallotFile) -> bool:
    """Say whether an answer to how far a project was from winning takes about a second."""
    return file.voters * file.projects <= MOST_TO_ASK


def how_far_was(file: BallotFile, rule: Rule, key: str) -> Distance | None:
    """Return how far a project was from winning; None where that cannot be asked."""
    election, explanation = _told(file.pk, file.sha256, rule)
    is_loser = key in election.numbers and key not in explanation.allocation.winners
    if not is_loser or not may_ask_how_far(file):
        return None
    return how_far(election, explanation.allocation, key)


def published_count_of(file: BallotFile) -> Count:
    """Count a published ballot file by the rules it was published with."""
    against = Rule.from_dict(file.against) if file.against else None
    return count_of(file, Rule.from_dict(file.rule or {}), against)


# Ballots never change.  A large city takes half a second, and its page may be passed on to many.
@lru_cache(maxsize=KEPT_READY)
def _told(pk: int, sha256: str, rule: Rule) -> tuple[Election, Explanation]:
    election = unpacked(queries.ballots_in(pk))
    return election, explain(election, decide(election, rule))
