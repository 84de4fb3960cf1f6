"""A lift: the stairwell says whether, then neighbours keep the money, talk and watch."""

from types import SimpleNamespace

import pytest
from django.urls import reverse

from mulin.commons.organisations.models import ResidentGroup
from mulin.commons.places.models import Building, Compound, Entrance
from mulin.commons.places.tests.people import make_town
from mulin.errors import Refused
from mulin.web.tests.threads import each_at_once, refused

from .. import actions, gates, queries
from ..models import WorkingGroup
from .matters import LIFT, choose, make_topic, office_of, wanted_lift

pytestmark = pytest.mark.django_db


@pytest.fixture
def town():
    return make_town()


def stairwell(community, name="2单元"):
    compound = Compound.objects.create(community=community, name="三号院")
    building = Building.objects.create(compound=compound, name="3栋")
    return Entrance.objects.create(building=building, name=name)


def test_a_lift_is_a_stairwells_own(client, town):
    entrance = stairwell(town.community)
    topic = make_topic(town, **LIFT, entrance=entrance)
    assert topic.compound == entrance.building.compound
    assert "3栋2单元" in client.get(topic.get_absolute_url()).text
    with pytest.raises(Refused, match="加装电梯才"):
        make_topic(town, entrance=entrance)
    with pytest.raises(Refused, match="不在这个社区"):
        make_topic(town, **LIFT, entrance=stairwell(town.next_community))


def test_groups_are_chosen_only_after_a_yes(town):
    with pytest.raises(Refused, match="先商量装不装"):
        choose(town, make_topic(town, **LIFT))
    with pytest.raises(Refused, match="加装电梯用的"):
        choose(town, make_topic(town))


def test_who_keeps_the_money_does_not_watch_it(town):
    topic = wanted_lift(town)
    choose(town, topic, "finance", "蒲秀英", "任德贵")
    choose(town, topic, "liaison", "蒲秀英")
    with pytest.raises(Refused, match="不能又监督：蒲秀英"):
        choose(town, topic, "supervision", "蒲 秀英", "黎师傅")
    watching = choose(town, topic, "supervision", "黎师傅")
    with pytest.raises(Refused, match="任德贵"):
        actions.change_working_group(
            actor=office_of(town), working_group=watching, members=["任德贵"], because="忙"
        )


def test_works_wait_until_all_three_are_chosen(town):
    topic = wanted_lift(town)
    for task, _label in WorkingGroup.Task.choices[:2]:
        choose(town, topic, task, f"{task}的人")
    with pytest.raises(Refused, match="还没成立监督小组"):
        gates.refuse_works([topic])
    choose(town, topic, "supervision", "黎师傅")
    gates.refuse_works([topic])


def test_a_group_stands_on_the_register_and_can_promise(town):
    choose(town, wanted_lift(town))
    assert ResidentGroup.objects.get(community=town.community).name == "3栋2单元加装电梯财务小组"


def test_who_left_a_group_stays_known_and_nobody_reads_whole_names(client, town):
    topic = wanted_lift(town)
    formed = choose(town, topic)
    client.force_login(office_of(town))
    url = reverse("topics:group", args=[topic.pk, "finance"])
    assert client.post(url, {"members": "蒲秀英\n黎师傅", "because": ""}).status_code == 200
    assert client.post(url, {"members": "蒲秀英\n黎师傅", "because": "搬走了"}).status_code == 303
    left = formed.members.get(name="任德贵")
    assert (left.left_because, left.until_on is None) == ("搬走了", False)
    assert queries.members_now(topic).count() == 2
    page = client.get(topic.get_absolute_url()).text
    assert "蒲*" in page
    assert "蒲秀英" not in page


@pytest.mark.django_db(transaction=True)
def test_two_who_write_down_the_same_group_at_once_write_it_once():
    town = make_town()
    topic, office = wanted_lift(town), office_of(town)
    again = SimpleNamespace(people={"戴云舒": office})
    came = each_at_once(lambda _hand: choose(again, topic), 1, 2)
    assert len(refused(came)) == 1
    assert WorkingGroup.objects.count() == 1
