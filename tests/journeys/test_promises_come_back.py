"""S3-1, S4-4, S0-2 and the first half of S0-3: meetings whose promises come back."""

from datetime import date, datetime, time
from functools import partial
from unittest.mock import patch

import pytest
from django.utils import timezone

from mulin.commons.calendar.cadence import Cadence
from mulin.commons.occasions.actions import plan_occasion, start_series
from mulin.commons.occasions.models import Occasion
from mulin.commons.organisations.models import Organisation
from mulin.commons.places.models import Compound, Place
from mulin.commons.places.roles import Role
from mulin.commons.places.tests.people import make_town
from mulin.commons.tasks import actions as tasks
from mulin.commons.topics import actions as topics
from mulin.commons.topics.gates import missing_for_a_plan, refuse_plan
from mulin.commons.topics.queries import opinions_on, settlements_at
from mulin.commons.topics.terms import Term
from mulin.errors import Refused
from mulin.features.meetings import actions as meetings
from mulin.features.meetings import presenting
from mulin.features.meetings.actions import Said
from mulin.features.meetings.models import Meeting

pytestmark = pytest.mark.django_db


@pytest.fixture
def town():
    return make_town()


@pytest.fixture
def day():
    """Let it be another day."""
    patches = []

    def be(on: date, hour: int = 20) -> None:
        while patches:
            patches.pop().stop()
        moment = timezone.make_aware(datetime.combine(on, time(hour)))
        patches.append(patch.object(timezone, "now", lambda: moment))
        patches[0].start()

    be(date(2026, 1, 5))
    yield be
    while patches:
        patches.pop().stop()


def at(series, on: date) -> Meeting:
    return Meeting.objects.get(occasion__series=series, occasion__on=on)


def test_the_calendar_runs_itself(town, day):
    secretary = town.join("叶问樵", Role.SECRETARY)
    begin = partial(start_series, actor=secretary, unit=town.community, starts_on=date(2026, 1, 1))
    talk = begin(kind="talk_day", name="居民恳谈日", cadence=Cadence("month", day=10))
    stewards = begin(kind="steward", name="楼长会", cadence=Cadence("month", weekday=4, nth=1))
    letter = begin(kind="letter", name="征求意见信", cadence=Cadence("month", 6, day=12))

    in_2026 = partial(Occasion.objects.filter, on__year=2026)
    tenths = list(in_2026(series=talk).values_list("on", flat=True))
    assert tenths == [date(2026, month, 10) for month in range(1, 13)]
    assert date(2026, 5, 10).weekday() == 6, "a Sunday among them"
    assert in_2026(series=stewards).count() == 12
    assert in_2026(series=letter).count() == 2

    day(date(2026, 11, 10))
    meeting = at(talk, date(2026, 11, 10))
    note = partial(meetings.note_attendance, actor=secretary, meeting=meeting)
    note(name="叶问樵", role=Role.SECRETARY)
    note(name="蒲秀英", role=Role.RESIDENT)
    assert presenting.coming_of(meeting).missing == ["网格员", "驻区单位联系人"]


def test_a_joint_meeting_opens_with_what_was_promised_two_months_ago(town, day, client):
    secretary = town.join("周明岚", Role.SECRETARY)
    school, police, company = (
        Organisation.objects.create(unit=town.street, name=name, kind=kind)
        for name, kind in (
            ("栖梧实验学校", "school"),
            ("梧亭派出所", "police"),
            ("康泰物业", "property_company"),
        )
    )
    series = start_series(
        actor=secretary,
        unit=town.community,
        kind="joint",
        name="党组织联席会",
        cadence=Cadence("month", 2, weekday=2, nth=2),
        starts_on=date(2026, 1, 1),
        partners=[school, police, company],
    )
    september, november = date(2026, 9, 9), date(2026, 11, 11)
    first, second = at(series, september), at(series, november)

    day(date(2026, 9, 1))
    jam = tasks.bring_up(
        actor=secretary, unit=town.community, title="校门口拥堵", organisation=school
    )
    tasks.put_on_agenda(actor=secretary, item=jam, occasion=first.occasion)
    jam.refresh_from_db()

    day(september, 15)
    say = {"actor": secretary, "meeting": first}
    said = partial(Said, agenda_item=jam)
    meetings.note_said(
        **say, kind="constraint", text="晚高峰缺人", spoken_for="派出所", said=said()
    )
    meetings.note_option(**say, text="学校后面道路临时停车", said=said())
    for keeper, what, due in (
        (police, "联合交警现场整治", date(2026, 9, 20)),
        (school, "发动家长志愿者", date(2026, 10, 31)),
        (town.community, "组织志愿者", date(2026, 9, 25)),
    ):
        promised = meetings.note_promise(**say, keeper=keeper, what=what, due_on=due, said=said())
        if keeper != school:
            tasks.keep_promise(actor=secretary, item=promised, note="做了")
    meetings.note_attendance(**say, name="韩所长", role=Role.PARTNER_CONTACT, organisation=police)
    [matter] = presenting.matters_of(first)
    assert matter.item.raised_in_public == "栖梧实验学校"
    assert len(matter.promises) == 3
    assert [one.text for one in matter.options] == ["学校后面道路临时停车"]
    assert {"栖梧实验学校", "康泰物业"} <= set(presenting.coming_of(first).missing)

    day(november, 14)
    carried = presenting.carried_of(second)
    assert [one.what for one in carried.promises if one.is_open] == ["发动家长志愿者"]
    assert carried.overdue == [("栖梧实验学校", 1)]
    page = client.get(second.get_absolute_url()).content.decode()
    assert "栖梧实验学校有 1 件过期" in page


