"""The figures on the pages of `docs/rules/` are what the rules come to, in both languages."""

from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from mulin.decisions import (
    PUBLIC_METHODS,
    Entry,
    Limit,
    ReviewRule,
    Tally,
    by_delegates,
    by_quota,
    by_thresholds,
    delegates_meeting,
    household_consent,
    owners_decision,
    shown,
    weighted_review,
)

RULES = Path(__file__).parents[3] / "docs" / "rules"

RAMP = Entry("坡道", (Decimal(90), Decimal(86), Decimal(91)), votes=3, order=1)
LAMP = Entry("路灯", (Decimal(92), Decimal(88), Decimal(90)), votes=2, order=2)
BENCH = Entry("长椅", (Decimal(84), Decimal("85.5"), Decimal(80)), votes=4, order=3)
ENGLISH = {"坡道": "ramp", "路灯": "lamp", "长椅": "bench"}
INSIDE = {"within_quota": {"选", "in"}, "beyond_quota": {""}}


def both(name):
    return [(RULES / f"{name}{language}.md").read_text() for language in ("", ".en")]


def rows(page):
    """Return the cells of every line of a table on a page."""
    lines = (line for line in page.splitlines() if line.startswith("| "))
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


@pytest.mark.parametrize("method", PUBLIC_METHODS)
def test_three_proposals_are_weighed_as_the_page_says(method):
    outcome = weighted_review([RAMP, LAMP, BENCH], ReviewRule(public_method=method))
    for page, names in zip(both("weighted-review"), ({}, ENGLISH), strict=True):
        told = rows(page)
        head = next(place for place, row in enumerate(told) if row[0] == f"`{method}`")
        assert told[head + 1 : head + 4] == [
            [
                names.get(line.key, line.key),
                f"{line.public_of[0]} ÷ {line.public_of[1]}",
                str(line.public_score),
                str(line.public_part),
                str(line.total),
            ]
            for line in outcome.lines
        ]
        for line in outcome.lines:
            name = names.get(line.key, line.key)
            figures = [str(line.expert_mean), str(line.expert_part)]
            assert any(row[0] == name and row[2:] == figures for row in told)


@pytest.mark.parametrize(("agree", "missing", "refusals"), [(557, 0, None), (550, 7, 31)])
def test_households_are_counted_as_the_page_says(agree, missing, refusals):
    tally = Tally("households", 618, agree, disagree=31)
    (line,) = by_thresholds([tally], household_consent(Fraction(9, 10))).lines
    assert (line.shortfall.newcomers, line.refusals_left) == (missing, refusals)
    for page in both("thresholds"):
        assert f"{agree} ÷ 618 = {line.percent}%" in page
        (row,) = [row for row in rows(page) if row[0] == str(agree)]
        assert row[1:3] == ["31", str(tally.waiting)]
        assert all(str(number) in row[-1] for number in (missing, refusals) if number)


def test_owners_are_counted_as_the_page_says():
    tallies = [
        Tally("area", 2_864_000, 1_540_200, 2_105_000 - 1_540_200),
        Tally("heads", 402, 226, 291 - 226),
    ]
    outcome = by_thresholds(tallies, owners_decision(8))
    lacks = outcome.shortfalls["area"]
    for page in both("thresholds"):
        told = [row for row in rows(page) if len(row) == 5 and "%" in row[2] and "÷ " in row[2]]
        assert [row[2] for row in told] == [
            f"÷ {shown(line.threshold.measure, line.base):,} = {line.percent}%"
            for line in outcome.lines
        ]
        assert ["**" in row[4] for row in told] == [not line.passed for line in outcome.lines]
        for number in (lacks.turned, lacks.newcomers):
            assert f"**{shown('area', number):,} m²**" in page


def test_delegates_need_the_votes_the_page_says():
    votes = {f"{number:02}": 40 - 2 * number for number in range(1, 17)}
    lines = by_delegates(
        votes, delegates_meeting(), registered=60, present=46, places=4, order=sorted(votes)
    )
    assert lines[0].outcome.lines[1].needed == 24
    assert (lines[7].votes, lines[7].because) == (24, "beyond_places")
    assert (lines[8].votes, lines[8].because) == (22, "below_threshold")


def test_six_proposals_are_selected_as_the_page_says():
    for page, least in zip(both("selection"), ("保底", "minimum"), strict=True):
        table = [row for row in rows(page) if row[0] in list("①②③④⑤⑥")]
        keys = [row[0] for row in table]
        groups = {
            "community": {row[0]: row[1] for row in table},
            "category": {row[0]: row[2] for row in table},
        }
        ranking = weighted_review(
            [Entry(key, (), 9 - place, place) for place, key in enumerate(keys)], ReviewRule(0, 100)
        )
        community, category = Limit("community", at_least=1), Limit("category", at_most=1)
        for column, limits in enumerate([[], [community], [category]], start=3):
            picks = by_quota(ranking, 3, limits=limits, groups=groups).picks
            for row, pick in zip(table, picks, strict=True):
                cell = row[column]
                if pick.because in INSIDE:
                    assert cell in INSIDE[pick.because]
                elif pick.because == "group_full":
                    assert pick.group in cell
                    assert str(pick.count) in cell
                else:
                    assert all(key in cell for key in pick.displaced + pick.gave_way_to)
                    assert (least in cell) == (pick.because == "taken_for_minimum")
        together = by_quota(ranking, 3, limits=[community, category], groups=groups)
        assert together.selected == ("①", "③", "⑥")
        assert [unmet.group for unmet in together.unmet] == [table[3][1]]
