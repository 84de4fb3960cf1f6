"""
What the heaviest pages cost when a little is there, and when very much is.

    python bench/pages.py [ideas] [communities]

Fills a database of its own, which is removed at the end, with 100 ideas in 1 community, then
with 100,000 in 302.  Each page is opened as whoever it is for.  What counts is the ratio of
processor time, ours and PostgreSQL's together, between the two sizes in this one run.
"""

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
os.environ.setdefault("MULIN_MODE", "test")
os.environ["MULIN_TEST_DATABASE"] = "mulin_bench_pages"

import django

django.setup()

from datetime import timedelta

from django.db import connection
from django.urls import reverse
from django.utils import timezone

from bench.costs import Page, compare
from mulin.commons.places.actions import found_unit
from mulin.commons.places.models import AdminUnit
from mulin.commons.places.roles import Role
from mulin.commons.places.tests.people import Town, make_town
from mulin.features.ideas.tests.crowds import crowd
from mulin.features.listening.actions import write_study
from mulin.features.listening.tests.heard import A_WHOLE_STUDY
from mulin.programmes import blueprints
from mulin.programmes.actions import assign_zones, launch_programme

OPERATOR = "沈亦舟"


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
    for unit in taking_part:
        write_study(actor=town.people[OPERATOR], community=unit, **A_WHOLE_STUDY)
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


def main(ideas: int, communities: int) -> None:
    town = make_town()
    town.join(OPERATOR, Role.STREET_OPERATOR, town.street)
    few, many = fill(town, "少", 100, 1), fill(town, "多", ideas, communities)
    compare(town, few, many, ("100 ideas in 1", f"{ideas:,} in {communities}"))


if __name__ == "__main__":
    before = connection.settings_dict["NAME"]
    connection.creation.create_test_db(verbosity=0, autoclobber=True)
    try:
        main(*(int(word) for word in sys.argv[1:3] or ["100000", "302"]))
    finally:
        connection.creation.destroy_test_db(before, verbosity=0)