def test_residents_say_first_whether_then_what_then_how(town, day):
    worker = town.join("戴云舒", Role.SOCIAL_WORKER)
    compound = Compound.objects.create(community=town.community, name="糖坊三号院")
    day(date(2026, 5, 9))
    topic = topics.open_topic(
        actor=worker,
        community=town.community,
        compound=compound,
        title="榕树下的小空地",
        problem="天一黑摸着墙走",
        form="three_questions",
    )
    meeting = meetings.call_meeting(
        actor=worker,
        unit=town.community,
        kind="coordination",
        title="榕树下第一次碰头",
        on=date(2026, 5, 9),
        where="大榕树下",
        topic=topic,
    )
    say = partial(meetings.note_said, actor=worker, meeting=meeting)
    for need in ("路灯", "健身设施"):
        say(kind="need", text=need)
    say(kind="constraint", text="不要占用停车位")
    assert opinions_on(topic).count() == 3

    assert len(missing_for_a_plan(topic)) == 2
    topics.answer_question(
        actor=worker,
        topic=topic,
        question="whether",
        whether="yes",
        decided_by="三号院居民会议",
        decided_on=date(2026, 5, 9),
        occasion=meeting.occasion,
    )
    with pytest.raises(Refused, match="不要占用停车位"):
        refuse_plan(topic)
    [constraint] = opinions_on(topic).filter(kind="constraint")
    topics.answer_opinion(
        actor=worker, opinion=constraint, reply="adopted", answer="三十四个，一个不少"
    )
    refuse_plan(topic)


def test_football_and_dance_settle_and_another_room_can_read_it(town, day):
    director = town.join("何婉清", Role.STATION_DIRECTOR)
    court = Place.objects.create(
        community=town.community, kind=Place.Kind.SPORTS_COURT, name="麦香苑小足球场"
    )
    day(date(2026, 7, 18))
    meeting = meetings.call_meeting(
        actor=director,
        unit=town.community,
        kind="mediation",
        title="球场时间的小会",
        on=date(2026, 7, 18),
        incident="7 月 15 日晚，球擦过老人的肩膀",
        place=court,
        for_everybody=True,
    )
    settle = partial(
        topics.write_settlement,
        actor=director,
        occasion=meeting.occasion,
        kind="time_share",
        words="白天踢球，晚上跳舞",
        place=court,
        parties={"足球队": "邓凯", "舞蹈队": "鲍秀兰"},
        groups=["足球队", "舞蹈队"],
        from_on=date(2026, 7, 18),
    )
    football = Term("足球", time(6, 30), time(18, 30), party="足球队")
    with pytest.raises(Refused, match="撞上"):
        settle(terms=[football, Term("广场舞", time(18), time(21), party="舞蹈队")])
    settle(
        terms=[
            football,
            Term("散步", time(18, 30), time(19, 30)),
            Term("广场舞", time(19, 30), time(21), party="舞蹈队"),
        ]
    )
    [settlement] = settlements_at(court)
    assert [str(term) for term in settlement.terms.all()] == [
        "足球 06:30–18:30",
        "散步 18:30–19:30",
        "广场舞 19:30–21:00",
    ]
    assert [party.signed_in_public for party in settlement.parties.all()] == ["邓*", "鲍*"]
    with pytest.raises(Refused, match="已经"):
        settle(terms=[football])


def test_a_table_is_laid_however_a_meeting_is_planned(town, day):
    secretary = town.join("叶问樵", Role.SECRETARY)
    occasion = plan_occasion(
        actor=secretary, unit=town.community, kind="delegates", title="代表会", on=date(2026, 2, 1)
    )
    assert Meeting.objects.get(occasion=occasion).get_absolute_url()
