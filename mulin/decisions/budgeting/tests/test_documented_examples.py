"""What `docs/rules/` tells by example is what the rules do: each table there is counted again."""

import doctest
import re
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import pytest

from mulin.decisions import budgeting
from mulin.decisions.budgeting import (
    Allocation,
    Election,
    Project,
    Rule,
    TieOrder,
    decide,
    pabulib,
)

PAGES = Path(__file__).parents[4] / "docs" / "rules"
BUDGET = re.compile(r"(?:预算|[Bb]udget) ([\d,]+)(?: 元)?(?:[，,] ?(?P<points>打分|points))?")
TOTALS = {"票", "votes", "分", "points"}
WEIGHTS = {"份量", "weight"}
RULE = {"规则", "rule"}
ENDOWMENT = {"每人", "each has"}
RULES = ("greedy", "equal-shares", "phragmen", "max-welfare")
SETTLED = {"靠什么分", "settled by"}
CHOSEN = re.compile(r"(?:(→|\+) )?([^\s→+]+)(?: ([\d/]+))?")


@dataclass(frozen=True)
class Told:
    """One row of a page: a rule and what it chose, as the page says."""

    page: str
    election: Election
    words: str
    chosen: str
    spent: int
    endowment: str | None
    settled_by: str | None


def tables(page: Path) -> list[list[list[str]]]:
    """Return the tables of a page, cell by cell, without the line that parts head from body."""
    blocks = re.findall(r"(?:^\|.*\|\n)+", page.read_text() + "\n", re.MULTILINE)
    lines = [[line for line in block.splitlines() if set(line) - set("|-: ")] for block in blocks]
    return [
        [[cell.strip() for cell in line.strip("|").split("|")] for line in block] for block in lines
    ]


def whole(text: str) -> int:
    return int(text.replace(",", "").removesuffix(" 元"))


def election(table: list[list[str]]) -> Election:
    head, *body = table
    budget = BUDGET.fullmatch(head[0])
    voters = [at for at, name in enumerate(head) if at > 1 and name not in TOTALS]
    lines = {line[0]: line for line in body}
    weights = next((lines.pop(name) for name in WEIGHTS if name in lines), None)
    projects = [Project(name, whole(line[1])) for name, line in lines.items()]
    named = [{name: line[at] for name, line in lines.items() if line[at]} for at in voters]
    points = budget["points"] is not None
    made = Election.from_rows(
        projects,
        whole(budget[1]),
        [{name: int(cell) for name, cell in row.items()} if points else list(row) for row in named],
        kind="cumulative" if points else "approval",
        weights=weights and [whole(weights[at]) for at in voters],
    )
    if head[-1] in TOTALS:
        counted = made.points if points else made.votes
        assert [whole(line[-1]) for line in lines.values()] == counted.tolist()
    return made


def rule(words: str) -> Rule:
    name, *flags = re.split(r",\s*", words)
    said = dict(flag.split("=", 1) for flag in flags)
    if "ties" in said:
        said["ties"] = TieOrder(tuple(said["ties"].split("/")), said.pop("seed", ""))
    for flag, read in (("increment", Fraction), ("least_votes", int)):
        if flag in said:
            said[flag] = read(said[flag])
    return Rule(name, **said)


def told() -> list[Told]:
    """Return every row of every page that says what a rule chose, with the election above it."""
    rows = []
    for page in sorted(PAGES.glob("*.md")):
        current = None
        for head, *body in tables(page):
            if BUDGET.fullmatch(head[0]):
                current = election([head, *body])
            elif head[0] in RULE and current is not None:
                rows += [row(page, current, dict(zip(head, line, strict=True))) for line in body]
    return rows


def row(page: Path, current: Election, said: dict[str, str]) -> Told:
    words, chosen, spent, *_ = said.values()
    endowment = next((said[name] for name in ENDOWMENT if name in said), None)
    settled = next((said[name].strip("`") for name in SETTLED if name in said), None)
    return Told(page.name, current, words.strip("`"), chosen, whole(spent), endowment, settled)


def chosen(text: str) -> list[tuple[str, str, str | None]]:
    """Read `bench 1/4 → lamps 41/74 + ramp 3`; after a plus stands what a completion chose."""
    return [
        (name, "completion" if sign == "+" else "rule", price or None)
        for sign, name, price in CHOSEN.findall(text)
    ]


def counted(outcome: Allocation) -> list[tuple[str, str, str | None]]:
    return [
        (one.key, one.by, None if one.price is None else str(one.price)) for one in outcome.rounds
    ]


TOLD = told()
PAGED = {said.page for said in TOLD}


@pytest.mark.parametrize("exact", [False, True], ids=["floats", "fractions"])
@pytest.mark.parametrize("said", TOLD, ids=lambda said: f"{said.page}: {said.words}")
def test_a_rule_chooses_what_its_page_says(said, exact):
    outcome = decide(said.election, rule(said.words), exact=exact)
    assert counted(outcome) == chosen(said.chosen)
    assert outcome.spent == said.spent
    if said.endowment is not None:
        assert outcome.endowment == Fraction(said.endowment.replace(",", ""))
    if said.settled_by is not None:
        assert [tie.settled_by for tie in outcome.ties] == [said.settled_by]


def test_every_page_of_a_rule_counts_an_example():
    by_page = {
        page: {rule(said.words).name for said in TOLD if said.page == page} for page in PAGED
    }
    for name in RULES:
        assert name in by_page[f"{name}.md"]
        assert name in by_page[f"{name}.en.md"]
        assert name in by_page["README.md"]
        assert name in by_page["choosing-a-rule.md"]
    assert "ties-and-lots.md" in by_page
    assert "envelopes-and-weights.md" in by_page


def test_every_page_is_there_in_both_languages():
    pages = {page.name for page in PAGES.glob("*.md")}
    chinese = {name for name in pages if not name.endswith(".en.md")}
    assert pages - chinese == {name.replace(".md", ".en.md") for name in chinese}


def test_both_languages_tell_the_same_outcomes():
    by_page: dict[str, list[tuple[object, ...]]] = {}
    for said in TOLD:
        prices = [(by, price) for _, by, price in chosen(said.chosen)]
        by_page.setdefault(said.page, []).append((said.words, prices, said.spent, said.endowment))
    for name, rows in by_page.items():
        if not name.endswith(".en.md"):
            assert rows == by_page[name.replace(".md", ".en.md")], name


def test_the_common_example_is_the_file_beside_the_pages():
    said = next(one for one in TOLD if one.page == "README.en.md")
    given = pabulib.read((PAGES / "example.pb").read_bytes())
    for name in RULES:
        assert decide(given, Rule(name)).rounds == decide(said.election, Rule(name)).rounds
    assert given.budget == said.election.budget
    assert given.voters == said.election.voters


def test_the_common_example_parts_the_rules():
    said = next(one for one in TOLD if one.page == "README.en.md")
    winners = {
        frozenset(decide(said.election, rule(words)).winners)
        for words in ("greedy", "greedy, utility=cardinality", "max-welfare")
    }
    assert len(winners) == 3


@pytest.mark.parametrize("module", [budgeting, pabulib], ids=lambda module: module.__name__)
def test_the_example_in_a_docstring_is_what_happens(module):
    seen = doctest.testmod(module)
    assert seen.attempted
    assert not seen.failed
