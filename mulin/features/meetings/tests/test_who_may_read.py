"""A mediation stays among those who were there, unless whoever calls it says otherwise."""

from datetime import time
from uuid import uuid4

import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import reverse

from mulin.commons.files.pictures import redraw
from mulin.commons.files.tests.pictures import a_photo
from mulin.commons.places.models import Place
from mulin.commons.places.roles import Role
from mulin.commons.places.tests.people import make_town
from mulin.commons.tasks.queries import items_visible_to
from mulin.commons.topics.actions import write_settlement
from mulin.commons.topics.models import Opinion
from mulin.commons.topics.queries import settlements_at
from mulin.commons.topics.terms import Term
from mulin.commons.topics.tests.matters import make_topic
from mulin.errors import Refused
from mulin.web.tests.doors import RESIDENT

from .. import actions
from ..models import MinutesReply
from ..views.phone import remember
from .tables import a_meeting, among_those_who_came, note, shown, signed_line, staff, today, written

pytestmark = pytest.mark.django_db

TITLE = "三楼和四楼"


@pytest.fixture
def town():
    return make_town()


@pytest.fixture
def stranger(town):
    phone = Client()
    phone.force_login(town.join("任德贵", Role.RESIDENT))
    return phone


def client_of(person) -> Client:
    phone = Client()
    phone.force_login(person)
    return phone


def pages_of(meeting) -> list[str]:
    names = ("meetings:meeting", "meetings:paper", "meetings:pdf")
    return [reverse(name, args=[meeting.pk]) for name in names]


def places_it_could_stand(town) -> list[str]:
    unit = town.community.pk
    return [
        reverse("meetings:meetings", args=[unit]),
        reverse("occasions:year", args=[unit, today().year]),
        reverse("occasions:feed", args=[unit]),
        reverse("portal:community", args=[unit]),
    ]


def settle(town, meeting, **how):
    place, _made = Place.objects.get_or_create(
        community=town.community, kind=Place.Kind.SPORTS_COURT, name="小球场"
    )
    facts = {
        "kind": "time_share",
        "words": "任德贵七点以后不敲鼓",
        "place": place,
        "parties": {"任德贵": "任德贵", "三楼住户": ""},
        "groups": ["三楼住户"],
        "terms": [Term("打鼓", time(9), time(19), party="任德贵")],
        "from_on": today(),
    }
    return write_settlement(actor=staff(town), occasion=meeting.occasion, **facts | how)


def test_a_mediation_is_for_those_who_came_and_the_office(town, stranger):
    meeting = among_those_who_came(town)
    for url in pages_of(meeting):
        assert stranger.get(url).status_code == 404
        assert Client().get(url).status_code == 404
        assert client_of(town.people[RESIDENT]).get(url).status_code in (200, 303)
        assert client_of(staff(town)).get(url).status_code in (200, 303)
    page = client_of(town.people[RESIDENT]).get(meeting.get_absolute_url())
    assert "只给到场的人和社区看" in page.content.decode()
    assert "分享" not in page.content.decode()
    assert "no-store" in page.headers["Cache-Control"]


def test_nothing_tells_others_that_it_took_place(town, stranger):
    meeting = among_those_who_came(town)
    for url in places_it_could_stand(town):
        assert TITLE not in stranger.get(url).content.decode(), url
        assert TITLE not in Client().get(url).content.decode(), url
    assert not items_visible_to(town.people["任德贵"]).filter(occasion=meeting.occasion).exists()
    assert not Opinion.objects.filter(occasion=meeting.occasion, is_public=True).exists()


def test_the_page_of_its_topic_leaves_it_out(town, stranger):
    topic = make_topic(town)
    shown(town, kind="mediation", title=TITLE, topic=topic)
    page = stranger.get(topic.get_absolute_url()).content.decode()
    assert TITLE not in page
    assert "不要占用停车位" not in page
    assert TITLE in client_of(staff(town)).get(topic.get_absolute_url()).content.decode()


def test_whoever_was_struck_off_the_list_reads_it_no_more(town):
    line = signed_line(town, kind="mediation", title=TITLE)
    phone = Client()
    phone.cookies = _cookie_of(line)
    assert phone.get(line.meeting.get_absolute_url()).status_code == 200
    line.struck_at, line.struck_because = line.came_at, "没来"
    line.save()
    assert phone.get(line.meeting.get_absolute_url()).status_code == 404


def test_an_open_one_is_for_everybody_and_names_no_person(town, stranger):
    meeting = shown(town, kind="mediation", title=TITLE, for_everybody=True)
    assert stranger.get(meeting.get_absolute_url()).status_code == 200
    with pytest.raises(Refused, match="不写人名"):
        settle(town, meeting)
    sides = {"三楼住户": "任德贵", "鼓队": ""}
    settle(town, meeting, parties=sides, groups=list(sides), terms=[])
    page = stranger.get(meeting.get_absolute_url()).content.decode()
    assert "三楼住户" in page
    assert "任德贵签字" not in page


def test_what_was_agreed_is_read_elsewhere_without_who(town):
    settle(town, among_those_who_came(town))
    [agreed] = settlements_at(Place.objects.get())
    assert [str(one) for one in agreed.terms.all()] == ["打鼓 09:00–19:00"]
    assert "任德贵" not in agreed.words_in_public
    assert [one.name_in_public for one in agreed.parties.all()] == ["任*", "三楼住户"]


