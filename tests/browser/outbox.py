"""What a form keeps in the phone until there is a line."""

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Page

WAITING = (
    """() => Object.keys(localStorage).filter((key) => key.startsWith("mulin-sheet:")).length"""
)


def waits_until(page: Page, number: int) -> None:
    """Wait until so many of the notes on this phone are still to be sent."""
    page.wait_for_function(f"() => ({WAITING})() === {number}")


def waits_until_sent(page: Page) -> None:
    waits_until(page, 0)


def all_that_is_kept(page: Page) -> str:
    """Return every word this phone keeps, as whoever holds it could read it."""
    kept: str = page.evaluate("() => JSON.stringify(localStorage)")
    return kept


@contextmanager
def cut_off(page: Page, address: str) -> Iterator[None]:
    """Let nothing arrive at an address for a while."""
    page.route(address, lambda route: route.abort())
    yield
    page.unroute(address)
