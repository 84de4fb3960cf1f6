"""Whatever is killed while people vote: every receipt is in the count, and nobody counts twice."""

import http.client
import json
import os
import secrets
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field
from urllib.parse import urlencode

import psycopg

from mulin.features.budgets.receipts import receipt_from
from tests.faults.running import OURS, SECRET_KEY, Running, until

VOTERS = 640
CLIENTS = 64
CSRF = "a" * 32
SCRIPT = """
import sys, django
django.setup()
from tests.faults.voters import main
main(*sys.argv[1:])
"""


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
        waiting = iter(self.voters)
        turn = threading.Lock()

        def client():
            while True:
                with turn:
                    session = next(waiting, None)
                if session is None:
                    return
                self.vote_until_taken(session)

        clients = [threading.Thread(target=client) for _ in range(CLIENTS)]
        for one in clients:
            one.start()
        return clients

    def vote_until_taken(self, session):
        key = secrets.token_hex(16)
        while not self.sent(session, key):
            time.sleep(0.2)
        self.keys[session] = key

    def sent(self, session, key):
        """Send a ballot, and return whether an answer said that it is cast."""
        body = urlencode({"do": "confirm", "key": key, "option": 1, "csrfmiddlewaretoken": CSRF})
        head = {
            "Cookie": f"sessionid={session}; csrftoken={CSRF}",
            "Content-Type": "application/x-www-form-urlencoded",
        }
        line = http.client.HTTPConnection("127.0.0.1", self.mulin.port, timeout=10)
        try:
            line.request("POST", f"/budget-votes/{self.step}/", body, head)
            answer = line.getresponse()
            answer.read()
        except (OSError, http.client.HTTPException):
            return False
        finally:
            line.close()
        assert answer.status in (303, 500, 502, 503), answer.status
        return answer.status == 303

    def stored(self, columns, table):
        """Return what is in the database, or nothing while it is gone."""
        try:
            with self.mulin.database() as connection:
                query = f"select {columns} from {table} where vote_id = {self.vote}"
                return connection.execute(query).fetchall()
        except psycopg.OperationalError:
            return []


def said_by(mulin, *words):
    """Run a program in the running site's home, and return what it says."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith(OURS)}
    told = {
        "MULIN_SECRET_KEY": SECRET_KEY,
        "MULIN_HOME": str(mulin.home),
        "DATABASE_URL": mulin.address(),
    }
    program = [sys.executable, "-c", SCRIPT, *words]
    answer = subprocess.run(program, env={**clean, **told}, capture_output=True, text=True)
    assert answer.returncode == 0, answer.stderr
    return json.loads(answer.stdout)


def test_64_clients_vote_while_server_and_database_are_killed_twice(mulin):
    booth = Booth(mulin, **said_by(mulin, "make", str(VOTERS)))
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
    outcome = said_by(mulin, "close", str(booth.step))
    votes = {line["key"]: line["votes"] for line in outcome["counted"]["lines"]}
    assert outcome["turnout"] == votes["001"] == VOTERS
