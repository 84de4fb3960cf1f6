"""A window of a real browser that notices what goes wrong in it."""

from functools import cache
from pathlib import Path
from typing import Any

import axe_playwright_python
from django.conf import settings
from django.test import Client
from playwright.sync_api import BrowserContext, ConsoleMessage, Request, Response

from mulin.commons.people.models import Person

HERE = Path(__file__).parent
GRAVE = ("serious", "critical")
TAP = 44
TAP_IN_CARE_MODE = 60
TAP_WITH_A_MOUSE = 24
"""How large what people hit must be, in CSS pixels."""

RUN_AXE = """async (rules) => {
    const only = rules ? {runOnly: {type: 'rule', values: rules}} : {};
    const where = (nodes) => nodes.slice(0, 4).map((node) => node.target.join(' ')).join(' | ');
    const words = ({id, help, nodes}) => `${id}: ${help}: ${where(nodes)}`;
    return (await axe.run(only)).violations.map((fault) => [fault.impact, words(fault)]);
}"""


@cache
def script(name: str) -> str:
    return (HERE / name).read_text(encoding="utf-8")


@cache
def axe() -> str:
    return next(Path(axe_playwright_python.__file__).parent.rglob("axe.min.js")).read_text()


class Screen:
    """One browser window at one site."""

    def __init__(self, context: BrowserContext, site: str) -> None:
        self.context, self.site = context, site
        self.page = context.new_page()
        self.troubles: list[str] = []
        self.page.on("console", self._hear)
        self.page.on("pageerror", lambda error: self.troubles.append(f"script: {error}"))
        self.page.on("requestfailed", self._miss)
        self.page.on("response", self._receive)

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type == "error" and not message.text.startswith("Failed to load resource"):
            self.troubles.append(f"console: {message.text}")

    def _miss(self, request: Request) -> None:
        if request.failure == "net::ERR_ABORTED":  # the window went on before it came
            return
        self.troubles.append(f"did not arrive: {request.url} ({request.failure})")

    def _receive(self, response: Response) -> None:
        if response.status >= 400 and not response.request.is_navigation_request():
            self.troubles.append(f"answered {response.status}: {response.url}")

    def open(self, address: str) -> Response:
        """Go to an address of the site."""
        self.troubles.clear()
        response = self.page.goto(f"{self.site}{address}")
        assert response is not None
        return response

    def sign_in(self, person: Person | None) -> None:
        """Be this person from now on, or a stranger, without going through a page."""
        self.context.clear_cookies()
        if person:
            client = Client()
            client.force_login(person)
            self.set_cookie(
                settings.SESSION_COOKIE_NAME, client.cookies[settings.SESSION_COOKIE_NAME].value
            )

    def set_cookie(self, name: str, value: str) -> None:
        self.context.add_cookies([{"name": name, "value": value, "url": self.site}])

    def at_width(self, width: int, height: int = 844) -> "Screen":
        self.page.set_viewport_size({"width": width, "height": height})
        return self

    def faults(self, *, tap: int = TAP) -> list[str]:
        """Return what anybody would see is wrong with the page as it is shown now."""
        laid_out = self._ask(script("layout.js"), {"tap": tap})
        return [*self.troubles, *laid_out]

    def barriers(self, *rules: str) -> list[str]:
        """Return what shuts people out, as axe sees it."""
        if not self._ask("typeof axe === 'object'"):
            self._ask(axe())
        found = self._ask(RUN_AXE, list(rules) or None)
        return [f"axe: {words}" for impact, words in found if impact in GRAVE]

    def chinese(self) -> list[str]:
        """Return every text on the page that has Chinese in it."""
        return self._ask(script("chinese.js"))

    @property
    def is_desk(self) -> bool:
        return self._ask("document.documentElement.dataset.shell === 'desk'")

    def look(self, *, tap: int = TAP) -> None:
        """Stop the test when something is wrong with the page as it is shown now."""
        found = self.faults(tap=tap) + self.barriers()
        assert not found, "\n".join([self.page.url, *found])

    def _ask(self, words: str, given: object = None) -> Any:
        """Evaluate words on the page a click may have led to, once it is all there."""
        self.page.wait_for_load_state()
        return self.page.evaluate(words, given)
