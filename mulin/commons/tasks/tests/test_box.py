from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from mulin.commons.occasions import actions as occasions
from mulin.commons.occasions.tests.gatherings import an_occasion
from mulin.commons.organisations.models import Organisation, PartnerUnit
from mulin.commons.places.roles import Role
from mulin.commons.places.tests.people import make_town
from mulin.errors import NotAllowed, Refused

from .. import actions, queries
from ..actions import bringing_up
from ..models import AgendaItem
from .promises import a_matter, a_unit, neighbour, speaker, staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def town():
    return make_town()


def table(town):
    return an_occasion(town, on=timezone.localdate() + timedelta(days=3))


def test_what_a_neighbour_brings_waits_in_the_box_and_comes_to_the_table(town):
    first, second = a_matter(town), a_matter(town, title="路灯不亮")
    occasion = table(town)
    actions.put_on_agenda(actor=staff(town), item=second, occasion=occasion)
    actions.put_on_agenda(actor=staff(town), item=first, occasion=occasion)
    assert list(queries.agenda_of(occasion)) == [second, first]
    assert not queries.box_of(town.community)
    outcome = "派出所联合交警整治"
    closed = actions.close_agenda_item(actor=staff(town), item=first, outcome=outcome)
    assert closed.state == AgendaItem.State.DISCUSSED


def test_what_there_was_no_time_for_waits_again(town):
    item = a_matter(town)
    actions.put_on_agenda(actor=staff(town), item=item, occasion=table(town))
    actions.take_off_agenda(actor=staff(town), item=item)
    assert list(queries.box_of(town.community)) == [item]


def test_one_thing_waits_for_a_table_once(town):
    origin = a_unit(town)
    first = a_matter(town, actor=staff(town), origin=origin)
    assert a_matter(town, actor=staff(town), origin=origin) == first
    actions.withdraw_agenda_item(actor=staff(town), item=first)
    assert a_matter(town, actor=staff(town), origin=origin) != first


def test_nobody_fills_the_box_alone(town, monkeypatch):
    monkeypatch.setattr(bringing_up, "MOST_WAITING", 2)
    first, _second = a_matter(town), a_matter(town, title="路灯不亮")
    with pytest.raises(Refused, match="等着上会"):
        a_matter(town, title="井盖响")
    assert a_matter(town, actor=staff(town), title="消防通道").is_waiting
    actions.put_on_agenda(actor=staff(town), item=first, occasion=table(town))
    assert a_matter(town, title="井盖响").is_waiting


def test_the_same_press_brings_it_once(town):
    receipt = uuid4()
    assert a_matter(town, receipt=receipt) == a_matter(town, receipt=receipt)


def test_a_unit_brings_matters_in_its_own_name_by_its_people_only(town):
    school = a_unit(town, "锦槐小学")
    teacher = speaker(town, school, "教务主任")
    item = a_matter(town, actor=teacher, organisation=school)
    assert item.raised_in_public == "锦槐小学"
    with pytest.raises(NotAllowed):
        a_matter(town, organisation=school)


def test_a_unit_brings_nothing_where_it_does_not_sit(town):
    shop = Organisation.objects.create(
        unit=town.street, name="庆和早点", kind=Organisation.Kind.ENTERPRISE
    )
    keeper = speaker(town, shop, "早点店主")
    with pytest.raises(NotAllowed):
        a_matter(town, actor=keeper, organisation=shop)
    PartnerUnit.objects.create(
        organisation=shop, community=town.community, from_on=timezone.localdate()
    )
    assert a_matter(town, actor=keeper, organisation=shop).raised_in_public == "庆和早点"


def test_who_does_not_live_here_brings_nothing(town):
    far = town.join("远亲", Role.RESIDENT, town.far_community)
    with pytest.raises(NotAllowed):
        a_matter(town, actor=far)


def test_a_matter_is_returned_with_a_reason_only(town):
    item = a_matter(town)
    with pytest.raises(Refused, match="原因"):
        actions.return_agenda_item(actor=staff(town), item=item, because="")
    actions.return_agenda_item(actor=staff(town), item=item, because="上个月议过了")
    with pytest.raises(Refused, match="已经"):
        actions.put_on_agenda(actor=staff(town), item=item, occasion=table(town))


def test_nothing_is_put_on_a_table_that_is_over(town):
    occasion = an_occasion(town)
    occasions.hold_occasion(actor=staff(town), occasion=occasion)
    with pytest.raises(Refused, match="已经开过"):
        actions.put_on_agenda(actor=staff(town), item=a_matter(town), occasion=occasion)


def test_a_neighbour_takes_back_her_own_only(town):
    item = a_matter(town)
    other = town.join("别人", Role.RESIDENT)
    with pytest.raises(NotAllowed):
        actions.withdraw_agenda_item(actor=other, item=item)
    actions.withdraw_agenda_item(actor=neighbour(town), item=item)
    assert not queries.box_of(town.community)
