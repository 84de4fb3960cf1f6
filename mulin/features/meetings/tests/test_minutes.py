"""What is said at a table is written down once, shown, put right, and final."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from mulin.commons.calendar.cadence import Cadence
from mulin.commons.organisations.models import Organisation
from mulin.commons.places.roles import Role
from mulin.commons.places.tests.people import make_town
from mulin.commons.tasks import actions as tasks
from mulin.commons.topics.models import Opinion
from mulin.errors import NotAllowed, Refused

from .. import actions, presenting, queries
from ..actions import Said
from ..models import Meeting
from .tables import (
    a_meeting,
    contradicted,
    in_days,
    neighbour,
    note,
    on_day,
    shown,
    signed_in,
    staff,
    table,
    today,
    written,
)

TENTH = Cadence("month", day=10)

pytestmark = pytest.mark.django_db


@pytest.fixture
def town():
    return make_town()


def test_every_occasion_of_a_kind_of_meeting_has_its_table(town):
    first = table(town, "talk_day", name="居民恳谈日", cadence=TENTH)
    assert Meeting.objects.filter(occasion__series=first.occasion.series).count() == len(
        first.occasion.series.occasions.all()
    )


def test_a_line_sent_twice_stands_once(town):
    meeting, said = a_meeting(town), Said(receipt=uuid4())
    for _time in range(2):
        note(town, actions.note_said, meeting, kind="need", text="没有路灯", said=said)
        note(town, actions.note_resolution, meeting, text="先做照明", said=said)
        note(town, actions.note_show_of_hands, meeting, question="先做？", agree=5, said=said)
        note(town, actions.note_attendance, meeting, name="蒲秀英", role="resident", said=said)
    assert len(queries.opinions_at(meeting)) == 1
    assert meeting.resolutions.count() == meeting.hand_counts.count() == 1
    assert meeting.attendances.count() == 1


def test_the_first_line_says_that_the_meeting_takes_place(town):
    meeting = a_meeting(town)
    note(town, actions.note_said, meeting, kind="need", text="没有路灯")
    meeting.occasion.refresh_from_db()
    assert meeting.occasion.is_held


def test_nothing_is_noted_before_the_day(town):
    with pytest.raises(Refused, match="还没到"):
        note(town, actions.note_said, a_meeting(town, on=in_days(2)), kind="need", text="路灯")


def test_an_older_draft_that_arrives_late_changes_nothing(town):
    meeting, now = a_meeting(town), timezone.now()
    note(town, actions.write_draft, meeting, matter="新的", said=Said(at=now))
    note(town, actions.write_draft, meeting, matter="旧的", said=Said(at=now - timedelta(hours=1)))
    meeting.refresh_from_db()
    assert meeting.matter == "新的"


def test_what_waited_on_a_phone_arrives_after_the_minutes_are_shown(town):
    meeting = shown(town)
    early = Said(at=meeting.shown_at - timedelta(minutes=5))
    note(town, actions.note_said, meeting, kind="need", text="没有长椅", said=early)
    with pytest.raises(Refused, match="更正"):
        note(town, actions.note_said, meeting, kind="need", text="后来想到的")


def test_who_was_expected_and_did_not_come_stands_in_the_minutes(town):
    meeting = table(town, "talk_day", name="居民恳谈日", cadence=TENTH)
    signed_in(town, meeting)
    note(town, actions.note_attendance, meeting, name="何婉清", role=Role.SECRETARY)
    missing = presenting.coming_of(meeting).missing
    assert missing == ["网格员", "驻区单位联系人"]


def test_who_was_there_confirms_or_says_what_is_wrong(town):
    reply = contradicted(town)
    Meeting.objects.filter(pk=reply.meeting_id).update(confirm_until=in_days(-1))
    with pytest.raises(Refused, match="先答复"):
        actions.finish_minutes(actor=None, meeting=reply.meeting)
    assert not queries.minutes_due(today()).exists()
    actions.settle_reply(actor=staff(town), reply=reply, answer="改过来了")
    [due] = queries.minutes_due(today())
    assert actions.finish_minutes(actor=None, meeting=due).is_final


def test_who_was_not_there_says_nothing_about_the_minutes(town):
    meeting = shown(town)
    with pytest.raises(NotAllowed):
        actions.reply_to_minutes(
            actor=town.join("没来的人", Role.RESIDENT), meeting=meeting, is_right=True
        )


def test_minutes_are_not_final_while_people_may_still_speak(town):
    with pytest.raises(Refused, match="还在等"):
        actions.finish_minutes(actor=staff(town), meeting=shown(town))


def test_a_correction_keeps_what_stood_there_and_says_why(town):
    meeting = shown(town)
    actions.correct_minutes(
        actor=staff(town), meeting=meeting, field="decided", now="先器材", because="记反了"
    )
    meeting.refresh_from_db()
    assert meeting.decided == "先器材"
    assert meeting.corrections.get().was == "先照明，车位不减"
    with pytest.raises(Refused, match="为什么"):
        actions.correct_minutes(
            actor=staff(town), meeting=meeting, field="decided", now="都做", because=" "
        )


def test_three_working_days_are_given_to_confirm(town):
    assert shown(town).confirm_until >= in_days(3)


def test_what_was_talked_about_is_closed_and_the_rest_goes_back_into_the_box(town):
    meeting = a_meeting(town, on=in_days(1))
    talked, left = (
        tasks.bring_up(actor=neighbour(town), unit=town.community, title=title)
        for title in ("校门口太堵", "晒衣绳")
    )
    for item in (talked, left):
        tasks.put_on_agenda(actor=staff(town), item=item, occasion=meeting.occasion)
    on_day(meeting, today())
    talked.refresh_from_db()
    note(town, actions.note_resolution, meeting, text="划临时停车区", said=Said(agenda_item=talked))
    note(town, actions.write_draft, meeting, matter="校门口")
    actions.show_minutes(actor=staff(town), meeting=meeting)
    talked.refresh_from_db()
    left.refresh_from_db()
    assert (talked.state, talked.outcome) == ("discussed", "划临时停车区")
    assert left.state == "waiting"


def test_a_promise_opens_the_next_agenda_and_who_is_late_is_named(town):
    first = table(town, "talk_day", name="居民恳谈日", cadence=TENTH)
    second = Meeting.objects.filter(occasion__series=first.occasion.series).order_by(
        "occasion__on"
    )[1]
    on_day(first, in_days(-10))
    police = Organisation.objects.create(unit=town.street, name="派出所", kind="police")
    note(
        town,
        actions.note_promise,
        first,
        what="现场整治",
        keeper=police,
        due_on=in_days(-2),
    )
    carried = presenting.carried_of(second)
    assert [one.what for one in carried.promises] == ["现场整治"]
    assert carried.overdue == [("派出所", 1)]


def test_names_on_the_page_are_masked(town, client):
    page = client.get(written_and_shown(town).get_absolute_url()).content.decode()
    assert "蒲*" in page
    assert "蒲秀英" not in page


def written_and_shown(town) -> Meeting:
    return actions.show_minutes(actor=staff(town), meeting=written(town))


def test_what_must_not_happen_goes_with_the_topic(town):
    meeting = shown(town)
    assert presenting.facts_of(meeting)["unanswered"] == 1
    assert Opinion.objects.filter(occasion=meeting.occasion, kind="constraint").count() == 1


def test_the_day_of_a_talk_day_stays(town):
    first = table(town, "talk_day", name="居民恳谈日", cadence=TENTH)
    later = Meeting.objects.filter(occasion__series=first.occasion.series).exclude(pk=first.pk)
    assert {one.occasion.on.day for one in later} == {10}


def test_the_sheet_counts_those_who_came_without_a_name_too(client, town):
    meeting = shown(town)
    Meeting.objects.filter(pk=meeting.pk).update(others=76)
    sheet = client.get(reverse("meetings:paper", args=[meeting.pk])).content.decode()
    assert "77 人" in sheet
    assert "没签名的 76" in sheet
