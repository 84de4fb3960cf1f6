from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from decimal import Decimal
from fractions import Fraction
from itertools import groupby, pairwise
from math import floor
from typing import Any

TRIMS_FROM = 5
"""The fewest sheets of which the highest and the lowest may be left out."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What a review knows of one proposal: its sheets, its votes, its place in the queue."""

    key: str
    scores: tuple[Decimal, ...]
    """One score from 0 to 100 from each expert's sheet, in any order."""

    votes: int
    order: int
    """Its place by time of submission: the lower, the earlier.  No two are alike."""

    def __post_init__(self) -> None:
        if not all(isinstance(s, Decimal) and s.is_finite() and 0 <= s <= 100 for s in self.scores):
            raise ValueError(f"{self.key}: a score is a Decimal from 0 to 100: {self.scores}")
        if isinstance(self.votes, bool) or not isinstance(self.votes, int) or self.votes < 0:
            raise ValueError(f"{self.key}: votes are counted in whole numbers: {self.votes!r}")


@dataclass(frozen=True, slots=True)
class ReviewRule:
    """How experts and the public are weighed; settled before anyone votes."""

    expert_weight: int = 80
    """In percent.  The two weights make 100."""

    public_weight: int = 20
    public_method: str = "share_of_top_vote"
    trim: bool = False
    """Whether the highest and the lowest of five sheets or more are left out."""

    def __post_init__(self) -> None:
        if not all(type(weight) is int for weight in (self.expert_weight, self.public_weight)):
            raise ValueError("a weight is a whole number of per cent")
        if min(self.expert_weight, self.public_weight) < 0:
            raise ValueError("a weight cannot be negative")
        if self.expert_weight + self.public_weight != 100:
            raise ValueError("the weights must make 100")
        if self.public_method not in PUBLIC_METHODS:
            raise ValueError(f"no method {self.public_method!r}; use {sorted(PUBLIC_METHODS)}")


@dataclass(frozen=True, slots=True)
class Line:
    """One proposal's whole sum, every figure as it is printed."""

    key: str
    rank: int
    total: Decimal
    scores: tuple[Decimal, ...]
    """The scores that count, highest first."""

    left_out: tuple[Decimal, ...]
    """The scores trimmed away, highest first."""

    expert_mean: Decimal
    expert_part: Decimal
    votes: int
    public_of: tuple[int, int]
    """What the public score is a hundredfold of: so many out of so many."""

    public_score: Decimal
    public_part: Decimal
    order: int
    tied_with: tuple[str, ...]
    """Others with the same total."""

    tie_settled_by: str
    """`expert_mean`, `votes` or `order`, when others have the same total; else empty."""


@dataclass(frozen=True, slots=True)
class Tie:
    """Proposals that came to the same total, and what put one before the other."""

    total: Decimal
    keys: tuple[str, ...]
    """In the order of their ranks."""

    settled_by: tuple[str, ...]
    """What settled each with the next: `expert_mean`, `votes` or `order`."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """Every proposal's line, the best first, and the rule they were counted by."""

    rule: ReviewRule
    lines: tuple[Line, ...]

    @property
    def ties(self) -> tuple[Tie, ...]:
        """Return every tie that was met, the highest total first."""
        met = [list(level) for _, level in groupby(self.lines, key=lambda line: line.total)]
        return tuple(_tie(equals) for equals in met if len(equals) > 1)

    def as_dict(self) -> dict[str, Any]:
        """Return the outcome in plain words and figures for JSON; decimals are strings."""
        return {"rule": asdict(self.rule), "lines": [_plain(line) for line in self.lines]}


def weighted_review(entries: Iterable[Entry], rule: ReviewRule | None = None) -> Outcome:
    """
    Rank proposals by expert scores and public votes: the 80/20 rule.

    total = expert_weight % × expert_mean + public_weight % × public_score

    - `expert_mean` is the plain mean of an entry's scores (0–100).  With `trim`, an entry that
      has five scores or more first loses one highest and one lowest.
    - `public_score` (0–100) comes from the votes by the rule's method, see PUBLIC_METHODS.
      When nobody voted for anything, it is 0 for all.
    - Rounding: the mean, the public score and the two weighed parts are each rounded to two
      places, half up, and each next step goes on from the rounded figure; the total is the
      plain sum of the two parts.  So what is printed is what decides, and a neighbour with a
      pocket calculator comes to the same figures.
    - Ties: equal totals are ranked by expert mean, then by votes, then by earlier submission.

    Exact throughout.  Refuses, with ValueError, two entries of one key or one order, and an
    entry without scores unless experts weigh nothing.

    Source: the neighbourhood contests that weigh "专家评分的 80% + 大众投票的 20%".  They do not
    say how votes become points, so the method is chosen and published before the vote.
    """
    rule = rule or ReviewRule()
    batch = sorted(entries, key=lambda entry: entry.order)
    _check(batch, rule)
    lines = [_line(entry, batch, rule) for entry in batch]
    return Outcome(rule, tuple(_ranked(lines)))


