"""Import the demo's households from Excel files, as its offices would."""

from collections.abc import Iterator
from itertools import islice, product
from math import ceil

from mulin.commons.places.actions import check_roll, confirm_roll, import_roll, upload_roll
from mulin.commons.places.models import Building, Compound, Household
from mulin.web.sheets import sheet

from .town import Town

KEEPERS = {"beili-1": "p-fang", "hongzhuan": "p-zhou", "tang3": "p-dai"}
"""Compounds whose buildings are all known, and who keeps their roll."""

COLUMNS = ["小区", "楼号", "单元", "房号", "建筑面积", "人数"]


def import_rolls(town: Town) -> None:
    """Hand in, check and import one file for each compound."""
    for ref, keeper in KEEPERS.items():
        compound, actor = town.compounds[ref], town.people[keeper]
        buildings = [b for b in town.buildings.values() if b.compound == compound]
        rows = [row for building in buildings for row in _doors(compound, building, town)]
        roll = upload_roll(
            actor=actor,
            community=compound.community,
            name=f"{compound.name}户册.xlsx",
            content=sheet(f"{compound.name}户册", COLUMNS, rows),
        )
        check_roll(actor=actor, roll=roll)
        confirm_roll(actor=actor, roll=roll, new_compounds=[], is_whole=False)
        import_roll(actor=actor, roll=roll)
        roll.refresh_from_db()
        if not roll.is_done:
            raise ValueError(f"the roll of {compound} was not imported: {roll.reason}")


def _doors(compound: Compound, building: Building, town: Town) -> Iterator[list[object]]:
    homes, floors = building.declared_households or 0, building.floors or 1
    entrances = town.entrances[building.pk]
    beside = ceil(homes / (floors * entrances))
    doors = product(range(1, entrances + 1), range(1, floors + 1), range(1, beside + 1))
    for entrance, floor, place in islice(doors, homes):
        area = 46 + 4 * place + entrance
        people = 1 + (floor * 7 + place * 3 + entrance) % 4
        yield [
            compound.name,
            building.name,
            f"{entrance}单元",
            f"{floor}0{place}",
            area,
            people,
        ]


def homes_in(town: Town, ref: str) -> list[Household]:
    """Return the households of a compound, one door after the other."""
    return list(
        Household.objects.filter(dwelling__entrance__building__compound=town.compounds[ref])
        .select_related("dwelling__entrance__building")
        .order_by("pk")
    )
