from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from mulin.commons.calendar.cadence import Cadence
from mulin.commons.places.roles import Role
from mulin.commons.places.tests.people import make_town
from mulin.errors import NotAllowed, Refused
from mulin.web.tests.moments import it_is

from .. import actions, queries
from ..models import Occasion
from ..tasks import extend_every_series
from .gatherings import GATHERING, a_series, an_occasion, begun, staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def town():
    return make_town()


@it_is("2026-03-05 10:00")
def test_a_series_writes_down_its_year_and_tells_the_room(town):
    series = a_series(town)
    days = list(series.occasions.values_list("on", flat=True))
    assert days == [date(2026, month, 10) for month in range(1, 13)]
    assert set(series.occasions.values_list("pk", flat=True)) <= set(begun)
    assert series.required_roles == [Role.GRID_WORKER]


@it_is("2026-10-31 10:00")
def test_the_next_year_creates_itself_from_november_on_and_only_once(town):
    series = a_series(town)
    extend_every_series(timestamp=0)
    assert series.occasions.count() == 12
    with it_is("2026-11-01 10:00"):
        for _again in range(2):
            extend_every_series(timestamp=0)
    assert series.occasions.count() == 24
    assert series.occasions.filter(on__year=2027).count() == 12


@it_is("2026-03-05 10:00")
def test_an_ended_series_is_not_written_on(town):
    series = a_series(town)
    actions.end_series(
        actor=staff(town), series=series, ends_on=date(2026, 6, 30), because="改成联席会"
    )
    off = series.occasions.filter(state=Occasion.State.CALLED_OFF)
    assert {one.on.month for one in off} == set(range(7, 13))
    assert all(one.because == "改成联席会" for one in off)
    with it_is("2026-12-01 10:00"):
        extend_every_series(timestamp=0)
        assert series.occasions.filter(on__year=2027).count() == 0


@it_is("2026-03-05 10:00")
def test_two_series_of_a_unit_have_different_names(town):
    a_series(town)
    with pytest.raises(Refused, match="居民恳谈日"):
        a_series(town)


@it_is("2026-03-05 10:00")
def test_a_changed_series_leaves_alone_what_was_moved_or_is_over(town):
    series = a_series(town)
    may = series.occasions.get(nominal_on=date(2026, 5, 10))
    actions.move_occasion(
        actor=staff(town), occasion=may, on=date(2026, 5, 12), because="下大雨", where="活动室"
    )
    actions.change_series(
        actor=staff(town),
        series=series,
        starts_at=None,
        where="社区广场",
        required_roles=[],
        partners=[],
    )
    where = dict(series.occasions.values_list("nominal_on__month", "where"))
    assert where[5] == "活动室"
    assert where[6] == "社区广场"
    assert where[1] == "大榕树下"


def test_a_time_of_a_series_cannot_be_written_down_twice(town):
    series = a_series(town)
    first = series.occasions.first()
    with pytest.raises(IntegrityError, match="a_series_comes_once_a_time"), transaction.atomic():
        Occasion.objects.create(
            unit=series.unit,
            series=series,
            kind=GATHERING,
            title="再来一次",
            nominal_on=first.nominal_on,
            planned_on=first.on,
            on=first.on,
        )


def test_only_the_office_plans(town):
    outsider = town.join("路人", Role.RESIDENT)
    with pytest.raises(NotAllowed):
        actions.start_series(
            actor=outsider,
            unit=town.community,
            kind=GATHERING,
            name="我的会",
            cadence=Cadence("month", day=1),
            starts_on=timezone.localdate(),
        )


def test_what_was_held_is_held_and_says_so_once(town):
    occasion = an_occasion(town)
    for _again in range(2):
        assert actions.hold_occasion(actor=staff(town), occasion=occasion).is_held


def test_nothing_is_held_before_its_day(town):
    occasion = an_occasion(town, on=timezone.localdate() + timedelta(days=1))
    with pytest.raises(Refused, match="还没到这一天"):
        actions.hold_occasion(actor=staff(town), occasion=occasion)


def test_what_was_missed_says_why_and_can_be_held_on_another_day(town):
    occasion = an_occasion(town)
    with pytest.raises(Refused, match="原因"):
        actions.miss_occasion(actor=staff(town), occasion=occasion, because="")
    missed = actions.miss_occasion(actor=staff(town), occasion=occasion, because="来的人太少")
    assert missed.state == Occasion.State.MISSED
    tomorrow = timezone.localdate() + timedelta(days=1)
    moved = actions.move_occasion(
        actor=staff(town), occasion=missed, on=tomorrow, because="改到明天"
    )
    assert moved.is_planned
    assert moved.is_moved
    assert moved.planned_on == timezone.localdate()


def test_what_was_called_off_cannot_be_held(town):
    occasion = an_occasion(town)
    actions.call_off(actor=staff(town), occasion=occasion, because="停电")
    with pytest.raises(Refused, match="取消"):
        actions.hold_occasion(actor=staff(town), occasion=occasion)


def test_a_day_that_passed_without_a_word_is_forgotten_not_held(town):
    occasion = an_occasion(town, on=timezone.localdate() - timedelta(days=1))
    assert occasion.is_forgotten
    assert queries.figures_of([occasion])["forgotten"] == 1
