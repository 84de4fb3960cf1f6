"""Those who want an idea hear of the one it was merged into, as long as it is part of it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mulin.commons.notices.queries import messages_for
from mulin.commons.people.models import Person
from mulin.commons.places.roles import Role

from .. import actions
from ..models import Idea, Support
from .people import ALL_YES, make_season

pytestmark = pytest.mark.django_db


@pytest.fixture
def season():
    season = make_season()
    season.start_screening()
    return season


def merge(season, idea, into):
    idea = Idea.objects.get(pk=idea.pk)
    actions.merge_idea(actor=season.xiaozhou, idea=idea, into=into, reply="一件事。")


def part(season, idea):
    actions.unmerge_idea(actor=season.xiaozhou, idea=idea, reason="不是一件事。")


def screen(season, idea):
    actions.screen_idea(
        actor=season.xiaozhou,
        idea=Idea.objects.get(pk=idea.pk),
        verdict=Idea.Verdict.PROPOSAL,
        findings=ALL_YES,
        reply="做成提案。",
    )


def heard(person, idea):
    found = [message.text for message in messages_for(person).object_list]
    return any(f"“{idea.title}”有结果了" in text for text in found)


def test_a_supporter_hears_what_becomes_of_the_idea_it_went_into(season):
    lamp, light = season.idea("楼道装灯"), season.idea("楼道太暗")
    he = season.town.join("何建国", Role.RESIDENT)
    actions.support_idea(actor=he, idea=light)
    merge(season, light, lamp)
    screen(season, lamp)
    assert heard(he, lamp)
    assert Support.objects.get().idea == light


def test_after_parting_a_supporter_hears_no_more_of_it(season):
    lamp, light = season.idea("楼道装灯"), season.idea("楼道太暗")
    he, mi = (season.town.join(name, Role.RESIDENT) for name in ("何建国", "米桂枝"))
    for person in (he, mi):
        actions.support_idea(actor=person, idea=light)
    actions.support_idea(actor=mi, idea=lamp)
    merge(season, light, lamp)
    part(season, light)
    screen(season, lamp)
    assert not heard(he, lamp)
    assert heard(mi, lamp)


def test_who_takes_support_back_hears_no_more_of_either(season):
    lamp, light = season.idea("楼道装灯"), season.idea("楼道太暗")
    he = season.town.join("何建国", Role.RESIDENT)
    actions.support_idea(actor=he, idea=light)
    merge(season, light, lamp)
    actions.withdraw_support(actor=he, idea=light)
    screen(season, lamp)
    assert not heard(he, lamp)


def crowd(idea, number):
    people = Person.objects.bulk_create(
        Person(full_name=f"邻居{n}", phone=f"199{idea.pk:04}{n:04}") for n in range(number)
    )
    Support.objects.bulk_create(Support(idea=idea, person=person) for person in people)
    return people


def test_a_thousand_supporters_cost_no_more_questions_than_ten(season):
    lamp = season.idea("楼道装灯")
    costs = []
    for title, number in (("楼道太暗", 10), ("楼梯口黑", 1000)):
        idea = season.visitors_idea(title)
        actions.show_idea(actor=season.xiaozhou, idea=idea)
        people = crowd(idea, number)
        with CaptureQueriesContext(connection) as merging:
            merge(season, idea, lamp)
        with CaptureQueriesContext(connection) as parting:
            part(season, idea)
        costs.append((len(merging), len(parting)))
        assert len(people) == number
    ten, thousand = costs
    assert ten == thousand
