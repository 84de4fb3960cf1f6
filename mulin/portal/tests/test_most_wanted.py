"""What a community wants most: households times urgency, open ideas only."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from mulin.features.ideas.cards import most_wanted_in
from mulin.features.ideas.models import Idea
from mulin.features.ideas.tests.people import make_season

pytestmark = pytest.mark.django_db


@pytest.fixture
def season():
    season = make_season()
    for title, wanted, urgency in (
        ("清掉小广告", 9, 5),
        ("楼道换灯", 15, 3),
        ("修长椅", 10, 3),
        ("没人要", 0, 5),
    ):
        idea = season.idea(title)
        Idea.objects.filter(pk=idea.pk).update(wanted=wanted, urgency=urgency)
    return season


def community_page(client, season):
    address = reverse("portal:community", args=[season.town.community.pk])
    return client.get(address).content.decode()


def test_the_ranking_multiplies_households_and_urgency(season):
    found = most_wanted_in(season.town.community)
    assert [(one.rank, one.idea.title) for one in found] == [
        (1, "楼道换灯"),
        (1, "清掉小广告"),
        (3, "修长椅"),
    ]
    assert found[1].why == "9 家想要 × 急 5 分 = 45"


def test_what_is_decided_hidden_or_merged_is_not_in_it(season):
    first, *others = Idea.objects.order_by("-weight", "-id")
    Idea.objects.filter(pk=first.pk).update(verdict=Idea.Verdict.OUT_OF_SCOPE)
    assert first not in [one.idea for one in most_wanted_in(season.town.community)]
    Idea.objects.filter(pk=others[0].pk).update(verdict=Idea.Verdict.MERGED, merged_into=others[1])
    assert [one.idea for one in most_wanted_in(season.town.community)] == [others[1]]


def test_everybody_finds_it_on_the_community_page_and_all_on_the_wall(client, season):
    shown = community_page(client, season)
    assert "大家最想要的" in shown
    assert "没人要" not in shown
    assert shown.index("楼道换灯") < shown.index("修长椅")
    wall = reverse("ideas:collecting", args=[season.collecting.pk])
    assert f"{wall}?community={season.town.community.pk}&amp;order=wanted" in shown
    asked = {"community": season.town.community.pk, "order": "wanted"}
    listed = client.get(wall, asked).content.decode()
    titles = ("楼道换灯", "清掉小广告", "修长椅", "没人要")
    assert sorted(titles, key=listed.index) == list(titles)


def test_the_screener_sees_where_an_idea_stands(client, season):
    season.start_screening()
    client.force_login(season.xiaozhou)
    idea = Idea.objects.get(title="修长椅")
    shown = client.get(reverse("ideas:screen", args=[idea.pk])).content.decode()
    assert "最想要的" in shown
    assert "就是这一条" in shown


def test_more_ideas_cost_no_more_questions(client, season):
    def cost():
        with CaptureQueriesContext(connection) as asked:
            community_page(client, season)
        return len(asked)

    cost()
    few = cost()
    for number in range(6):
        idea = season.visitors_idea(f"再来{number}")
        Idea.objects.filter(pk=idea.pk).update(wanted=number + 1, state="visible")
    assert cost() == few
