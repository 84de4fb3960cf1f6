import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mulin.commons.audit.actions import record
from mulin.commons.places.roles import Role
from mulin.commons.places.tests.people import make_town

from ..queries import timeline_of
from .saying import garden_sentences

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _garden():
    with garden_sentences():
        yield


def test_a_timeline_tells_what_was_done_by_whom_with_the_name_masked():
    town = make_town()
    mi, zhou = town.join("米素珍", Role.RESIDENT), town.join("欧阳念", Role.SOCIAL_WORKER)
    record("garden.planted", by=mi, role=Role.RESIDENT, about=town.street, plant="桂花")
    record("garden.measured", by=zhou, about=town.street)
    record("garden.opened", by=zhou, about=town.street)
    record("garden.watered", by=zhou, role=Role.SOCIAL_WORKER, about=town.street)
    told = timeline_of(town.street)
    assert [(entry.title, entry.who) for entry in told] == [
        ("种下了桂花", "居民 米*"),
        ("浇了水", "社工 欧阳*"),
    ]


def test_who_wants_no_name_gets_none():
    town = make_town()
    mi = town.join("米素珍", Role.RESIDENT)
    record("garden.planted", by=mi, role="resident", about=town.street, plant="茶", anonymous=True)
    assert timeline_of(town.street)[0].who == "居民"


def test_two_things_may_share_one_story():
    town = make_town()
    record("garden.planted", by=None, about=town.street, plant="茶")
    record("garden.watered", by=None, about=town.city)
    record("garden.watered", by=None, about=town.district)
    assert [entry.title for entry in timeline_of(town.city, town.street)] == ["种下了茶", "浇了水"]
    assert timeline_of() == []


def test_a_timeline_costs_one_query_however_long():
    town = make_town()
    zhou = town.join("周念", Role.SOCIAL_WORKER)
    for number in (3, 30):
        for _ in range(number):
            record("garden.watered", by=zhou, about=town.street)
        with CaptureQueriesContext(connection) as asked:
            timeline_of(town.street)
        assert len(asked) == 1
