"""B15, I01: what neighbours share, what it is called and was called."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from mulin.commons.audit.models import Record
from mulin.errors import Refused

from .. import actions, queries
from ..models import Place
from ..roles import Role
from .people import make_town

pytestmark = pytest.mark.django_db


@pytest.fixture
def town():
    town = make_town()
    town.join("方静姝", Role.SECRETARY)
    return town


def found(town, name, unit=None, **how):
    return actions.found_place(
        actor=None, community=unit or town.community, kind="bike_shed", name=name, **how
    )


def rename(town, place, name, **how):
    return actions.rename_place(
        actor=town.people["方静姝"], place=place, name=name, because="大家选的", **how
    )


def test_the_old_name_is_kept_with_its_days(town):
    shed = found(town, "非机动车库")
    rename(town, shed, "睦邻小站", on=date(2026, 9, 3))
    rename(town, shed, "睦邻车库", on=date(2026, 10, 1))
    shed.refresh_from_db()
    assert (shed.name, shed.named_on) == ("睦邻车库", date(2026, 10, 1))
    assert [(old.name, old.from_on, old.until_on) for old in queries.old_names_of(shed)] == [
        ("睦邻小站", date(2026, 9, 3), date(2026, 10, 1)),
        ("非机动车库", None, date(2026, 9, 3)),
    ]
    assert Record.objects.filter(verb="places.place_renamed", about_id=shed.pk).count() == 2


def test_two_places_of_a_community_are_not_called_alike(town):
    found(town, "小花园")
    garage = found(town, "非机动车库")
    with pytest.raises(Refused, match="已经有了"):
        found(town, " 小花园 ")
    with pytest.raises(Refused, match="已经有了"):
        rename(town, garage, "小花园")
    found(town, "小花园", town.next_community)


def test_nobody_takes_what_neighbours_still_say_of_another_place(town):
    shed, other = found(town, "非机动车库"), found(town, "地下室")
    rename(town, shed, "睦邻车库")
    with pytest.raises(Refused, match="老名字"):
        rename(town, other, "非机动车库")
    rename(town, shed, "非机动车库")
    shed.refresh_from_db()
    assert shed.name == "非机动车库"


def test_a_name_does_not_begin_before_the_one_it_follows(town):
    shed = found(town, "非机动车库")
    rename(town, shed, "睦邻小站")
    with pytest.raises(Refused, match="以后启用"):
        rename(town, shed, "睦邻车库", on=timezone.localdate() - timedelta(days=1))


def test_a_compound_of_another_community_is_no_place_for_it(town):
    compound = actions.add_compound(actor=None, community=town.next_community, name="二区")
    with pytest.raises(Refused, match="不在这个社区"):
        found(town, "车棚", compound=compound)


def test_postgresql_keeps_one_place_of_a_name(town):
    shed = found(town, "车棚")
    with pytest.raises(IntegrityError), transaction.atomic():
        Place.objects.create(community=shed.community, kind="other", name="车棚")


@pytest.mark.django_db(transaction=True)
def test_two_at_once_cannot_give_one_name_to_two_places():
    town = make_town()
    places = [found(town, "东棚"), found(town, "西棚")]

    def take(place):
        try:
            actions.rename_place(actor=None, place=place, name="睦邻车库", because="抢")
        except Refused:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(2) as both:
        assert sorted(both.map(take, places)) == [False, True]
    assert Place.objects.filter(name="睦邻车库").count() == 1


def test_the_office_writes_a_place_down_and_everybody_reads_it(client, town):
    client.force_login(town.people["方静姝"])
    address = reverse("places:spaces", args=[town.community.pk])
    given = {"name": "非机动车库", "kind": "bike_shed", "status": "in_use", "spot": "3号楼北侧"}
    assert client.post(address, given).status_code == 303
    assert "已经有了" in client.post(address, given).content.decode()
    shed = queries.places_of(town.community).get()
    change = reverse("places:space_change", args=[shed.pk])
    client.post(change, given | {"status": "idle", "area_m2": "86.5"})
    told = reverse("places:space_rename", args=[shed.pk])
    assert client.post(told, {"name": "睦邻车库", "because": "微信群征集"}).status_code == 303
    client.logout()
    public = client.get(f"/places/spaces/{shed.pk}/").content.decode()
    for words in ("睦邻车库", "非机动车库", "微信群征集", "86.5", "3号楼北侧", "闲着"):
        assert words in public
