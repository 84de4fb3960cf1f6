"""
What it costs to cast a secret ballot, beside the least that PostgreSQL needs for a row.

    mulin with-database python bench/ballots.py [ballots per measurement]

In one run on one machine: pgbench puts single rows into a table of the same database, which is
the limit; then voters who are signed in POST their ballots to the server as `make demo` runs it,
with CSRF, roll, checks, mark, ballot and receipt.  Each at 1, 8 and 64 clients, with ten thousand
ballots stored and with a million.  Processor time is that of the server's processes and of all of
PostgreSQL's, from /proc; run it with a database of its own.
"""

import asyncio
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

sys.path.insert(0, str(Path(__file__).parents[1]))
HOME = tempfile.mkdtemp(prefix="mulin-bench-")
NAME = "mulin_bench_ballots"
os.environ.update(
    DJANGO_SETTINGS_MODULE="mulin.site.settings",
    MULIN_MODE="demo",
    MULIN_HOME=HOME,
    MULIN_TEST_DATABASE=NAME,
)

import django

django.setup()

import psutil
from django.db import connection
from django.urls import reverse

from mulin.features.budgets.models import BudgetVote
from mulin.features.budgets.receipts import new_key
from mulin.features.budgets.tests.budget_votes import make_voting
from mulin.features.budgets.tests.crowds import sign_in_voters
from mulin.site.embedded.account import account_for_postgres
from mulin.site.embedded.programs import programs_for

CLIENTS = (1, 8, 64)
STORED = (10_000, 1_000_000)
SECONDS = 5
PORT = 8199
TICKS = os.sysconf("SC_CLK_TCK")
CSRF = "a" * 32


@dataclass(frozen=True)
class Measured:
    """What one measurement came to, for each row or ballot."""

    per_second: float
    server: float
    """Processor time of the server's processes, in milliseconds."""

    database: float

    @property
    def total(self) -> float:
        return self.server + self.database


def used_by(pids: list[int]) -> float:
    """Return the processor time of processes and of those they have waited for, in ms."""
    ticks = 0
    for pid in pids:
        try:
            fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        except (FileNotFoundError, ProcessLookupError):
            continue
        ticks += sum(map(int, fields[11:15]))
    return ticks * 1000 / TICKS


def postgres() -> list[int]:
    """Return PostgreSQL's processes: the one that starts the others, and all the others."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        parent = psutil.Process(cursor.fetchone()[0]).parent()
    return [parent.pid, *(one.pid for one in parent.children())]


def tree(pid: int) -> list[int]:
    one = psutil.Process(pid)
    return [pid, *(child.pid for child in one.children(recursive=True))]


def fill(vote: BudgetVote, upto: int) -> None:
    """Let so many ballots of other voters be there, as if read from paper."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM budgets_secretballot")
        there = cursor.fetchone()[0]
        facts = {"vote": vote.pk, "roll": vote.electorate_id, "first": there + 1, "last": upto}
        cursor.execute(
            """
            WITH added AS (
                INSERT INTO electorates_elector (electorate_id, number, key, name, address,
                    building, parts, area, is_vacant, roles, added_because, struck_because)
                SELECT %(roll)s, 10000000 + n, 'bench:' || n, '选民', '', '', '[]', 0, false,
                    '[]', '', ''
                FROM generate_series(%(first)s, %(last)s) n RETURNING id)
            INSERT INTO budgets_turnoutmark (vote_id, elector_id, made_on, channel)
            SELECT %(vote)s, id, current_date, 'paper' FROM added
            """,
            facts,
        )
        cursor.execute(
            """
            INSERT INTO budgets_secretballot (vote_id, code, choices, on_paper)
            SELECT %(vote)s, upper(substr(md5('bench' || n), 1, 12)), '{1,3}', true
            FROM generate_series(%(first)s, %(last)s) n
            """,
            facts,
        )
        cursor.execute("VACUUM ANALYZE")
        cursor.execute("CHECKPOINT")


@contextmanager
def server() -> Iterator[int]:
    """Serve pages as `make demo` does, and return the process."""
    given = urlsplit(os.environ["DATABASE_URL"])
    env = {**os.environ, "DATABASE_URL": urlunsplit(given._replace(path=f"/{NAME}"))}
    words = [sys.executable, "-m", "mulin.site.command", "serve", "--port", str(PORT)]
    process = subprocess.Popen(words, env=env)
    try:
        end = time.monotonic() + 60
        while time.monotonic() < end:
            try:
                asyncio.run(asyncio.wait_for(_knock(), 1))
                break
            except OSError:
                time.sleep(0.3)
        yield process.pid
    finally:
        process.terminate()
        process.wait(20)


async def _knock() -> None:
    _reader, writer = await asyncio.open_connection("127.0.0.1", PORT)
    writer.close()


