"""Count the ballots of a bundle by the rule it names."""

from fractions import Fraction
from typing import Any

from mulin.decisions import by_delegates, delegates_meeting, drawn
from mulin.decisions.budgeting import Election, Project, Rule, by_envelopes, decide

from .bundle import Bundle

CENTS = 100
KINDS = {"points": "cumulative", "ranking": "ordinal"}


def outcome_of(bundle: Bundle) -> dict[str, Any]:
    """Return the outcome as a site would have published it."""
    rule = bundle.vote["rule"]
    election = election_of(bundle)
    if "places" in rule:
        return _by_places(bundle, rule, election)
    by = Rule.from_dict(rule["rule"])
    envelopes = bundle.vote["envelopes"]
    parts = by_envelopes(election, by, envelopes) if envelopes else {"": decide(election, by)}
    return {
        "method": rule["method"],
        "rule": by.as_dict(),
        "winners": [key for part in parts.values() for key in part.winners],
        "parts": {name: part.as_dict() for name, part in parts.items()},
    }


def election_of(bundle: Bundle) -> Election:
    """Return the ballots as the rules take them."""
    keys = bundle.keys
    kind = KINDS.get(bundle.vote["ballot"], "approval")
    rows = [
        dict(zip((keys[n] for n in one["choices"]), one["points"], strict=True))
        if kind == "cumulative"
        else [keys[n] for n in one["choices"]]
        for one in bundle.ballots
        if one["choices"]  # A blank ballot is turnout, not a share of the money or a vote.
    ]
    projects = [
        Project(keys[one["number"]], one["cost"], one["title"], one["envelope"])
        for one in bundle.options
    ]
    return Election.from_rows(projects, bundle.vote["budget"], rows, kind=kind, unit=CENTS)


def _by_places(bundle: Bundle, rule: dict[str, Any], election: Election) -> dict[str, Any]:
    votes = dict(zip(election.numbers, map(int, election.votes), strict=True))
    registered, present = bundle.vote["registered"], len(bundle.ballots)
    lines = by_delegates(
        votes,
        delegates_meeting(
            quorum=Fraction(rule["more_than_of_roll"]),
            fraction=Fraction(rule["more_than_of_present"]),
        ),
        registered=registered,
        present=present,
        places=rule["places"],
        order=_order(rule["ties"], election),
    )
    return {
        "method": rule["method"],
        "places": rule["places"],
        "registered": registered,
        "present": present,
        "winners": [line.key for line in lines if line.is_chosen],
        "lines": [line.as_dict() for line in lines],
    }


def _order(ties: dict[str, Any], election: Election) -> list[str]:
    keys = list(election.numbers)
    standing = drawn(keys, ties["seed"]) if "lot" in ties["criteria"] else sorted(keys)
    if "lowest-cost" not in ties["criteria"]:
        return standing
    costs = {project.key: project.cost for project in election.projects}
    return sorted(standing, key=costs.__getitem__)
