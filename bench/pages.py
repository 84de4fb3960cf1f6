"""
What the heaviest pages cost when a little is there, and when very much is.

    python bench/pages.py [ideas] [communities]

Fills a database of its own, which is removed at the end, with 100 ideas in 1 community, then
with 100,000 in 302.  Each page is opened as whoever it is for.  What counts is the ratio of
processor time, ours and PostgreSQL's together, between the two sizes in this one run.
"""

import gzip
import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import process_time

sys.path.insert(0, str(Path(__file__).parents[1]))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
os.environ.setdefault("MULIN_MODE", "test")
os.environ["MULIN_TEST_DATABASE"] = "mulin_bench_pages"

import django

django.setup()

from datetime import timedelta

from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from mulin.commons.people.models import Attempt
from mulin.commons.places.actions import found_unit
from mulin.commons.places.models import AdminUnit
from mulin.commons.places.roles import Role
from mulin.commons.places.tests.people import Town, make_town
from mulin.features.ideas.tests.crowds import crowd
from mulin.programmes import blueprints
from mulin.programmes.actions import assign_zones, launch_programme

OPERATOR = "沈亦舟"
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


def fill(town: Town, name: str, ideas: int, communities: int) -> list[Page]:
    """Let a cycle be there with so many communities and ideas, and return its pages."""
    taking_part = [
        found_unit(
            actor=None,
            level=AdminUnit.Level.COMMUNITY,
            name=f"{name}{number}社区",
            parent=town.street,
        )
        for number in range(communities)
    ]
    blueprint = blueprints.load_named("co-creation")
    cycle = launch_programme(
        actor=town.people[OPERATOR],
        host=town.street,
        blueprint=blueprint,
        title=name,
        communities=taking_part,
        opens_at=timezone.now() - timedelta(days=30),
        year=2026,
        name="第一季",
    )
    zone = cycle.zones.all()[0].pk
    assign_zones(
        actor=town.people[OPERATOR], cycle=cycle, zones={unit.pk: zone for unit in taking_part}
    )
    steps = {step.kind: step for step in cycle.steps.all()}
    collecting, screening = steps["collect_ideas"], steps["screen_ideas"]
    crowd(collecting, taking_part, ideas)
    with connection.cursor() as cursor:
        cursor.execute("vacuum analyze")
    written = {
        "community": str(taking_part[0].pk),
        "category": "safety",
        "title": "3号楼楼道的路灯坏了半年没人修",
        "text": "天黑以后我家老人走到那里都要绕一圈。",
    }
    return [
        Page("idea wall", reverse("ideas:collecting", args=[collecting.pk])),
        Page("idea wall, page 9", reverse("ideas:collecting", args=[collecting.pk]) + "?page=9"),
        Page(
            "similar ideas while typing",
            reverse("ideas:hint") + f"?step={collecting.pk}",
            sent=written,
        ),
        Page("screening queue", reverse("ideas:queue", args=[screening.pk]), OPERATOR),
        Page(
            "screening queue, one community",
            reverse("ideas:queue", args=[screening.pk]) + f"?community={taking_part[0].pk}",
            OPERATOR,
        ),
        Page("street board", reverse("programmes:board", args=[cycle.pk]), OPERATOR),
        Page("public page of the cycle", reverse("programmes:cycle", args=[cycle.pk])),
    ]


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


def main(ideas: int, communities: int) -> None:
    town = make_town()
    town.join(OPERATOR, Role.STREET_OPERATOR, town.street)
    few, many = fill(town, "少", 100, 1), fill(town, "多", ideas, communities)
    print(f"{'':31}{'100 ideas in 1':>22}{f'{ideas:,} in {communities}':>22}")
    print(f"{'page':31}{'ms cpu (db)':>16}{'asks':>6}{'ms cpu (db)':>16}{'asks':>6} ratio    gzip")
    for small, large in zip(few, many, strict=True):
        little, much = cost_of(town, small), cost_of(town, large)
        print(
            f"{small.name:31}{told(little)}{told(much)}"
            f"{much.total / little.total:6.2f}{much.bytes / 1000:6.1f} kB"
        )


def told(cost: Cost) -> str:
    return f"{cost.total:9.1f} ({cost.database:4.1f}){cost.queries:6}"


if __name__ == "__main__":
    before = connection.settings_dict["NAME"]
    connection.creation.create_test_db(verbosity=0, autoclobber=True)
    try:
        main(*(int(word) for word in sys.argv[1:3] or ["100000", "302"]))
    finally:
        connection.creation.destroy_test_db(before, verbosity=0)
