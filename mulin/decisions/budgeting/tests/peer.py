"""
The same election counted by somebody else: pabutools, in exact fractions.

pabutools is under the GPL.  Tests and benches ask it for winners; Mulin itself never does.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cached_property, partial
from pathlib import Path
from typing import Any

from gmpy2 import mpq
from pabutools import election as pb
from pabutools import rules as counting
from pabutools.tiebreaking import TieBreakingRule

from mulin.decisions.budgeting import Election, Project, Rule

Row = Sequence[str] | Mapping[str, int]


def _points_cost(
    instance: Any, profile: Any, ballot: Any, project: Any, precomputed_values: Any
) -> Any:
    return ballot.get(project, 0) * project.cost


class PointsCost(pb.AdditiveSatisfaction):
    """Points times cost, which pabutools does not name."""

    def __init__(self, instance: Any, profile: Any, ballot: Any) -> None:
        super().__init__(instance, profile, ballot, _points_cost)


GAINS = {
    "cardinality": pb.Cardinality_Sat,
    "cost": pb.Cost_Sat,
    "points": pb.Additive_Cardinal_Sat,
    "points-cost": PointsCost,
    "borda": pb.Additive_Borda_Sat,
}
BALLOTS = {
    "approval": (pb.ApprovalBallot, pb.ApprovalProfile),
    "cumulative": (pb.CumulativeBallot, pb.CumulativeProfile),
    "scoring": (pb.CardinalBallot, pb.CardinalProfile),
    "ordinal": (pb.OrdinalBallot, pb.OrdinalProfile),
}
GREEDILY = partial(counting.greedy_utilitarian_welfare, is_sat_additive=True)


class Peer:
    """One election in the hands of pabutools; equal ballots are merged, to save its time."""

    def __init__(self, instance: Any, profile: Any) -> None:
        self.instance, self.profile = instance, profile
        self._gains: dict[str, Any] = {}
        self._shares: dict[Rule, Any] = {}

    @classmethod
    def from_rows(
        cls,
        projects: Iterable[Project],
        budget: int,
        rows: Iterable[Row],
        *,
        kind: str = "approval",
        weights: Iterable[int] | None = None,
        unit: int = 1,
        merge: bool = True,
    ) -> "Peer":
        """Take an election as `Election.from_rows` does."""
        named = {one.key: pb.Project(one.key, mpq(one.cost, unit)) for one in projects}
        instance = pb.Instance(named.values(), budget_limit=mpq(budget, unit))
        make_ballot, make_profile = BALLOTS[kind]
        copies = [1] * len(list(rows)) if weights is None else weights
        ballots = [
            make_ballot(
                {named[key]: given for key, given in row.items()}
                if isinstance(row, Mapping)
                else [named[key] for key in row]
            )
            for row, times in zip(rows, copies, strict=True)
            for _ in range(times)
        ]
        profile = make_profile(ballots, instance=instance)
        return cls(instance, profile.as_multiprofile() if merge else profile)

    @classmethod
    def from_file(cls, path: Path) -> "Peer":
        """Read a Pabulib file the way pabutools reads it."""
        instance, profile = pb.parse_pabulib(str(path))
        return cls(instance, profile.as_multiprofile())

    def winners(self, rule: Rule) -> tuple[str, ...]:
        """Return the winners, in the order of choice where pabutools keeps one."""
        count = {
            "greedy": self._greedy,
            "equal-shares": self._equal_shares,
            "phragmen": self._phragmen,
            "max-welfare": self._max_welfare,
        }[rule.name]
        return tuple(str(project.name) for project in count(rule))

    def gains(self, utility: str) -> Any:
        """Return each ballot's gains, which pabutools takes long to work out, only once."""
        if utility not in self._gains:
            self._gains[utility] = self.profile.as_sat_profile(GAINS[utility])
        return self._gains[utility]

    @cached_property
    def votes(self) -> Counter[Any]:
        """How many voters support each project, on any kind of ballot."""
        votes: Counter[Any] = Counter()
        for ballot in self.profile:
            for project in ballot:
                votes[project] += self.profile.multiplicity(ballot)
        return votes

    @property
    def _all_costs(self) -> Any:
        return sum(project.cost for project in self.instance)

    def _ties(self, rule: Rule) -> TieBreakingRule:
        read = {
            "lowest-cost": lambda project: project.cost,
            "most-votes": lambda project: -self.votes[project],
            "id": lambda project: project.name,
        }
        return TieBreakingRule(
            lambda _, __, project: tuple(read[name](project) for name in rule.ties.criteria)
        )

    def _greedy(self, rule: Rule) -> Any:
        return GREEDILY(self.instance, self.profile, **self._by(rule))

    def _by(self, rule: Rule) -> dict[str, Any]:
        return {"sat_profile": self.gains(rule.utility), "tie_breaking": self._ties(rule)}

    def _phragmen(self, rule: Rule) -> Any:
        return counting.sequential_phragmen(
            self.instance, self.profile, tie_breaking=self._ties(rule)
        )

    def _max_welfare(self, rule: Rule) -> Any:
        """Count with whole costs only: pabutools rounds a bound down, and fails without any."""
        if not any(project.cost for project in self.instance):
            return self.instance
        if any(project.cost.denominator > 1 for project in self.instance):
            raise ValueError("pabutools does not find the greatest welfare of broken costs")
        return counting.max_additive_utilitarian_welfare(
            self.instance, self.profile, sat_profile=self.gains(rule.utility)
        )

    def _equal_shares(self, rule: Rule) -> Any:
        raised = rule.completion in ("add1", "add1-greedy")
        first = replace(rule, completion="add1" if raised else "none")
        if first not in self._shares:
            shares: Any = partial(counting.method_of_equal_shares, **self._by(rule))
            shares = self._raised(rule, shares) if raised else shares
            self._shares[first] = shares(self.instance, self.profile)
        if rule.completion == first.completion:
            return self._shares[first]
        return counting.completion_by_rule_combination(
            self.instance,
            self.profile,
            [lambda *_, **__: self._shares[first], GREEDILY],
            [{}, self._by(rule)],
        )

    def _raised(self, rule: Rule, shares: Any) -> Any:
        """Raise endowments until everybody could pay for everything, if nothing ends it before."""
        step, voters = mpq(rule.increment), self.profile.num_ballots()
        if rule.stop == "supported":
            return partial(shares, voter_budget_increment=step)
        return partial(
            counting.exhaustion_by_budget_increase,
            rule=shares,
            exhaustive_stop=rule.stop == "all",
            budget_step=step * voters,
            budget_bound=self.instance.budget_limit + voters * (step + self._all_costs),
        )


