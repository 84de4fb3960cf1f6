"""Household codes are guessed in vain, and whoever holds a letter always gets in."""

import pytest
from django.test import Client
from django.urls import reverse

from mulin.commons.people import guessing

from ..roles import Role
from ..views.letters import LETTERS
from .homes import build
from .people import make_town
from .test_letters import print_letters

pytestmark = pytest.mark.django_db(transaction=True)
WRONG = "ABCD-EFGH-2345"


@pytest.fixture
def code(settings) -> str:
    settings.PROXIES_IN_FRONT = 1
    town = make_town()
    town.join("梁书瑶", Role.SOCIAL_WORKER)
    return print_letters(town, build(town))["101"]


def somebody_at(address: str) -> Client:
    return Client(headers={"X-Forwarded-For": address})


def door_of(code: str) -> str:
    return reverse("letters:open", args=[code])


def guess_from_everywhere() -> None:
    for at in range(guessing.WRONG_FROM_ALL):
        LETTERS.note_wrong(f"10.{at // 250}.{at % 250}.1")


def asks_for_the_door(answer) -> bool:
    return "再看一眼信上的门牌" in answer.content.decode()


def is_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def test_wrong_codes_from_one_address_close_no_neighbours_letter(code):
    guesser = somebody_at("203.0.113.9")
    for _try in range(guessing.WRONG_FROM_ONE_PLACE):
        assert guesser.get(door_of(WRONG)).status_code == 404
    assert asks_for_the_door(guesser.get(door_of(WRONG)))
    assert asks_for_the_door(guesser.get(door_of(code)))
    assert asks_for_the_door(guesser.post(door_of(code)))
    assert not is_in(guesser)
    assert "3号楼1单元101" in somebody_at("203.0.113.10").get(door_of(code)).text


def test_a_right_code_does_not_make_the_wrong_ones_forgotten(code):
    guesser = somebody_at("203.0.113.9")
    for _try in range(guessing.WRONG_FROM_ONE_PLACE):
        guesser.get(door_of(WRONG))
        guesser.get(door_of(code))
    assert asks_for_the_door(guesser.get(door_of(WRONG)))


def test_guessing_from_many_addresses_fails_and_the_letter_in_the_hand_opens(code):
    guess_from_everywhere()
    client = somebody_at("203.0.113.11")
    for asked in (WRONG, code):
        answer = client.get(door_of(asked))
        assert answer.status_code == 200
        assert "3号楼" not in answer.text.replace("信上印着“3号楼1单元101”", "")
    for asked in (WRONG, code):
        wrong = client.post(door_of(asked), {"room": "909"})
        assert wrong.status_code == 422
        assert "对不上" in wrong.text
    client.post(door_of(code), {"room": "１０１ "})
    assert not is_in(client)
    assert "3号楼1单元101" in client.get(door_of(code)).text
    client.post(door_of(code))
    assert is_in(client)


def test_the_door_of_one_code_is_guessed_only_a_few_times(code):
    guess_from_everywhere()
    for at in range(guessing.WRONG_PROOFS):
        typed = code if at % 2 else code.lower().replace("-", " ")
        somebody_at(f"198.51.100.{at}").post(door_of(typed), {"room": f"{900 + at}"})
    answer = somebody_at("198.51.100.99").post(door_of(code), {"room": "101"})
    assert "试得太多了" in answer.text


def test_who_has_the_letter_open_when_the_guessing_begins_goes_on(code):
    client = somebody_at("203.0.113.12")
    client.get(door_of(code))
    guess_from_everywhere()
    client.post(door_of(code))
    assert is_in(client)
