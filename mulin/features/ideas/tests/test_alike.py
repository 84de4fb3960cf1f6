"""What a neighbour has said already is found, and offered instead of saying it again."""

from datetime import timedelta

import pytest
from django.urls import reverse

from mulin.commons.places.roles import Role
from mulin.features.ideas import actions, queries
from mulin.features.ideas.models import Idea, Support, Wording
from mulin.features.ideas.queries.alike import OFFERED
from mulin.features.ideas.tests.crowds import crowd
from mulin.features.ideas.tests.people import make_season
from mulin.programmes.tests.cycles import make_cycle

pytestmark = pytest.mark.django_db


@pytest.fixture
def season():
    return make_season()


def alike(season, title, text="", **told):
    told = {"community": season.town.community.pk, "category": "environment"} | told
    return queries.alike_to(queries.Said(season.cycle, title, text, **told))


@pytest.mark.parametrize(
    "title",
    ["楼道的灯晚上不亮", "樓道的燈晚上不亮", "楼道　的灯，晚上“不亮”！", "晚上楼道的灯不亮了"],
)
def test_the_same_said_in_another_way_is_found(season, title):
    idea = season.idea("楼道的灯晚上不亮")
    season.idea("河边添两张长椅")
    assert alike(season, title) == [idea]


def test_the_text_counts_as_well_as_the_title(season):
    told = "二号楼二单元三层到五层，天黑以后看不见台阶，老人怕摔"
    idea = season.idea("装一盏灯吧", text=told)
    assert alike(season, "看不见路", told) == [idea]


def test_the_most_alike_comes_first(season):
    less = season.idea("楼道的灯晚上不亮，台阶也坏了")
    more = season.idea("楼道的灯晚上不亮了")
    assert alike(season, "楼道的灯晚上不亮") == [more, less]


def test_at_35_of_a_hundred_it_is_alike_and_below_it_is_not(season):
    season.idea("甲乙丙丁戊己庚辛")  # seven pairs
    assert alike(season, "甲乙丙丁子丑寅卯") == []  # three of eleven
    assert len(alike(season, "甲乙丙丁戊子丑寅")) == 1  # four of ten


def test_the_same_category_or_the_same_community_must_match(season):
    town = season.town
    he = town.join("何建国", Role.RESIDENT, town.next_community)
    there = season.idea("楼道的灯晚上不亮", by=he, community=town.next_community)
    assert alike(season, "楼道的灯晚上不亮") == [there]
    assert alike(season, "楼道的灯晚上不亮", category="culture") == []
    here = {"community": town.next_community.pk, "category": "culture"}
    assert alike(season, "楼道的灯晚上不亮", **here) == [there]


def test_other_cycles_and_what_is_not_on_the_wall_are_left_out(season):
    season.visitors_idea("楼道的灯晚上不亮")
    idea = season.idea("楼道的灯晚上不亮")
    actions.hide_idea(actor=season.xiaozhou, idea=idea, reason="重复发了")
    other = make_cycle(
        season.operator,
        season.town.street,
        [season.town.community],
        [{"kind": "collect_ideas", "days": 7}],
        name="第二季",
    )
    actions.submit_idea(
        actor=season.lin,
        step=other.steps.get(),
        community=season.town.community,
        category="environment",
        title="楼道的灯晚上不亮",
    )
    assert alike(season, "楼道的灯晚上不亮") == []


def test_what_staff_write_down_for_a_neighbour_is_found_too(season):
    idea = actions.enter_idea(
        actor=season.xiaozhou,
        step=season.collecting,
        community=season.town.community,
        category="environment",
        title="楼道的灯晚上不亮",
        channel="paper",
    )
    assert alike(season, "楼道灯晚上不亮") == [idea]


def test_no_more_than_a_few_are_offered(season):
    crowd(season.collecting, [season.town.community], 50, sameness=1)
    assert len(alike(season, "楼道的灯晚上不亮")) == OFFERED


