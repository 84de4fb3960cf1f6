"""Who stands on a roll, read from the registers of the day."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from hashlib import sha256

from mulin.commons.people.models import Person
from mulin.commons.places.models import (
    AdminUnit,
    Compound,
    Dwelling,
    Entrance,
    Household,
    Ownership,
)
from mulin.commons.places.queries import in_order, memberships_now
from mulin.commons.places.roles import NEIGHBOURS, Role
from mulin.decisions import Part, owner_roll

from .models import Electorate

LONGEST_KEY = 200
DELEGATES = frozenset({Role.RESIDENT_DELEGATE, Role.PARTY_DELEGATE})


@dataclass(frozen=True)
class Line:
    """One line before it has a number."""

    key: str
    name: str = ""
    address: str = ""
    building: str = ""
    household_id: int | None = None
    person_id: int | None = None
    is_vacant: bool = False
    area: int = 0
    parts: list[dict[str, str | int]] = field(default_factory=list)
    roles: list[str] = field(default_factory=list)


def lines_for(
    kind: str, unit: AdminUnit, compound: Compound | None, entrance: Entrance | None = None
) -> list[Line]:
    """
    Return who belongs to such an electorate today, in the order of doors or names.

    Refuses, with ValueError, owners whose parts have no area or no owner.
    """
    drawn = {
        Electorate.Kind.HOUSEHOLDS: lambda: _households(unit, compound, entrance),
        Electorate.Kind.DELEGATES: lambda: _people(unit, compound, DELEGATES),
        Electorate.Kind.RESIDENTS: lambda: _people(unit, compound, NEIGHBOURS),
        Electorate.Kind.OWNERS: lambda: _owners(compound),
    }[Electorate.Kind(kind)]()
    return sorted(
        drawn, key=lambda line: (in_order(line.building), in_order(line.address), line.key)
    )


def _households(
    unit: AdminUnit, compound: Compound | None, entrance: Entrance | None
) -> Iterator[Line]:
    households = Household.objects.filter(community__path__startswith=unit.path)
    if entrance:
        households = households.filter(dwelling__entrance=entrance)
    if compound:
        households = households.filter(dwelling__entrance__building__compound=compound)
    for household in households.select_related("dwelling__entrance__building__compound"):
        yield Line(
            key=f"household:{household.pk}",
            address=household.full_address,
            building=household.dwelling.entrance.building.full_name,
            household_id=household.pk,
            is_vacant=household.is_vacant,
        )


def _people(unit: AdminUnit, compound: Compound | None, roles: Iterable[str]) -> Iterator[Line]:
    """Yield everybody who plays one of these parts for certain: one line for each person."""
    parts = memberships_now().filter(
        unit__path__startswith=unit.path,
        role__in=roles,
        confirmed_at__isnull=False,
        person__is_active=True,
    )
    if compound:
        parts = parts.filter(compound=compound) | parts.filter(
            household__dwelling__entrance__building__compound=compound
        )
    found: dict[int, tuple[Person, set[str]]] = {}
    for part in parts.select_related("person"):
        found.setdefault(part.person_id, (part.person, set()))[1].add(part.role)
    for person, played in found.values():
        yield Line(
            key=f"person:{person.pk}",
            name=person.full_name,
            person_id=person.pk,
            roles=sorted(played),
        )


def _owners(compound: Compound | None) -> Iterator[Line]:
    dwellings = (
        Dwelling.objects.filter(entrance__building__compound=compound)
        .select_related("entrance__building__compound")
        .prefetch_related("ownerships")
    )
    parts, doors, names = [], {}, {}
    for dwelling in dwellings:
        owners = list(dwelling.ownerships.all())
        key = str(dwelling.pk)
        doors[key] = dwelling
        for owner in owners:
            names[_owner_key(owner)] = owner
        if dwelling.is_in_owners_register:
            parts.append(
                Part(
                    key=key,
                    area=int((dwelling.area_m2 or 0) * 100),
                    owners=tuple(_owner_key(one) for one in owners),
                    is_unsold=any(one.is_developer for one in owners),
                    kind=dwelling.kind,
                )
            )
    for line in owner_roll(parts).lines:
        owned = [doors[key] for key in line.parts]
        sole = names[line.owners[0]].owner_id if len(line.owners) == 1 else None
        yield Line(
            key=_short_key("owners:" + "+".join(line.owners)),
            name="、".join(names[owner].owner_name for owner in line.owners),
            address="、".join(_door(dwelling) for dwelling in owned[:3]),
            building=owned[0].entrance.building.full_name,
            person_id=sole,
            area=line.area,
            parts=[{"address": _door(d), "area": int((d.area_m2 or 0) * 100)} for d in owned],
        )


def _owner_key(owner: Ownership) -> str:
    """
    Tell one owner from another.

    Two people of one name are two as long as nobody says otherwise: who is not known by account
    is known by name and door, and lines of one name can be made one by hand.
    """
    if owner.owner_id:
        return f"p{owner.owner_id}"
    return "developer" if owner.is_developer else f"n{owner.dwelling_id}:{owner.owner_name}"


def _short_key(key: str) -> str:
    return key if len(key) <= LONGEST_KEY else f"owners:{sha256(key.encode()).hexdigest()}"


def _door(dwelling: Dwelling) -> str:
    return f"{dwelling.entrance.address}{dwelling.room}"
