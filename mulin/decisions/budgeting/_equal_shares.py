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
the weights of all others.  Then the true level lies within

    δ = (error·A + rounding) / R,   as long as   δ + error ≤ gap

of the computed one, because moving λ by δ moves what the surely rich pay by δ·R, and no other
payment is wrong by more than `error` each.  Who has less than λ − gap per unit of share surely
pays all: exactly zero is left.  For all others the error grows by δ per unit of share.

Where intervals overlap, where R is zero, or where the money of the supporters equals the cost up
to the error, fractions decide.  They come from receipts: at every purchase floats know who surely
paid in full and who surely gave all, so sums of true money are whole numbers times true levels
(see `_receipts`); only voters within the gap are looked at one by one.  An error that has grown
too large starts afresh: purses are written anew from what was truly paid, and then differ from
the truth by less than 4·(k + 1) roundings of the endowment after k purchases.
`docs/rules/exactness.md` has the proof step by step.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from heapq import heapify, heappop, heappush

import numpy as np
import numpy.typing as npt

from ._market import ROUNDING, Crowd, Floats, Market, dot
from ._receipts import BARELY, Purchase, Receipts
from ._ties import Ranking

GAP = 2.0**-20
"""The gap as a part of the level, where the error does not ask for more."""
FEW_PENNILESS = 0.8
"""While so great a part of a crowd has money, the others are carried along."""


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
        self.purses: Floats = np.full(market.ballots.rows, self.start)
        self.error = self.start * ROUNDING
        self._receipts = Receipts(market, endowment)
        self._renewed = 0
        """After how many purchases the purses were last written from receipts."""
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
        level = self._receipts.level(self._purchase(bid.project, bid.level, bid.gap))
        if level is None:
            raise AssertionError("a bid that floats found can be paid")
        return level / int(self.market.gain.factors[bid.project])

    # What a project costs now

    def _bid(self, project: int, low: float) -> Bid | None:
        """Return a project's bid, or None if its supporters can no longer pay for it."""
        try:
            return self._quick_bid(project, low)
        except Undecided:
            self._renew()
        try:
            return self._quick_bid(project, low)
        except Undecided:
            return self._exact_bid(project)

    def _quick_bid(self, project: int, low: float) -> Bid | None:
        crowd, money = self._solvent(project)
        cost, factor = self.market.cost[project], self.market.factor[project]
        slip = cost * (len(money) + 16) * 2 * ROUNDING
        doubt = self.error * crowd.weight + slip
        spare = dot(crowd.weights, money) - cost
        if spare < -doubt:
            return None
        if spare <= doubt or 8 * self.error * crowd.slope > cost:
            raise Undecided
        depth = money if crowd.shares is None else money / crowd.shares
        hint = self.market.hints.get(project, 0.0)
        sides = _Sides(crowd)
        level = _level(sides, money, depth, cost, low * factor, hint)
        self.market.hints[project] = level
        gap = level * GAP + 4 * self.error
        sides.part(depth < level + gap)
        if not sides.rich_slope:
            raise Undecided
        error = (self.error * sides.poor + slip) / sides.rich_slope
        if error + self.error > gap:
            raise Undecided
        exact = None if sides.poor else Fraction(int(cost), int(sides.rich_slope) * int(factor))
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
        """Return the supporters and what they have, the penniless left out when they are many."""
        crowd = self.crowds[project]
        money = self.purses[crowd.rows]
        if np.count_nonzero(money) < FEW_PENNILESS * len(money):
            kept = money.nonzero()[0]
            crowd = self.crowds[project] = crowd.only(kept)
            money = money[kept]
        return crowd, money

    def _exact_bid(self, project: int) -> Bid | None:
        level = self._receipts.level(self._purchase(project))
        if level is None:
            return None
        price = level / int(self.market.gain.factors[project])
        near, slack = float(price), 4 * ROUNDING
        return Bid(
            project,
            near * (1 - slack),
            near * (1 + slack),
            float(level),
            float(level) * ROUNDING,
            float(level) * GAP + 4 * self.error,
            price,
        )

    def _purchase(self, project: int, level: float = 0.0, gap: float = np.inf) -> Purchase:
        crowd, money = self._solvent(project)
        return Purchase(project, crowd, money, level, gap)

    # Paying

    def _pay(self, bid: Bid) -> None:
        crowd = self.crowds[bid.project]
        purchase = Purchase(bid.project, crowd, self.purses[crowd.rows], bid.level, bid.gap)
        self.bought.append(bid.project)
        self.prices.append(bid.high)
        self._receipts.note(purchase)
        price = bid.level if crowd.shares is None else bid.level * crowd.shares
        left = np.maximum(purchase.money - price, BARELY)
        left *= ~purchase.all_of_it()
        self.purses[crowd.rows] = left
        most = 1.0 if crowd.shares is None else float(crowd.shares.max())
        self.error += bid.error * most + 4 * ROUNDING * self.start

    def _renew(self) -> None:
        """Write the purses anew from what was truly paid."""
        if self._renewed < len(self.bought):
            self._renewed = len(self.bought)
            self.purses = self._receipts.purses()
            self.error = self.start * ROUNDING * 4 * (self._renewed + 1)

    def levels(self) -> list[Fraction]:
        """Return what each purchase cost per unit of share, exactly."""
        return self._receipts.levels()


class _Sides:
    """A crowd in two: who is too poor for a level, and who is not."""

    def __init__(self, crowd: Crowd) -> None:
        self.crowd, self.count = crowd, 0
        self.poor = 0.0
        """The weights of the poor together."""
        self.rich_slope = crowd.slope
        """The slopes of the others together."""

    def part(self, poor: npt.NDArray[np.bool_]) -> bool:
        """
        Part the crowd anew; return whether anybody changed sides.

        Whoever is too poor for a level is so for every higher one: equal numbers, the same people.
        """
        count = int(np.count_nonzero(poor))
        if count == self.count:
            return False
        crowd, self.count = self.crowd, count
        self.poor = dot(crowd.weights, poor)
        poor_slope = self.poor if crowd.shares is None else dot(crowd.slopes, poor)
        self.rich_slope = crowd.slope - poor_slope
        return True


def _level(
    sides: _Sides, money: Floats, depth: Floats, cost: float, low: float, hint: float
) -> float:
    """
    Solve for the level by tangents to a concave line of straight pieces.

    Each step takes those too poor for the last level as paying all.  A tangent lies above the
    line, so from the second step on levels come from below; it ends when nobody joins the poor.
    """
    level, started = max(low, hint), False
    for _ in range(64):
        too_poor = depth < level
        if not sides.part(too_poor) and started:
            return level
        started = bool(sides.rich_slope)
        if started:
            paid = dot(sides.crowd.weights, money * too_poor) if sides.count else 0.0
            level = (cost - paid) / sides.rich_slope
        elif level == low:
            break
        else:
            level = low
    raise Undecided


def _lowest(bids: list[Bid]) -> list[Bid]:
    lowest = min(bid.high for bid in bids)
    return [bid for bid in bids if bid.low <= lowest]
