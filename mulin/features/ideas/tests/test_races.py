from uuid import uuid4

import pytest

from mulin.commons.people.models import Person
from mulin.programmes.actions import close_step
from mulin.web.tests.threads import each_at_once, refused

from .. import actions
from ..models import Idea, SelfHelpTask, Support
from .people import make_building, make_household, make_season, move_in

pytestmark = pytest.mark.django_db(transaction=True)

THREADS = 8


def test_a_household_wants_an_idea_once_though_all_press_each_at_once():
    season = make_season()
    idea, building = season.idea(), make_building(season.town)
    home = make_household(season.town, building, "401")
    family = [move_in(season.town, f"家人{n}", building, home) for n in range(THREADS)]
    came = each_at_once(lambda who: actions.support_idea(actor=who, idea=idea), *family)
    assert not refused(came)
    assert Support.objects.count() == 1


def test_one_person_pressing_again_and_again_counts_once():
    season = make_season()
    idea = season.idea()
    people = [Person.objects.get(pk=season.lin.pk) for _n in range(THREADS)]
    each_at_once(lambda who: actions.support_idea(actor=who, idea=idea), *people)
    assert Support.objects.count() == 1


def test_a_limit_per_person_holds_against_eight_presses():
    season = make_season(per_person=2)
    people = [Person.objects.get(pk=season.lin.pk) for _n in range(THREADS)]
    came = each_at_once(lambda who: season.idea(by=who), *people)
    assert len(refused(came)) == THREADS - 2
    assert Idea.objects.count() == 2


def test_the_same_receipt_sent_twice_at_once_is_one_idea():
    season, receipt = make_season(), uuid4()
    came = each_at_once(lambda _n: season.visitors_idea(receipt=receipt), *range(THREADS))
    assert not refused(came)
    assert Idea.objects.count() == 1


def test_of_two_screeners_only_the_first_is_heard():
    season = make_season()
    season.start_screening()
    idea = season.idea()
    verdicts = ["out_of_scope", "property_duty"] * 4
    came = each_at_once(lambda verdict: season.screen(idea, verdict), *verdicts)
    assert len(refused(came)) == THREADS - 1
    assert all("已经由周小雨筛过了" in str(one) for one in refused(came))


def test_one_idea_becomes_one_proposal_and_numbers_do_not_repeat():
    season = make_season()
    season.start_screening()
    ideas = [season.idea(f"点子{n}") for n in range(4)]
    came = each_at_once(lambda idea: season.screen(idea), *ideas, *ideas)
    assert len(refused(came)) == 4
    assert sorted(p.number for p in season.cycle.proposals.all()) == [1, 2, 3, 4]


def test_two_ideas_merged_into_each_other_at_once_make_no_ring():
    season = make_season()
    season.start_screening()
    first, second = season.idea("一"), season.idea("二")
    pairs = [(first, second), (second, first)]
    came = each_at_once(
        lambda pair: actions.merge_idea(
            actor=season.xiaozhou, idea=pair[0], into=pair[1], reply="是一件事。"
        ),
        *pairs,
    )
    assert len(refused(came)) == 1
    assert Idea.objects.filter(verdict="merged").count() == 1


def test_no_idea_slips_in_while_the_collecting_closes():
    season = make_season()
    season.idea()

    def act(n):
        if n == 0:
            return close_step(actor=season.operator, step=season.collecting)
        return season.idea(f"点子{n}", by=Person.objects.get(pk=season.lin.pk))

    each_at_once(act, *range(THREADS))
    season.collecting.refresh_from_db()
    assert season.collecting.outcome["ideas"] == Idea.objects.count()


def test_a_self_help_task_is_settled_once():
    season = make_season()
    season.start_screening()
    idea = season.idea()
    season.screen(idea, "too_individual", self_help=actions.Help("米奶奶", "一起搬"))
    task = SelfHelpTask.objects.get()
    came = each_at_once(
        lambda done: actions.settle_self_help(
            actor=season.xiaozhou, task=task, is_done=done, note="试过了"
        ),
        *[True, False] * 4,
    )
    assert len(refused(came)) == THREADS - 1


def test_wanting_merging_and_parting_at_once_leave_figures_that_agree():
    season = make_season()
    season.start_screening()
    lamp, light = season.idea("楼道装灯"), season.idea("楼道太暗")
    building = make_building(season.town)
    people = [
        move_in(season.town, f"邻居{n}", building, make_household(season.town, building, str(n)))
        for n in range(THREADS - 2)
    ]

    def act(one):
        if one == "merge":
            return actions.merge_idea(actor=season.xiaozhou, idea=light, into=lamp, reply="一件事")
        if one == "part":
            return actions.unmerge_idea(actor=season.xiaozhou, idea=light, reason="不是一件事")
        return actions.support_idea(actor=one, idea=light)

    each_at_once(act, *people[:3], "merge", "part", *people[3:])
    lamp.refresh_from_db()
    light.refresh_from_db()
    given = Support.objects.count()
    assert lamp.wanted == (given if light.is_merged else 0)
    assert light.is_merged or light.wanted == given
