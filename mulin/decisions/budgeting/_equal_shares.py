"""
The Method of Equal Shares, fast and without doubt.

Every voter gets the same money.  A project is bought when its supporters can pay for it, each
paying in proportion to her gain as long as she has money; the one bought next is the one with
the lowest price per unit of utility.

Source: Peters, Pierczyński, Skowron, "Proportional Participatory Budgeting with Additive
Utilities", NeurIPS 2021.

How floats are kept from deciding anything by rounding
------------------------------------------------------
A purse is a float that differs from the true money by at most `error`; an empty purse is exactly
zero.  The level λ of a project solves Σ wᵢ·min(bᵢ, λ·sᵢ) = cost over its supporters (weight w,
money b, share s).  Call those with bᵢ/sᵢ ≥ λ + gap surely rich, R the sum of their wᵢ·sᵢ and A
the weights of all others with money.  Then the true level lies within

    δ = (error·A + rounding) / R,   as long as   δ + error ≤ gap

of the computed one, because moving λ by δ moves what the surely rich pay by δ·R, and no other
payment is wrong by more than `error` each.  Who has less than λ − gap per unit of share surely
pays all: exactly zero is left.  For all others the error grows by δ per unit of share.

Where intervals overlap, where R is zero, or where the money of the supporters equals the cost up
to the error, the purchases so far are repeated with exact fractions, which decide and then start
the floats afresh.  `docs/rules/exactness.md` has the proof step by step.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from heapq import heapify, heappop, heappush

import numpy as np
import numpy.typing as npt

from ._election import Election
from ._exact_shares import ExactPurses
from ._rule import Rule
from ._ties import Ranking
from ._utility import Utility, eligible, utility

Floats = npt.NDArray[np.float64]

ROUNDING = 2.0**-53
GAP = 2.0**-20
"""The gap as a part of the level, where the error does not ask for more."""
BARELY = 1e-300
"""Left in a purse that may be empty, or may not."""


@dataclass(frozen=True, slots=True)
class Crowd:
    """The supporters of one project who still have money."""

    rows: npt.NDArray[np.int32]
    weights: Floats
    shares: Floats | None
    slopes: Floats
    """Weight times share: how fast what they pay together grows with the level."""

    weight: float
    slope: float
    """All weights, and all slopes, together."""

    @classmethod
    def of(cls, gain: Utility, project: int) -> Crowd:
        at = gain.supporters.of(project)
        weights = gain.supporters.weights[at].astype(np.float64)
        shares = None if gain.shares is None else gain.shares[at].astype(np.float64)
        return cls.made(gain.supporters.rows[at], weights, shares)

    @classmethod
    def made(cls, rows: npt.NDArray[np.int32], weights: Floats, shares: Floats | None) -> Crowd:
        weight = float(weights.sum())
        if shares is None:
            return cls(rows, weights, None, weights, weight, weight)
        slopes = weights * shares
        return cls(rows, weights, shares, slopes, weight, float(slopes.sum()))

    def only(self, kept: npt.NDArray[np.intp]) -> Crowd:
        shares = None if self.shares is None else self.shares[kept]
        return Crowd.made(self.rows[kept], self.weights[kept], shares)


class Market:
    """What every run of equal shares on one election starts from."""

    def __init__(self, election: Election, rule: Rule, *, exact: bool = False) -> None:
        self.gain = utility(election, rule)
        self.exact = exact
        """Whether floats are not to be asked at all."""
        self.costs = election.costs
        self.rows = election.ballots.rows
        gains = self.gain.totals * self.gain.factors > 0
        open_now = [i for i in eligible(election, rule) if gains[i]]
        self.free = [i for i in open_now if not self.costs[i]]
        """Projects that somebody gains from and that cost nothing."""
        self.for_sale = [i for i in open_now if self.costs[i]]
        self.cost: list[float] = self.costs.astype(np.float64).tolist()
        self.factor: list[float] = self.gain.factors.astype(np.float64).tolist()
        self.hints: dict[int, float] = {}
        """The last level of each project: where the search for the next one starts."""
        self.crowds = {i: Crowd.of(self.gain, i) for i in self.for_sale}
        self.lowest = {
            i: float(self.costs[i]) / (float(self.gain.totals[i]) * float(self.gain.factors[i]))
            for i in self.for_sale
        }
        """The price if everybody can pay in full: no price is ever lower."""
        self.needed = {
            i: float(self.costs[i]) / float(election.votes[i]) * (1 - 16 * ROUNDING)
            for i in self.for_sale
        }
        """Below this endowment, in coins, a project surely cannot be paid for."""


@dataclass(frozen=True, slots=True)
class Bid:
    """What one project costs its supporters now."""

    project: int
    low: float
    high: float
    """The price per unit of utility lies between these."""

    level: float
    error: float
    """Of the level."""

    gap: float
    """Who has this much more than the level, per unit of share, surely is not left with nothing."""

    exact: Fraction | None
    """The price itself, where it is known exactly."""


class Undecided(Exception):
    """Floats cannot tell."""


Script = tuple[Sequence[int], Sequence[float]]
"""The projects bought in an earlier run, and the highest price each may have had."""


class Run:
    """One run with one endowment."""

    def __init__(self, market: Market, endowment: Fraction, ranking: Ranking) -> None:
        self.market, self.endowment, self.ranking = market, endowment, ranking
        self.bought: list[int] = []
        self.prices: list[float] = []
        """The highest each price may be."""
        self.crowds = dict(market.crowds)
        self.start = float(endowment)
        self.purses: Floats = np.full(market.rows, self.start)
        self.error = self.start * ROUNDING
        self._exact = ExactPurses(market.gain, market.costs, market.rows, endowment)
        self._repeated = 0
        self.waiting = [
            (market.lowest[i] * (1 - 8 * ROUNDING), i)
            for i in market.for_sale
            if market.needed[i] <= self.start
        ]
        heapify(self.waiting)

    def buy_all(self) -> Run:
        """Buy until no project can be paid for."""
        while bids := self._bids():
            rivals = _lowest(bids)
            winner = rivals[0] if len(rivals) == 1 else self._settled(rivals)
            self._wait_again(bids, winner)
            self._pay(winner)
        return self

    def follows(self, script: Script) -> bool:
        """
        Buy as the script says; return False once another project might have come first.

        Money that only grows makes prices only fall while the order of purchases stays.  So if
        here every rival costs more than the winner did at the script's lower endowment, the
        outcome is the same at every endowment between the two.
        """
        for project, highest in zip(*script, strict=True):
            bids = self._bids(highest)
            winner = next((bid for bid in bids if bid.project == project), None)
            if winner is None or any(bid.low <= highest for bid in bids if bid is not winner):
                return False
            self._wait_again(bids, winner)
            self._pay(winner)
        return not self._bids()

    def _bids(self, up_to: float = 0.0) -> list[Bid]:
        """Return the bids that may be lowest; prices never fall, so old ones are lower bounds."""
        bids: list[Bid] = []
        lowest = np.inf
        while self.waiting and self.waiting[0][0] <= max(lowest, up_to):
            low, project = heappop(self.waiting)
            if (bid := self._bid(project, low)) is not None:
                bids.append(bid)
                lowest = min(lowest, bid.high)
        return bids

    def _wait_again(self, bids: list[Bid], winner: Bid) -> None:
        for bid in bids:
            if bid is not winner:
                heappush(self.waiting, (bid.low, bid.project))

    def _settled(self, rivals: list[Bid]) -> Bid:
        """Return the truly lowest of bids that floats cannot part."""
        prices = {bid.project: self._price(bid) for bid in rivals}
        lowest = min(prices.values())
        first = self.ranking.first([i for i, price in prices.items() if price == lowest])
        return next(bid for bid in rivals if bid.project == first)

    def _price(self, bid: Bid) -> Fraction:
        if bid.exact is not None:
            return bid.exact
        exact = self._exact_bid(bid.project)
        if exact is None or exact.exact is None:
            raise AssertionError("a bid that floats found can be paid")
        return exact.exact

    # What a project costs now

    def _bid(self, project: int, low: float) -> Bid | None:
        """Return a project's bid, or None if its supporters can no longer pay for it."""
        if self.market.exact:
            return self._exact_bid(project)
        try:
            return self._quick_bid(project, low)
        except Undecided:
            self._refresh()
        try:
            return self._quick_bid(project, low)
        except Undecided:
            return self._exact_bid(project)

    def _quick_bid(self, project: int, low: float) -> Bid | None:
        crowd, money = self._solvent(project)
        cost, factor = self.market.cost[project], self.market.factor[project]
        slip = cost * (len(money) + 16) * 2 * ROUNDING
        doubt = self.error * crowd.weight + slip
        spare = float(crowd.weights @ money) - cost
        if spare < -doubt:
            return None
        if spare <= doubt or 8 * self.error * crowd.slope > cost:
            raise Undecided
        depth = money if crowd.shares is None else money / crowd.shares
        hint = self.market.hints.get(project, 0.0)
        level = _level(crowd, money, depth, cost, low * factor, hint)
        self.market.hints[project] = level
        gap = level * GAP + 4 * self.error
        poor, rich_slope = _parted(crowd, depth < level + gap)
        if not rich_slope:
            raise Undecided
        error = (self.error * poor + slip) / rich_slope
        if error + self.error > gap:
            raise Undecided
        exact = None if poor else Fraction(int(cost), int(rich_slope) * int(factor))
        slack = 4 * ROUNDING
        return Bid(
            project,
            (level - error) / factor * (1 - slack),
            (level + error) / factor * (1 + slack),
            level,
            error,
            gap,
            exact,
        )

    def _solvent(self, project: int) -> tuple[Crowd, Floats]:
        """Return the supporters who still have money, and what they have."""
        crowd = self.crowds[project]
        money = self.purses[crowd.rows]
        kept = money.nonzero()[0]
        if len(kept) < len(money):
            crowd = self.crowds[project] = crowd.only(kept)
            money = money[kept]
        return crowd, money

    def _exact_bid(self, project: int) -> Bid | None:
        self._refresh()
        level = self._exact.level(project)
        if level is None:
            return None
        price = level / int(self.market.gain.factors[project])
        near = float(price)
        slack = 4 * ROUNDING
        return Bid(project, near * (1 - slack), near * (1 + slack), float(level), 0.0, 0.0, price)

    # Paying

    def _pay(self, bid: Bid) -> None:
        self.bought.append(bid.project)
        self.prices.append(bid.high)
        if self.market.exact or (bid.exact is not None and not bid.error):
            self._refresh()
            return
        crowd = self.crowds[bid.project]
        money = self.purses[crowd.rows]
        price, all_of_it = bid.level, bid.level - bid.gap
        if crowd.shares is not None:
            price, all_of_it = price * crowd.shares, all_of_it * crowd.shares
        left = np.maximum(money - price, BARELY)
        left *= money >= all_of_it
        self.purses[crowd.rows] = left
        most = 1.0 if crowd.shares is None else float(crowd.shares.max())
        self.error += bid.error * most + 4 * ROUNDING * self.start

    def _refresh(self) -> None:
        """Repeat the purchases so far with exact fractions, and start the floats from there."""
        if self._repeated == len(self.bought) and self.error <= self.start * ROUNDING:
            return
        for project in self.bought[self._repeated :]:
            self._exact.buy(project)
        self._repeated = len(self.bought)
        self.purses = self._exact.floats()
        self.error = self.start * ROUNDING


