"""
Count made-up ballots in a process of its own, so that its memory is its own too.

    python bench/made_up_ballots.py make FILE VOTERS
    python bench/made_up_ballots.py count FILE TIMES RULES

`bench/decisions.py` starts it.  RULES is a JSON list of rules as data; what was measured is
printed as JSON: seconds of processor time, the best of so many times, and peak memory.
"""

import json
import resource
import sys
from functools import partial
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

import numpy as np
from watch import best_of, counted_anew, named

from mulin.decisions.budgeting import Election, Project, Rule

PROJECTS = 200
BUDGET_SHARE = 4
"""All projects together cost so many times the budget, which is some 50 a voter."""


def make_up(path: Path, voters: int) -> None:
    """Write ballots that approve one to ten projects, some far more popular than others."""
    chance = np.random.default_rng(voters)
    popular = 1 / np.arange(4, PROJECTS + 4)
    rows = np.repeat(np.arange(voters), chance.integers(1, 11, voters))
    drawn = chance.choice(PROJECTS, len(rows), p=popular / popular.sum())
    entries = np.unique(rows * PROJECTS + drawn)
    starts = np.searchsorted(entries, np.arange(voters + 1) * PROJECTS)
    costs = chance.integers(20, 2000, PROJECTS) * voters // 1000
    np.savez(path, starts=starts, entries=(entries % PROJECTS).astype(np.int32), costs=costs)


def count(path: Path, times: int, rules: list[Rule]) -> dict[str, Any]:
    kept = np.load(path)
    starts, entries, costs = kept["starts"], kept["entries"], kept["costs"].tolist()
    projects = [Project(f"{i:03}", cost) for i, cost in enumerate(costs)]
    budget = sum(costs) // BUDGET_SHARE
    merge = partial(Election.from_arrays, projects, budget, starts, entries)
    merging, election = best_of(times, merge)
    return {
        "entries": len(entries),
        "different": election.ballots.rows,
        "merging": merging,
        "counting": {
            named(rule): best_of(times, partial(counted_anew, election, rule))[0] for rule in rules
        },
        "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


def main() -> None:
    word, path, number, *more = sys.argv[1:]
    if word == "make":
        make_up(Path(path), int(number))
    else:
        rules = [Rule.from_dict(rule) for rule in json.loads(more[0])]
        print(json.dumps(count(Path(path), int(number), rules)))


main()
