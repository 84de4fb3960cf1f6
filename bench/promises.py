"""
What the pages of meetings, promises and cases cost for a little, and for a whole district.

    python bench/promises.py [cases] [communities]

Fills a database of its own, which is removed at the end: first 1 community with a year of its
series and 100 cases, then a district of 302 with all their series and 100,000 cases, each
third one with a promise.  What counts is the ratio between the two in this one run.
"""

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
os.environ.setdefault("MULIN_MODE", "test")
os.environ["MULIN_TEST_DATABASE"] = "mulin_bench_promises"

import django

django.setup()

from datetime import date, datetime, timedelta
from itertools import cycle

from django.db import connection
from django.urls import reverse
from django.utils import timezone

from bench.costs import Page, compare
from mulin.commons.calendar.cadence import Cadence
from mulin.commons.occasions.actions import start_series
from mulin.commons.occasions.models import Occasion
from mulin.commons.organisations.models import Organisation
from mulin.commons.people.models import Person
from mulin.commons.places.actions import found_unit
from mulin.commons.places.models import AdminUnit
from mulin.commons.places.roles import Role
from mulin.commons.places.tests.people import Town, make_town
from mulin.commons.tasks.models import ActionItem
from mulin.features.cases.actions.kinds import ready_kinds
from mulin.features.cases.likeness import marks
from mulin.features.cases.models import Case, CaseKind
from mulin.features.meetings.models import Meeting

SERIES = (
    ("talk_day", "居民恳谈日", Cadence("month", day=10)),
    ("steward", "楼长会", Cadence("month", day=5)),
    ("joint", "联席会", Cadence("month", every=2, day=20)),
    ("letter", "意见征求信", Cadence("month", every=6, day=1)),
)
STREETS = 12
SAID = "天黑以后老人走到那里要绕一圈。"
STATES = ("new", "accepted", "in_progress", "resolved", "confirmed", "confirmed", "confirmed")


def street_of(town: Town, name: str) -> AdminUnit:
    """Found a street with somebody who runs it and a police station."""
    street = found_unit(
        actor=None, level=AdminUnit.Level.SUBDISTRICT, name=name, parent=town.district
    )
    town.join(name, Role.STREET_OPERATOR, street)
    Organisation.objects.create(unit=street, name=f"{name}派出所", kind="police")
    ready_kinds(street)
    return street


def community_of(town: Town, street: AdminUnit, name: str) -> AdminUnit:
    """Found a community with somebody who works there and all its series of the year."""
    unit = found_unit(actor=None, level=AdminUnit.Level.COMMUNITY, name=name, parent=street)
    worker = town.join(name, Role.COMMUNITY_STAFF, unit)
    for kind, title, cadence in SERIES:
        start_series(
            actor=worker,
            unit=unit,
            kind=kind,
            name=title,
            cadence=cadence,
            starts_on=date(timezone.localdate().year, 1, 1),
        )
    return unit


def add_cases(units: list[AdminUnit], workers: list[Person], number: int, *, prefix: str) -> None:
    """Let cases have come over the last year, in every state, some with a promise."""
    now = timezone.now()
    kinds = {
        street: list(CaseKind.objects.filter(subdistrict=street).order_by("order"))
        for street in {unit.parent_id for unit in units}
    }
    cases = (
        _case(at, unit, worker, kinds[unit.parent_id], came_before=now, prefix=prefix)
        for at, unit, worker in zip(range(number), cycle(units), cycle(workers), strict=False)
    )
    made = Case.objects.bulk_create(cases, batch_size=5000)
    police = dict(Organisation.objects.filter(kind="police").values_list("unit", "pk"))
    parents = {unit.pk: unit.parent_id for unit in units}
    ActionItem.objects.bulk_create(
        (
            ActionItem(
                unit_id=case.community_id,
                what=f"处理好：{case.title}",
                due_on=(case.came_at + timedelta(days=30)).date(),
                promised_for=(case.came_at + timedelta(days=30)).date(),
                keeper_organisation_id=police[parents[case.community_id]],
                origin_type="cases.case",
                origin_id=case.pk,
                is_public=True,
            )
            for case in made[::3]
        ),
        batch_size=5000,
    )


