"""S3-1, the letter: to every home twice a year, what came back, what was promised and kept."""

from datetime import date, datetime

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from mulin.commons.calendar.cadence import Cadence
from mulin.commons.notices.queries import messages_for
from mulin.commons.occasions.actions import start_series
from mulin.commons.occasions.tasks import extend_every_series
from mulin.commons.places.roles import Role
from mulin.commons.places.tests.people import make_town
from mulin.commons.tasks.actions import keep_promise
from mulin.commons.tasks.models import ActionItem
from mulin.features.listening import actions, queries
from mulin.features.listening.models import LetterRound
from mulin.features.listening.tests.heard import Listening, make_listening

pytestmark = pytest.mark.django_db


def at(month: int, day: int, hour: int = 10) -> datetime:
    return timezone.make_aware(datetime(2018, month, day, hour))


@pytest.fixture
def listening(clock) -> Listening:
    listening = make_listening(make_town(), buildings=3, homes=6)
    start_series(
        actor=listening.office,
        unit=listening.community,
        kind=LetterRound.KIND,
        name="征求意见信",
        cadence=Cadence("month", every=6, day=12),
        starts_on=date(2018, 3, 12),
    )
    return listening


def letters(listening: Listening) -> list[LetterRound]:
    return list(queries.letters_run_by(listening.office).order_by("occasion__on"))


def public_page(letter: LetterRound) -> str:
    return Client().get(reverse("listening:letter", args=[letter.occasion_id])).content.decode()


def desk(listening: Listening) -> str:
    client = Client()
    client.force_login(listening.office)
    return client.get(reverse("listening:desk", args=[listening.community.pk])).content.decode()


def send(listening: Listening, letter: LetterRound, until: date) -> LetterRound:
    letter = actions.write_letter(
        actor=listening.office,
        letter=letter,
        words="写一句也行。",
        is_by_household=False,
        returns_until=until,
    )
    actions.print_letters(actor=listening.office, letter=letter, buildings=listening.buildings)
    return actions.send_letter(actor=listening.office, letter=letter)


def test_the_letter_goes_out_twice_a_year_and_its_promises_are_kept(clock, listening):
    neighbour = listening.town.join("林大姐", Role.RESIDENT)
    first, second = letters(listening)
    assert [first.occasion.on, second.occasion.on] == [date(2018, 3, 12), date(2018, 9, 12)]

    clock.turn_to(at(3, 12))
    first = send(listening, first, date(2018, 3, 26))
    assert first.slips.count() == 18
    assert any("征求意见信" in str(one) for one in told(neighbour))

    clock.turn_to(at(3, 15))
    by_phone = Client().post(
        reverse("listening:slip", args=[listening.slip(first, 4).code]),
        {"need": "三单元的灯不亮\n下雨积水", "suggestion": "", "constraint": "别砍大榕树"},
    )
    assert by_phone.status_code == 303
    listening.entered(first, 9, {"need": ["楼道太黑"]})
    assert "三单元的灯不亮" not in public_page(first)

    clock.turn_to(at(3, 27))
    said = {one.text: one for one in listening.opinions(first)}
    listening.answered(
        first,
        title="楼道灯",
        text="五月换成声控灯。",
        opinions=[said["三单元的灯不亮"], said["楼道太黑"]],
        promise="换三单元的声控灯",
        due_on=date(2018, 5, 31),
    )
    listening.answered(first, title="大榕树", text="不砍。", opinions=[said["别砍大榕树"]])
    actions.publish_letter(actor=listening.office, letter=first, summary="先换灯。")
    page = public_page(first)
    assert all(words in page for words in ("五月换成声控灯。", "换三单元的声控灯", "3", "/ 4 条"))
    assert "楼道太黑" not in page

    clock.turn_to(at(5, 20))
    keep_promise(actor=listening.office, item=ActionItem.objects.get(), note="换好了")
    assert "做到了" in public_page(first)

    clock.turn_to(at(9, 20))
    assert "该发信，还没有发" in desk(listening)
    send(listening, second, date(2018, 10, 8))
    assert "该发信，还没有发" not in desk(listening)
    clock.turn_to(at(10, 9))
    assert "还没有公布答复" in desk(listening)

    clock.turn_to(at(11, 5))
    extend_every_series(timestamp=0)
    days = [one.occasion.on for one in letters(listening)]
    assert days[2:] == [date(2019, 3, 12), date(2019, 9, 12)]


def told(person) -> list:
    return list(messages_for(person, 1, unread=set()))
