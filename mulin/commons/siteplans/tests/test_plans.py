"""A community's own plan, and the spots people point at."""

import pytest

from mulin.commons.files.pictures import redraw
from mulin.commons.files.tests.pictures import a_photo
from mulin.commons.places.models import Compound
from mulin.commons.places.roles import Role
from mulin.commons.places.tests.people import make_town
from mulin.errors import NotAllowed, Refused

from ..actions import put_up_plan, take_down_plan
from ..models import Photo, SitePlan, Spot
from ..pointing import height_of, pointed_at
from ..queries import plans_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def town():
    return make_town()


@pytest.fixture
def xiaozhou(town):
    return town.join("周小雨", Role.SOCIAL_WORKER)


def put_up(town, xiaozhou, name="北里平面图", **how) -> SitePlan:
    picture = redraw(a_photo((1200, 600)))
    return put_up_plan(actor=xiaozhou, community=town.community, name=name, picture=picture, **how)


def test_a_plan_is_for_everybody_to_see(town, xiaozhou):
    plan = put_up(town, xiaozhou)
    assert plan.picture.is_public
    assert list(plans_of(town.community)) == [plan]
    assert not plans_of(town.next_community)


def test_a_newer_plan_takes_the_place_of_the_older_of_its_name(town, xiaozhou):
    old, new = put_up(town, xiaozhou), put_up(town, xiaozhou)
    old.refresh_from_db()
    assert old.is_retired
    assert list(plans_of(town.community)) == [new]


def test_a_plan_that_is_taken_down_keeps_its_picture(town, xiaozhou):
    plan = put_up(town, xiaozhou)
    take_down_plan(actor=xiaozhou, plan=plan)
    assert not plans_of(town.community)
    assert Photo.objects.filter(pk=plan.picture_id).exists()
    with pytest.raises(Refused, match="已经收起来了"):
        take_down_plan(actor=xiaozhou, plan=plan)


def test_residents_put_up_no_plan(town):
    with pytest.raises(NotAllowed):
        put_up(town, town.join("林秋月", Role.RESIDENT))


def test_a_plan_of_a_compound_elsewhere_is_refused(town, xiaozhou):
    far = Compound.objects.create(community=town.far_community, name="糖坊三号院")
    with pytest.raises(Refused, match="不在这个社区"):
        put_up(town, xiaozhou, compound=far)


@pytest.mark.parametrize(
    ("x", "y", "spot"),
    [
        ("320", "160", Spot(500, 500)),
        ("640", "320", Spot(1000, 1000)),
        ("1", "0", Spot(1, 0)),
        ("0", "0", None),
        ("641", "10", None),
        ("-3", "10", None),
        ("９", "10", None),
        ("", "10", None),
        ("9" * 30, "10", None),
    ],
)
def test_a_tap_is_a_spot_and_a_key_or_nonsense_is_none(town, xiaozhou, x, y, spot):
    plan = put_up(town, xiaozhou)
    assert height_of(plan) == 320
    assert pointed_at(plan, {f"spot-{plan.pk}.x": x, f"spot-{plan.pk}.y": y}) == spot


def test_office_puts_up_and_takes_down_on_its_page(client, town, xiaozhou):
    client.force_login(xiaozhou)
    here = f"/siteplans/{town.community.pk}/"
    response = client.post(here, {"name": "北里总图", "picture": a_photo()})
    assert response.status_code == 303
    plan = SitePlan.objects.get()
    assert "北里总图" in client.get(here).text
    assert client.post(f"{here}{plan.pk}/take-down/").status_code == 303
    assert "北里总图" not in client.get(here).text
