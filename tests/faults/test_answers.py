"""Whatever is killed while households answer: each answer that was confirmed is there once."""

import secrets
import threading
import time
from dataclasses import dataclass, field

from tests.faults.clients import all_at_once, answer_to, said_by, stored
from tests.faults.running import Running, until

HOMES = 200
CLIENTS = 24


@dataclass
class Asked:
    """A round under way in the running site, and the households that are asked in it."""

    mulin: Running
    step: int
    round: int
    homes: dict[str, int]
    """By the cookie of a session: the number of the home on the roll."""

    confirmed: dict[int, tuple[str, str]] = field(default_factory=dict)
    """By the number of a home: answer and key, once a page said that it is kept."""

    def answer_until_confirmed(self, session):
        home, key = self.homes[session], secrets.token_hex(16)
        answer = "disagree" if home % 4 == 0 else "agree"
        while not self.is_confirmed(session, home, answer, key):
            time.sleep(0.2)
        self.confirmed[home] = answer, key

    def is_confirmed(self, session, home, answer, key):
        """Send an answer and read the page that follows; return whether it says what was sent."""
        form = {"home": home, "answer": answer, "key": key}
        if not self.is_taken(session, form):
            return False
        status, page = answer_to(self.mulin, session, f"/consents/{self.step}/mine/?home={home}")
        if status != 200:
            return False
        assert "收到了" in page
        assert {"agree": "您家答的是：同意", "disagree": "您家答的是：不同意"}[answer] in page
        return True

    def is_taken(self, session, form):
        status, _page = answer_to(self.mulin, session, f"/consents/{self.step}/mine/", form)
        assert status in (None, 303, 500, 502, 503), status
        return status == 303

    def kept(self):
        """Return home, answer and key of each answer there is; none while the database is gone."""
        return stored(
            self.mulin,
            "select number, answer, a.key from consents_householdconsent a"
            f" join electorates_elector e on e.id = elector_id where round_id = {self.round}",
        )


def test_24_clients_answer_while_server_and_database_are_killed(mulin):
    asked = Asked(mulin, **said_by(mulin, "households", "make", str(HOMES)))
    clients = all_at_once(asked.homes, asked.answer_until_confirmed, clients=CLIENTS)
    for part, so_far in ((mulin.pages, 30), (mulin.postmaster, 90)):
        until(lambda enough=so_far: len(asked.kept()) > enough)
        assert any(map(threading.Thread.is_alive, clients)), "nobody was answering any more"
        mulin.kill(part())
        until(lambda: mulin.pages() and mulin.postmaster() and mulin.opens(), seconds=90)
    for one in clients:
        one.join(120)
    confirmed = sorted((home, *said) for home, said in asked.confirmed.items())
    assert len(confirmed) == HOMES, "everybody was answered in the end"
    assert sorted(asked.kept()) == confirmed, "each answer is there once, and nothing else"
    for session, home in list(asked.homes.items())[:5]:
        assert asked.is_confirmed(session, home, *asked.confirmed[home]), "sent once more"
    assert len(asked.kept()) == HOMES
    [tally] = said_by(mulin, "households", "close", str(asked.step))["threshold"]["tallies"]
    assert (tally["agree"], tally["disagree"]) == (HOMES * 3 // 4, HOMES // 4)
