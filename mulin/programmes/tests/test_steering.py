"""Steps open and close by date or by act, never without what they need."""

from datetime import timedelta

import pytest
from django.utils import timezone

from mulin.commons.audit.models import Record
from mulin.commons.notices.queries import unread_count
from mulin.commons.places.models import Membership
from mulin.commons.places.roles import Role
from mulin.commons.places.tests.people import make_town
from mulin.errors import NotAllowed, Refused

from .. import queries
from ..actions import (
    assign_zones,
    change_dates,
    enter,
    name_owner,
    open_step,
    remove_zone,
    save_zone,
)
from ..models import Step
from ..queries import open_steps
from ..tasks import close_due_steps
from .cycles import make_cycle, shift

BY_ITSELF = [
    {"kind": "collect_ideas", "days": 3, "closes_itself": True},
    {"kind": "screen_ideas", "days": 3, "closes_itself": True},
    {"kind": "publish_result", "days": 7, "closes_itself": True},
]
WITH_ZONES = [{"kind": "collect_ideas", "days": 9, "requires": ["zones"]}, *BY_ITSELF[1:]]


@pytest.fixture
def town(db):
    return make_town()


@pytest.fixture
def office(town):
    return town.join("沈亦舟", Role.STREET_OPERATOR, town.street)


@pytest.fixture
def cycle(town, office):
    return make_cycle(office, town.street, [town.community, town.next_community], BY_ITSELF)


@pytest.fixture
def zoned(town, office):
    return make_cycle(office, town.street, [town.community, town.next_community], WITH_ZONES)


def clock_strikes():
    close_due_steps(timestamp=0)


def test_the_clock_closes_what_closes_itself(cycle, office):
    first, second, _third = cycle.steps.all()
    clock_strikes()
    assert not Step.objects.get(pk=first.pk).is_closed
    shift(first, opens_in=-3, closes_in=-1)
    clock_strikes()
    first.refresh_from_db()
    assert first.is_closed
    told = Record.objects.get(verb="programmes.step_closed")
    assert (told.by_id, told.role, told.details["by_clock"]) == (office.pk, "street_operator", True)
    assert not Step.objects.get(pk=second.pk).is_closed


def test_the_clock_leaves_what_people_close(town, office):
    steps = [{"kind": "collect_ideas", "days": 3}]
    step = make_cycle(office, town.street, [town.community], steps, days_ago=9).steps.get()
    clock_strikes()
    step.refresh_from_db()
    assert (step.is_overdue, step.stuck_because) == (True, "")


def test_a_step_that_cannot_close_stays_open_and_its_owner_is_told_once(cycle, office):
    for place, step in enumerate(cycle.steps.all()):
        shift(step, opens_in=-9 + place, closes_in=-3 + place)
    before = unread_count(office)
    for _minute in range(3):
        clock_strikes()
    stuck = cycle.steps.last()
    assert stuck.is_overdue
    assert "结果还没有公示" in stuck.stuck_because
    assert unread_count(office) == before + 1


def test_a_clock_that_comes_late_finds_new_dates(cycle, office, monkeypatch):
    first = shift(cycle.steps.first(), opens_in=-3, closes_in=-1)
    seen = queries.steps_to_close()
    later = timezone.now() + timedelta(days=2)
    change_dates(actor=office, step=first, opens_at=first.opens_at, closes_at=later)
    monkeypatch.setattr(queries, "steps_to_close", lambda: seen)
    clock_strikes()
    first.refresh_from_db()
    assert (first.is_closed, first.stuck_because) == (False, "")


def test_an_owner_who_has_left_is_named_as_the_reason(cycle, office, town):
    shift(cycle.steps.first(), opens_in=-3, closes_in=-1)
    Membership.objects.filter(person=office).update(until_on=timezone.localdate())
    clock_strikes()
    assert "身份" in cycle.steps.first().stuck_because
    Step.objects.filter(cycle=cycle).update(owner=None)
    clock_strikes()
    assert "还没有负责人" in cycle.steps.first().stuck_because


def test_a_step_has_one_owner_who_hears_of_it(cycle, office, town):
    step, other = cycle.steps.first(), town.join("秦岚", Role.STREET_OPERATOR, town.street)
    assert step.owner == office
    name_owner(actor=office, step=step, owner=other)
    assert Step.objects.get(pk=step.pk).owner == other
    assert unread_count(other) == 1
    with pytest.raises(Refused, match="管不了这个计划"):
        name_owner(actor=office, step=step, owner=town.join("方圆", Role.SOCIAL_WORKER))


def days(number):
    return timezone.now() + timedelta(days=number)


