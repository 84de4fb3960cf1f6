"""Whatever is killed while owners answer: each answer that was taken counts once, by its area."""

import threading
import time
from dataclasses import dataclass, field

from tests.faults.clients import all_at_once, answer_to, said_by, stored
from tests.faults.running import Running, until

OWNERS = 200
CLIENTS = 24
AREA = 5000
"""Of each owner, in hundredths of a square metre."""


@dataclass
class Voting:
    """An owners' vote under way in the running site, and who is signed in."""

    mulin: Running
    vote: int
    owners: dict[str, int]
    """By the cookie of a session: the owner's number on the roll."""

    taken: dict[int, str] = field(default_factory=dict)
    """By the number of an owner: the answer, once it was taken."""

    def answer_until_taken(self, session):
        number = self.owners[session]
        answer = "disagree" if number % 4 == 0 else "agree"
        while not self.is_taken(session, answer):
            time.sleep(0.2)
        self.taken[number] = answer

    def is_taken(self, session, answer):
        path = f"/owners/{self.vote}/answer/"
        status, _page = answer_to(self.mulin, session, path, {"q1": answer})
        assert status in (None, 303, 500, 502, 503), status
        return status == 303

    def kept(self):
        """Return number and answer of each ballot that counts; none while the database is gone."""
        return stored(
            self.mulin,
            "select e.number, b.answers ->> '1' from owners_ownersballot b"
            " join electorates_elector e on e.id = b.elector_id"
            " left join owners_ballotwithdrawal w on w.ballot_id = b.id"
            f" where b.vote_id = {self.vote} and w.id is null",
        )


def test_24_owners_answer_while_server_and_database_are_killed(mulin):
    voting = Voting(mulin, **said_by(mulin, "owners", "make", str(OWNERS)))
    clients = all_at_once(voting.owners, voting.answer_until_taken, clients=CLIENTS)
    for part, so_far in ((mulin.pages, 30), (mulin.postmaster, 90)):
        until(lambda enough=so_far: len(voting.kept()) > enough)
        assert any(map(threading.Thread.is_alive, clients)), "nobody was answering any more"
        mulin.kill(part())
        until(lambda: mulin.pages() and mulin.postmaster() and mulin.opens(), seconds=90)
    for one in clients:
        one.join(120)
    assert len(voting.taken) == OWNERS, "everybody was answered in the end"
    assert sorted(voting.kept()) == sorted(voting.taken.items()), "each is there once, no more"
    for session, number in list(voting.owners.items())[:5]:
        assert voting.is_taken(session, voting.taken[number]), "sent once more"
    assert len(voting.kept()) == OWNERS
    outcome = said_by(mulin, "owners", "close", str(voting.vote))
    tallies = {tally["measure"]: tally for tally in outcome["questions"][0]["outcome"]["tallies"]}
    assert tallies["heads"]["agree"] == OWNERS * 3 // 4
    assert tallies["area"]["agree"] == AREA * OWNERS * 3 // 4
