"""
Ten thousand small elections full of ties have the winners that pabutools finds.

MULIN_ELECTIONS=100000 tries as many.
"""

import os
from dataclasses import replace

import pytest

from mulin.decisions.budgeting import Rule, decide

from .elections import KINDS, ORDERS, Drawn, drawn_election, shared_rules
from .peer import Peer, agree

ELECTIONS = int(os.environ.get("MULIN_ELECTIONS") or 10_000)
AT_ONCE = 500
RULES_EACH = 2
"""By how many rules each election is counted: all in turn, and every tie order after that."""


def rules_for(number: int) -> list[Rule]:
    drawn = drawn_election(number)
    rules, turn = shared_rules(drawn.kind), number // len(KINDS) * RULES_EACH
    chosen = [(turn + more) for more in range(min(RULES_EACH, len(rules)))]
    return [
        replace(rules[one % len(rules)], ties=ORDERS[one // len(rules) % len(ORDERS)])
        for one in chosen
    ]


def peer_for(number: int, drawn: Drawn, rule: Rule) -> Peer:
    """Hand over what people wrote, not what we made of it."""
    return Peer.from_rows(
        drawn.projects,
        drawn.budget,
        drawn.rows,
        kind=drawn.kind,
        weights=drawn.weights,
        unit=1 if rule.name == "max-welfare" else drawn.unit,
        merge=bool(number % 3),
    )


@pytest.mark.parametrize("first", range(0, ELECTIONS, AT_ONCE))
def test_small_elections_have_the_winners_that_pabutools_finds(first: int) -> None:
    for number in range(first, min(first + AT_ONCE, ELECTIONS)):
        drawn = drawn_election(number)
        election = drawn.election()
        for rule in rules_for(number):
            peer = peer_for(number, drawn, rule)
            ours, theirs = decide(election, rule).winners, peer.winners(rule)
            assert agree(election, rule, ours, theirs), (number, drawn, rule, ours, theirs)
