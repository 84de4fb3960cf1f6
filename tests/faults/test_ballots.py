"""Whatever is killed while people vote: every receipt is in the count, and nobody counts twice."""

import secrets
import threading
import time
from dataclasses import dataclass, field

from mulin.features.budgets.receipts import receipt_from
from tests.faults.clients import all_at_once, answer_to, said_by, stored
from tests.faults.running import Running, until

VOTERS = 640
CLIENTS = 64


@dataclass
class Booth:
    """A vote under way in the running site, and those who are signed in to vote."""

    mulin: Running
    step: int
    vote: int
    voters: dict[str, int]
    """By the cookie of a session: who it is."""

    keys: dict[str, str] = field(default_factory=dict)
    """By the cookie of a session: the key of the ballot, once it was answered that it is cast."""

    def vote_all(self):
        """Let everybody vote, so many at once, each sending the same request until it is taken."""
        return all_at_once(self.voters, self.vote_until_taken, clients=CLIENTS)

    def vote_until_taken(self, session):
        key = secrets.token_hex(16)
        while not self.sent(session, key):
            time.sleep(0.2)
        self.keys[session] = key

    def sent(self, session, key):
        """Send a ballot, and return whether an answer said that it is cast."""
        form = {"do": "confirm", "key": key, "option": 1}
        status, _page = answer_to(self.mulin, session, f"/budget-votes/{self.step}/", form)
        assert status in (None, 303, 500, 502, 503), status
        return status == 303

    def stored(self, columns, table):
        """Return what is in the database, or nothing while it is gone."""
        return stored(self.mulin, f"select {columns} from {table} where vote_id = {self.vote}")


def test_64_clients_vote_while_server_and_database_are_killed_twice(mulin):
    booth = Booth(mulin, **said_by(mulin, "voters", "make", str(VOTERS)))
    clients = booth.vote_all()
    for killed in range(4):
        until(
            lambda so_far=100 * killed: len(booth.stored("code", "budgets_secretballot")) > so_far
        )
        assert any(map(threading.Thread.is_alive, clients)), "nobody was voting any more"
        if killed % 2 == 0:
            mulin.kill(mulin.pages())
        else:
            mulin.kill(mulin.postmaster())
        until(lambda: mulin.pages() and mulin.postmaster() and mulin.opens(), seconds=90)
    for one in clients:
        one.join(180)
    receipts = {
        receipt_from(key, vote=booth.vote, person=booth.voters[session])
        for session, key in booth.keys.items()
    }
    ballots = [code for (code,) in booth.stored("code", "budgets_secretballot")]
    assert len(receipts) == VOTERS, "everybody was answered in the end"
    assert sorted(ballots) == sorted(receipts), "every receipt is there once, and nothing else"
    assert len(booth.stored("elector_id", "budgets_turnoutmark")) == VOTERS
    for session, key in list(booth.keys.items())[:5]:
        assert booth.sent(session, key), "the same request again gets the same answer"
    outcome = said_by(mulin, "voters", "close", str(booth.step))
    votes = {line["key"]: line["votes"] for line in outcome["counted"]["lines"]}
    assert outcome["turnout"] == votes["001"] == VOTERS
