"""The page of a meeting asks few questions, however much was said there."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from mulin.commons.calendar.cadence import Cadence
from mulin.commons.organisations.models import Organisation
from mulin.commons.places.roles import Role
from mulin.commons.places.tests.people import make_town
from mulin.web.tests.doors import RESIDENT

from .. import actions
from ..models import Meeting
from .tables import a_meeting, in_days, note, on_day, signed_in, single, staff, table, today

pytestmark = pytest.mark.django_db

MOST = 12
JOINT = {"name": "党组织联席会", "cadence": Cadence("month", day=10)}


@pytest.fixture
def town():
    return make_town()


def busy(town, kind: str, lines: int):
    """Hold two meetings of a series at which much is said, and show the minutes of the second."""
    units = [
        Organisation.objects.create(unit=town.street, name=f"第{n}小学", kind="school")
        for n in range(lines)
    ]
    second = table(town, kind, partners=units, **JOINT)
    others = Meeting.objects.filter(occasion__series=second.occasion.series)
    first = others.exclude(pk=second.pk)[0]
    on_day(first, in_days(-20))
    for meeting in (first, second):
        for n in range(lines):
            note(
                town, actions.note_said, meeting, kind="need", text=f"第{n}句", speaker_name="老李"
            )
            note(town, actions.note_option, meeting, text=f"第{n}个办法")
            note(town, actions.note_show_of_hands, meeting, question=f"第{n}问", agree=n + 1)
            note(town, actions.note_resolution, meeting, text=f"第{n}条")
            note(town, actions.note_promise, meeting, what=f"第{n}件", keeper=units[n])
            note(town, actions.note_attendance, meeting, name=f"第{n}位", role=Role.RESIDENT)
    signed_in(town, second)
    note(town, actions.write_draft, second, matter="缺什么")
    return actions.show_minutes(actor=staff(town), meeting=second)


@pytest.mark.parametrize("kind", ["joint", "steward", "talk_day"])
@pytest.mark.parametrize("lines", [1, 9])
def test_a_neighbour_reads_the_minutes_at_the_cost_of_few_questions(client, town, kind, lines):
    meeting = busy(town, kind, lines)
    assert meeting.occasion.on == today()
    client.force_login(town.people[RESIDENT])
    client.get(meeting.get_absolute_url())
    with CaptureQueriesContext(connection) as asked:
        page = client.get(meeting.get_absolute_url()).content.decode()
    assert f"第{lines - 1}件" in page
    assert len(asked) <= MOST, [one["sql"][:90] for one in asked]


def test_of_a_series_only_the_next_time_is_among_what_comes(client, town):
    for name in ("恳谈日", "楼长会"):
        table(town, "talk_day", name=name, cadence=Cadence("week", weekday=1))
    single(town)
    page = client.get(reverse("meetings:meetings", args=[town.community.pk])).content.decode()
    coming = page.split("开过的")[0]
    assert [coming.count(f">{name}<") for name in ("恳谈日", "楼长会", "议事会")] == [1, 1, 1]


def test_what_only_a_mediation_needs_is_asked_of_a_mediation_only(client, town):
    client.force_login(staff(town))
    asked = {
        kind: client.get(reverse("meetings:prepare", args=[a_meeting(town, kind=kind).pk]))
        for kind in ("council", "mediation")
    }
    assert 'name="incident"' not in asked["council"].content.decode()
    page = asked["mediation"].content.decode()
    assert 'name="incident"' in page
    assert "调解会要写" not in page
