"""A window never refuses (窗口无否决权): it has no way to say no, not even by another name."""

import re

import pytest
from django.db import transaction
from django.template.loader import get_template
from django.urls import get_resolver

from mulin.commons.places.roles import Role
from mulin.errors import Refused
from mulin.features.services import actions, forms, models
from mulin.features.services.tests.windows import (
    book,
    escalated,
    in_hand,
    make_point,
    office,
    ticket,
)
from mulin.features.services.views import kiosk, mine, window
from mulin.web.tests.doors import FAR_RESIDENT, RESIDENT
from tests.house.house import PACKAGE, functions, modules
from tests.town import people_a_town

ROOM = PACKAGE / "features" / "services"
NO = re.compile(
    r"reject|refus|declin|deny|denie|dismiss|turn_away|turned_away|"
    r"驳回|拒绝|拒办|不予|不受理|退件|退回|打回|否决"
)
"""Words by which an office says no."""

AFTER_A_CLERK = {"waiting", "called", "in_hand", "escalated", "done", "left"}
"""What may be made of a matter at a window; `left` only when nobody answered the call."""

ENDS = {"missed", "cancelled"}
"""How a matter ends without being done: never by a window's hand."""


def names_of_acts() -> set[str]:
    return {one.name for path in modules("actions") if ROOM in path.parents
            for one in functions(path)}  # fmt: skip


def addresses() -> list[tuple[str, str]]:
    [room] = [one for one in get_resolver().url_patterns if getattr(one, "namespace", "") ==
              "services"]  # fmt: skip
    return [(one.name, str(one.pattern)) for one in room.url_patterns]


def choices() -> set[str]:
    """Return every choice of the room's tables and forms: its word and its label."""
    found = set()
    for name in models.__all__:
        for field in getattr(models, name)._meta.get_fields():
            for value, label in getattr(field, "choices", None) or ():
                found |= {str(value), str(label)}
    for name in forms.__all__:
        for field in getattr(forms, name).base_fields.values():
            for value, label in getattr(field, "choices", ()):
                found |= {str(value), str(label)}
    return found


def buttons() -> dict[str, str]:
    """Return what stands on each page of the room, without its comments."""
    pages = sorted((ROOM / "templates").rglob("*.html"))
    return {
        path.name: re.sub(r"{% comment %}.*?{% endcomment %}", "", path.read_text(), flags=re.S)
        for path in pages
    }


def test_no_act_of_the_room_says_no():
    assert {"accept_matter", "finish_matter", "escalate_matter"} <= names_of_acts()
    assert not [name for name in names_of_acts() if NO.search(name)]


def test_no_address_of_the_room_says_no():
    assert len(addresses()) > 40
    assert not [one for one in addresses() if NO.search(" ".join(one))]


def test_no_choice_and_no_state_says_no():
    assert {"escalated", "taken"} <= choices()
    assert not [one for one in choices() if NO.search(one)]


@pytest.mark.parametrize(("template", "words"), buttons().items())
def test_no_page_of_the_room_has_a_button_that_says_no(template, words):
    assert not NO.findall(words)


def test_a_word_that_says_no_would_be_found():
    assert NO.search("reject_matter")
    assert NO.search("不予受理")
    assert not NO.search("escalate")


def matters_at(town, point, clerk):
    """Return a matter in each state that a clerk can find it in."""
    yield "waiting", ticket(point, clerk)
    actions.call_next(actor=clerk, point=point)
    yield "called", models.Matter.objects.filter(state="called").latest("pk")
    yield "in_hand", in_hand(point, clerk)
    yield "escalated", escalated(point, clerk).matter
    yield "booked", book(point, town.people[RESIDENT])
    yield "visit", book(point, town.people[FAR_RESIDENT], way="home_visit", door="3号楼")


def acts_on(matter, clerk, colleague):
    """Return everything this room lets somebody do to one matter, each as a call."""
    told = {"actor": clerk, "matter": matter}
    return {
        "accept_matter": lambda: actions.accept_matter(**told),
        "finish_matter": lambda: actions.finish_matter(**told, result="好了"),
        "escalate_matter": lambda: actions.escalate_matter(
            **told, office=matter.point.unit, reason="改不了"
        ),
        "note_left": lambda: actions.note_left(**told),
        "call_again": lambda: actions.call_again(**told),
        "check_in": lambda: actions.check_in(**told),
        "cancel_matter": lambda: actions.cancel_matter(**told),
        "move_matter": lambda: actions.move_matter(
            **told, on=matter.on, at=matter.starts_at or "09:00"
        ),
        "send_visitor": lambda: actions.send_visitor(**told, visitor=colleague),
        "offer_matter": lambda: actions.offer_matter(**told, to=colleague),
        "take_over_matter": lambda: actions.take_over_matter(**told),
    }


@pytest.mark.django_db
def test_whatever_a_clerk_does_a_matter_is_done_or_goes_on():
    town = people_a_town()
    point = make_point(town)
    clerk = town.join("丁莹", Role.WINDOW_CLERK)
    done = set()
    for state, matter in matters_at(town, point, clerk):
        for name, act in acts_on(matter, clerk, office(town)).items():
            before = transaction.savepoint()
            try:
                act()
            except (Refused, TypeError):
                continue
            finally:
                now = models.Matter.objects.get(pk=matter.pk).state
                transaction.savepoint_rollback(before)
            done.add((state, name, now))
            assert now in AFTER_A_CLERK | {"booked"}, f"{name} of a {state} one made it {now}"
            assert now != "left" or state == "called", f"{name} of a {state} one sent it away"
    assert {now for _state, _name, now in done} >= {"in_hand", "done", "escalated", "left"}
    assert not {name for _state, name, _now in done} & {"cancel_matter"}


@pytest.mark.django_db
def test_a_clerk_has_no_page_that_ends_a_matter_undone(client):
    town = people_a_town()
    clerk = town.join("丁莹", Role.WINDOW_CLERK)
    matter = book(make_point(town), town.people[RESIDENT])
    client.force_login(clerk)
    for name, pattern in addresses():
        if "matter_id" in pattern:
            address = "/" + pattern.replace("<int:matter_id>", str(matter.pk))
            for method in (client.get, client.post):
                before = transaction.savepoint()
                method(address, {"result": ""})
                now = models.Matter.objects.get(pk=matter.pk).state
                transaction.savepoint_rollback(before)
                assert now not in ENDS, f"{name} ends what nobody did"


@pytest.mark.parametrize("module", [kiosk, mine, window], ids=lambda one: one.__name__)
def test_no_view_of_the_window_says_no(module):
    assert not [name for name in vars(module) if NO.search(name) and name != "Refused"]


def test_the_page_of_a_matter_offers_the_two_ways_on():
    source = get_template("services/handle.html").template.source
    assert "services:finish" in source
    assert "services:escalate" in source
