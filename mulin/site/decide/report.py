"""The outcome as people read it."""

from collections.abc import Iterator
from fractions import Fraction
from math import ceil

from mulin.decisions.budgeting import Allocation, Election, Round, Rule, Tie

from .plain import price_each
from .table import printable, table
from .words import CRITERIA, Speech

MOST_TIES = 20
LEFT_COLUMNS, NAME = (1, 2), 2


def amount(coins: Fraction | int, unit: int, *, up: bool = False, cents: bool = False) -> str:
    """
    Return a sum for people: 1,234 or 1,234.50.

    Parts of a cent are rounded, half of one up, or all `up`; `cents` are said though they be 00.
    """
    value = Fraction(coins) / unit
    if value.denominator == 1 and not cents:
        return f"{value.numerator:,}"
    whole = ceil(value * 100) if up else int(value * 100 + Fraction(1, 2))
    return f"{whole // 100:,}.{whole % 100:02}"


def head(election: Election, speech: Speech) -> str:
    """Say how large an election is."""
    return speech(
        "head",
        projects=f"{len(election.projects):,}",
        voters=f"{election.voters:,}",
        budget=amount(election.budget, election.unit),
    )


def report(election: Election, allocation: Allocation, speech: Speech, most: int) -> Iterator[str]:
    """Yield the paragraphs of a report, its lines at most so many cells wide where they can."""
    yield _purchases(election, allocation, speech, most)
    yield "\n".join(_totals(election, allocation, speech))
    if allocation.ties:
        yield "\n".join(_ties(allocation.ties, speech))
    yield speech("rule", rule=rule_in_full(allocation.rule))


def _purchases(election: Election, allocation: Allocation, speech: Speech, most: int) -> str:
    if not allocation.rounds:
        return speech("nothing")
    pays = allocation.rule.name == "equal-shares"
    columns = ("rank", "project", "name", "cost", "votes", "each" if pays else "each_vote", "left")
    each = [_each(election, allocation, bought) for bought in allocation.rounds]
    unit = election.unit
    cents = any(bought.cost % unit or bought.left % unit for bought in allocation.rounds)
    rows = [
        [
            f"{rank}{'*' * (bought.by == 'completion')}",
            printable(bought.key),
            printable(election.projects[election.numbers[bought.key]].name),
            amount(bought.cost, unit, cents=cents),
            f"{bought.votes:,}",
            "" if price is None else amount(price, unit, cents=True),
            amount(bought.left, unit, cents=cents),
        ]
        for rank, (bought, price) in enumerate(zip(allocation.rounds, each, strict=True), 1)
    ]
    return table([speech(column) for column in columns], rows, LEFT_COLUMNS, NAME, most)


def _each(election: Election, allocation: Allocation, bought: Round) -> Fraction | None:
    """Return what one supporter pays, or what each vote costs where nobody pays."""
    if allocation.rule.name == "equal-shares":
        return price_each(allocation.rule, bought)
    return Fraction(bought.cost, bought.votes) if bought.votes else None


def _totals(election: Election, allocation: Allocation, speech: Speech) -> Iterator[str]:
    unit = election.unit
    if any(bought.by == "completion" for bought in allocation.rounds):
        yield speech("by_completion")
    yield speech(
        "total",
        winners=len(allocation.rounds),
        spent=amount(allocation.spent, unit),
        left=amount(election.budget - allocation.spent, unit),
    )
    if allocation.endowment is not None:
        yield speech(
            "endowment",
            endowment=amount(allocation.endowment, unit),
            tried=f"{allocation.endowments_tried:,}",
        )


def _ties(ties: tuple[Tie, ...], speech: Speech) -> Iterator[str]:
    for tie in ties[:MOST_TIES]:
        said = speech(
            "tie",
            keys=", ".join(map(printable, tie.keys)),
            by=speech(tie.settled_by, CRITERIA),
            chosen=printable(tie.chosen),
        )
        yield said + (speech("tie_times", times=tie.times) if tie.times > 1 else "")
    if len(ties) > MOST_TIES:
        yield speech("more_ties", more=len(ties) - MOST_TIES)


def rule_in_full(rule: Rule) -> str:
    """Return every particular of a rule, as this command would be asked for it."""
    words = ["--rule", rule.name, "--utility", rule.utility]
    if rule.name == "equal-shares":
        words += ["--completion", rule.completion]
        words += ["--increment", str(rule.increment), "--stop", rule.stop]
    words += ["--least-votes", str(rule.least_votes), "--ties", ",".join(rule.ties.criteria)]
    if rule.ties.seed:
        words += ["--seed", printable(rule.ties.seed)]
    return " ".join(words)