def _case(
    at: int,
    unit: AdminUnit,
    worker: Person,
    kinds: list[CaseKind],
    *,
    came_before: datetime,
    prefix: str,
) -> Case:
    state = STATES[at % len(STATES)]
    came_at = came_before - timedelta(hours=at % 8760)
    is_done = state in ("resolved", "confirmed")
    return Case(
        community=unit,
        kind=kinds[at % len(kinds)],
        source=("web", "phone", "walk_in", "proactive")[at % 4],
        title=f"{at % 40 + 1}号楼门口的灯不亮",
        text=SAID,
        code=f"{prefix}{at:011d}",
        state=state,
        owner=None if state == "new" else worker,
        first_contact=worker,
        came_at=came_at,
        answered_at=came_at + timedelta(hours=1),
        due_from=came_at,
        due_at=came_at + timedelta(days=7),
        resolved_at=came_at + timedelta(days=3) if is_done else None,
        resolved_by=worker if is_done else None,
        result="换了新灯" if is_done else "",
        satisfaction=at % 5 + 1 if state == "confirmed" else None,
        may_be_public=True,
        is_public=at % 2 == 0,
        public_title=f"{at % 40 + 1}号楼门口的灯不亮",
        marks=marks(f"{at % 40 + 1}号楼门口的灯不亮", SAID),
    )


def fill(town: Town, name: str, cases: int, communities: int) -> list[Page]:
    """Let a district's part be there, and return the pages of its first community and street."""
    streets = [street_of(town, f"{name}{n}街道") for n in range(min(STREETS, communities))]
    units = [
        community_of(town, streets[n % len(streets)], f"{name}{n}社区") for n in range(communities)
    ]
    workers = [town.people[unit.name] for unit in units]
    add_cases(units, workers, cases, prefix="a" if communities == 1 else "b")
    with connection.cursor() as cursor:
        cursor.execute("vacuum analyze")
    first, street = units[0], streets[0]
    meeting = Meeting.objects.filter(occasion__unit=first).order_by("occasion__on").last()
    one = Case.objects.filter(community=first, is_public=True).first()
    worker, operator = first.name, street.name
    here, year = [first.pk], timezone.localdate().year
    print(
        f"{name}: {Occasion.objects.filter(unit__in=units).count():,} occasions, "
        f"{ActionItem.objects.filter(unit__in=units).count():,} promises"
    )
    return [
        Page("year of a community", reverse("occasions:year", args=[*here, year])),
        Page("meetings of a community", reverse("meetings:meetings", args=here)),
        Page("one meeting", reverse("meetings:meeting", args=[meeting.pk])),
        Page("meetings, its office", reverse("meetings:desk", args=here), worker),
        Page("preparing a meeting", reverse("meetings:prepare", args=[meeting.pk]), worker),
        Page("promises of a community", reverse("tasks:unit", args=here), worker),
        Page("promises of a street", reverse("tasks:unit", args=[street.pk]), operator),
        Page("what a worker has to do", reverse("tasks:mine"), worker),
        Page("cases, a worker's list", reverse("cases:desk"), worker),
        Page("cases, a street's list", reverse("cases:desk"), operator),
        Page("cases, by a word many say", f"{reverse('cases:desk')}?words=门口的灯", operator),
        Page("cases, by a word nobody says", f"{reverse('cases:desk')}?words=停水了", operator),
        Page("cases, by a telephone", f"{reverse('cases:desk')}?words=13912345678", operator),
        Page("cases of a street in figures", reverse("cases:figures", args=[street.pk]), operator),
        Page("one case", reverse("cases:desk_case", args=[one.pk]), worker),
        Page("public board of cases", reverse("cases:board", args=here)),
        Page("workbench of a street", reverse("portal:desk"), operator),
    ]


def main(cases: int, communities: int) -> None:
    town = make_town()
    few, many = fill(town, "少", 100, 1), fill(town, "多", cases, communities)
    compare(town, few, many, ("100 cases in 1", f"{cases:,} in {communities}"))


if __name__ == "__main__":
    before = connection.settings_dict["NAME"]
    connection.creation.create_test_db(verbosity=0, autoclobber=True)
    try:
        main(*(int(word) for word in sys.argv[1:3] or ["100000", "302"]))
    finally:
        connection.creation.destroy_test_db(before, verbosity=0)
