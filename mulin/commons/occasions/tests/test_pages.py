from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from mulin.commons.calendar.cadence import LAST, Cadence
from mulin.commons.places.tests.people import make_town
from mulin.web.tests.moments import it_is

from .. import actions, registry
from ..forms import SeriesForm, usually
from ..models import Series
from ..wording import in_words
from .gatherings import GATHERING, a_series, an_occasion, staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def town():
    return make_town()


@pytest.mark.parametrize(
    ("cadence", "words"),
    [
        (Cadence("month", day=10), "每月10号，节假日照常"),
        (Cadence("month", every=2, day=20, when_off="next"), "每 2 个月的20号，遇休息日顺延"),
        (Cadence("month", weekday=4, nth=LAST), "每月最后一个周五，节假日照常"),
        (Cadence("week", weekday=2), "每周周三，节假日照常"),
    ],
)
def test_a_cadence_is_said_in_words(cadence, words):
    assert in_words(cadence) == words


def test_what_usually_comes_again_is_one_click_away(client, town):
    client.force_login(staff(town))
    here = reverse("occasions:new", args=[town.community.pk])
    desk = client.get(reverse("occasions:desk", args=[town.community.pk])).content.decode()
    [kind, *_rest] = registry.those_that_come_again()
    for one in (kind, registry.get("talk_day")):
        assert f'href="{here}?kind={one.key}"' in desk
    form = client.get(here, {"kind": "talk_day"}).context["form"]
    assert (form["rule"].value(), form["every"].value(), form["day"].value()) == ("day", 1, 10)
    filled = {one.name: one.value() for one in form if one.value() not in (None, "")}
    assert client.post(here, filled).status_code == 303
    series = Series.objects.get()
    assert series.cadence == registry.get("talk_day").usual
    assert series.required_roles == list(registry.get("talk_day").roles)


@pytest.mark.parametrize("kind", registry.those_that_come_again(), ids=lambda kind: kind.key)
def test_what_a_kind_usually_is_fills_its_form(kind):
    form = SeriesForm(
        {"starts_on": "2026-03-05", **usually(kind)}, organisations=[], initial=usually(kind)
    )
    assert form.is_valid(), form.errors
    assert form.cleaned_data["cadence"] == kind.usual


def test_everybody_reads_the_year(client, town):
    with it_is("2026-03-05 10:00"):
        series = a_series(town)
        may = series.occasions.get(nominal_on=date(2026, 5, 10))
        actions.move_occasion(
            actor=staff(town), occasion=may, on=date(2026, 5, 12), because="下大雨"
        )
    page = client.get(reverse("occasions:year", args=[town.community.pk, 2026])).content.decode()
    assert page.count("居民恳谈日") >= 12
    assert "下大雨" in page
    assert "改期 1 次" in page


@pytest.mark.parametrize("year", [0, 1999, 2101, 99999])
def test_a_year_out_of_reach_is_not_found(client, town, year):
    assert client.get(reverse("occasions:year", args=[town.community.pk, year])).status_code == 404


def test_a_calendar_program_reads_what_takes_place(client, town):
    occasion = an_occasion(town, where="大榕树下")
    off = an_occasion(town)
    actions.call_off(actor=staff(town), occasion=off, because="停电")
    answer = client.get(reverse("occasions:feed", args=[town.community.pk]))
    assert answer["Content-Type"].startswith("text/calendar")
    events = {str(event["uid"]): event for event in Calendar.from_ical(answer.content).events}
    event = events[f"occasion-{occasion.pk}@testserver"]
    assert event["summary"] == "糖厂三号协调会"
    assert event["location"] == "大榕树下"
    assert event["dtstart"].dt == occasion.on
    assert events[f"occasion-{off.pk}@testserver"]["status"] == "CANCELLED"


def test_staff_start_a_series_on_its_page(client, town):
    client.force_login(staff(town))
    answer = client.post(
        reverse("occasions:new", args=[town.community.pk]),
        {
            "kind": GATHERING,
            "name": "楼长会",
            "rule": "weekday",
            "every": 1,
            "nth": -1,
            "weekday": 4,
            "when_off": "next",
            "starts_on": "2026-01-01",
        },
    )
    assert answer.status_code == 302 or answer.status_code == 303
    series = Series.objects.get(name="楼长会")
    assert series.cadence == Cadence("month", 1, None, 4, LAST, when_off="next")


def test_a_rule_without_its_day_is_said_and_nothing_is_lost(client, town):
    client.force_login(staff(town))
    page = client.post(
        reverse("occasions:new", args=[town.community.pk]),
        {
            "kind": GATHERING,
            "name": "楼长会",
            "rule": "day",
            "every": 1,
            "when_off": "keep",
            "starts_on": "2026-01-01",
        },
    ).content.decode()
    assert "请填几号" in page
    assert "楼长会" in page


def test_a_series_begins_today_unless_told_and_leaves_nothing_forgotten_behind(client, town):
    client.force_login(staff(town))
    page = client.get(reverse("occasions:new", args=[town.community.pk])).content.decode()
    assert f'value="{timezone.localdate()}"' in page
