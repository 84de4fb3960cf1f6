"""A judge finds the way to the score sheets from the front page."""

import pytest
from django.urls import reverse

from mulin.features.contests.tests.contests import make_contest
from mulin.portal.invited import work_of

pytestmark = pytest.mark.django_db


def test_a_judge_is_told_how_many_proposals_wait_and_led_to_the_sheets():
    contest = make_contest()
    judge = contest.judge("顾文柏")
    contest.score(judge, contest.a, "88")

    [(_icon, what, why, url)] = work_of(judge)
    assert "2 个提案" in what
    assert why == str(contest.cycle)
    assert url == reverse("contests:sheets", args=[contest.step.pk])


def test_a_judge_who_has_scored_all_may_still_look_again():
    contest = make_contest()
    judge = contest.judge("顾文柏")
    for proposal in contest.proposals:
        contest.score(judge, proposal, "88")

    [(_icon, what, _why, _url)] = work_of(judge)
    assert "还能改" in what


def test_many_sheets_cost_as_much_as_one(django_assert_num_queries):
    contest = make_contest()
    few, many = contest.judge("顾文柏", contest.a), contest.judge("吕若谷")
    for judge in (few, many):
        with django_assert_num_queries(1):
            assert work_of(judge)
