from datetime import date
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from mulin.commons.audit.queries import records_about
from mulin.commons.calendar.cadence import Cadence
from mulin.commons.occasions import actions as occasions
from mulin.commons.occasions.tests.gatherings import a_series, an_occasion
from mulin.commons.places.roles import Role
from mulin.commons.places.tests.people import make_town
from mulin.errors import NotAllowed, Refused
from mulin.web.tests.moments import it_is

from .. import actions, queries
from ..models import ActionItem
from .promises import a_promise, a_unit, in_days, neighbour, speaker, staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def town():
    return make_town()


def test_a_promise_names_one_who_keeps_it(town):
    for keeper in (neighbour(town), a_unit(town), town.street):
        item = a_promise(town, keeper)
        assert item.is_commitment == (keeper == a_unit(town))
    with pytest.raises(IntegrityError, match="a_promise_is_kept_by_one"), transaction.atomic():
        ActionItem.objects.filter(pk=item.pk).update(keeper=neighbour(town))


@pytest.mark.parametrize("day", [date.min, date.max])
def test_nothing_is_promised_for_a_year_beyond_calendars(town, day):
    with pytest.raises(Refused, match="太远"):
        a_promise(town, due_on=day)
    item = a_promise(town)
    with pytest.raises(Refused, match=r"太远|已经过了"):
        actions.postpone(actor=staff(town), item=item, due_on=day, because="写错了")


def test_the_same_press_makes_one_promise(town):
    receipt = uuid4()
    assert a_promise(town, receipt=receipt) == a_promise(town, receipt=receipt)


def test_a_unit_sees_its_promise_and_keeps_it_by_any_of_its_people(town):
    police = a_unit(town)
    item = a_promise(town, police)
    officer = speaker(town, police)
    assert item in queries.kept_by(officer)
    kept = actions.keep_promise(actor=officer, item=item, note="3月4日整治了一次，疏导40分钟")
    assert kept.is_kept
    with pytest.raises(Refused, match="做到了"):
        actions.keep_promise(actor=officer, item=item, note="再做一次")


def test_a_stranger_neither_sees_nor_tells(town):
    item = a_promise(town)
    stranger = town.join("路人", Role.RESIDENT)
    assert item not in queries.items_visible_to(stranger)
    with pytest.raises(NotAllowed):
        actions.note_progress(actor=stranger, item=item, text="我来说说")


def test_a_promise_ends_with_words(town):
    item = a_promise(town)
    with pytest.raises(Refused, match="请写一句"):
        actions.keep_promise(actor=staff(town), item=item, note="")


def test_a_postponed_promise_still_says_what_was_promised_first(town):
    item = a_promise(town, due_on=in_days(3))
    actions.postpone(actor=staff(town), item=item, due_on=in_days(9), because="交警那天有任务")
    again = actions.postpone(actor=staff(town), item=item, due_on=in_days(12), because="下雨")
    assert again.promised_for == in_days(3)
    assert again.is_postponed
    with pytest.raises(Refused, match="已经过了"):
        actions.postpone(actor=staff(town), item=item, due_on=in_days(-1), because="写错了")


def test_overdue_is_counted_for_each_unit(town):
    police, school = a_unit(town), a_unit(town, "锦槐小学")
    for keeper, days in ((police, -1), (police, -2), (school, -1), (school, 5)):
        a_promise(town, keeper, due_on=in_days(days))
    assert queries.overdue_by_keeper(town.district) == [(police, 2), (school, 1)]


def test_the_next_time_opens_with_what_was_promised_before(town):
    with it_is("2026-01-01 10:00"):
        series = a_series(town, Cadence("month", every=2, day=20), name="联席会")
    january, march, may = series.occasions.order_by("on")[:3]
    with it_is("2026-01-20 20:00"):
        occasions.hold_occasion(actor=staff(town), occasion=january)
        promised = a_promise(town, a_unit(town), occasion=january, due_on=march.on)
        done = a_promise(town, what="学校发动家长志愿者", occasion=january)
        elsewhere = a_promise(town, what="别的会上的", occasion=an_occasion(town))
    with it_is("2026-02-10 10:00"):
        actions.keep_promise(actor=staff(town), item=done, note="来了12位家长")
    assert list(queries.carried_to(march)) == [promised, done]
    assert elsewhere not in queries.carried_to(march)
    with it_is("2026-03-20 20:00"):
        occasions.hold_occasion(actor=staff(town), occasion=march)
    assert list(queries.carried_to(may)) == [promised]
    with it_is("2026-04-01 10:00"):
        assert queries.overdue_by_keeper(town.community) == [(a_unit(town), 1)]


def test_who_leaves_gives_everything_on_and_the_story_stays(town):
    leaver = town.join("小周", Role.COMMUNITY_STAFF)
    successor = town.join("小何", Role.COMMUNITY_STAFF)
    items = [a_promise(town, leaver, what=f"第{n}件") for n in range(3)]
    ended = a_promise(town, leaver, what="做完的")
    actions.keep_promise(actor=staff(town), item=ended, note="做完了")
    given = actions.hand_over_everything(
        actor=staff(town),
        leaver=leaver,
        successor=successor,
        unit=town.community,
        because="调到街道",
    )
    assert given["promises"] == 3
    assert set(ActionItem.objects.filter(keeper=successor)) == set(items)
    assert ActionItem.objects.get(pk=ended.pk).keeper == leaver
    last = records_about(items[0]).last()
    assert (last.verb, last.details["because"]) == ("tasks.handed_over", "调到街道")


@pytest.mark.parametrize("who", ["herself", "a stranger"])
def test_nothing_is_given_to_oneself_or_to_somebody_with_no_part_here(town, who):
    leaver = town.join("小周", Role.COMMUNITY_STAFF)
    a_promise(town, leaver)
    elsewhere = town.join("外人", Role.COMMUNITY_STAFF, town.far_community)
    with pytest.raises(Refused):
        actions.hand_over_everything(
            actor=staff(town),
            leaver=leaver,
            successor=leaver if who == "herself" else elsewhere,
            unit=town.community,
            because="调走",
        )
    assert ActionItem.objects.get(keeper=leaver)
