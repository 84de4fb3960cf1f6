"""Every page is fit for every reader: small phones, desks, tired eyes, the night, English."""

import re
from collections.abc import Iterator
from functools import cache

import pytest
from django.conf import settings
from playwright.sync_api import BrowserContext

from mulin.commons.people.models import Person
from mulin.commons.places.tests.people import Town
from mulin.site.catalogues import books
from mulin.site.catalogues.chinese import IDEOGRAPH, PUNCTUATION
from mulin.site.catalogues.faults import KEEPS_CHINESE
from mulin.site.catalogues.found import rooms
from mulin.web.tests import doors as visitors
from tests.browser.conftest import screen_in
from tests.browser.screen import TAP, TAP_IN_CARE_MODE, TAP_WITH_A_MOUSE, Screen
from tests.town import address_of, first_reader, listed_doors

PAGES = [door for door in listed_doors() if door.method == "get"]


@pytest.fixture(scope="module")
def phone(phone_context: BrowserContext, live_server) -> Iterator[Screen]:
    """One window for all pages: it takes as long to open as a page."""
    yield from screen_in(phone_context, live_server.url)


@pytest.fixture(scope="module")
def desk(desk_context: BrowserContext, live_server) -> Iterator[Screen]:
    """One window for all pages."""
    yield from screen_in(desk_context, live_server.url)


@pytest.mark.parametrize("door", PAGES, ids=lambda door: door.name)
def test_a_page_is_fit_for_every_reader(
    door: visitors.Door, phone: Screen, desk: Screen, town: Town
) -> None:
    address = address_of(door, town)
    for visitor in first_reader(door, address, town):
        reader = town.people.get(visitor)
        found = [*on_a_phone(phone, address, reader), *on_a_desk(desk, address, reader)]
        assert not found, "\n".join([f"{len(found)} faults at {address} for {visitor}", *found])


def on_a_phone(screen: Screen, address: str, reader: Person | None):
    """Yield what is wrong on a phone, by day, by night, in large type and in English."""
    screen.page.emulate_media(color_scheme="light")
    screen.at_width(390).sign_in(reader)
    screen.open(address)
    yield from said("390", screen.faults())
    yield from said("320", screen.at_width(320).faults())
    yield from said("day", screen.barriers())
    screen.page.emulate_media(color_scheme="dark")
    yield from said("night", screen.barriers("color-contrast"))
    screen.page.emulate_media(color_scheme="light")
    screen.at_width(390)
    screen.set_cookie(settings.LANGUAGE_COOKIE_NAME, "en")
    screen.open(address)
    yield from said("English", screen.faults() + untranslated(screen.chinese()))
    screen.set_cookie(settings.LANGUAGE_COOKIE_NAME, "zh-hans")
    screen.set_cookie("mode", "care")
    screen.open(address)
    yield from said("large type", screen.faults(tap=TAP if screen.is_desk else TAP_IN_CARE_MODE))
    yield from said("large type", screen.barriers("color-contrast"))


def on_a_desk(screen: Screen, address: str, reader: Person | None):
    """Yield what is wrong on a wide screen with a mouse."""
    screen.sign_in(reader)
    screen.open(address)
    yield from said("1280", screen.faults(tap=TAP_WITH_A_MOUSE))


def said(variant: str, faults: list[str]) -> list[str]:
    return [f"{variant}: {fault}" for fault in faults]


def untranslated(texts: list[str]) -> list[str]:
    """Return the texts that are ours: what people wrote themselves stays as they wrote it."""
    ours = our_words()
    return [f"not in English: {text!r}" for text in texts if ours.fullmatch(text)]


@cache
def our_words() -> re.Pattern[str]:
    """Return a pattern of every message of the house, with any filling, and of lone signs."""
    ours = rooms().values()
    chinese = {message.text for room in ours for message in room.messages()}
    chinese -= {
        entry.msgid
        for room in ours
        for entry in books.read(room.book)
        if entry.tcomment.startswith(KEEPS_CHINESE) or _is_a_sample(entry)
    }
    return re.compile("|".join([f"[{PUNCTUATION}\\s]+", *map(_pattern, chinese)]))


def _is_a_sample(entry) -> bool:
    """Say whether a message is only said in the kit, whose samples read like people's own words."""
    return bool(entry.occurrences) and all("/kit" in where for where, _ in entry.occurrences)


def _pattern(message: str) -> str:
    """Return a pattern that a message keeps when it is filled; short ones only match bare."""
    pieces = re.split(r"%\(\w+\)\w", message.strip())
    if len(re.findall(f"[{IDEOGRAPH}]", "".join(pieces))) < 4:
        return re.escape(message)
    return r".+?".join(r"\s+".join(map(re.escape, piece.split(" "))) for piece in pieces)
