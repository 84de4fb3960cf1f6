"""
How fast participatory budgets are counted, beside pabutools, and whether both say the same.

    python bench/decisions.py [lodz] [million] [growth]

`lodz` counts one real election (MULIN_PABULIB names the folder of Pabulib's files) by every rule
that pabutools counts too; `million` counts a million made-up ballots; `growth` goes from a
thousand voters to a million.  Without a word, all three.

Times are processor time, importing left out on both sides: ours the best of several runs, that of
pabutools one.  Both start from merged ballots, and nothing else that was worked out is kept
between runs.  From the file means read, merge and count.  Memory is the peak of a process of its
own that reads the ballots from a file.
"""

import json
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from watch import best_of, counted_anew, named, timed

from mulin.decisions.budgeting import Election, Rule, decide
from mulin.decisions.budgeting.pabulib import read
from mulin.decisions.budgeting.tests.elections import shared_rules
from mulin.decisions.budgeting.tests.pabulib import FOLDER
from mulin.decisions.budgeting.tests.peer import Peer, agree

LODZ = FOLDER / "Poland_Lodz_2022.pb"
SIZES = (10**3, 10**4, 10**5, 10**6)
GROWING = [
    Rule("greedy"),
    Rule("max-welfare"),
    Rule("phragmen"),
    Rule("equal-shares", "cardinality"),
    Rule("equal-shares"),
    Rule("equal-shares", completion="add1"),
]


@dataclass(frozen=True)
class Race:
    """One real election in the hands of both."""

    content: bytes
    ours: Election
    reading: float
    theirs: Peer
    their_reading: float

    @classmethod
    def over(cls, path: Path) -> "Race":
        content = path.read_bytes()
        return cls(
            content,
            *_turned(best_of(5, partial(read, content))),
            *_turned(timed(partial(Peer.from_file, path))),
        )

    def row(self, rule: Rule) -> str:
        """Count by one rule, ours and theirs, and tell how it went."""
        ours, outcome = best_of(5, lambda: counted_anew(self.ours, rule))
        from_file, _ = best_of(3, lambda: decide(read(self.content), rule))
        peer = Peer(self.theirs.instance, self.theirs.profile)
        theirs, winners = timed(lambda: peer.winners(rule))
        same = agree(self.ours, rule, outcome.winners, winners)
        their_file = self.their_reading + theirs
        return (
            f"{named(rule):42}{theirs:9.2f}{1000 * ours:9.1f}{theirs / ours:8,.0f}"
            f"{their_file:11.2f}{1000 * from_file:9.1f}{their_file / from_file:8,.0f}"
            f"   {'the same' if same else 'OTHERS'}"
        )


def _turned(pair: tuple[Any, Any]) -> tuple[Any, Any]:
    return pair[1], pair[0]


def lodz() -> None:
    race = Race.over(LODZ)
    print(
        f"\n{LODZ.stem}: {race.ours.voters:,} voters, {len(race.ours.projects)} projects,"
        f" {race.ours.ballots.rows:,} different ballots\n"
        f"read and merged: pabutools {race.their_reading:.2f} s, ours {1000 * race.reading:.0f} ms"
    )
    print(f"\n{'':42}{'from loaded ballots':>26}{'from the file':>28}")
    halves = f"{'pab. s':>9}{'ours ms':>9}{'ratio':>8}", f"{'pab. s':>11}{'ours ms':>9}{'ratio':>8}"
    print(f"{'rule':42}{halves[0]}{halves[1]}   winners")
    for rule in shared_rules("approval"):
        if rule.stop == "supported" and rule.completion != "add1-greedy":
            print(race.row(rule), flush=True)


def made_up(voters: int, times: int, rules: list[Rule]) -> dict[str, Any]:
    """Have ballots made up and counted in processes of their own."""
    script = str(Path(__file__).with_name("made_up_ballots.py"))
    with tempfile.TemporaryDirectory() as folder:
        path = str(Path(folder) / "ballots.npz")
        subprocess.run([sys.executable, script, "make", path, str(voters)], check=True)
        chosen = json.dumps([rule.as_dict() for rule in rules])
        words = [sys.executable, script, "count", path, str(times), chosen]
        return json.loads(subprocess.run(words, check=True, stdout=subprocess.PIPE).stdout)


def million() -> None:
    rules = [Rule("equal-shares"), Rule("equal-shares", "cardinality")]
    print("\nOne million made-up ballots, 200 projects, equal shares")
    for rule in rules:
        found = made_up(10**6, 3, [rule])
        counting = found["counting"][named(rule)]
        print(
            f"{rule.utility:12} merging {found['merging']:.2f} s, counting {counting:.2f} s,"
            f" together {found['merging'] + counting:.2f} s; peak {found['megabytes']:.0f} MB"
            f" ({found['entries']:,} approvals, {found['different']:,} different ballots)",
            flush=True,
        )


def growth() -> None:
    columns = ["voters", "merging", *map(named, GROWING)]
    width = [10, 10, *(max(10, len(column) + 2) for column in columns[2:])]
    print("\nMade-up ballots, 200 projects: milliseconds")
    print(*(f"{column:>{w}}" for column, w in zip(columns, width, strict=True)), sep="")
    for voters in SIZES:
        found = made_up(voters, 3 if voters < 10**6 else 1, GROWING)
        times = [found["merging"], *found["counting"].values()]
        cells = [f"{voters:,}", *(f"{1000 * seconds:,.1f}" for seconds in times)]
        print(*(f"{cell:>{w}}" for cell, w in zip(cells, width, strict=True)), sep="", flush=True)


def main() -> None:
    parts = {"lodz": lodz, "million": million, "growth": growth}
    for word in sys.argv[1:] or parts:
        parts[word]()


main()
