import pytest
from django.test import Client
from django.urls import reverse

from mulin.commons.places.roles import Role
from mulin.commons.places.tests.people import make_town
from mulin.errors import NotAllowed, Refused

from ..actions import note_earlier_year
from ..models import EarlierYear, Programme
from .cycles import make_cycle

pytestmark = pytest.mark.django_db

TOLD = {"year": 2016, "selected": 68, "selected_by_category": {"文化": 31}, "source": "FACTS S2"}


def make_programme() -> tuple:
    town = make_town()
    office = town.join("沈亦舟", Role.STREET_OPERATOR, town.street)
    steps = [{"kind": "hold_contest", "days": 3}]
    cycle = make_cycle(office, town.street, [town.community], steps)
    return town, office, Programme.objects.get(pk=cycle.programme_id)


def test_figures_told_again_are_put_right():
    _town, office, programme = make_programme()
    note_earlier_year(actor=office, programme=programme, **TOLD)
    note_earlier_year(actor=office, programme=programme, **TOLD | {"selected": 69})
    assert EarlierYear.objects.get().selected == 69


def test_figures_that_cannot_be_are_refused():
    _town, office, programme = make_programme()
    for wrong in (
        {"proposals": 60},
        {"selected_by_category": {"文化": 69}},
        {"selected": None},
        {"year": 2026},
    ):
        with pytest.raises(Refused):
            note_earlier_year(actor=office, programme=programme, **TOLD | wrong)


def test_only_the_host_tells_what_was_before():
    town, _office, programme = make_programme()
    with pytest.raises(NotAllowed):
        note_earlier_year(
            actor=town.join("卞小禾", Role.SOCIAL_WORKER), programme=programme, **TOLD
        )


def test_the_office_fills_in_a_year_line_by_line():
    _town, office, programme = make_programme()
    client = Client()
    client.force_login(office)
    address = reverse("programmes:earlier_years", args=[programme.pk])
    wrong = client.post(address, {"year": 2016, "source": "总结", "selected_by_category": "很多"})
    assert "请写成“文化 31”" in wrong.content.decode()
    filled = {"year": 2016, "selected": 68, "source": "总结", "selected_by_category": "文化：31\n"}
    assert client.post(address, filled).status_code == 303
    assert EarlierYear.objects.get().selected_by_category == {"文化": 31}
    assert "文化 31" in client.get(address, {"year": 2016}).content.decode()
