"""A letter to every home, from the day it is planned to the day its answers hang out."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import connection, connections
from django.urls import reverse
from django.utils import timezone

from mulin.commons.calendar.cadence import Cadence
from mulin.commons.occasions.actions import start_series
from mulin.commons.occasions.models import Occasion
from mulin.commons.places.roles import Role
from mulin.commons.places.tests.people import make_town
from mulin.commons.tasks.models import ActionItem
from mulin.commons.topics.models import Opinion
from mulin.errors import NotAllowed, Refused
from mulin.web.tests.threads import each_at_once

from .. import actions, queries
from ..models import LetterReturn, LetterRound
from ..own_todos import waiting_for
from .heard import SAID, Listening, make_listening

pytestmark = pytest.mark.django_db


@pytest.fixture
def listening() -> Listening:
    return make_listening(make_town())


def test_a_series_of_letters_makes_a_round_for_each_time(listening):
    year = timezone.localdate().year
    start_series(
        actor=listening.office,
        unit=listening.community,
        kind="letter",
        name="半年一封信",
        cadence=Cadence("month", every=6, day=10),
        starts_on=date(year, 1, 1),
    )
    days = LetterRound.objects.filter(occasion__on__year=year).values_list(
        "occasion__on", flat=True
    )
    assert sorted(days) == [date(year, 1, 10), date(year, 7, 10)]


def test_letters_are_a_communitys_matter(listening):
    operator = listening.town.join("街道小何", Role.STREET_OPERATOR, listening.town.street)
    with pytest.raises(Refused, match="由社区来发"):
        start_series(
            actor=operator,
            unit=listening.town.street,
            kind="letter",
            name="半年一封信",
            cadence=Cadence("month", every=6, day=10),
            starts_on=date(2026, 1, 1),
        )


def test_every_home_gets_one_slip_in_walking_order_and_printing_again_adds_none(listening):
    letter = listening.written(is_by_household=True)
    slips = actions.print_letters(
        actor=listening.office, letter=letter, buildings=listening.buildings
    )
    again = actions.print_letters(
        actor=listening.office, letter=letter, buildings=listening.buildings
    )
    assert [slip.number for slip in slips] == list(range(1, 9))
    assert [slip.household.address for slip in slips[:3]] == [
        "1号楼1单元101",
        "1号楼1单元201",
        "1号楼1单元301",
    ]
    assert [slip.pk for slip in again] == [slip.pk for slip in slips]


def test_a_slip_without_a_name_knows_its_building_and_no_home(listening):
    letter = listening.printed()
    slips = queries.slips_in(letter, [one.pk for one in listening.buildings])
    assert len(slips) == 8
    assert {slip.household for slip in slips} == {None}
    assert len({slip.code for slip in slips}) == 8


def test_whether_slips_name_a_home_is_not_changed_once_they_are_printed(listening):
    letter = listening.printed()
    with pytest.raises(Refused, match="记不记名"):
        actions.write_letter(
            actor=listening.office,
            letter=letter,
            words="",
            is_by_household=True,
            returns_until=timezone.localdate(),
        )


def test_a_letter_that_went_out_was_held(listening):
    letter = listening.sent()
    assert letter.occasion.is_held
    assert not queries.overdue_letters(queries.communities()).exists()


def test_a_letter_is_said_to_be_out_from_its_day_on(listening, client):
    client.force_login(listening.office)
    for days, is_day in ((0, True), (1, False)):
        letter = listening.printed(days=days, title=f"第{days}封")
        page = client.get(reverse("listening:letter_desk", args=[letter.occasion_id]))
        out = reverse("listening:letter_send", args=[letter.occasion_id])
        assert (out in page.content.decode()) is is_day
        assert ("那天起，送到了在这里点一下" in page.content.decode()) is not is_day


def test_a_letter_nobody_sent_is_named_once_its_day_is_over(listening):
    letter = listening.planned()
    yesterday = timezone.localdate() - timedelta(days=1)
    Occasion.objects.filter(pk=letter.occasion_id).update(on=yesterday, planned_on=yesterday)
    assert list(queries.overdue_letters(queries.communities())) == [letter]


def test_a_letter_stands_on_the_offices_list_a_month_ahead(listening):
    listening.planned(days=40, title="还早")
    letter = listening.planned(days=20)
    assert [one.title for one in waiting_for(listening.office)] == [f"{letter}：写好、印好、发出去"]
    above = listening.town.join("街道小何", Role.STREET_OPERATOR, listening.town.street)
    assert not list(waiting_for(above))


def test_a_letter_whose_answers_nobody_told_is_named_too(listening):
    letter = listening.time_up(listening.sent())
    assert list(queries.overdue_letters(queries.communities())) == [letter]


def test_a_home_answers_by_its_code_and_each_line_is_an_opinion(listening):
    letter = listening.sent()
    slip = listening.slip(letter)
    actions.answer_letter(actor=None, slip=slip, said=SAID)
    opinions = listening.opinions(letter)
    assert {(one.kind, one.text) for one in opinions} == {
        ("need", "三单元的灯不亮"),
        ("constraint", "别砍大榕树"),
    }
    assert {one.building for one in opinions} == {slip.building}
    assert not any(one.is_public or one.speaker for one in opinions)


def test_a_slip_counts_once_whether_it_comes_by_paper_or_by_phone(listening):
    letter = listening.sent()
    actions.answer_letter(actor=None, slip=listening.slip(letter), said=SAID)
    with pytest.raises(Refused, match="0001 号回执已经收过了"):
        listening.entered(letter)
    assert letter.returns.count() == 1


def test_a_phone_answers_until_the_last_day_and_paper_until_it_is_told(listening):
    letter = listening.time_up(listening.sent())
    with pytest.raises(Refused, match="收完了"):
        actions.answer_letter(actor=None, slip=listening.slip(letter), said=SAID)
    listening.entered(letter)
    assert letter.returns.count() == 1


def test_an_empty_slip_came_back_all_the_same(listening):
    letter = listening.sent()
    listening.entered(letter, said={})
    assert queries.returned_in(letter) == 1
    assert listening.opinions(letter) == []


def test_what_somebody_came_to_say_needs_no_slip(listening):
    letter = listening.sent()
    actions.enter_return(
        actor=listening.office, letter=letter, said={"need": ["想要个棚"]}, channel="walk_in"
    )
    assert LetterReturn.objects.get().slip is None
    assert listening.opinions(letter)[0].text == "想要个棚"


def test_a_form_sent_twice_is_one_return(listening, client):
    letter = listening.sent()
    url = reverse("listening:letter_enter", args=[letter.occasion_id])
    client.force_login(listening.office)
    told = {"number": "", "need": "想要个棚", "key": uuid4().hex}
    for _time in range(2):
        assert client.post(url, told).status_code == 303
    assert letter.returns.count() == len(listening.opinions(letter)) == 1
    client.post(url, told | {"key": uuid4().hex})
    assert letter.returns.count() == 2, "two neighbours may say the same"


@pytest.mark.django_db(transaction=True)
def test_a_double_click_counts_once(listening):
    letter, receipt = listening.sent(), uuid4()
    each_at_once(
        lambda _n: actions.enter_return(
            actor=listening.office,
            letter=letter,
            said={"need": ["想要个棚"]},
            channel="walk_in",
            receipt=receipt,
        ),
        *range(4),
    )
    assert letter.returns.count() == len(listening.opinions(letter)) == 1


def test_one_answer_reaches_every_line_and_its_promise_the_to_do_list(listening):
    letter = listening.sent()
    listening.entered(letter)
    answer = listening.answered(
        letter, promise="换三单元的声控灯", due_on=timezone.localdate() + timedelta(days=30)
    )
    assert {one.reply for one in Opinion.objects.all()} == {"adopted"}
    promise = ActionItem.objects.get()
    assert promise.what == "换三单元的声控灯"
    assert promise.keeper_office == listening.community
    assert promise.is_public
    assert queries.promises_of(letter) == {answer.pk: [promise]}


def test_lines_of_another_letter_are_not_answered_here(listening):
    letter, other = listening.sent(), listening.sent(title="上一轮")
    listening.entered(other)
    with pytest.raises(NotAllowed):
        listening.answered(letter, opinions=listening.opinions(other))


def test_nothing_is_told_before_every_bottom_line_is_answered(listening):
    letter = listening.sent()
    listening.entered(letter)
    letter = listening.time_up(letter)
    with pytest.raises(Refused, match="1 条底线没有答复"):
        actions.publish_letter(actor=listening.office, letter=letter, summary="先换灯。")
    tree = Opinion.objects.get(kind="constraint")
    listening.answered(letter, opinions=[tree])
    told = actions.publish_letter(actor=listening.office, letter=letter, summary="先换灯。")
    assert told.is_published
    assert queries.answered_of(told) == (1, 2)


def test_nothing_is_told_while_homes_still_answer(listening):
    letter = listening.sent()
    with pytest.raises(Refused, match="还在收回执"):
        actions.publish_letter(actor=listening.office, letter=letter, summary="先换灯。")


def test_what_is_told_stays(listening):
    letter = listening.published()
    with pytest.raises(Refused):
        listening.answered(letter)
    with pytest.raises(Refused):
        listening.entered(letter, 2)


@pytest.mark.django_db(transaction=True)
def test_the_same_slip_sent_by_eight_at_once_counts_once():
    listening = make_listening(make_town())
    letter = listening.sent()
    slip = listening.slip(letter)

    def send(_place: int) -> bool:
        try:
            actions.answer_letter(actor=None, slip=slip, said={"need": ["灯"]})
        except Refused:
            return False
        finally:
            connections.close_all()
        return True

    with ThreadPoolExecutor(8) as pool:
        taken = list(pool.map(send, range(8)))
    assert sum(taken) == 1
    assert Opinion.objects.count() == 1
    assert connection.is_usable()
