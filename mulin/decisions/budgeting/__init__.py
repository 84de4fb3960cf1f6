"""
Participatory budgeting: which projects a budget buys when neighbours vote.

    >>> from mulin.decisions.budgeting import Election, Project, Rule, decide
    >>> projects = [Project("bench", 300), Project("lamp", 400), Project("path", 500)]
    >>> ballots = [["bench", "lamp"], ["bench"], ["lamp"], ["path"], ["path", "lamp"]]
    >>> decide(Election.from_rows(projects, 1000, ballots), Rule("equal-shares")).winners
    ('lamp', 'bench')

`decide` counts an election by a rule and returns an allocation: what was bought, in which order,
at which price, and every tie that was met.  Money never decides by rounding: fast arithmetic
counts as long as a proven bound on its error leaves no doubt, exact fractions where it does.
"""

from ._allocation import Allocation, Round, Tie
from ._deciding import decide
from ._election import Ballots, Election, Project
from ._rule import Rule, TieOrder

__all__ = [
    "Allocation",
    "Ballots",
    "Election",
    "Project",
    "Round",
    "Rule",
    "Tie",
    "TieOrder",
    "decide",
]
