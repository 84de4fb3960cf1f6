"""What does not fit together in a bundle: each fault by its key in `words`, with its figures."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from mulin.features.budgets.receipts import is_receipt, written

from .bundle import Bundle
from .counting import outcome_of

Fault = tuple[str, dict[str, Any]]

UNCOUNTABLE = {"strange_ballot", "roll"}
"""Faults after which no rule can count."""


def faults_in(bundle: Bundle) -> list[Fault]:
    """Return everything that differs; nothing when the result stands."""
    faults = [*_files(bundle), *_receipts(bundle), *_numbers(bundle), *_ballots(bundle)]
    if any(key in UNCOUNTABLE for key, _figures in faults):
        return faults
    return [*faults, *_outcome(bundle)]


def _files(bundle: Bundle) -> Iterator[Fault]:
    for name in sorted({*bundle.digests, *bundle.found}):
        if bundle.digests.get(name) != bundle.found.get(name):
            yield "changed_file", {"file": name}


def _receipts(bundle: Bundle) -> Iterator[Fault]:
    codes = Counter(one["receipt"] for one in bundle.ballots)
    for code, times in codes.items():
        if times > 1:
            yield "doubled_receipt", {"receipt": written(code), "times": times}
        if not is_receipt(code):
            yield "wrong_receipt", {"receipt": written(code)}


def _numbers(bundle: Bundle) -> Iterator[Fault]:
    vote = bundle.vote
    found = _by_channel(bundle)
    if len(bundle.ballots) != vote["turnout"]:
        yield "turnout", {"found": len(bundle.ballots), "said": vote["turnout"]}
    for channel, number in found.items():
        if number != vote["ballots"][channel]:
            said = vote["ballots"][channel]
            yield f"ballots_{channel}", {"found": number, "said": said}
    if found["online"] != vote["marks"]["online"]:
        yield "marks_online", {"found": found["online"], "said": vote["marks"]["online"]}
    if found["paper"] > vote["marks"]["paper"]:
        yield "marks_paper", {"found": found["paper"], "said": vote["marks"]["paper"]}
    if sum(vote["marks"].values()) > vote["registered"]:
        yield "roll", {"found": sum(vote["marks"].values()), "said": vote["registered"]}


def _by_channel(bundle: Bundle) -> dict[str, int]:
    """Count ballots by channel; where these are few, no ballot tells, and the sum must do."""
    if any(one["paper"] is None for one in bundle.ballots):
        on_paper = bundle.vote["ballots"]["paper"]
    else:
        on_paper = sum(one["paper"] for one in bundle.ballots)
    return {"online": len(bundle.ballots) - on_paper, "paper": on_paper}


def _ballots(bundle: Bundle) -> Iterator[Fault]:
    for one in bundle.ballots:
        if not _is_filled_in(bundle, one["choices"], one["points"]):
            yield "strange_ballot", {"receipt": written(one["receipt"])}


def _is_filled_in(bundle: Bundle, choices: list[int], points: list[int] | None) -> bool:
    vote, costs = bundle.vote, {one["number"]: one["cost"] for one in bundle.options}
    if not choices:
        return not points
    if len(set(choices)) < len(choices) or not set(choices) <= set(costs):
        return False
    if vote["ballot"] == "points":
        return bool(points) and _are_points(choices, points or [], vote["points"])
    if vote["ballot"] == "knapsack":
        return points is None and _can_be_paid(bundle, choices)
    within = {
        "at_most": len(choices) <= vote["most"],
        "exactly": len(choices) == vote["most"],
    }
    return points is None and within.get(vote["ballot"], True)


def _are_points(choices: list[int], points: list[int], most: int) -> bool:
    return len(points) == len(choices) and min(points) >= 1 and sum(points) <= most


def _can_be_paid(bundle: Bundle, choices: list[int]) -> bool:
    envelopes = bundle.vote["envelopes"]
    spent: Counter[str] = Counter()
    for one in bundle.options:
        if one["number"] in choices:
            spent[one["envelope"] if one["envelope"] in envelopes else ""] += one["cost"]
    budgets = {"": bundle.vote["budget"], **envelopes}
    return all(cost <= budgets[name] for name, cost in spent.items())


def _outcome(bundle: Bundle) -> Iterator[Fault]:
    published, counted = bundle.result, outcome_of(bundle)
    if published.get("winners") != counted["winners"]:
        yield (
            "winners",
            {
                "found": _named(bundle, counted["winners"]),
                "said": _named(bundle, published.get("winners") or []),
            },
        )
    for what in sorted({*published, *counted} - {"winners"}):
        if published.get(what) != _plain(counted.get(what)):
            votes = _votes(bundle, published, counted) if what == "lines" else ()
            yield from list(votes) or [("figures", {"what": what})]


def _votes(bundle: Bundle, published: dict[str, Any], counted: dict[str, Any]) -> Iterator[Fault]:
    """Name every option that has other votes than were published."""
    lines = published.get("lines")
    told = [one for one in lines if isinstance(one, dict)] if isinstance(lines, list) else []
    said = {str(one.get("key")): one.get("votes") for one in told}
    for line in counted.get("lines", []):
        if said.get(line["key"]) != line["votes"]:
            figures = {"found": line["votes"], "said": said.get(line["key"], "?")}
            yield "votes", {"option": _named(bundle, [line["key"]])} | figures


def _named(bundle: Bundle, keys: list[str]) -> list[str]:
    titles = {bundle.keys[one["number"]]: one["title"] for one in bundle.options}
    return [f"{key.lstrip('0')} {titles.get(key, '?')}" for key in keys]


def _plain(thing: Any) -> Any:
    """Return a thing as it would have come out of a file."""
    if isinstance(thing, dict):
        return {key: _plain(value) for key, value in thing.items()}
    return [_plain(one) for one in thing] if isinstance(thing, list | tuple) else thing