def recount(outcome: Mapping[str, Any]) -> Outcome:
    """Count again from the JSON form of an outcome, using only its rule, scores, votes, order."""
    entries = [
        Entry(
            key=line["key"],
            scores=tuple(Decimal(s) for s in [*line["scores"], *line["left_out"]]),
            votes=line["votes"],
            order=line["order"],
        )
        for line in outcome["lines"]
    ]
    return weighted_review(entries, ReviewRule(**outcome["rule"]))


Method = Callable[[Entry, list[Entry]], tuple[int, int]]


def _share_of_top_vote(entry: Entry, batch: list[Entry]) -> tuple[int, int]:
    """The entry's votes out of the votes of the one that got most."""
    return entry.votes, max(other.votes for other in batch)


def _share_of_all_votes(entry: Entry, batch: list[Entry]) -> tuple[int, int]:
    """The entry's votes out of all votes cast."""
    return entry.votes, sum(other.votes for other in batch)


def _rank_points(entry: Entry, batch: list[Entry]) -> tuple[int, int]:
    """
    The entries that got no more votes than this one, itself included, out of all entries.

    So the one with most votes gets 100, equal votes get equal points, and of n entries with
    different votes the k-th gets 100 × (n − k + 1) / n.  An entry without a vote gets 0.
    """
    if not entry.votes:
        return 0, len(batch)
    return sum(other.votes <= entry.votes for other in batch), len(batch)


PUBLIC_METHODS: Mapping[str, Method] = {
    "share_of_top_vote": _share_of_top_vote,
    "share_of_all_votes": _share_of_all_votes,
    "rank_points": _rank_points,
}
"""How votes become a public score of 0 to 100, by the word used in blueprints."""


def _check(batch: list[Entry], rule: ReviewRule) -> None:
    if len({entry.key for entry in batch}) < len(batch):
        raise ValueError("two entries have the same key")
    if len({entry.order for entry in batch}) < len(batch):
        raise ValueError("two entries were submitted in the same place")
    if rule.expert_weight and (bare := [entry.key for entry in batch if not entry.scores]):
        raise ValueError(f"no scores for {bare}")


def _line(entry: Entry, batch: list[Entry], rule: ReviewRule) -> Line:
    scores = tuple(sorted(entry.scores, reverse=True))
    left_out: tuple[Decimal, ...] = ()
    if rule.trim and len(scores) >= TRIMS_FROM:
        scores, left_out = scores[1:-1], (scores[0], scores[-1])
    mean = _rounded(sum(map(Fraction, scores), Fraction()) / max(len(scores), 1))
    some, whole = PUBLIC_METHODS[rule.public_method](entry, batch)
    public_score = _rounded(Fraction(100 * some, max(whole, 1)))
    expert_part = _rounded(Fraction(mean) * rule.expert_weight / 100)
    public_part = _rounded(Fraction(public_score) * rule.public_weight / 100)
    return Line(
        key=entry.key,
        rank=0,
        total=expert_part + public_part,
        scores=scores,
        left_out=left_out,
        expert_mean=mean,
        expert_part=expert_part,
        votes=entry.votes,
        public_of=(some, whole),
        public_score=public_score,
        public_part=public_part,
        order=entry.order,
        tied_with=(),
        tie_settled_by="",
    )


def _ranked(lines: list[Line]) -> Iterable[Line]:
    """Yield the lines from the best on, each with its rank and how its ties were settled."""
    best_first = sorted(lines, key=lambda x: (-x.total, -x.expert_mean, -x.votes, x.order))
    rank = 0
    for _, level in groupby(best_first, key=lambda line: line.total):
        equals = list(level)
        for place, line in enumerate(equals):
            rank += 1
            others = tuple(other.key for other in equals if other is not line)
            settled_by = _settled_by(line, equals[place - 1 if place else 1]) if others else ""
            yield replace(line, rank=rank, tied_with=others, tie_settled_by=settled_by)


def _tie(equals: list[Line]) -> Tie:
    return Tie(
        equals[0].total,
        tuple(line.key for line in equals),
        tuple(_settled_by(line, after) for line, after in pairwise(equals)),
    )


def _settled_by(line: Line, neighbour: Line) -> str:
    if line.expert_mean != neighbour.expert_mean:
        return "expert_mean"
    return "votes" if line.votes != neighbour.votes else "order"


def _rounded(figure: Fraction) -> Decimal:
    """Return a figure that is not negative with two places, half up."""
    return Decimal(floor(figure * 100 + Fraction(1, 2))).scaleb(-2)


def _plain(line: Line) -> dict[str, Any]:
    return {name: _plain_figure(getattr(line, name)) for name in Line.__slots__}


def _plain_figure(figure: Any) -> Any:
    if isinstance(figure, Decimal):
        return format(figure, "f")
    if isinstance(figure, tuple):
        return [_plain_figure(part) for part in figure]
    return figure
