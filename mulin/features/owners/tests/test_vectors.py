"""The figures of the law's own example: enough take part, enough heads agree, the area lacks."""

from fractions import Fraction

import pytest

from mulin.commons.audit.models import Record
from mulin.commons.notices.models import PublicNotice
from mulin.commons.places.tests.people import make_town
from mulin.decisions import ThresholdOutcome, owners_decision

from .. import actions
from ..counting import Ground, count_question, counts_of
from ..presenting import panels
from .votes import (
    answers_of_facts,
    bring_in,
    lines_of_facts,
    opened,
    shut,
    staff,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def town():
    return make_town()


def concluded(town, item):
    vote = opened(town, lines_of_facts(), item=item)
    assert bring_in(town, vote, answers_of_facts()) == 291
    return actions.conclude_vote(actor=staff(town), vote=shut(vote))


def figures(vote):
    [count] = counts_of(vote)
    return {
        (line.threshold.stage, line.threshold.measure): (line.have, line.base, line.passed)
        for line in count.outcome.lines
    }


def test_a_grave_matter_fails_by_area_though_it_passes_by_heads(town):
    vote = concluded(town, item=8)
    assert figures(vote) == {
        ("participation", "area"): (2_105_000, 2_864_000, True),
        ("participation", "heads"): (291, 402, True),
        ("decision", "area"): (1_540_200, 2_105_000, False),
        ("decision", "heads"): (226, 291, True),
    }
    [panel] = panels(counts_of(vote), is_over=True)
    assert panel.verdict == "没有通过"
    assert panel.because == ["第二关按面积：15,402.00 / 21,050.00 ㎡，73.17%，差 385.50 ㎡"]
    heads, area = [*panel.gates][1].bars
    assert (heads.percent, heads.needed) == ("77.66%", "219 人")
    assert area.sum == "15,402.00 × 4 = 61,608.00 < 21,050.00 × 3 = 63,150.00"


def test_the_same_ballots_pass_where_more_than_half_is_enough(town):
    vote = concluded(town, item=9)
    [count] = counts_of(vote)
    assert count.outcome.passed
    assert all(line.passed for line in count.outcome.lines)


def test_the_result_can_be_counted_again_from_what_was_published(town):
    vote = concluded(town, item=8)
    [question] = vote.outcome["questions"]
    again = ThresholdOutcome.from_dict(question["outcome"])
    assert again.as_dict() == question["outcome"]
    assert again.lines[2].ratio == Fraction(7701, 10525)


def test_the_result_hangs_on_the_board_and_is_on_record(town):
    vote = concluded(town, item=8)
    notice = PublicNotice.objects.get(title__startswith="麦香苑业主共同决定结果")
    assert "差 385.50 ㎡" in notice.body
    assert "第二百七十八条第一款第八项" in notice.body
    assert "不是法律意见" in notice.body
    assert [*Record.objects.filter(verb="owners.concluded").values_list("about_id", flat=True)] == [
        vote.pk
    ]


def test_what_is_missing_is_the_least_that_is_enough(town):
    vote = opened(town, lines_of_facts(), item=8)
    bring_in(town, vote, answers_of_facts())
    [panel] = panels(counts_of(vote), is_over=False)
    assert panel.verdict == "还差 1,542.00 ㎡"
    assert panel.ways == [
        "再有 1,542.00 ㎡来参加，并且都同意，就能过。",
        "或者没有别人再来，已经参加的里面有 385.50 ㎡改为同意，也能过。",
    ]


def test_what_lacks_by_area_and_by_heads_is_said_together(town):
    vote = opened(town, lines_of_facts(), item=8)
    bring_in(town, vote, answers_of_facts()[:30])
    [panel] = panels(counts_of(vote), is_over=False)
    assert panel.verdict == "还差 17,048.74 ㎡ / 238 人"


LINES = [(1, 6000, ""), (2, 3000, ""), (3, 1000, ""), (4, 2000, "")]


def ground(answers, delivered):
    said = {key: {"1": answer} for key, answer in answers.items()}
    return Ground(LINES, said, dict.fromkeys(delivered, "now"))


def tally(counted, measure):
    return next(line.tally for line in counted.outcome.lines if line.threshold.measure == measure)


@pytest.mark.parametrize(
    ("unreturned", "agree", "silent", "taking_part"),
    [
        ("not_counted", 9000, 0, 9000),
        ("takes_part", 9000, 3000, 12000),
        ("follows_majority", 12000, 0, 12000),
    ],
)
def test_silence_counts_only_as_the_compounds_rule_says(
    town, unreturned, agree, silent, taking_part
):
    start = ground({1: "agree", 2: "agree"}, delivered=[1, 2, 3, 4])
    counted = count_question(1, "?", start, owners_decision(8), unreturned)
    area = tally(counted, "area")
    assert (area.agree, area.silent, area.count("taking_part")) == (agree, silent, taking_part)


def test_there_is_no_majority_to_follow_where_heads_and_area_disagree(town):
    start = ground({1: "disagree", 2: "agree", 3: "agree"}, delivered=[4])
    counted = count_question(1, "?", start, owners_decision(8), "follows_majority")
    assert counted.unreturned_as == "silent"
    assert tally(counted, "heads").silent == 1


def test_a_ballot_that_was_never_delivered_is_never_counted(town):
    start = ground({1: "agree"}, delivered=[])
    counted = count_question(1, "?", start, owners_decision(8), "follows_majority")
    assert tally(counted, "heads").count("taking_part") == 1
