"""Lay out the demo's places: units, compounds, buildings, grids."""

from typing import Any

from mulin.commons.places.actions import (
    add_building,
    add_compound,
    assign_buildings,
    draw_grid,
    found_unit,
)
from mulin.commons.places.models import AdminUnit

from .data import Story
from .town import Town

GRIDS = {"hongzhuan": "g-qw-1"}
"""Compounds whose buildings all belong to one grid."""


def lay_out(story: Story, town: Town) -> None:
    """Put the whole tree on the ground."""
    for row in story.rows["admin_units"]:
        town.units[row["ref"]] = _found(row, row["level"], town)
    for row in story.rows["communities"]:
        town.units[row["ref"]] = _found(row, AdminUnit.Level.COMMUNITY, town)
    _build(story.rows, town)
    _draw_grids(story.rows, town)


def _found(row: dict[str, Any], level: str, town: Town) -> AdminUnit:
    return found_unit(
        actor=None,
        level=level,
        name=row["name"],
        parent=town.units[row["parent"]] if "parent" in row else None,
        code=row["code"],
        population=row.get("population"),
        declared_households=row.get("households"),
        area_km2=row.get("area_km2"),
        founded_on=row.get("founded_on"),
        story=row.get("story", ""),
    )


def _build(rows: dict[str, Any], town: Town) -> None:
    for row in rows["compounds"]:
        town.compounds[row["ref"]] = add_compound(
            actor=None,
            community=town.units[row["community"]],
            name=row["name"],
            kind=row["kind"],
            built_year=row["built_year"],
            origin=row.get("origin", ""),
            declared_households=row["households"],
            baseline=row.get("baseline", {}),
        )
    for row in rows["buildings"]:
        compound = town.compounds[row["compound"]]
        building = town.buildings[row["ref"]] = add_building(
            actor=None,
            compound=compound,
            name=_plate(row["name"], compound.name),
            floors=row["floors"],
            entrances=row["entrances"],
            declared_households=row["households"],
        )
        town.entrances[building.pk] = row["entrances"]


def _plate(name: str, compound: str) -> str:
    """Return what stands on the door plate: 红砖苑1号楼 is 1号楼 of 红砖苑."""
    for shortened in range(len(compound)):
        if name.startswith(compound[shortened:]):
            return name.removeprefix(compound[shortened:])
    return name


def _draw_grids(rows: dict[str, Any], town: Town) -> None:
    for row in rows["grids"]:
        town.grids[row["ref"]] = draw_grid(
            actor=None,
            community=town.units[row["community"]],
            name=row["name"],
            declared_households=row["households"],
        )
    for compound, grid in GRIDS.items():
        buildings = [b for b in town.buildings.values() if b.compound == town.compounds[compound]]
        assign_buildings(actor=None, grid=town.grids[grid], buildings=buildings)