def _level(
    crowd: Crowd, money: Floats, depth: Floats, cost: float, low: float, hint: float
) -> float:
    """
    Solve for the level by tangents to a concave line of straight pieces.

    Each step takes those too poor for the last level as paying all.  A tangent lies above the
    line, so from the second step on levels come from below; it ends when nobody joins the poor.
    """
    level, joined = max(low, hint), -1
    for _ in range(64):
        too_poor = depth < level
        count = np.count_nonzero(too_poor)
        if count == joined:
            return level
        joined = count
        _, rest = _parted(crowd, too_poor)
        if not rest and level == low:
            raise Undecided
        if not rest:
            level, joined = low, -1
            continue
        paid = float(crowd.weights @ (money * too_poor)) if count else 0.0
        level = (cost - paid) / rest
    raise Undecided


def _parted(crowd: Crowd, poor: npt.NDArray[np.bool_]) -> tuple[float, float]:
    """Return the weights of the poor together, and the slopes of the others."""
    if not poor.any():
        return 0.0, crowd.slope
    weight = float(crowd.weights @ poor)
    if crowd.shares is None:
        return weight, crowd.slope - weight
    return weight, crowd.slope - float(crowd.slopes @ poor)


def _lowest(bids: list[Bid]) -> list[Bid]:
    lowest = min(bid.high for bid in bids)
    return [bid for bid in bids if bid.low <= lowest]
