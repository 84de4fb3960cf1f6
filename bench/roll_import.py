"""
How long a roll of 20,000 households takes, and how much memory.

    python bench/roll_import.py [households]

Makes a messy file, then checks and imports it twice into a database of its own, which is
removed at the end.
"""

import os
import resource
import sys
from pathlib import Path
from time import perf_counter

sys.path.insert(0, str(Path(__file__).parents[1]))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mulin.site.settings")
os.environ.setdefault("MULIN_MODE", "test")
os.environ["MULIN_TEST_DATABASE"] = "mulin_bench_roll"

import django

django.setup()

from django.db import connection

from mulin.commons.places import actions
from mulin.commons.places.models import Household, RollImport
from mulin.commons.places.roles import Role
from mulin.commons.places.tests.messy import messy_roll
from mulin.commons.places.tests.people import Town, make_town


def megabytes(whose: int) -> float:
    return resource.getrusage(whose).ru_maxrss / 1024


def timed(what: str, rows: int, act) -> object:
    start = perf_counter()
    outcome = act()
    seconds = perf_counter() - start
    print(f"{what:34} {seconds:6.2f} s   {rows / seconds:8,.0f} rows/s")
    return outcome


def import_once(town: Town, content: bytes, rows: int, name: str) -> RollImport:
    worker = town.people["桑榆"]
    roll = timed(
        f"{name}: upload",
        rows,
        lambda: actions.upload_roll(
            actor=worker, community=town.community, name="户册.xlsx", content=content
        ),
    )
    timed(f"{name}: check", rows, lambda: actions.check_roll(actor=worker, roll=roll))
    roll.refresh_from_db()
    print(f"    new, changed, unchanged, gone, faulty: {roll.counts}")
    if not roll.may_be_confirmed:
        return roll
    names = [new["name"] for new in roll.findings["compounds"]]
    actions.confirm_roll(actor=worker, roll=roll, new_compounds=names, is_whole=True)
    timed(f"{name}: import", rows, lambda: actions.import_roll(actor=worker, roll=roll))
    return roll


def main(rows: int) -> None:
    town = make_town()
    town.join("桑榆", Role.COMMUNITY_STAFF)
    content = timed("make the file", rows, lambda: messy_roll(rows))
    bad = messy_roll(rows, faults=rows // 100)
    changed = messy_roll(rows, seed=8)
    print(f"    {len(content) / 1e6:.1f} MB")
    import_once(town, bad, rows, "one line in a hundred wrong")
    import_once(town, content, rows, "first time")
    import_once(town, content, rows, "the same again")
    import_once(town, changed, rows, "everybody moved")
    print(f"households on the roll: {Household.objects.count():,}")
    print(
        f"peak memory: {megabytes(resource.RUSAGE_SELF):.0f} MB, "
        f"reader {megabytes(resource.RUSAGE_CHILDREN):.0f} MB"
    )


if __name__ == "__main__":
    before = connection.settings_dict["NAME"]
    connection.creation.create_test_db(verbosity=0, autoclobber=True)
    try:
        main(int(sys.argv[1]) if len(sys.argv) > 1 else 20_000)
    finally:
        connection.creation.destroy_test_db(before, verbosity=0)
