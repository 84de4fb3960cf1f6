"""Count a sealed vote: the same ballots and the same rule give the same outcome, always."""

from fractions import Fraction
from typing import Any

from mulin.decisions import ThresholdRule, by_delegates, delegates_meeting, drawn
from mulin.decisions.budgeting import Election, Project, by_envelopes, decide

from . import queries
from .models import BudgetVote, key_of
from .terms import DELEGATES, FIRST_PLACES, Terms, terms_from

CENTS = 100


def election_of(vote: BudgetVote) -> Election:
    """Return a sealed vote as the counting library takes it."""
    terms = terms_from(vote.step.settings)
    projects = [
        Project(one.key, one.cost_cents, one.title, str(one.community_id or ""))
        for one in vote.options.all()
    ]
    rows = [
        dict(zip(map(key_of, choices), points or [], strict=True))
        if terms.gives_points
        else list(map(key_of, choices))
        for choices, points in queries.rows_of(vote)
        if choices  # A blank ballot is turnout, not a share of the money or a vote.
    ]
    return Election.from_rows(projects, vote.budget_cents, rows, kind=terms.kind, unit=CENTS)


def outcome_of(vote: BudgetVote) -> dict[str, Any]:
    """Return who won and why, as plain data."""
    terms = terms_from(vote.step.settings)
    election = election_of(vote)
    if terms.by_places:
        return _by_votes(vote, terms, election)
    rule = terms.rule(vote.seed)
    envelopes = {str(one.community_id): one.budget_cents for one in vote.envelopes.all()}
    parts = by_envelopes(election, rule, envelopes) if envelopes else {"": decide(election, rule)}
    return {
        "method": terms.method,
        "rule": rule.as_dict(),
        "winners": [key for part in parts.values() for key in part.winners],
        "parts": {envelope: part.as_dict() for envelope, part in parts.items()},
    }


def _by_votes(vote: BudgetVote, terms: Terms, election: Election) -> dict[str, Any]:
    votes = dict(zip(election.numbers, map(int, election.votes), strict=True))
    lines = by_delegates(
        votes,
        threshold_of(terms),
        registered=vote.registered or 0,
        present=vote.turnout or 0,
        places=terms.places,
        order=_order(vote, terms, election),
    )
    return {
        "method": terms.method,
        "places": terms.places,
        "registered": vote.registered,
        "present": vote.turnout,
        "winners": [line.key for line in lines if line.is_chosen],
        "lines": [line.as_dict() for line in lines],
    }


def threshold_of(terms: Terms) -> ThresholdRule:
    """Return how many have to vote, and for an item; who wins a place has a vote at least."""
    if terms.method != FIRST_PLACES:
        return delegates_meeting()
    if terms.voters == DELEGATES:
        return delegates_meeting(fraction=Fraction(0))
    return delegates_meeting(quorum=Fraction(0), fraction=Fraction(0))


def _order(vote: BudgetVote, terms: Terms, election: Election) -> list[str]:
    """Return the options as ties are settled: by what was published before the vote."""
    keys = list(election.numbers)
    standing = drawn(keys, vote.seed) if terms.needs_seed else sorted(keys)
    if terms.ties == "id":
        return standing
    costs = {project.key: project.cost for project in election.projects}
    return sorted(standing, key=costs.__getitem__)
