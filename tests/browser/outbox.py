"""What a form keeps in the phone until there is a line."""

from playwright.sync_api import Page

WAITING = (
    """() => Object.keys(localStorage).filter((key) => key.startsWith("mulin-sheet:")).length"""
)


def waits_until(page: Page, number: int) -> None:
    """Wait until so many of the notes on this phone are still to be sent."""
    page.wait_for_function(f"() => ({WAITING})() === {number}")


def waits_until_sent(page: Page) -> None:
    waits_until(page, 0)
