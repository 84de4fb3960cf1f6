"""Codes of letters are guessed in vain, and whoever holds a letter always gets in."""

import pytest
from django.test import Client
from django.urls import reverse

from mulin.commons.people import guessing
from mulin.commons.places.tests.people import make_town

from ..models import LetterReturn
from ..views.letters import SLIPS
from .heard import Listening, make_listening

pytestmark = pytest.mark.django_db
WRONG = "QQQQQQQQ"


@pytest.fixture
def listening(settings) -> Listening:
    settings.PROXIES_IN_FRONT = 1
    return make_listening(make_town())


def door_of(code: str) -> str:
    return reverse("listening:slip", args=[code])


def guess_from_everywhere(times: int = guessing.WRONG_FROM_ALL) -> None:
    for at in range(times):
        SLIPS.note_wrong(f"10.{at // 250}.{at % 250}.1")


def asks_for_the_number(answer) -> bool:
    return "再看一眼信上的号" in answer.content.decode()


def test_who_guesses_from_one_address_is_asked_for_a_number_whatever_the_code(listening):
    slip = listening.slip(listening.sent())
    guesser = Client(headers={"X-Forwarded-For": "203.0.113.9"})
    for _try in range(guessing.WRONG_FROM_ONE_PLACE):
        assert guesser.get(door_of(WRONG)).status_code == 404
    assert asks_for_the_number(guesser.get(door_of(WRONG)))
    assert asks_for_the_number(guesser.get(door_of(slip.code)))
    neighbour = Client(headers={"X-Forwarded-For": "203.0.113.10"})
    assert not asks_for_the_number(neighbour.get(door_of(slip.code)))


def test_guessing_from_many_addresses_fails_and_the_letter_in_the_hand_opens(listening):
    slip = listening.slip(listening.sent())
    guess_from_everywhere()
    client = Client(headers={"X-Forwarded-For": "203.0.113.11"})
    assert asks_for_the_number(client.get(door_of(WRONG)))
    assert asks_for_the_number(client.get(door_of(slip.code)))
    wrong = client.post(door_of(slip.code), {"number": slip.number + 1})
    assert wrong.status_code == 422
    assert client.post(door_of(slip.code), {"number": slip.number}).status_code == 303
    client.post(door_of(slip.code), {"need": "三单元的灯不亮"})
    assert LetterReturn.objects.get().slip == slip


def test_the_number_of_one_code_is_guessed_only_a_few_times(listening):
    slip = listening.slip(listening.sent())
    guess_from_everywhere()
    for at in range(guessing.WRONG_PROOFS):
        guesser = Client(headers={"X-Forwarded-For": f"198.51.100.{at}"})
        guesser.post(door_of(slip.code), {"number": 900 + at})
    late = Client(headers={"X-Forwarded-For": "198.51.100.99"})
    answer = late.post(door_of(slip.code), {"number": slip.number})
    assert "试得太多了" in answer.content.decode()


def test_right_codes_never_count_and_who_is_writing_goes_on(listening):
    slip = listening.slip(listening.sent())
    client = Client(headers={"X-Forwarded-For": "203.0.113.12"})
    for _time in range(guessing.WRONG_FROM_ONE_PLACE + 1):
        assert not asks_for_the_number(client.get(door_of(slip.code)))
    guess_from_everywhere()
    assert not asks_for_the_number(client.get(door_of(slip.code)))
