"""Carry out a plan without faults, a few thousand rows at a time."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Any, TypeVar

from django.db import connection

from ..addresses import building_name, entrance_name
from ..models import Building, Compound, Dwelling, Entrance, Household
from .lines import Line
from .plan import FIELDS, Door, Key, Plan, Roll, changes

T = TypeVar("T")
A_BATCH = 2000
OF_THE_HOUSEHOLD = [name for name in FIELDS if name != "area_m2"]


def carry_out(plan: Plan, note: Callable[[int], None]) -> None:
    """Write what a plan says; `note` hears how many households are written."""
    written = 0
    make_places(plan)
    for batch in in_batches(plan.new):
        _add(plan.roll, batch)
        note(written := written + len(batch))
    for changed in in_batches(plan.changed):
        _change(plan.roll, changed)
        note(written := written + len(changed))
    if written > A_BATCH:
        count_anew(model._meta.db_table for model in (Building, Entrance, Dwelling, Household))


def count_anew(tables: Iterable[str]) -> None:
    """
    Let PostgreSQL see how large tables are now.

    Otherwise it reads whole tables for each new row, since it remembers them as small or empty:
    minutes instead of seconds.
    """
    with connection.cursor() as cursor:
        cursor.execute(f"ANALYZE {', '.join(map(connection.ops.quote_name, tables))}")


def in_batches(rows: Sequence[T]) -> Iterator[Sequence[T]]:
    """Yield a list in pieces."""
    for start in range(0, len(rows), A_BATCH):
        yield rows[start : start + A_BATCH]


def make_places(plan: Plan) -> None:
    """Put the compounds, buildings and entrances on the tree that new households live in."""
    roll = plan.roll
    for compound_key, compound in plan.compounds.items():
        roll.compounds[compound_key] = Compound.objects.create(
            community=roll.community, name=compound.name
        )
    buildings: dict[tuple[str, str], str] = {}
    entrances: dict[tuple[str, str, str], str] = {}
    for key, line in plan.new:
        buildings.setdefault(key[:2], building_name(line.building))
        entrances.setdefault(key[:3], entrance_name(line.entrance))
    missing = [key for key in buildings if key not in roll.buildings]
    made = Building.objects.bulk_create(
        Building(compound=roll.compounds[key[0]], name=buildings[key]) for key in missing
    )
    roll.buildings |= dict(zip(missing, made, strict=True))
    lacking = [key for key in entrances if key not in roll.entrances]
    ways = Entrance.objects.bulk_create(
        Entrance(building=roll.buildings[key[:2]], name=entrances[key]) for key in lacking
    )
    roll.entrances |= {key: way.pk for key, way in zip(lacking, ways, strict=True)}


def _add(roll: Roll, batch: Sequence[tuple[Key, Line]]) -> None:
    dwellings = [
        Dwelling(
            entrance_id=roll.entrances[key[:3]], room=line.room, area_m2=line.said.get("area_m2")
        )
        for key, line in batch
        if key not in roll.doors
    ]
    made = iter(Dwelling.objects.bulk_create(dwellings))
    ids = [roll.doors[key].dwelling_id if key in roll.doors else next(made).pk for key, _ in batch]
    Household.objects.bulk_create(
        Household(dwelling_id=pk, community=roll.community, **_about(line.said))
        for pk, (_, line) in zip(ids, batch, strict=True)
    )
    known = [(roll.doors[key], line) for key, line in batch if key in roll.doors]
    _change_areas([(door, line) for door, line in known if line.said.get("area_m2")])


def _about(said: dict[str, Any]) -> dict[str, Any]:
    return {
        "contact_name": said.get("contact_name") or "",
        "contact_phone": said.get("contact_phone") or "",
        "size": said.get("size"),
        "is_vacant": bool(said.get("is_vacant")),
    }


def _change(roll: Roll, batch: Sequence[tuple[Door, Line]]) -> None:
    """Write changed households; an insert that meets its own row is the quickest update."""
    Household.objects.bulk_create(
        (
            Household(
                pk=door.household_id,
                dwelling_id=door.dwelling_id,
                community=roll.community,
                **_about(door.has | changes(door, line)),
            )
            for door, line in batch
        ),
        update_conflicts=True,
        unique_fields=["id"],
        update_fields=OF_THE_HOUSEHOLD,
    )
    _change_areas([(door, line) for door, line in batch if "area_m2" in changes(door, line)])


def _change_areas(doors: Sequence[tuple[Door, Line]]) -> None:
    areas: list[tuple[Door, Decimal]] = [(door, line.said["area_m2"]) for door, line in doors]
    Dwelling.objects.bulk_create(
        (
            Dwelling(
                pk=door.dwelling_id, entrance_id=door.entrance_id, room=door.room, area_m2=area
            )
            for door, area in areas
        ),
        update_conflicts=True,
        unique_fields=["id"],
        update_fields=["area_m2"],
    )
