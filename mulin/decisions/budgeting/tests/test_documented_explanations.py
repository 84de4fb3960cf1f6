"""What `docs/rules/explanations` tells is what an explanation says."""

import re

import pytest

from mulin.decisions.budgeting import REASONS, Rule, decide, explain, how_far

from .test_documented_examples import PAGES, election, tables, whole

PAGED = ["explanations.md", "explanations.en.md"]
RULES = [Rule("equal-shares"), Rule("equal-shares", completion="add1")]


@pytest.mark.parametrize("name", PAGED)
def test_every_project_of_the_page_has_the_story_that_is_told(name: str) -> None:
    example, *told, _words = tables(PAGES / name)
    counted = election(example)
    for rule, (_head, *lines) in zip(RULES, told, strict=True):
        allocation = decide(counted, rule)
        explanation = explain(counted, allocation)
        for key, because, start, left, missing, votes, cost in lines:
            story = explanation[key]
            assert story.because == because.strip("`")
            money = (story.money.at_start, story.money.left, story.money.missing)
            assert money == (whole(start), whole(left), whole(missing))
            assert story.chosen == (votes == cost == "")
            if not story.chosen:
                far = how_far(counted, allocation, key)
                assert (far.votes_to_win, far.cost_to_win) == (whole(votes), whole(cost))


@pytest.mark.parametrize("name", PAGED)
def test_the_page_names_every_reason(name: str) -> None:
    named = re.findall(r"^\| `(\w+)` \|", (PAGES / name).read_text(), re.MULTILINE)
    assert named == list(REASONS)
