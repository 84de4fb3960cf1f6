"""Let the people of the demo move in and take up their parts."""

from typing import Any

from mulin.commons.organisations.actions import join_organisation, name_adviser
from mulin.commons.people.actions import register_person
from mulin.commons.people.models import Person
from mulin.commons.places.actions import set_up_role
from mulin.commons.places.models import AdminUnit
from mulin.commons.places.roles import STAFF, Role

from .cast import introduce
from .town import Town

HOME_ROLES = {Role.RESIDENT, Role.VOLUNTEER, Role.CONNECTOR, Role.BUILDING_STEWARD}


def move_in(rows: list[dict[str, Any]], town: Town) -> None:
    """Register everybody and give each the roles the file names."""
    for row in rows:
        role = Role(row["role"])
        person = register_person(
            actor=None,
            full_name=row["name"],
            login=f"demo-{row['ref']}" if role in STAFF else None,
            public_name=_chosen_name(row),
        )
        introduce(person, row["ref"])
        town.people[row["ref"]] = person
        for part in _parts(row, role, town):
            set_up_role(person=person, **part)


def _chosen_name(row: dict[str, Any]) -> str:
    """Keep a name that was chosen, such as 米奶奶; a masked one comes by itself."""
    name = row.get("public_name", "")
    return "" if name.endswith("*") else name


def _parts(row: dict[str, Any], role: Role, town: Town) -> list[dict[str, Any]]:
    parts = [{"role": role} | where for where in _places(row, town)]
    if role in HOME_ROLES - {Role.RESIDENT}:
        parts += [{"role": Role.RESIDENT} | where for where in _places(row, town)]
    if row.get("note") == "楼长":
        parts += [{"role": Role.BUILDING_STEWARD} | where for where in _places(row, town)]
    parts += [
        {"role": Role(extra["role"]), "unit": town.units[extra["unit"]]}
        for extra in row.get("also", [])
    ]
    return parts


def _places(row: dict[str, Any], town: Town) -> list[dict[str, Any]]:
    if home := row.get("home"):
        compound = town.compounds[home]
        where: dict[str, Any] = {"unit": compound.community, "compound": compound}
        if building := row.get("building"):
            where["building"] = town.buildings[building]
        return [where]
    place = row.get("unit", "au-dist")
    if place in town.grids:
        grid = town.grids[place]
        return [{"unit": grid.community, "grid": grid}]
    if place in town.units:
        return [{"unit": town.units[place]}]
    return [{"unit": town.units[served]} for served in town.served_by(place)]


def work_together(rows: list[dict[str, Any]], town: Town) -> None:
    """Let those who belong to an organisation join it, and name the advisers."""
    for row in rows:
        person = town.people[row["ref"]]
        if organisation := town.organisations.get(row.get("unit", "")):
            join_organisation(
                actor=town.officer,
                organisation=organisation,
                person=person,
                title=str(Role(row["role"]).label),
            )
        if kind := row.get("adviser_kind"):
            _name_adviser(person, kind, row, town.units["au-dist"], town.officer)


def _name_adviser(
    person: Person, kind: str, row: dict[str, Any], unit: AdminUnit, officer: Person
) -> None:
    name_adviser(
        actor=officer,
        unit=unit,
        person=person,
        kind=kind,
        specialities=row.get("specialities", ""),
        available=row.get("available", ""),
    )
