"""K19: who has to look after a place suggests whom to ask, and decides nothing."""

import pytest

from mulin.commons.places.models import Place
from mulin.commons.places.roles import Role
from mulin.commons.places.tests.people import make_town

from ..actions import list_organisation
from ..custody import ASKED, advice_for

pytestmark = pytest.mark.django_db


@pytest.fixture
def town():
    return make_town()


@pytest.mark.parametrize("custody", Place.Custody.values)
def test_where_nobody_is_on_the_register_it_says_what_to_do(town, custody):
    advice = advice_for(custody, town.community)
    assert advice.organisations == ()
    assert "街道" in advice.sentence


@pytest.mark.parametrize(
    ("custody", "kind"), [(custody, kind) for custody, kinds in ASKED.items() for kind in kinds]
)
def test_who_looks_after_it_is_named(town, custody, kind):
    secretary = town.join("周明岚", Role.SECRETARY)
    meant = list_organisation(actor=secretary, unit=town.community, name="青禾市政单位", kind=kind)
    list_organisation(actor=secretary, unit=town.community, name="青禾小学", kind="school")
    list_organisation(actor=secretary, unit=town.community, name="青禾区统计局", kind="department")
    advice = advice_for(custody, town.community)
    assert advice.organisations == (meant,)
    assert "青禾市政单位" in advice.sentence
    assert "您定" in advice.sentence


def test_where_nobody_said_nothing_is_suggested(town):
    assert advice_for("", town.community) is None
