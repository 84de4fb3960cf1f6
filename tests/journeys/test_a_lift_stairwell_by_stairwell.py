"""E16: 装不装 is asked of one stairwell, three groups are chosen, and only then works start."""

import pytest
from django.urls import reverse
from django.utils import timezone

from mulin.commons.places.models import Building, Compound, Dwelling, Entrance, Household
from mulin.commons.places.roles import Role
from mulin.commons.places.tests.people import make_town
from mulin.commons.topics import actions as topics
from mulin.commons.topics.models import Topic
from mulin.errors import Refused
from mulin.features.consents import actions as consents
from mulin.features.consents import queries
from mulin.features.consents.tests.rounds import a_key
from mulin.programmes import blueprints
from mulin.programmes.actions import close_step, launch_programme, open_step, take_up_topic

pytestmark = pytest.mark.django_db


@pytest.fixture
def town():
    return make_town()


@pytest.fixture
def stairwells(town):
    compound = Compound.objects.create(community=town.community, name="三号院")
    building = Building.objects.create(compound=compound, name="3栋")
    made = [Entrance.objects.create(building=building, name=f"{n}单元") for n in (1, 2)]
    for entrance in made:
        for room in range(12):
            dwelling = Dwelling.objects.create(
                entrance=entrance, room=f"{room // 2 + 1}0{room % 2}"
            )
            Household.objects.create(dwelling=dwelling, community=town.community)
    return made


def test_a_lift_from_the_first_question_to_the_start_of_works(client, town, stairwells):
    office = town.join("戴云舒", Role.DIRECTOR)
    client.force_login(office)
    told = {"title": "3栋2单元加装电梯", "problem": "七楼的老人下不来。", "form": "lift"}
    opening = reverse("topics:open_topic", args=[town.community.pk])
    assert client.post(opening, told | {"entrance": stairwells[1].pk}).status_code == 303
    topic = Topic.objects.get(title="3栋2单元加装电梯")
    assert topic.entrance == stairwells[1]

    cycle = launch_programme(
        actor=office,
        host=town.community,
        blueprint=blueprints.load_named("lift"),
        opens_at=timezone.now(),
        communities=[town.community],
        year=2026,
        name="3栋2单元",
    )
    take_up_topic(actor=office, topic=topic, cycle=cycle)
    whether, money = cycle.steps.filter(kind="ask_households").order_by("order")
    cycle.steps.filter(order__lt=whether.order).update(closed_at=timezone.now(), outcome={})
    whether = open_step(actor=office, step=whether)

    desk = reverse("consents:desk", args=[whether.pk])
    page = client.get(desk)
    assert "三号院3栋2单元" in page.text
    asked = page.context["form"].initial
    client.post(desk, asked | {"explanation": "", "asks_one_thing": "on"})
    round = queries.round_of(whether)
    assert queries.electors(round).count() == 12, "this stairwell's homes, not the other's"
    consents.open_round(actor=office, round=round)
    homes = list(queries.electors(round))
    said = ["agree"] * 10 + ["disagree"] * 2
    consents.answer_many(
        actor=office,
        round=round,
        told=[consents.Told(home, word, a_key()) for home, word in zip(homes, said, strict=True)],
    )
    close_step(actor=office, step=whether)

    thread = client.get(topic.get_absolute_url())
    assert "同意 10 / 12 户，要 9 户" in thread.text
    assert "装不装？" in thread.text
    gate = f"{reverse('topics:question', args=[topic.pk, 'whether'])}?by="
    assert gate in thread.text
    by = "三号院3栋2单元全体住户，同意 10 / 12 户"
    answered = {"whether": "yes", "decided_by": by, "decided_on": timezone.localdate()}
    assert client.get(gate + by).context["form"].initial["decided_by"] == by
    assert client.post(gate + by, answered).status_code == 303

    start = cycle.steps.get(kind="start_works")
    money.settings["is_required"] = False
    money.save()
    cycle.steps.filter(order__lt=start.order, closed_at=None).update(
        closed_at=timezone.now(), outcome={}
    )
    start = open_step(actor=office, step=start)
    notice = {"title": "电梯开工公告", "body": "下周一进场，工期三个月。"}
    groups = {"finance": "蒲秀英", "liaison": "任德贵", "supervision": "黎师傅"}
    for task, member in groups.items():
        with pytest.raises(Refused, match="还没成立"):
            consents.issue_start_notice(actor=office, step=start, **notice)
        topics.form_working_group(
            actor=office,
            topic=topic,
            task=task,
            members=[member],
            formed_on=timezone.localdate(),
        )
    assert consents.issue_start_notice(actor=office, step=start, **notice).pk