def request(address: str, session: str) -> bytes:
    """Return the bytes that a browser sends when a voter confirms her ballot."""
    body = f"do=confirm&key={new_key()}&option=1&option=3&csrfmiddlewaretoken={CSRF}"
    return (
        f"POST {address} HTTP/1.1\r\nHost: 127.0.0.1:{PORT}\r\n"
        f"Cookie: sessionid={session}; csrftoken={CSRF}\r\n"
        "Content-Type: application/x-www-form-urlencoded\r\n"
        f"Content-Length: {len(body)}\r\n\r\n{body}"
    ).encode()


async def cast_all(requests: list[bytes], clients: int) -> float:
    """Send every request, so many at once, and return how many seconds it took."""
    waiting = iter(requests)

    async def client() -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", PORT)
        for one in waiting:
            writer.write(one)
            head = await reader.readuntil(b"\r\n\r\n")
            if b" 303 " not in head.split(b"\r\n", 1)[0]:
                raise SystemExit(head.decode())
            length = re.search(rb"(?i)content-length: (\d+)", head)
            if length and int(length[1]):
                await reader.readexactly(int(length[1]))
        writer.close()

    start = time.perf_counter()
    await asyncio.gather(*(client() for _ in range(clients)))
    return time.perf_counter() - start


def cast(address: str, sessions: list[str], clients: int, pid: int) -> Measured:
    """Let signed-in voters cast their ballots, and return what each cost."""
    requests = [request(address, session) for session in sessions]
    ours, theirs = tree(pid), postgres()
    before = used_by(ours), used_by(theirs)
    seconds = asyncio.run(cast_all(requests, clients))
    # Processes may have come meanwhile, each with all it has used.
    after = used_by(tree(pid)), used_by(postgres())
    count = len(sessions)
    return Measured(count / seconds, *((b - a) / count for a, b in zip(before, after, strict=True)))


def limit(clients: int) -> Measured:
    """Let pgbench put single rows into a plain table, and return what each cost."""
    script = Path(HOME) / "row.sql"
    script.write_text(
        "\\set n random(1, 9000000000000000)\nINSERT INTO bench_row VALUES (:n, 1, '{1,3}');\n"
    )
    made = connection.settings_dict
    env = {**os.environ, "PGPASSWORD": made["PASSWORD"]}
    words = [
        *(str(programs_for(account_for_postgres()) / "pgbench"), "-n", "-M", "prepared"),
        *("-f", str(script), "-c", str(clients), "-j", "2", "-T", str(SECONDS)),
        *("-h", made["HOST"], "-p", str(made["PORT"]), "-U", made["USER"], NAME),
    ]
    before = used_by(postgres())
    said = subprocess.run(words, env=env, capture_output=True, text=True, check=True).stdout
    used = used_by(postgres()) - before
    rate = float(re.search(r"tps = ([\d.]+)", said)[1])  # type: ignore[index]
    rows = int(re.search(r"actually processed: (\d+)", said)[1])  # type: ignore[index]
    return Measured(rate, 0, used / rows)


def main(each: int) -> None:
    voting = make_voting(voters=1)
    vote = voting.vote
    address = reverse("budgets:vote", args=[voting.step.pk])
    sessions = iter(sign_in_voters(vote, each * len(CLIENTS) * len(STORED) + 400))
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TABLE bench_row (id bigint PRIMARY KEY, vote bigint, choices smallint[])"
        )
    print(f"{'':>9}{'':>8}{'pgbench rows':>20}{'ballots':>28}")
    print(
        f"{'stored':>9}{'clients':>8}{'a second':>11}{'ms cpu':>9}"
        f"{'a second':>11}{'ms cpu':>9}{'server':>9}{'db':>7}{'of limit':>10}"
    )
    with server() as pid:
        asyncio.run(cast_all([request(address, next(sessions)) for _ in range(400)], 8))
        for stored in STORED:
            fill(vote, stored)
            for clients in CLIENTS:
                least = limit(clients)
                one = cast(address, [next(sessions) for _ in range(each)], clients, pid)
                print(
                    f"{stored:>9,}{clients:>8}{least.per_second:>11,.0f}{least.total:>9.2f}"
                    f"{one.per_second:>11,.0f}{one.total:>9.2f}{one.server:>9.2f}"
                    f"{one.database:>7.2f}{one.per_second / least.per_second:>10.0%}",
                    flush=True,
                )


if __name__ == "__main__":
    name = connection.settings_dict["NAME"]
    connection.creation.create_test_db(verbosity=0, autoclobber=True)
    try:
        main(*(int(word) for word in sys.argv[1:2] or ["1500"]))
    finally:
        connection.creation.destroy_test_db(name, verbosity=0)
