"""Two at the same moment: a year is planned once, and each time ends in one way."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from mulin.commons.audit.models import Record
from mulin.commons.places.tests.people import make_town
from mulin.errors import Refused
from mulin.web.tests.moments import it_is
from mulin.web.tests.threads import at_once, each_at_once, refused

from .. import actions
from ..models import Occasion, Series
from .gatherings import a_series, an_occasion, staff

pytestmark = pytest.mark.django_db(transaction=True)

THREADS = 4


@pytest.fixture
def town():
    return make_town()


def test_two_workers_plan_the_next_year_once(town):
    with it_is("2026-10-05 10:00"):
        series = a_series(town)
    with it_is("2026-11-01 02:23"):
        came = each_at_once(
            lambda _n: actions.extend_series(actor=None, series=Series.objects.get()),
            *range(THREADS),
        )
    assert sorted(len(planned) for planned in came) == [0] * (THREADS - 1) + [12]
    assert series.occasions.count() == 24
    assert Record.objects.filter(verb="occasions.series_extended").count() == 2


def test_a_time_is_held_or_missed_and_not_both(town):
    occasion = an_occasion(town, on=timezone.localdate())
    at_once(
        lambda: actions.hold_occasion(actor=staff(town), occasion=occasion),
        lambda: actions.miss_occasion(actor=staff(town), occasion=occasion, because="下雨"),
        lambda: actions.call_off(actor=staff(town), occasion=occasion, because="停电"),
    )
    ended = Record.objects.filter(about_type="occasions.occasion", about_id=occasion.pk)
    verbs = {"occasions.held", "occasions.missed", "occasions.called_off"}
    last = ended.filter(verb__in=verbs).latest("pk")
    assert last.verb == f"occasions.{Occasion.objects.get(pk=occasion.pk).state}"


def test_a_series_of_a_name_begins_once(town):
    came = each_at_once(lambda _n: a_series(town), *range(THREADS))
    assert len(refused(came)) == THREADS - 1


@pytest.mark.parametrize("day", [date.min, date(1999, 12, 31), date(2101, 1, 1), date.max])
def test_a_year_beyond_calendars_is_a_slip_of_the_finger(client, town, day):
    with pytest.raises(Refused, match="太远"):
        an_occasion(town, on=day)
    with pytest.raises(Refused, match="太远"):
        a_series(town, starts_on=day)
    assert client.get(reverse("occasions:feed", args=[town.community.pk])).status_code == 200
