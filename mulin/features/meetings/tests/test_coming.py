"""Who came to a table: with an account, without one, and who was not there after all."""

from datetime import time
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from mulin.commons.occasions.models import Occasion
from mulin.commons.places.models import Building, Compound
from mulin.commons.places.roles import Role
from mulin.commons.places.tests.people import make_town
from mulin.commons.topics.tests.matters import THREE_QUESTIONS, make_topic
from mulin.errors import Refused
from mulin.web.tests.doors import RESIDENT
from mulin.web.tests.moments import it_is

from .. import actions, presenting, queries
from ..wall import token_of
from .tables import a_meeting, in_days, neighbour, note, signed_in, staff, written

pytestmark = pytest.mark.django_db

EVENING = {"starts_at": time(19, 30)}


@pytest.fixture
def town():
    return make_town()


@pytest.fixture
def home(town):
    compound = Compound.objects.create(community=town.community, name="三号院")
    return Building.objects.create(compound=compound, name="3栋")


@pytest.fixture
def meeting(town, home):
    with it_is("2026-11-10 12:00"):
        return a_meeting(town, **EVENING)


def sign(phone: Client, meeting, home, **told):
    line = {"name": "蒲秀英", "building": home.pk, "door": "2单元301", "key": uuid4().hex}
    return phone.post(reverse("meetings:here", args=[meeting.pk, token_of(meeting)]), line | told)


def came(meeting) -> list[str]:
    return [one.name_for_staff for one in queries.attendances_of(meeting)]


@it_is("2026-11-10 19:40")
def test_a_neighbour_without_an_account_signs_with_a_name_and_a_door(town, meeting, home):
    phone = Client()
    assert sign(phone, meeting, home).status_code == 303
    assert came(meeting) == ["蒲秀英"]
    [line] = queries.attendances_of(meeting)
    assert line.is_by_own_word
    assert "您签过到了" in sign(phone, meeting, home, name="任德贵").content.decode()
    assert came(meeting) == ["蒲秀英"], "one phone signs for one"
    assert sign(Client(), meeting, home).status_code == 303
    assert len(came(meeting)) == 1, "and a door's own name stands once, whatever phone it is from"


@pytest.mark.parametrize(
    ("moment", "word"), [("2026-11-10 18:00", "还没到时候"), ("2026-11-10 23:45", "会散了")]
)
def test_nobody_signs_without_an_account_but_around_the_meeting(meeting, home, moment, word):
    with it_is(moment):
        page = sign(Client(), meeting, home)
    assert word in page.content.decode()
    assert came(meeting) == []


@pytest.mark.parametrize(
    ("moment", "word"),
    [
        ("2026-11-10 18:00", "18:30起"),
        ("2026-11-09 19:40", "11月10日"),
        ("2026-11-10 23:45", "补上"),
    ],
)
def test_who_scans_the_code_too_early_or_late_is_told_before_she_writes(meeting, moment, word):
    with it_is(moment):
        page = Client().get(reverse("meetings:here", args=[meeting.pk, token_of(meeting)]))
    assert word in page.content.decode()
    assert 'name="door"' not in page.content.decode()


@it_is("2026-11-10 19:40")
def test_a_list_is_not_filled_from_afar(meeting, home):
    guessed = reverse("meetings:here", args=[meeting.pk, "0" * 16])
    assert Client().post(guessed, {"name": "蒲秀英", "door": "301"}).status_code == 404


@it_is("2026-11-10 19:40")
def test_the_host_sees_who_signed_so_and_strikes_who_was_not_there(client, town, meeting, home):
    phone = Client()
    sign(phone, meeting, home)
    client.force_login(staff(town))
    names = client.get(reverse("meetings:came", args=[meeting.pk])).content.decode()
    assert "蒲秀英" in names
    assert "自己扫码填的" in names
    [line] = queries.attendances_of(meeting)
    strike = reverse("meetings:strike", args=[line.pk])
    assert client.post(strike, {"because": "没这个人"}).status_code == 303
    assert came(meeting) == []
    assert presenting.coming_of(meeting).total == 0
    here = reverse("meetings:here", args=[meeting.pk, token_of(meeting)])
    assert "没这个人" in phone.get(here).content.decode()
    with pytest.raises(Refused, match="已经划掉"):
        actions.strike_attendance(actor=staff(town), attendance=line, because="再来一次")


@it_is("2026-11-10 19:40")
def test_who_was_struck_neither_signs_again_nor_answers_the_minutes(town, meeting):
    person = signed_in(town, meeting, neighbour(town))
    [line] = queries.attendances_of(meeting)
    actions.strike_attendance(actor=staff(town), attendance=line, because="人没来")
    with pytest.raises(Refused, match="划掉"):
        actions.sign_in(actor=person, meeting=meeting)
    assert not queries.has_signed_in(person, meeting)


@it_is("2026-11-10 19:40")
def test_a_name_from_the_paper_list_is_added_by_hand(client, town, meeting, home):
    client.force_login(staff(town))
    line = {
        "name": "任德贵",
        "role": Role.BUILDING_STEWARD,
        "building": home.pk,
        "key": uuid4().hex,
    }
    post = reverse("meetings:note", args=[meeting.pk, "attendance"])
    assert client.post(post, line).status_code == 303
    [kept] = queries.attendances_of(meeting)
    assert (kept.name, kept.building, kept.is_by_own_word) == ("任德贵", home, False)


def test_doors_are_forgotten_when_the_minutes_are_final(town, home):
    meeting = written(town, starts_at=None)
    sign(Client(), meeting, home)
    assert meeting.attendances.filter(door="2单元301").exists()
    actions.show_minutes(actor=staff(town), meeting=meeting)
    meeting.__class__.objects.filter(pk=meeting.pk).update(confirm_until=in_days(-1))
    actions.finish_minutes(actor=None, meeting=meeting)
    assert not meeting.attendances.exclude(door="").exists()


def test_the_first_question_is_answered_from_its_meeting_in_one_step(client, town):
    topic = make_topic(town, **THREE_QUESTIONS)
    meeting = a_meeting(town, topic=topic)
    signed_in(town, meeting, town.people.get(RESIDENT) or neighbour(town))
    note(town, actions.note_said, meeting, kind="need", text="没有路灯")
    client.force_login(staff(town))
    table = client.get(reverse("meetings:table", args=[meeting.pk])).context
    form = client.get(table["gate"].url)
    so_far = form.context["form"].initial
    assert so_far["decided_by"] == "榕树下第一次碰头，1 人到场"
    said = {"whether": "yes", "decided_by": so_far["decided_by"], "decided_on": meeting.occasion.on}
    assert client.post(table["gate"].url, said).status_code == 303
    answer = topic.answers.get()
    assert answer.occasion == Occasion.objects.get(pk=meeting.occasion_id)
    assert "榕树下第一次碰头" in client.get(topic.get_absolute_url()).content.decode()
