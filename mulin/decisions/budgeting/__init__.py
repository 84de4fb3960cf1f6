"""
Participatory budgeting: which projects a budget buys when neighbours vote.

    >>> from mulin.decisions.budgeting import Election, Project, Rule, decide
    >>> projects = [Project("bench", 300), Project("lamp", 400), Project("path", 500)]
    >>> ballots = [["bench", "lamp"], ["bench"], ["lamp"], ["path"], ["path", "lamp"]]
    >>> election = Election.from_rows(projects, 1000, ballots)
    >>> decide(election, Rule("equal-shares", completion="add1")).winners
    ('lamp', 'bench')

`decide` counts an election by a rule and returns an allocation: what was bought, in which order,
at which price, and every tie that was met.  Money never decides by rounding: fast arithmetic
counts as long as a proven bound on its error leaves no doubt, exact fractions where it does.
Each rule is told in plain words, with an example that a test counts again, in `docs/rules/`.
"""

from ._allocation import Allocation, Round, Tie
from ._deciding import decide
from ._distance import how_far
from ._election import Ballots, Election, Project
from ._envelopes import by_envelopes, of_envelope
from ._explaining import explain
from ._explanation import (
    REASONS,
    Change,
    Comparison,
    Distance,
    Explanation,
    Group,
    Money,
    Payment,
    Public,
    Purchase,
    Purse,
    Spending,
    Story,
)
from ._faults import FaultInFile, Note, sentence
from ._ledger import purse
from ._public import compare
from ._rule import Rule, TieOrder

__all__ = [
    "REASONS",
    "Allocation",
    "Ballots",
    "Change",
    "Comparison",
    "Distance",
    "Election",
    "Explanation",
    "FaultInFile",
    "Group",
    "Money",
    "Note",
    "Payment",
    "Project",
    "Public",
    "Purchase",
    "Purse",
    "Round",
    "Rule",
    "Spending",
    "Story",
    "Tie",
    "TieOrder",
    "by_envelopes",
    "compare",
    "decide",
    "explain",
    "how_far",
    "of_envelope",
    "purse",
    "sentence",
]