@pytest.mark.parametrize(
    ("opens", "closes", "refusal"),
    [(None, -1, "不能早于现在"), (1, 5, "开始的时间不能再改"), (None, 5, None)],
)
def test_a_running_step_moves_only_its_end(cycle, office, opens, closes, refusal):
    step = cycle.steps.first()
    how = {"opens_at": days(opens) if opens else step.opens_at, "closes_at": days(closes)}
    if refusal:
        with pytest.raises(Refused, match=refusal):
            change_dates(actor=office, step=step, **how)
    else:
        assert change_dates(actor=office, step=step, **how).closes_at == how["closes_at"]


@pytest.mark.parametrize(
    ("opens", "closes", "refusal"),
    [
        (-1, 5, "开始的时间不能早于现在"),
        (5, 5, "结束要在开始之后"),
        (5, 4, "结束要在开始之后"),
        (3, 6, None),
    ],
)
def test_a_step_to_come_moves_within_the_future(cycle, office, opens, closes, refusal):
    step = cycle.steps.all()[1]
    on = days(0)
    how = {"opens_at": on + timedelta(days=opens), "closes_at": on + timedelta(days=closes)}
    if refusal:
        with pytest.raises(Refused, match=refusal):
            change_dates(actor=office, step=step, **how)
        return
    change_dates(actor=office, step=step, **how)
    told = Record.objects.get(verb="programmes.dates_changed").details
    assert told["was"] != told["dates"]


def test_a_step_does_not_open_before_the_one_before_it(cycle, office):
    first, second, _third = cycle.steps.all()
    shift(first, opens_in=5, closes_in=8)
    with pytest.raises(Refused, match="不能早于前一步"):
        change_dates(actor=office, step=second, opens_at=days(2), closes_at=days(9))


def test_the_steps_after_move_along_if_asked(cycle, office):
    first, _second, third = cycle.steps.all()
    later = first.closes_at + timedelta(days=4)
    how = {"opens_at": first.opens_at, "closes_at": later}
    change_dates(actor=office, step=first, **how, and_following=True)
    moved = list(cycle.steps.all())
    assert moved[0].closes_at == moved[1].opens_at
    assert moved[2].closes_at - third.closes_at == timedelta(days=4)


def test_a_step_that_needs_zones_waits_until_every_community_is_in_one(zoned, office, town):
    step = zoned.steps.first()
    assert (step.is_held, step.state, step.is_open) == (True, "next", False)
    with pytest.raises(Refused, match=r"还有 2 个社区没分片区：.*望禾北里社区"):
        enter(step)
    with pytest.raises(Refused, match="没分片区"):
        open_step(actor=office, step=step)
    assert not open_steps("collect_ideas").filter(cycle=zoned).exists()
    zone = save_zone(actor=office, cycle=zoned, name="绿色宜居片", focus="楼下待得住")
    assign_zones(actor=office, cycle=zoned, zones={town.community.pk: zone.pk})
    with pytest.raises(Refused, match="还有 1 个社区没分片区"):
        enter(step)
    assign_zones(actor=office, cycle=zoned, zones={town.next_community.pk: zone.pk})
    assert enter(step).is_open


def test_once_it_has_begun_no_community_is_without_a_zone(zoned, office, town):
    one, other = (
        save_zone(actor=office, cycle=zoned, name=name, focus="x") for name in ("东片", "西片")
    )
    both = [town.community.pk, town.next_community.pk]
    assert assign_zones(actor=office, cycle=zoned, zones=dict.fromkeys(both, one.pk)) == 2
    with pytest.raises(Refused, match="不能没有片区"):
        assign_zones(actor=office, cycle=zoned, zones={both[0]: None})
    assert assign_zones(actor=office, cycle=zoned, zones=dict.fromkeys(both, other.pk)) == 2
    with pytest.raises(Refused, match="里还有社区"):
        remove_zone(actor=office, zone=other)
    gone = one.pk
    remove_zone(actor=office, zone=one)
    with pytest.raises(Refused, match="不是这一季的"):
        assign_zones(actor=office, cycle=zoned, zones={both[0]: gone})
    with pytest.raises(Refused, match="已经有一个“西片”"):
        save_zone(actor=office, cycle=zoned, name="西片", focus="x")


def test_only_the_hosts_office_draws_zones(zoned, town):
    worker = town.join("方圆", Role.SOCIAL_WORKER)
    with pytest.raises(NotAllowed):
        save_zone(actor=worker, cycle=zoned, name="东片", focus="x")
    with pytest.raises(NotAllowed):
        assign_zones(actor=worker, cycle=zoned, zones={})