def agree(election: Election, rule: Rule, ours: Sequence[str], theirs: Sequence[str]) -> bool:
    """
    Return whether two counts of an election say the same, as far as pabutools says it.

    It keeps the order of choice, but sorts what Phragmén buys, buys free projects in no order
    when it counts equal shares, and finds any one of several sets of most welfare.  Where only
    the budget may end the raising of endowments and it never does, it raises them on and on
    after everything is bought, which changes nothing but the order.
    """
    cost = {project.key: project.cost for project in election.projects}
    if rule.name == "max-welfare":
        fits = sum(cost[key] for key in ours) <= election.budget
        return fits and worth(election, rule, ours) == worth(election, rule, theirs)
    wanted = {key for key in cost if worth(election, rule, [key])}
    endless = rule.stop != "supported" and wanted <= set(theirs)
    if rule.name == "phragmen" or endless:
        return sorted(ours) == sorted(theirs)
    if rule.name == "equal-shares":
        ours, theirs = (
            (*sorted(key for key in keys if not cost[key]), *(key for key in keys if cost[key]))
            for keys in (ours, theirs)
        )
    return tuple(ours) == tuple(theirs)


def worth(election: Election, rule: Rule, keys: Iterable[str]) -> int:
    """Return what all voters together gain from these projects."""
    votes, points, costs = election.votes, election.points, election.costs
    gains = {
        "cardinality": votes,
        "cost": votes * costs,
        "points": points,
        "points-cost": points * costs,
        "borda": points - votes,
    }[rule.utility]
    return int(sum(gains[election.numbers[key]] for key in keys))
