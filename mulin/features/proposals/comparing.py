"""What changed between two versions, sign by sign, as ins and del can show it."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import Match, SequenceMatcher
from itertools import accumulate
from typing import Any

from django.utils.translation import gettext as _

from mulin.web.formats import number

from .models import ProposalSheet
from .sections import BUDGET, FIELDS, label_of, lines_of

WORDS = re.compile(r"[A-Za-z0-9.,%-]+|\s+|.", re.DOTALL)
"""A Chinese sign stands alone; a Latin word or a number stays whole."""

SENTENCES = re.compile(r"[^。！？；\n]*[。！？；\n]|[^。！？；\n]+")

LEAST_IN_COMMON = 0.2
MOST_LOOKED_AT = 1_000_000
"""How many pairs of signs are looked at; then sentences are compared, then nothing any more."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text that stayed, came or went."""

    kind: str
    """`same`, `ins` or `del`."""

    text: str


@dataclass(frozen=True, slots=True)
class Change:
    """One part of a proposal that is different in two versions."""

    name: str
    label: str
    pieces: list[Piece]


def compare(before: Mapping[str, Any], after: Mapping[str, Any], words: "Words") -> list[Change]:
    """Return every part that differs, in the order of the page."""
    changes = []
    for name in FIELDS:
        old, new = words.of(before, name), words.of(after, name)
        if old != new:
            changes.append(Change(name, label_of(name), list(pieces(old, new))))
    return changes


def pieces(old: str, new: str) -> Iterator[Piece]:
    """Cut two texts into what stayed, went and came."""
    for tag, a, b in _steps(old, new):
        if tag == "equal":
            yield Piece("same", a)
            continue
        if a:
            yield Piece("del", a)
        if b:
            yield Piece("ins", b)


def _steps(old: str, new: str) -> Iterator[tuple[str, str, str]]:
    for cut in (WORDS, SENTENCES):
        matcher = _Matcher(a := cut.findall(old), b := cut.findall(new))
        if old and new and matcher.quick_ratio() < LEAST_IN_COMMON:
            break
        try:
            steps = matcher.get_opcodes()
        except _TooMuchAlike:
            continue
        yield from ((tag, "".join(a[i:j]), "".join(b[k:m])) for tag, i, j, k, m in steps)
        return
    yield "replace", old, new


class _TooMuchAlike(Exception):
    """A few signs said over and over can be matched in more ways than there is time for."""


class _Matcher(SequenceMatcher[str]):
    """Compares two texts, but never for longer than a moment."""

    def __init__(self, a: list[str], b: list[str]) -> None:
        super().__init__(None, a, b, autojunk=False)
        counts = Counter(b)
        self.until = [0, *accumulate(counts[sign] + 1 for sign in a)]
        self.left = MOST_LOOKED_AT

    def find_longest_match(
        self, alo: int = 0, ahi: int | None = None, blo: int = 0, bhi: int | None = None
    ) -> Match:
        end = len(self.until) - 1 if ahi is None else ahi
        self.left -= self.until[end] - self.until[alo]
        if self.left < 0:
            raise _TooMuchAlike
        return super().find_longest_match(alo, ahi, blo, bhi)


@dataclass(frozen=True, slots=True)
class Words:
    """How the parts of a version are written for people, in one cycle."""

    categories: Mapping[str, str]

    def of(self, snapshot: Mapping[str, Any], name: str) -> str:
        """Return one part of a version as text."""
        value = snapshot.get(name)
        if name == BUDGET:
            return "\n".join(self._lines(snapshot))
        if value in (None, "", []):
            return ""
        if name == "category":
            return self.categories.get(str(value), str(value))
        if name == "proposer_type":
            return str(dict(ProposalSheet.ProposerType.choices).get(str(value), value))
        return _plain(value)

    def _lines(self, snapshot: Mapping[str, Any]) -> Iterable[str]:
        for line in lines_of(snapshot):
            yield _("%(label)s：%(unit)s 元 × %(n)s = %(total)s 元") % {
                "label": line.label,
                "unit": _yuan(line.unit_cents),
                "n": number(line.quantity),
                "total": _yuan(line.total_cents),
            }


def _plain(value: Any) -> str:
    if isinstance(value, bool):
        return _("是") if value else ""
    if isinstance(value, list):
        return _("、").join(map(str, value))
    return number(value) if isinstance(value, int) else str(value)


def _yuan(cents: int) -> str:
    return f"{cents // 100:,}" + (f".{cents % 100:02}" if cents % 100 else "")