def test_a_search_costs_the_same_whatever_there_is(season, django_assert_num_queries):
    for size in (5, 200):
        crowd(season.collecting, [season.town.community], size, seed=size)
        crowd(season.collecting, [season.town.community], size, seed=size, sameness=1)
        with django_assert_num_queries(7):
            alike(season, "楼道的灯晚上不亮")


def test_every_idea_has_its_marks_from_the_start(season):
    season.idea()
    season.visitors_idea()
    assert set(Wording.objects.values_list("idea", flat=True)) == set(
        Idea.objects.values_list("pk", flat=True)
    )


# Pages


def draft(title="楼道的灯晚上不亮", **told):
    return {"title": title, "text": "", "category": "environment"} | told


def write(client, season, **told):
    told = {"community": season.town.community.pk} | told
    return client.post(f"{reverse('ideas:write')}?step={season.collecting.pk}", draft(**told))


def hint(client, season, **told):
    told = {"community": season.town.community.pk} | told
    return client.post(f"{reverse('ideas:hint')}?step={season.collecting.pk}", draft(**told))


def test_somebody_typing_is_told_without_signing_in(client, season):
    idea = season.idea("楼道的灯晚上不亮")
    said = hint(client, season, title="樓道的燈晚上不亮").content.decode()
    assert "有邻居提过差不多的" in said
    assert reverse("ideas:idea", args=[idea.pk]) in said
    assert "我也支持这条" not in said  # a visitor has no home to speak for


def test_a_neighbour_typing_can_support_it_on_the_spot(client, season):
    idea = season.idea("楼道的灯晚上不亮")
    neighbour = season.town.join("何建国", Role.RESIDENT)
    client.force_login(neighbour)
    assert "我也支持这条" in hint(client, season).content.decode()
    answer = client.post(
        f"{reverse('ideas:write')}?step={season.collecting.pk}", {"same": str(idea.pk)}
    )
    assert answer.headers["Location"] == reverse("ideas:idea", args=[idea.pk])
    assert Support.objects.filter(idea=idea, person=neighbour).exists()
    assert "我也支持这条" not in hint(client, season).content.decode()


@pytest.mark.parametrize(
    "told", [{}, {"title": "x" * 9000}, {"community": "1' OR"}, {"category": "\0"}, {"text": "。"}]
)
def test_whatever_is_typed_so_far_breaks_nothing(client, season, told):
    assert hint(client, season, **told).status_code == 200


def test_asking_too_often_makes_the_hint_quiet(client, season, monkeypatch):
    once_a_minute = [(1, timedelta(minutes=1))]
    monkeypatch.setattr("mulin.features.ideas.views.alike.SEARCHES", once_a_minute)
    season.idea("楼道的灯晚上不亮")
    assert hint(client, season).status_code == 200
    assert hint(client, season).status_code == 204


def test_without_a_script_one_is_asked_before_the_second_screen(client, season):
    idea = season.idea("楼道的灯晚上不亮")
    answer = write(client, season)
    assert answer.headers["Location"].startswith(reverse("ideas:alike"))
    said = client.get(answer.headers["Location"]).content.decode()
    assert "有没有人提过了" in said
    assert idea.title in said
    assert f"{reverse('ideas:sign')}?step={season.collecting.pk}" in said


def test_whoever_saw_the_hint_or_says_something_new_is_not_asked_again(client, season):
    idea = season.idea("楼道的灯晚上不亮")
    sign = f"{reverse('ideas:sign')}?step={season.collecting.pk}"
    assert write(client, season, seen=[idea.pk]).headers["Location"] == sign
    assert write(client, season, title="河边添两张长椅").headers["Location"] == sign


def test_the_question_leads_on_when_nothing_is_alike(client, season):
    answer = client.get(f"{reverse('ideas:alike')}?step={season.collecting.pk}")
    assert answer.headers["Location"].startswith(reverse("ideas:sign"))
