"""Open a page several times and say what it costs: processor time, questions, weight."""

import gzip
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import process_time

from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from mulin.commons.people.models import Attempt
from mulin.commons.places.tests.people import Town

ROUNDS = 15
TICKS = os.sysconf("SC_CLK_TCK")


@dataclass
class Cost:
    """What one page cost, in the middle of several rounds."""

    ours: float
    """Processor time of this process, in milliseconds."""

    database: float
    """Processor time of our PostgreSQL backend, in milliseconds."""

    queries: int
    bytes: int
    """Of the page, gzipped."""

    @property
    def total(self) -> float:
        return self.ours + self.database


def backend_time() -> float:
    """Return the processor time our PostgreSQL backend has used, in milliseconds."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_backend_pid()")
        pid = cursor.fetchone()[0]
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) * 1000 / TICKS


@dataclass
class Page:
    """A page that is measured: what it is called, who opens it, and what is sent to it."""

    name: str
    address: str
    reader: str = ""
    """Whose page it is; nobody's without one."""

    sent: dict[str, str] | None = None
    """What is posted to it, if anything."""


def opener(town: Town, page: Page) -> Callable[[], HttpResponse]:
    """Return what opens a page once, as whoever it is for."""
    client = Client()
    if page.reader:
        client.force_login(town.people[page.reader])
    if page.sent is None:
        return lambda: client.get(page.address)

    def send() -> HttpResponse:
        Attempt.objects.all().delete()
        return client.post(page.address, page.sent)

    return send


def cost_of(town: Town, page: Page) -> Cost:
    """Open a page several times and return what it costs."""
    opened = opener(town, page)
    response = opened()
    if response.status_code != 200:
        raise SystemExit(f"{page.address}: {response.status_code}")
    with CaptureQueriesContext(connection) as captured:
        opened()
    queries = len(captured)
    spent, before = [], backend_time()
    for _round in range(ROUNDS):
        start = process_time()
        opened()
        spent.append((process_time() - start) * 1000)
    database = (backend_time() - before) / ROUNDS
    return Cost(median(spent), database, queries, len(gzip.compress(response.content)))


def told(cost: Cost) -> str:
    return f"{cost.total:9.1f} ({cost.database:4.1f}){cost.queries:6}"


def compare(town: Town, few: list[Page], many: list[Page], headings: tuple[str, str]) -> None:
    """Print what each page costs when a little is there, and when very much is."""
    print(f"{'':31}{headings[0]:>22}{headings[1]:>22}")
    print(f"{'page':31}{'ms cpu (db)':>16}{'asks':>6}{'ms cpu (db)':>16}{'asks':>6} ratio    gzip")
    for small, large in zip(few, many, strict=True):
        little, much = cost_of(town, small), cost_of(town, large)
        print(
            f"{small.name:31}{told(little)}{told(much)}"
            f"{much.total / little.total:6.2f}{much.bytes / 1000:6.1f} kB"
        )
