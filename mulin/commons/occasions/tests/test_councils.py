"""A council of partner units calls a series, and its units sit at the table (E20)."""

from datetime import date

import pytest
from django.urls import reverse

from mulin.commons.calendar.cadence import Cadence
from mulin.commons.organisations.actions.registers import form_committee, seat_member
from mulin.commons.organisations.models import Organisation
from mulin.commons.places.tests.people import make_town
from mulin.errors import Refused
from mulin.web.tests.moments import it_is

from .. import actions
from ..models import Series
from .gatherings import GATHERING, staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def town():
    return make_town()


@pytest.fixture
def council(town):
    return form_committee(
        actor=staff(town), unit=town.community, name="共建理事会", kind="partners"
    )


def sit(town, council, name="实验学校", kind="school"):
    unit = Organisation.objects.create(unit=town.street, name=name, kind=kind)
    seat_member(actor=staff(town), committee=council, person=staff(town), organisation=unit)
    return unit


def start(town, **how):
    return actions.start_series(
        actor=staff(town),
        unit=how.pop("unit", town.community),
        kind=GATHERING,
        name="联席会",
        cadence=Cadence("month", 2, day=20),
        starts_on=date(2026, 1, 1),
        **how,
    )


@it_is("2026-01-05 10:00")
def test_the_units_on_the_council_sit_at_the_table_it_calls(town, council):
    school = sit(town, council)
    series = start(town, host=council)
    assert series.host == council
    assert list(series.partners.all()) == [school]


@it_is("2026-01-05 10:00")
def test_a_council_of_elsewhere_calls_nothing_here(town):
    elsewhere = form_committee(
        actor=staff(town), unit=town.community, name="共建理事会", kind="partners"
    )
    elsewhere.unit = town.next_community
    elsewhere.save()
    with pytest.raises(Refused, match="不在这里"):
        start(town, host=elsewhere)


def test_a_seat_on_a_council_of_partners_is_a_units(town, council):
    with pytest.raises(Refused, match="代表哪个单位"):
        seat_member(actor=staff(town), committee=council, person=staff(town))


def test_the_office_chooses_who_calls_a_series(client, town, council):
    sit(town, council)
    client.force_login(staff(town))
    told = {
        "kind": GATHERING,
        "name": "党组织联席会",
        "rule": "day",
        "every": 2,
        "day": 20,
        "when_off": "keep",
        "starts_on": "2026-01-01",
        "host": council.pk,
    }
    page = client.post(reverse("occasions:new", args=[town.community.pk]), told)
    assert page.status_code == 303
    series = Series.objects.get(name="党组织联席会")
    assert [one.name for one in series.partners.all()] == ["实验学校"]
    shown = client.get(reverse("occasions:series", args=[series.pk])).text
    assert "共建理事会召集" in shown
