"""Two at one table at the same moment: each line stands once, and nobody is sent an error."""

from uuid import uuid4

import pytest

from mulin.commons.places.tests.people import make_town
from mulin.web.tests.threads import each_at_once, refused

from .. import actions, queries
from ..actions import Said
from ..models import Resolution, Voice
from .tables import a_meeting, note, staff

pytestmark = pytest.mark.django_db(transaction=True)

THREADS = 6


@pytest.fixture
def meeting_town():
    return make_town()


def test_a_line_pressed_many_times_at_once_stands_once(meeting_town):
    meeting, said = a_meeting(meeting_town), Said(receipt=uuid4())
    lines = [
        (actions.note_said, {"kind": "need", "text": "没有路灯"}),
        (actions.note_option, {"text": "装一盏太阳能灯"}),
        (actions.note_resolution, {"text": "先做照明"}),
        (actions.note_show_of_hands, {"question": "先做？", "agree": 5}),
        (actions.note_promise, {"what": "量一次亮度", "keeper": meeting_town.community}),
        (actions.note_attendance, {"name": "蒲秀英", "role": "resident"}),
    ]
    for act, what in lines:
        came = each_at_once(
            lambda _n, act=act, what=what: note(meeting_town, act, meeting, said=said, **what),
            *range(THREADS),
        )
        assert not refused(came)
        assert len({one.pk for one in came}) == 1
    assert Voice.objects.count() == Resolution.objects.count() == 1


def test_resolutions_of_one_moment_get_numbers_of_their_own(meeting_town):
    meeting = a_meeting(meeting_town)
    each_at_once(
        lambda n: note(meeting_town, actions.note_resolution, meeting, text=f"第 {n} 条"),
        *range(THREADS),
    )
    numbers = sorted(meeting.resolutions.values_list("number", flat=True))
    assert numbers == list(range(1, THREADS + 1))


def test_minutes_are_shown_once(meeting_town):
    meeting = a_meeting(meeting_town)
    note(meeting_town, actions.write_draft, meeting, matter="三号院缺什么")
    came = each_at_once(
        lambda _n: actions.show_minutes(actor=staff(meeting_town), meeting=meeting),
        *range(THREADS),
    )
    assert len(refused(came)) == THREADS - 1
    assert queries.meetings().get(pk=meeting.pk).is_shown
