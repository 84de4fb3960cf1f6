"""Who counts as one owner, and with how much area."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise

from ._tally import ABSTAIN, AGREE, DISAGREE, SILENT, VACANT, Tally

THE_DEVELOPER = ""
"""Stands for the developer where unsold parts do not name one."""

ANSWERS = (AGREE, DISAGREE, ABSTAIN, SILENT, VACANT)


@dataclass(frozen=True, slots=True)
class Part:
    """One exclusive part of a compound: a home, a shop, a parking space."""

    key: str
    area: int
    """
    In hundredths of a square metre: registered, else surveyed, else as the contract says
    (judicial interpretation of 2020 on the ownership of buildings, article 8).
    """

    owners: tuple[str, ...] = ()
    """The keys of all who own it together, in any order."""

    is_unsold: bool = False
    """Not sold yet, or sold and not handed over: it is the developer's, who is its owner here."""

    kind: str = "home"
    is_counted: bool = True
    """Whether it stands in the register for voting; a parking space often does not (article 2)."""

    def __post_init__(self) -> None:
        if isinstance(self.area, bool) or not isinstance(self.area, int) or self.area <= 0:
            raise ValueError(f"{self.key}: an area is a whole number of 0.01 m²: {self.area!r}")
        if not self.owners and not self.is_unsold:
            raise ValueError(f"{self.key}: nobody is named as its owner")
        if len(set(self.owners)) < len(self.owners) or THE_DEVELOPER in self.owners:
            raise ValueError(f"{self.key}: an owner is named twice or has no key: {self.owners}")


@dataclass(frozen=True, slots=True)
class OwnerLine:
    """One owner, or several who own together: one head."""

    owners: tuple[str, ...]
    """Sorted; (`THE_DEVELOPER`,) for the unnamed developer."""

    area: int
    """Of all their parts, in hundredths of a square metre."""

    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OwnerRoll:
    """All owners who decide together."""

    lines: tuple[OwnerLine, ...]
    """Sorted by their owners' keys."""

    left_out: tuple[str, ...] = ()
    """Parts that do not stand in the register for voting."""

    @property
    def heads(self) -> int:
        return len(self.lines)

    @property
    def area(self) -> int:
        """All counted parts together, in hundredths of a square metre."""
        return sum(line.area for line in self.lines)

    def tallies(self, answers: Mapping[tuple[str, ...], str]) -> tuple[Tally, Tally]:
        """
        Return the tallies by area and by heads of what owners answered to one question.

        `answers` names owners as their lines do; each answer is `agree`, `disagree`, `abstain`,
        `silent` or `vacant`, and who is not named has not answered yet.
        """
        if strangers := set(answers) - {line.owners for line in self.lines}:
            raise ValueError(f"not on the roll of owners: {sorted(strangers)}")
        if unknown := set(answers.values()) - set(ANSWERS):
            raise ValueError(f"no answers {sorted(unknown)}; use {list(ANSWERS)}")
        area, heads = dict.fromkeys(ANSWERS, 0), dict.fromkeys(ANSWERS, 0)
        for line in self.lines:
            if answer := answers.get(line.owners):
                area[answer] += line.area
                heads[answer] += 1
        return Tally("area", self.area, **area), Tally("heads", self.heads, **heads)


def owner_roll(parts: Iterable[Part]) -> OwnerRoll:
    """
    Count owners by head and by area.

    One exclusive part counts as one person; several parts of one buyer together as one; all
    that the developer has not sold or not handed over together as one.  Those who own a part
    together are one head together; what a person owns alone and what she owns with others are
    two heads.  How joint owners are counted and how they cast their one vote is settled
    differently from place to place: look at the compound's own and the local rules.

    Refuses, with ValueError, a part without an owner, two parts of one key, and an unsold part
    that names nobody where there are several developers.

    Source: judicial interpretation on disputes over the ownership of buildings (amended on 29
    December 2020), articles 8 and 9.
    """
    every = sorted(parts, key=lambda part: part.key)
    if twice := [part.key for part, after in pairwise(every) if part.key == after.key]:
        raise ValueError(f"two parts are called {twice[0]!r}")
    counted = [part for part in every if part.is_counted]
    developer = _developer(counted)
    owned: dict[tuple[str, ...], list[Part]] = {}
    for part in counted:
        owned.setdefault(tuple(sorted(part.owners)) or developer, []).append(part)
    lines = (
        OwnerLine(owners, sum(part.area for part in some), tuple(part.key for part in some))
        for owners, some in sorted(owned.items())
    )
    return OwnerRoll(tuple(lines), tuple(part.key for part in every if not part.is_counted))


def _developer(parts: Iterable[Part]) -> tuple[str, ...]:
    """Return who owns the unsold parts that name nobody."""
    unsold = {tuple(sorted(part.owners)) for part in parts if part.is_unsold}
    named = unsold - {()}
    if len(named) > 1 and len(named) < len(unsold):
        raise ValueError("of several developers, each unsold part must name its own")
    return named.pop() if len(named) == 1 else (THE_DEVELOPER,)
