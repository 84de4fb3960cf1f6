"""What `docs/rules/exactness.md` proves of floats, watched purchase by purchase."""

from fractions import Fraction
from random import Random

import pytest

from mulin.decisions.budgeting import Election, Project, Rule, TieOrder
from mulin.decisions.budgeting._equal_shares import BARELY, Market, Run, Undecided
from mulin.decisions.budgeting._exact_shares import ExactPurses
from mulin.decisions.budgeting._ties import Ranking

UTILITIES = {"approval": ("cost", "cardinality"), "scoring": ("points", "points-cost", "cost")}


class Watched(Run):
    """A run that compares every float with the fraction it stands for."""

    bids = 0

    def _truth(self) -> ExactPurses:
        purses = ExactPurses(
            self.market.gain, self.market.costs, self.market.ballots.rows, self.endowment
        )
        for project in self.bought:
            purses.buy(project)
        return purses

    def _quick_bid(self, project, low):
        bid = super()._quick_bid(project, low)
        level = self._truth().level(project)
        assert (bid is None) == (level is None)
        if bid is not None:
            price = level / int(self.market.gain.factors[project])
            assert Fraction(bid.low) <= price <= Fraction(bid.high)
            assert abs(Fraction(bid.level) - level) <= Fraction(bid.error)
            assert bid.exact in (None, price)
            self.bids += 1
        return bid

    def _pay(self, bid):
        super()._pay(bid)
        groups, money = self._truth().money()
        for purse, group in zip(self.purses.tolist(), groups, strict=True):
            assert abs(Fraction(purse) - money[group]) <= Fraction(self.error) + Fraction(BARELY)
            assert purse or not money[group]


def election(chance: Random) -> Election:
    """Make up an election: small sums are full of ties, large ones of digits."""
    names = [f"p{i}" for i in range(chance.randint(3, 8))]
    budget = chance.choice((12, 120, 10_000, 997_000, 10**14 + 7))
    part = chance.choice((2, 3, 8, 50))
    rows = [chance.sample(names, chance.randint(1, len(names))) for _ in range(20)]
    points = chance.random() < 0.5
    return Election.from_rows(
        [Project(name, chance.randint(1, budget // part + 1)) for name in names],
        budget,
        [{name: chance.choice((1, 2, 7, 1000)) for name in row} for row in rows]
        if points
        else rows,
        kind="scoring" if points else "approval",
        weights=[chance.choice((1, 1, 2, 1000)) for _ in rows],
    )


@pytest.mark.parametrize("seed", range(60))
def test_floats_are_never_farther_off_than_is_proven(seed):
    chance = Random(seed)
    held = election(chance)
    rule = Rule("equal-shares", utility=chance.choice(UTILITIES[held.kind]))
    run = Watched(Market(held, rule), Fraction(held.budget, held.voters), Ranking(held, TieOrder()))
    assert run.buy_all().bids


def test_floats_give_up_where_the_money_is_just_enough():
    held = Election.from_rows([Project("lamp", 10)], 10, [["lamp"], ["lamp"], ["lamp"]])
    run = Run(Market(held, Rule("equal-shares")), Fraction(10, 3), Ranking(held, TieOrder()))
    with pytest.raises(Undecided):
        run._quick_bid(0, 0.0)
    assert run.buy_all().bought == [0]