def test_a_mediation_is_opened_before_the_first_word_only(town):
    meeting = a_meeting(town, kind="mediation")
    url = reverse("meetings:readers", args=[meeting.pk])
    assert client_of(staff(town)).post(url, {"for_everybody": "yes"}).status_code == 303
    meeting.occasion.refresh_from_db()
    assert meeting.occasion.is_public
    another = a_meeting(town, kind="mediation", title="四楼和五楼")
    note(town, actions.note_said, another, kind="need", text="晚上安静些")
    with pytest.raises(Refused, match="不能再公开"):
        actions.choose_readers(actor=staff(town), meeting=another, for_everybody=True)
    with pytest.raises(Refused, match="调解会"):
        actions.choose_readers(actor=staff(town), meeting=a_meeting(town), for_everybody=False)


def test_an_open_one_is_closed_until_its_minutes_are_shown(town, stranger):
    topic = make_topic(town)
    meeting = written(town, kind="mediation", title=TITLE, topic=topic, for_everybody=True)
    note(town, actions.add_photos, meeting, pictures=[redraw(a_photo())])
    url = reverse("meetings:readers", args=[meeting.pk])
    assert "不要占用停车位" in stranger.get(topic.get_absolute_url()).content.decode()
    desk = client_of(staff(town))
    assert url in desk.get(reverse("meetings:write", args=[meeting.pk])).content.decode()
    assert desk.post(url, {"for_everybody": ""}).status_code == 303
    assert stranger.get(meeting.get_absolute_url()).status_code == 404
    assert "不要占用停车位" not in stranger.get(topic.get_absolute_url()).content.decode()
    assert not Opinion.objects.filter(occasion=meeting.occasion, is_public=True).exists()
    assert not items_visible_to(town.people["任德贵"]).filter(occasion=meeting.occasion).exists()
    assert not meeting.photos.filter(is_public=True).exists()


def test_what_everybody_has_read_is_not_closed_again(town):
    meeting = shown(town, kind="mediation", title=TITLE, for_everybody=True)
    with pytest.raises(Refused, match="看过了"):
        actions.choose_readers(actor=staff(town), meeting=meeting, for_everybody=False)


def test_a_closed_one_bids_nobody_welcome(town):
    meeting = a_meeting(town, kind="mediation", title=TITLE)
    page = client_of(staff(town)).get(meeting.get_absolute_url()).content.decode()
    assert "欢迎来" not in page
    assert "提一个议题" not in page


def _cookie_of(line):
    return remember(RequestFactory().get("/"), HttpResponse(), line).cookies


def test_the_phone_that_signed_without_an_account_confirms_and_corrects(town):
    line = signed_line(town)
    phone = Client()
    phone.cookies = _cookie_of(line)
    meeting = line.meeting
    reply = reverse("meetings:reply", args=[meeting.pk])
    assert "记得没错" in phone.get(meeting.get_absolute_url()).content.decode()
    assert phone.post(reply, {"is_right": "no", "text": "灯是三盏"}).status_code == 303
    assert "您说有出入" in phone.get(meeting.get_absolute_url()).content.decode()
    said = MinutesReply.objects.get(attendance=line)
    actions.settle_reply(actor=staff(town), reply=said, answer="改成三盏了")
    assert "改成三盏了" in phone.get(meeting.get_absolute_url()).content.decode()
    assert phone.post(reply, {"is_right": "yes"}).status_code == 303
    assert MinutesReply.objects.get(attendance=line).is_right
    another = Client().post(reply, {"is_right": "yes"})
    assert "/sign-in/" in another.headers["Location"]
    assert MinutesReply.objects.count() == 1
    assert "您说" not in Client().get(meeting.get_absolute_url()).content.decode()


def test_a_phone_answers_within_the_days_only_and_for_its_own_line(town):
    line = signed_line(town)
    type(line.meeting).objects.filter(pk=line.meeting_id).update(
        confirm_until=today().replace(year=2020)
    )
    with pytest.raises(Refused, match="时间过了"):
        actions.reply_by_line(actor=None, attendance=line, is_right=True)
    paper = signed_line(town).meeting
    phone = Client()
    phone.cookies = _cookie_of(line)
    there = reverse("meetings:reply", args=[paper.pk])
    assert "/sign-in/" in phone.post(there, {"is_right": "yes"}).headers["Location"]


def test_the_office_writes_down_what_is_said_by_phone_or_on_paper(town):
    line = signed_line(town)
    url = reverse("meetings:note_reply", args=[line.meeting_id])
    told = {"attendance": line.pk, "channel": "paper", "is_right": "no", "text": "灯是三盏"}
    desk = client_of(staff(town))
    assert desk.post(url, told).status_code == 303
    said = MinutesReply.objects.get()
    assert (said.attendance, said.channel, said.noted_by) == (line, "paper", staff(town))
    page = desk.get(reverse("meetings:write", args=[line.meeting_id])).content.decode()
    assert "蒲秀英" in page
    assert "写在纸上的" in page
    for wrong in ("", uuid4().hex):
        assert "field__error" in desk.post(url, told | {"attendance": wrong}).content.decode()
