"""Pages of a result ask as many questions for 27 proposals of 22 communities as for few."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from mulin.commons.places.roles import Role
from mulin.commons.places.tests.people import make_town
from mulin.programmes import kinds
from mulin.programmes.actions import open_step

from ..actions import answer_objection, make_timetable, object_to_result, publish_result
from .quality_cycle import flag_all_but, make_quality_cycle

pytestmark = pytest.mark.django_db

PAGES = {
    "result": ("resident", "contest", 12),
    "publication": ("resident", "publishing", 12),
    "object": ("resident", "publishing", 12),
    "timetable": ("resident", "contest", 12),
    "timetable_paper": ("resident", "contest", 12),
    "publishing": ("office", "publishing", 20),
    "timetable_desk": ("office", "contest", 20),
}


def staged(**size):
    quality = make_quality_cycle(**size)
    make_timetable(
        actor=quality.office,
        step=quality.contest,
        order="zone",
        starts_at=quality.contest.opens_at,
        minutes=5,
    )
    quality.close()
    flag_all_but(quality)
    step = open_step(actor=quality.office, step=quality.publishing)
    publication = publish_result(actor=quality.office, step=step)
    for number in range(len(quality.proposals) // 3):
        who = quality.town.join(f"{quality.cycle.pk}的居民{number}", Role.RESIDENT)
        objection = object_to_result(actor=who, publication=publication, text="票数不对")
        if number % 2:
            answer_objection(actor=quality.office, objection=objection, answer="没有错")
    return quality


def count(client, quality, name):
    who, step, _most = PAGES[name]
    office = quality.town.people["沈亦舟"]
    client.force_login(office if who == "office" else quality.town.people["米桂枝0"])
    address = reverse(f"contests:{name}", args=[getattr(quality, step).pk])
    assert client.get(address).status_code == 200
    with CaptureQueriesContext(
        connection,
    ) as asked:
        client.get(address)
    return len(asked)


def test_every_page_asks_the_same_number_of_questions(client):
    few = staged(communities=3, proposals=6)
    small = {name: count(client, few, name) for name in PAGES}
    many = staged(communities=22, proposals=27, town=few.town, called="糖坊")
    large = {name: count(client, many, name) for name in PAGES}
    assert small == large
    assert all(large[name] <= most for name, (_who, _step, most) in PAGES.items()), large


@pytest.mark.parametrize("kind", ["hold_contest", "publish_result"])
def test_progress_asks_the_same_number_of_questions(kind):
    asked = []
    town = make_town()
    for called, size in (("禾苑", 3), ("糖坊", 22)):
        quality = make_quality_cycle(town=town, called=called, communities=size)
        quality.close()
        step = quality.contest if kind == "hold_contest" else quality.publishing
        with CaptureQueriesContext(connection) as counted:
            assert len(kinds.get(kind).progress(step)) == size
        asked.append(len(counted))
    assert asked[0] == asked[1] <= 3
