"""One screen handed from person to person along the steps of a cycle."""

from playwright.sync_api import Page, expect

from mulin.commons.places.tests.people import Town
from mulin.programmes.models import Cycle, Step
from mulin.web.tests.doors import STREET_OPERATOR
from tests.browser.screen import TAP, TAP_WITH_A_MOUSE, Screen


class Walk:
    """A screen, the town around it, and the cycle it walks through."""

    def __init__(self, screen: Screen, town: Town, cycle: Cycle, *, tap: int = TAP) -> None:
        self.screen, self.town, self.cycle, self.tap = screen, town, cycle, tap

    @classmethod
    def at_a_desk(cls, screen: Screen, town: Town, cycle: Cycle) -> "Walk":
        return cls(screen, town, cycle, tap=TAP_WITH_A_MOUSE)

    @property
    def page(self) -> Page:
        return self.screen.page

    def be(self, name: str, address: str) -> None:
        """Become somebody, or a stranger, and go there."""
        self.screen.sign_in(self.town.people.get(name))
        self.go(address)

    def go(self, address: str) -> None:
        assert self.screen.open(address).status == 200
        self.look()

    def look(self) -> None:
        self.screen.look(tap=self.tap)

    def press(self, words: str) -> None:
        self.page.get_by_role("button", name=words).first.click()
        self.page.wait_for_load_state()

    def write(self, **answers: str) -> None:
        """Fill in fields by the names they have in a form."""
        for name, words in answers.items():
            self.page.locator(f"[name='{name}']").first.fill(words)

    def says(self, words: str) -> None:
        expect(self.page.locator("main")).to_contain_text(words)

    def step(self, kind: str, place: int = 0) -> Step:
        return self.cycle.steps.filter(kind=kind)[place]

    def close(self, step: Step) -> None:
        """Press the end of a step, as the street's operator, whatever comes of it."""
        self.be(STREET_OPERATOR, f"/desk/cycles/{self.cycle.pk}/")
        self.page.locator("summary", has_text=step.name).last.click()
        self.press("确定结束")

    def turn(self, done: Step, then: Step) -> None:
        """End one step and open the next."""
        self.close(done)
        done.refresh_from_db()
        assert done.is_closed
        self.press(f"现在就开始“{then.name}”")
        then.refresh_from_db()
        assert then.is_open
