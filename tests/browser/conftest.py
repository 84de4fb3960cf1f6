"""Real browsers: a phone and a desk in Shanghai."""

import os
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext

from mulin.commons.places.tests.people import Town
from tests.browser.screen import Screen
from tests.needs import BROWSERS
from tests.town import people_a_town

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

QUIET = [
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-dev-shm-usage",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--hide-scrollbars",
    "--no-first-run",
]
"""Nothing in the background, and shared memory that fits into a container."""

HERE = {
    "locale": "zh-CN",
    "timezone_id": "Asia/Shanghai",
    "color_scheme": "light",
    "reduced_motion": "reduce",
}
PHONE = {
    **HERE,
    "viewport": {"width": 390, "height": 844},
    "device_scale_factor": 2,
    "is_mobile": True,
    "has_touch": True,
}
DESK = {**HERE, "viewport": {"width": 1280, "height": 800}}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """
    Mark what is tested in a browser; refuse another test that calls an argument `page`.

    Pytest would run it among these, and all of these before tests that begin a loop of their own,
    which none can once there is a browser.
    """
    for item in items:
        if item.path.is_relative_to(os.path.dirname(__file__)):
            item.add_marker("browser")
        elif "browser_name" in getattr(getattr(item, "callspec", None), "params", ()):
            raise pytest.UsageError(f"{item.nodeid}: an argument has the name of a browser's part")


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict) -> dict:
    """Use the browser of the system; nothing is downloaded."""
    names = filter(None, (os.environ.get("MULIN_CHROMIUM"), *BROWSERS))
    program = next(filter(None, map(shutil.which, names)), None)
    if program is None:
        pytest.fail(
            "No browser to test with: install Debian's `chromium`, or name one in MULIN_CHROMIUM.",
            pytrace=False,
        )
    without_sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
    return {
        **browser_type_launch_args,
        "executable_path": program,
        "args": [*QUIET, *without_sandbox],
    }


@pytest.fixture(scope="session")
def phone_context(browser: Browser) -> Iterator[BrowserContext]:
    yield from _context(browser, PHONE)


@pytest.fixture(scope="session")
def desk_context(browser: Browser) -> Iterator[BrowserContext]:
    yield from _context(browser, DESK)


def _context(browser: Browser, options: dict) -> Iterator[BrowserContext]:
    context = browser.new_context(**options)
    context.set_default_timeout(10_000)
    yield context
    context.close()


@pytest.fixture
def phone(phone_context: BrowserContext, live_server) -> Iterator[Screen]:
    """A phone that nobody has signed in on."""
    yield from screen_in(phone_context, live_server.url)


@pytest.fixture
def desk(desk_context: BrowserContext, live_server) -> Iterator[Screen]:
    """A computer on a desk that nobody has signed in on."""
    yield from screen_in(desk_context, live_server.url)


def screen_in(context: BrowserContext, site: str) -> Iterator[Screen]:
    """Yield a window, and close it at the end."""
    context.clear_cookies()
    screen = Screen(context, site)
    yield screen
    screen.page.close()


@pytest.fixture
def town(live_server) -> Town:
    """A town with one of each visitor in it."""
    return people_a_town()
