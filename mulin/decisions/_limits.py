"""How many of each group may be selected, and how many shall be."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

Groups = Mapping[str, Mapping[str, str]]
"""Grouping → key of a proposal → its group.  What is not named, or is "", is in no group."""


@dataclass(frozen=True, slots=True)
class Limit:
    """A cap, a minimum or both, for every group of a grouping or for the one that is named."""

    grouping: str
    """Such as `category` or `community`; any grouping is data."""

    at_most: int | None = None
    at_least: int = 0
    group: str = ""
    """The one group meant; it then counts instead of the limit for all groups."""

    def __post_init__(self) -> None:
        numbers = [self.at_least] if self.at_most is None else [self.at_least, self.at_most]
        for number in numbers:
            if isinstance(number, bool) or not isinstance(number, int) or number < 0:
                raise ValueError(f"{self}: not a whole number of proposals: {number!r}")
        if self.at_most is not None and self.at_least > self.at_most:
            raise ValueError(f"{self}: at least {self.at_least} and at most {self.at_most}")

    def __str__(self) -> str:
        return f"{self.grouping} {self.group}".strip()


@dataclass(frozen=True, slots=True)
class Member:
    """One proposal's place in one limited group."""

    grouping: str
    group: str
    limit: Limit

    @property
    def name(self) -> tuple[str, str]:
        return self.grouping, self.group


class Limits:
    """Which limits hold for which proposal."""

    def __init__(self, limits: Iterable[Limit], groups: Groups | None) -> None:
        self._limits: dict[tuple[str, str], Limit] = {}
        self._groups = groups or {}
        for limit in limits:
            if limit.grouping not in self._groups:
                raise ValueError(f"{limit}: nothing says which group a proposal is in")
            if (limit.grouping, limit.group) in self._limits:
                raise ValueError(f"{limit}: limited twice")
            self._limits[limit.grouping, limit.group] = limit
        self._groupings = list(dict.fromkeys(grouping for grouping, _group in self._limits))

    def refuse_minimum_above(self, places: int) -> None:
        """Raise ValueError when one group alone is to have more than all places."""
        for limit in self._limits.values():
            if limit.at_least > places:
                raise ValueError(f"{limit}: at least {limit.at_least} in {places} places")

    @property
    def rounds(self) -> int:
        """Return the highest minimum of all."""
        return max((limit.at_least for limit in self._limits.values()), default=0)

    def of(self, key: str) -> Iterator[Member]:
        """Yield the limited groups a proposal is in, in the order in which limits were given."""
        for grouping in self._groupings:
            if group := self._groups[grouping].get(key):
                limit = self._limit(grouping, group)
                if limit:
                    yield Member(grouping, group, limit)

    def minimums(self, keys: Iterable[str]) -> Iterator[Member]:
        """Yield each group that has a minimum: those with proposals, and those named."""
        names = {member.name for key in keys for member in self.of(key)}
        names |= {name for name in self._limits if name[1]}
        for grouping, group in sorted(names):
            limit = self._limit(grouping, group)
            if limit and limit.at_least:
                yield Member(grouping, group, limit)

    def full(self, key: str, taken: Counter[tuple[str, str]]) -> Member | None:
        """Return a group of this proposal that has as many as it may."""
        for member in self.of(key):
            cap = member.limit.at_most
            if cap is not None and taken[member.name] >= cap:
                return member
        return None

    def lacking(
        self, key: str, taken: Counter[tuple[str, str]], most: int | None = None
    ) -> Member | None:
        """Return a group of this proposal that lacks its minimum, of which `most` count now."""
        for member in self.of(key):
            least = member.limit.at_least
            if taken[member.name] < (least if most is None else min(least, most)):
                return member
        return None

    def _limit(self, grouping: str, group: str) -> Limit | None:
        return self._limits.get((grouping, group)) or self._limits.get((grouping, ""))
