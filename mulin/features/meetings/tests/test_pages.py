"""The page of a meeting asks few questions, however much was said there."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from mulin.commons.calendar.cadence import Cadence
from mulin.commons.organisations.models import Organisation
from mulin.commons.places.roles import Role
from mulin.commons.places.tests.people import make_town
from mulin.commons.tasks.queries import agenda_of
from mulin.commons.topics.actions import close_topic
from mulin.commons.topics.tests.matters import make_topic, office_of
from mulin.web.tests.doors import RESIDENT

from .. import actions, queries
from ..forms.calling import SINGLE
from ..models import Meeting
from ..needs import NEEDS, expected_at, needs_of
from .tables import a_meeting, in_days, note, on_day, shown, signed_in, single, staff, table, today

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


def test_a_matter_is_put_on_the_agenda_where_it_is_got_ready_and_taken_off_again(client, town):
    client.force_login(staff(town))
    meeting = a_meeting(town)
    ready = reverse("meetings:prepare", args=[meeting.pk])
    given = {"title": "添几把长椅", "key": "1" * 32}
    for _twice in range(2):
        assert client.post(reverse("meetings:add", args=[meeting.pk]), given).status_code == 303
    [item] = agenda_of(meeting.occasion)
    assert "添几把长椅" in client.get(ready).content.decode()
    off = reverse("meetings:take_off", args=[item.pk])
    assert client.post(off)["Location"] == f"{ready}#agenda"
    assert not agenda_of(meeting.occasion)
    assert "添几把长椅" in client.get(ready).content.decode(), "and lies in the box again"


def test_a_meeting_only_those_who_come_may_read_of_has_no_agenda(client, town):
    client.force_login(staff(town))
    meeting = a_meeting(town, kind="mediation")
    page = client.post(reverse("meetings:add", args=[meeting.pk]), {"title": "长椅"})
    assert page.status_code == 200
    assert "不排议程" in page.content.decode()
    assert not agenda_of(meeting.occasion)


@pytest.mark.parametrize("kind", [*NEEDS])
def test_each_kind_says_what_it_needs_and_who_is_expected(client, town, kind):
    client.force_login(staff(town))
    meeting = a_meeting(town, kind=kind)
    for page in ("prepare", "table"):
        words = client.get(reverse(f"meetings:{page}", args=[meeting.pk])).content.decode()
        assert needs_of(kind) in words
    ready = client.get(reverse("meetings:prepare", args=[meeting.pk])).content.decode()
    for name in expected_at(meeting.occasion):
        assert name in ready


def test_who_calls_a_meeting_reads_what_each_kind_needs(client, town):
    client.force_login(staff(town))
    page = client.get(reverse("meetings:call", args=[town.community.pk])).content.decode()
    assert all(needs_of(kind) in page for kind in SINGLE)
    assert 'name="changed"' not in page, "no topic was opened here that it could be a round of"


def test_a_meeting_keeps_its_topic_when_that_has_been_closed(client, town):
    topic = make_topic(town)
    meeting = a_meeting(town, topic=topic)
    close_topic(actor=office_of(town), topic=topic, state="settled", outcome="做完了")
    client.force_login(staff(town))
    ready = reverse("meetings:prepare", args=[meeting.pk])
    given = {"topic": topic.pk, "changed": "多了一个办法"}
    assert client.post(ready, given).status_code == 303
    meeting.refresh_from_db()
    assert (meeting.topic, meeting.changed) == (topic, "多了一个办法")


def test_a_field_of_the_minutes_is_corrected_from_what_stands_there(client, town):
    meeting = shown(town)
    client.force_login(staff(town))
    page = client.get(reverse("meetings:write", args=[meeting.pk])).content.decode()
    here = reverse("meetings:correct", args=[meeting.pk])
    assert f'href="{here}?field=matter"' in page
    form = client.get(here, {"field": "matter"}).context["form"]
    assert (form["field"].value(), form["now"].value()) == ("matter", meeting.matter)
    assert client.get(here, {"field": "pk"}).context["form"]["now"].value() == ""


def test_an_office_sees_each_meeting_once_and_its_mediations_before_their_day(client, town):
    client.force_login(staff(town))
    a_meeting(town, title="今天的碰头")
    a_meeting(town, kind="mediation", on=in_days(5), title="三楼漏水的小会")
    desk = client.get(reverse("meetings:desk", args=[town.community.pk])).content.decode()
    waiting, coming = desk.split("接下来")
    assert (waiting.count("今天的碰头"), coming.count("今天的碰头")) == (1, 0)
    assert "三楼漏水的小会" in coming
    public = client.get(reverse("meetings:meetings", args=[town.community.pk])).content.decode()
    assert "今天的碰头" in public
    assert "三楼漏水的小会" not in public


def test_the_next_round_of_a_topic_is_called_from_its_page(client, town):
    topic = make_topic(town)
    here = reverse("meetings:call", args=[town.community.pk])
    assert here not in client.get(topic.get_absolute_url()).content.decode()
    client.force_login(staff(town))
    page = client.get(topic.get_absolute_url()).content.decode()
    assert f'href="{here}?topic={topic.pk}"' in page
    form = client.get(here, {"topic": topic.pk}).context["form"]
    assert str(form["topic"].value()) == str(topic.pk)


def test_unwritten_minutes_wait_for_their_own_office_alone(town):
    meeting = a_meeting(town)
    operator = town.join("沈亦舟", Role.STREET_OPERATOR, town.street)
    assert [one.pk for one in queries.unwritten_for(staff(town))] == [meeting.pk]
    assert not queries.unwritten_for(operator)
