"""Find what somebody wants done from the words they would say themselves."""

from collections.abc import Iterable
from typing import Protocol, TypeVar

from mulin.web.plain import pairs, plain

ENOUGH = 34
"""How many of a hundred pairs of the words asked an item must have to be worth showing."""

SAID_ANYWAY = (
    "我想办理 我要办 我想办 怎么办 办一个 办个 要带什么 带什么 在哪里办 在哪办 哪里办 去哪办 "
    "什么材料 材料 请问 可以 能不能 需要 一下 怎么 哪里 多少钱 申请 办理 我要 想办 我想 要办 吗 呢"
).split()
"""Words of asking that say nothing about what is asked for."""


class Searched(Protocol):
    """What can be found: it knows its words, made by `words_of`."""

    said: str


T = TypeVar("T", bound=Searched)


def words_of(*texts: str) -> str:
    """Return texts as they are searched."""
    return " ".join(filter(None, (plain(part) for text in texts for part in text.split())))


def found_among(items: Iterable[T], asked: str) -> list[T]:
    """Return the items that somebody may mean, the likeliest first."""
    words = _meant(asked)
    if not words:
        return []
    scored = [(_score(item.said, words), place, item) for place, item in enumerate(items)]
    best = sorted((one for one in scored if one[0] >= ENOUGH), key=lambda one: (-one[0], one[1]))
    return [item for _score, _place, item in best]


def _meant(asked: str) -> list[str]:
    """Return the parts of a question without the words of asking."""
    parts = []
    for part in asked.split()[:8]:
        text = plain(part)
        rest = text
        for word in SAID_ANYWAY:
            rest = rest.replace(word, "")
        parts.append(rest or text)
    return [part for part in parts if part]


def _score(said: str, words: list[str]) -> int:
    """Say how much of what was asked an item has: 100 when it has every word."""
    name = said.partition(" ")[0]
    if all(word in said for word in words):
        return 100 + 50 * all(word in name for word in words)
    whole = [len(own) for own in said.split() if len(own) > 1 and any(own in w for w in words)]
    if whole:
        return 50 + max(whole)
    asked = set().union(*map(pairs, words))
    return 100 * len(asked & pairs(said)) // max(len(asked), 1)
