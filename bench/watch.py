"""What the benches of decisions share: a watch for processor time, and names of rules."""

import gc
from collections.abc import Callable
from dataclasses import replace
from time import process_time
from typing import TypeVar

from mulin.decisions.budgeting import Allocation, Election, Rule, decide

Given = TypeVar("Given")


def best_of(times: int, act: Callable[[], Given]) -> tuple[float, Given]:
    """Return the least processor time in seconds, and what the act gave."""
    seconds, given = timed(act)
    for _ in range(times - 1):
        seconds = min(seconds, timed(act)[0])
    return seconds, given


def timed(act: Callable[[], Given]) -> tuple[float, Given]:
    gc.collect()
    start = process_time()
    given = act()
    return process_time() - start, given


def counted_anew(election: Election, rule: Rule) -> Allocation:
    """Count ballots that are merged, and of which nothing else was worked out yet."""
    return decide(replace(election), rule)


def named(rule: Rule) -> str:
    """Return a rule's name with what matters of its variant."""
    words = [rule.name, "" if rule.name == "phragmen" else rule.utility]
    words += ["" if rule.completion == "none" else rule.completion]
    words += [f"({rule.stop})" if "add1" in rule.completion else ""]
    return " ".join(filter(None, words))
