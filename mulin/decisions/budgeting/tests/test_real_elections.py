"""
The real elections have the winners that pabutools finds.

Its answers, which take it long, are kept in `peer_winners.json` (made by `bench/peer.py`);
in the small elections it is asked anew.
"""

import json
from functools import cache
from hashlib import sha256
from pathlib import Path

import pytest

from mulin.decisions.budgeting import Election, decide
from mulin.decisions.budgeting.pabulib import read

from .elections import label, rules_for_real, shared_rules
from .pabulib import real_elections
from .peer import Peer, agree

ANSWERS = Path(__file__).with_name("peer_winners.json")
SMALL = 12_000
"""Bytes of a file that pabutools reads and counts in no time."""


@cache
def election_of(path: Path) -> Election:
    return read(path.read_bytes())


def answers_about(path: Path) -> dict[str, list[str] | None]:
    known = json.loads(ANSWERS.read_text())["elections"].get(path.name)
    if known is None or known["sha256"] != sha256(path.read_bytes()).hexdigest():
        pytest.skip("pabutools was not asked about this very file: run bench/peer.py")
    return known["winners"]


@pytest.mark.parametrize("path", real_elections())
def test_a_real_election_has_the_winners_that_pabutools_finds(path: Path) -> None:
    answers, election = answers_about(path), election_of(path)
    rules = [rule for rule in rules_for_real(election.kind) if answers.get(label(rule)) is not None]
    assert rules
    for rule in rules:
        ours, theirs = decide(election, rule).winners, answers[label(rule)]
        assert agree(election, rule, ours, theirs), label(rule)


@pytest.mark.parametrize(
    "path",
    [one for one in real_elections() if one.id == "none" or one.values[0].stat().st_size < SMALL],
)
def test_pabutools_still_says_what_was_kept(path: Path) -> None:
    answers, peer = answers_about(path), Peer.from_file(path)
    for rule in rules_for_real(election_of(path).kind):
        if rule.stop != "never":
            assert agree(election_of(path), rule, answers[label(rule)], peer.winners(rule)), label(
                rule
            )


@pytest.mark.parametrize("path", real_elections())
def test_fractions_alone_find_the_same_prices(path: Path) -> None:
    election = election_of(path)
    for rule in shared_rules(election.kind):
        if rule.name == "equal-shares" and rule.completion == "none":
            fast, exact = decide(election, rule), decide(election, rule, exact=True)
            assert (fast.rounds, fast.endowment) == (exact.rounds, exact.endowment)
            assert {tie.keys for tie in fast.ties} == {tie.keys for tie in exact.ties}
