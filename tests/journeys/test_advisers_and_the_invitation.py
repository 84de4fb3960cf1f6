"""S1-3: six kinds of advisers, and what happens when a department does not answer."""

from datetime import datetime

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from mulin.commons.notices.queries import messages_for
from mulin.commons.organisations.actions import list_organisation, name_adviser
from mulin.commons.organisations.models import Adviser
from mulin.commons.places.roles import Role
from mulin.commons.places.tests.people import make_town
from mulin.commons.topics.actions import open_topic
from mulin.features.advice import actions
from mulin.features.advice.tasks import show_unanswered

pytestmark = pytest.mark.django_db


def test_three_masters_three_advisers_and_a_department_that_is_late(clock):
    clock.turn_to(timezone.make_aware(datetime(2026, 10, 22, 9)))
    town = make_town()
    shen = town.join("沈亦舟", Role.STREET_OPERATOR, town.street)
    jiang = town.join("蒋以宁", Role.DISTRICT_OFFICER, town.district)
    ye = town.join("叶问樵", Role.SECRETARY, town.community)
    advisers = {}
    for kind in Adviser.Kind.values:
        person = town.join(f"顾问{kind}", Role.ADVISER)
        advisers[kind] = name_adviser(actor=shen, unit=town.street, person=person, kind=kind)
    assert len(advisers) == 6
    housing = list_organisation(actor=shen, unit=town.street, name="区住建局", kind="department")
    topic = open_topic(
        actor=ye, community=town.community, title="楼顶晒台能不能种菜", problem="想种菜降温"
    )

    # The committee asks the department, and the planner at the same time.
    told = {"actor": ye, "unit": town.community, "topic": topic, "problem": "怎么办？"}
    asked = actions.ask_expert(department=housing, title="楼顶晒台承重", **told)
    other = actions.ask_expert(adviser=advisers["planner"], title="种菜箱怎么摆", **told)
    planner = Client()
    planner.force_login(advisers["planner"].person)
    planner.post(reverse("advice:accept", args=[other.pk]))
    planner.post(
        reverse("advice:answer", args=[other.pk]), {"answer": "沿承重墙摆，留一米二走道。"}
    )

    # Five working days pass without a word from the department: the street sees it.
    street, district = Client(), Client()
    street.force_login(shen)
    district.force_login(jiang)
    at_street = reverse("advice:desk", args=[town.street.pk]) + "?list=late"
    at_district = reverse("advice:desk", args=[town.district.pk]) + "?list=late"
    assert "楼顶晒台承重" not in street.get(at_street).content.decode()
    clock.turn_to(timezone.make_aware(datetime(2026, 10, 30, 8, 10)))
    show_unanswered(timestamp=0)
    assert "楼顶晒台承重" in street.get(at_street).content.decode()
    assert "楼顶晒台承重" not in district.get(at_district).content.decode()
    assert any("到期没有答复" in one.text for one in messages_for(shen).object_list)

    # Five more: the district sees it too.
    clock.turn_to(timezone.make_aware(datetime(2026, 11, 6, 8, 10)))
    show_unanswered(timestamp=0)
    assert "楼顶晒台承重" in district.get(at_district).content.decode()

    # A letter comes at last; staff enter it, and everybody reads it with the topic.
    actions.enter_expert_answer(
        actor=ye,
        request=asked,
        answer="每平方米不超过一百公斤，先做防水。",
        answered_on=timezone.localdate(),
        signed_by="区住建局房屋安全科",
    )
    assert "楼顶晒台承重" not in street.get(at_street).content.decode()
    page = Client().get(reverse("topics:topic", args=[topic.pk])).content.decode()
    assert "每平方米不超过一百公斤" in page
    assert "沿承重墙摆" in page
    assert "晚了 8 天" in Client().get(asked.get_absolute_url()).content.decode()
