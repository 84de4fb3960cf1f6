"""What happens at a table when two act at the same moment, or a line breaks and comes back."""

from uuid import uuid4

import pytest

from mulin.commons.audit.models import Record
from mulin.commons.places.roles import Role
from mulin.commons.places.tests.people import make_town
from mulin.commons.tasks import actions as tasks
from mulin.commons.tasks.models import ActionItem
from mulin.commons.tasks.queries import agenda_of
from mulin.commons.topics.models import Opinion
from mulin.web.tests.threads import at_once, each_at_once, refused

from .. import actions
from ..actions import Said
from ..models import Meeting
from .tables import a_meeting, in_days, neighbour, on_day, signed_in, staff, today, written

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def town():
    return make_town()


@pytest.fixture
def hosts(town):
    """Two who keep the minutes of one table."""
    return [staff(town), town.join("周小雨", Role.COMMUNITY_STAFF)]


def done(verb: str) -> int:
    return Record.objects.filter(verb=verb).count()


def test_two_hosts_show_the_same_minutes_once(town, hosts):
    meeting = written(town)
    came = each_at_once(
        lambda host: actions.show_minutes(actor=host, meeting=Meeting.objects.get(pk=meeting.pk)),
        *hosts,
    )
    assert len(refused(came)) == 1
    assert done("meetings.minutes_shown") == 1


def test_two_hosts_and_the_clock_make_minutes_final_once(town, hosts):
    meeting = actions.show_minutes(actor=hosts[0], meeting=written(town))
    Meeting.objects.filter(pk=meeting.pk).update(confirm_until=in_days(-1))
    came = each_at_once(
        lambda who: actions.finish_minutes(actor=who, meeting=meeting), *hosts, None
    )
    assert not refused(came)
    assert done("meetings.minutes_final") == 1


def test_a_line_sent_by_two_devices_after_a_broken_line_stands_once(town, hosts):
    meeting = a_meeting(town)
    said, hands, paper = (Said(receipt=uuid4()) for _line in range(3))

    def send_all(host):
        told = {"actor": host, "meeting": meeting}
        actions.note_said(**told, kind="need", text="没有路灯", said=said)
        actions.note_show_of_hands(**told, question="先做照明？", agree=16, said=hands)
        actions.note_resolution(**told, text="先做照明", said=paper)

    assert not refused(each_at_once(send_all, hosts[0], hosts[0], hosts[0]))
    assert Opinion.objects.count() == 1
    assert meeting.voices.count() == meeting.hand_counts.count() == meeting.resolutions.count() == 1


def test_resolutions_of_two_hosts_have_their_own_numbers(town, hosts):
    meeting = a_meeting(town)
    came = each_at_once(
        lambda pair: actions.note_resolution(actor=pair[0], meeting=meeting, text=pair[1]),
        *[(host, f"{host}的第{n}条") for host in hosts for n in range(3)],
    )
    assert sorted(one.number for one in came) == [1, 2, 3, 4, 5, 6]


def test_a_matter_is_put_on_one_of_two_tables(town, hosts):
    tables = [a_meeting(town, on=in_days(days)) for days in (2, 3)]
    item = tasks.bring_up(actor=neighbour(town), unit=town.community, title="校门口太堵")
    came = each_at_once(
        lambda pair: tasks.put_on_agenda(actor=pair[0], item=item, occasion=pair[1].occasion),
        *zip(hosts, tables, strict=True),
    )
    item.refresh_from_db()
    assert not refused(came), "whoever comes second moves it"
    assert [agenda_of(one.occasion).count() for one in tables].count(1) == 1


def test_a_matter_is_given_back_or_brought_to_a_table_but_not_both(town, hosts):
    meeting = a_meeting(town, on=in_days(2))
    item = tasks.bring_up(actor=neighbour(town), unit=town.community, title="晒衣绳")
    came = at_once(
        lambda: tasks.put_on_agenda(actor=hosts[0], item=item, occasion=meeting.occasion),
        lambda: tasks.return_agenda_item(actor=hosts[1], item=item, because="物业来办"),
    )
    assert len(refused(came)) == 1


def test_who_signs_in_with_two_phones_is_there_once(town):
    meeting = on_day(a_meeting(town), today())
    person = neighbour(town)
    came = each_at_once(lambda _phone: signed_in(town, meeting, person), 1, 2, 3)
    assert not refused(came)
    assert meeting.attendances.count() == 1


def test_a_name_and_a_door_signed_from_two_phones_stand_once(town):
    meeting = a_meeting(town, starts_at=None)
    sign = {"actor": None, "meeting": meeting, "name": "蒲秀英", "door": "301"}
    came = each_at_once(
        lambda key: actions.sign_in_by_name(**sign, receipt=key), uuid4(), uuid4(), uuid4()
    )
    assert len({one.pk for one in came}) == 1


def test_a_promise_handed_over_while_it_is_ticked_ends_in_one_way(town, hosts):
    meeting = a_meeting(town)
    for n in range(4):
        promised = actions.note_promise(
            actor=hosts[0],
            meeting=meeting,
            what=f"第{n}件",
            keeper=hosts[0],
        )
        came = at_once(
            lambda promised=promised: tasks.keep_promise(
                actor=hosts[0], item=promised, note="办好了"
            ),
            lambda promised=promised: tasks.hand_over_item(
                actor=hosts[0], item=promised, keeper=hosts[1], because="轮到她值班"
            ),
        )
        item = ActionItem.objects.get(pk=promised.pk)
        assert item.is_kept
        assert item.keeper == (hosts[0] if refused(came) else hosts[1])


def test_all_is_handed_over_while_some_of_it_is_ticked(town, hosts):
    meeting = a_meeting(town)
    leaver, successor = hosts
    mine = [
        actions.note_promise(actor=leaver, meeting=meeting, what=f"第{n}件", keeper=leaver)
        for n in range(5)
    ]
    came = at_once(
        lambda: tasks.hand_over_everything(
            actor=leaver,
            leaver=leaver,
            successor=successor,
            unit=town.community,
            because="调走了",
        ),
        *[
            lambda one=one: tasks.keep_promise(actor=successor, item=one, note="办好了")
            for one in mine
        ],
    )
    assert not refused(came)
    assert not ActionItem.objects.filter(keeper=leaver, state=ActionItem.State.OPEN).exists()
    assert ActionItem.objects.filter(state=ActionItem.State.KEPT).count() == 5


def test_a_word_against_the_minutes_and_their_end_do_not_cross(town, hosts):
    meeting = written(town)
    person = signed_in(town, meeting)
    actions.show_minutes(actor=hosts[0], meeting=meeting)
    came = at_once(
        lambda: actions.reply_to_minutes(
            actor=person, meeting=meeting, is_right=False, text="器材在先"
        ),
        lambda: actions.correct_minutes(
            actor=hosts[1], meeting=meeting, field="decided", now="先器材", because="记反了"
        ),
    )
    assert not refused(came)
    assert meeting.replies.get().waits
