"""窗口无否决权 in every room: what somebody who only sits at a window may do never says no."""

import re

import pytest

from mulin.commons.places.roles import Role
from mulin.errors import NotAllowed
from mulin.web.tests.doors import RESIDENT, STRANGER
from tests.acts import ACTS, Act, Ground
from tests.house.test_authority import attempt
from tests.town import address_of, listed_doors, people_a_town

NO = re.compile(
    r"reject|refus|declin|deny|denie|dismiss|turn_|drop|strike|void|disqual|screen|close|cancel|"
    r"withdraw|remove|retire|hide|call_off"
)
"""Words by which something of somebody else's is ended, sent back or put out of sight."""

AT_A_WINDOW = {
    "accept_case": "takes in hand what was reported",
    "accept_matter": "takes in hand what is wanted",
    "call_again": "calls a number",
    "call_next": "calls a number",
    "capture_case": "writes down what somebody reported",
    "check_in": "gives who is booked a number",
    "take_back_kiosk": "takes a screen back that was a kiosk",
    "enter_idea": "writes down what somebody wrote on paper",
    "enter_ideas": "writes down what many wrote on paper",
    "link_cases": "puts two reports of one thing beside each other",
    "move_matter": "puts a visit to another time",
    "note_answer": "writes down what the reporter says of the result",
    "note_cases_exported": "takes the list along",
    "note_field_check": "measures what was reported",
    "note_left": "nobody answered the call; the number may be called again",
    "open_kiosk": "lets a screen be a kiosk",
    "reply_by_line": "says of the minutes what the phone that signed in says",
    "send_visitor": "says who goes to a home",
    "sign_in": "comes to a meeting herself",
    "sign_in_by_name": "lets somebody sign in at a meeting's table",
    "take_ticket": "gives a number",
}
"""Everything a clerk may do in the whole house when nothing is in her hands yet, and why."""

pytestmark = pytest.mark.django_db


@pytest.fixture
def town():
    return people_a_town()


@pytest.fixture
def clerk(town):
    return town.join("丁莹", Role.WINDOW_CLERK)


@pytest.mark.parametrize("act", ACTS, ids=lambda act: act.name)
def test_a_clerk_does_only_what_a_window_is_for(act: Act, town, clerk):
    told = attempt(act, Ground(town), clerk)
    assert isinstance(told, NotAllowed) or act.name in AT_A_WINDOW


def test_nothing_a_window_does_says_no():
    assert not [name for name in AT_A_WINDOW if NO.search(name)]
    assert set(AT_A_WINDOW) <= {act.name for act in ACTS}


def test_acts_that_say_no_are_among_those_that_were_tried():
    names = {act.name for act in ACTS}
    assert {"refuse_request", "decline_expert_request", "refuse_home", "cancel_matter"} <= names


DOORS_THAT_SAY_NO = [
    door
    for door in listed_doors()
    if NO.search(door.name.partition(":")[2]) and not door.opens_for & {RESIDENT, STRANGER}
]


@pytest.mark.parametrize("door", DOORS_THAT_SAY_NO, ids=lambda door: f"{door.name} {door.method}")
def test_no_door_by_which_an_office_says_no_opens_for_a_clerk(client, door, town, clerk):
    address = address_of(door, town)
    client.force_login(clerk)
    answer = client.post(address, door.data) if door.method == "post" else client.get(address)
    assert answer.status_code in (403, 404)
