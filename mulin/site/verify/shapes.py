"""Of what kind every value of a bundle must be, so that nothing odd is taken for another."""

from collections.abc import Callable
from typing import Any

BALLOTS = ("at_most", "exactly", "approval", "knapsack", "points", "ranking")

Test = Callable[[Any], bool]


def is_count(thing: Any) -> bool:
    return type(thing) is int and thing >= 0


def is_text(thing: Any) -> bool:
    return isinstance(thing, str)


def _list_of(test: Test) -> Test:
    return lambda thing: isinstance(thing, list) and all(map(test, thing))


def _table_of(test: Test) -> Test:
    return lambda thing: isinstance(thing, dict) and all(map(test, thing.values()))


def _with(**tests: Test) -> Test:
    return lambda thing: (
        isinstance(thing, dict)
        and tests.keys() <= thing.keys()
        and all(test(thing[name]) for name, test in tests.items())
    )


def _or_none(test: Test) -> Test:
    return lambda thing: thing is None or test(thing)


BY_CHANNEL = _with(online=is_count, paper=is_count)

SHAPES: dict[str, Test] = {
    "vote": _with(
        title=is_text,
        ballot=lambda thing: thing in BALLOTS,
        registered=is_count,
        turnout=is_count,
        marks=BY_CHANNEL,
        ballots=BY_CHANNEL,
        budget=is_count,
        envelopes=_table_of(is_count),
        rule=_table_of(lambda thing: not isinstance(thing, bool)),
    ),
    "options": _list_of(_with(number=is_count, title=is_text, cost=is_count, envelope=is_text)),
    "ballots": _list_of(
        _with(
            receipt=is_text,
            choices=_list_of(is_count),
            points=_or_none(_list_of(is_count)),
            paper=_or_none(lambda thing: isinstance(thing, bool)),
        )
    ),
    "result": _with(winners=_list_of(is_text)),
}
"""By the part of a bundle."""
