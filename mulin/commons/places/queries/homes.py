"""Compounds, buildings and doors, and how many households there are."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from mulin.commons.people.models import Person

from ..addresses import (
    NUMERALS,
    Address,
    arabic,
    building_key,
    entrance_key,
    room_name,
    split_address,
    split_entrance,
)
from ..models import AdminUnit, Building, Community, Compound, Household
from ..roles import Role
from .units import communities_below, communities_worked_for_by, parts_of, units_staffed_by

T = TypeVar("T", bound=Any)
ROLL, DECLARED, BOTH = "roll", "declared", "both"


@dataclass(frozen=True)
class HouseholdFigure:
    """How many households there are, who says so, and since when."""

    count: int
    source: str
    """`roll`, `declared`, `both` when some communities have a roll, or '' when nobody says."""

    on: date | None

    @property
    def is_counted(self) -> bool:
        return self.source == ROLL

    @property
    def source_in_words(self) -> str:
        words = {ROLL: _("按户册"), BOTH: _("户册和填报合计"), DECLARED: _("社区填报")}
        return words.get(self.source, _("还没有数"))


def household_figure(unit: AdminUnit) -> HouseholdFigure:
    """
    Return how many households a unit has.

    A community is counted by its roll once that is complete, or has more than was reported;
    until then by what it reports.
    """
    on_roll = dict(
        Household.objects.filter(community__path__startswith=unit.path)
        .order_by()
        .values_list("community")
        .annotate(n=Count("pk"))
    )
    communities = [unit] if unit.is_community else communities_below(unit)
    figures = [_figure(one, on_roll.get(one.pk, 0)) for one in communities]
    known = [figure for figure in figures if figure.count]
    if len(known) == 1 and len(figures) == 1:
        return known[0]
    sources = {figure.source for figure in known}
    if not sources:
        declared = unit.declared_households
        return HouseholdFigure(declared or 0, DECLARED if declared else "", unit.facts_on)
    source = sources.pop() if len(sources) == 1 else BOTH
    return HouseholdFigure(sum(figure.count for figure in known), source, None)


def _figure(community: AdminUnit, on_roll: int) -> HouseholdFigure:
    declared = community.declared_households or 0
    if on_roll and (community.roll_complete_on or on_roll >= declared):
        return HouseholdFigure(on_roll, ROLL, community.roll_complete_on)
    return HouseholdFigure(declared, DECLARED if declared else "", community.facts_on)


def communities_counted(unit: AdminUnit) -> QuerySet[Community]:
    """Return the communities of a unit, each with how many households its roll has."""
    return (
        communities_below(unit)
        .select_related("parent")
        .annotate(on_roll=Coalesce(Subquery(_count_by("community")), 0))
        .order_by("path")
    )


def household_count(unit: AdminUnit) -> int:
    """Return how many households live in a unit: as the roll counts them, or as reported."""
    return household_figure(unit).count


def compounds_of(community: AdminUnit) -> QuerySet[Compound]:
    return Compound.objects.filter(community=community).order_by("name")


def compounds_counted(community: AdminUnit) -> list[Any]:
    """Return a community's compounds, each with how many buildings and households it has."""
    households = _count_by("dwelling__entrance__building__compound")
    return by_name(
        compounds_of(community).annotate(
            building_count=Count("buildings"), household_count=Coalesce(Subquery(households), 0)
        )
    )


def buildings_counted(**where: Any) -> list[Any]:
    """Return buildings with how many entrances and households each has."""
    households = _count_by("dwelling__entrance__building")
    found = (
        Building.objects.filter(**where)
        .select_related("compound", "grid")
        .annotate(
            entrance_count=Count("entrances"), household_count=Coalesce(Subquery(households), 0)
        )
    )
    return sorted(found, key=lambda one: (in_order(one.compound.name), in_order(one.name)))


def by_name(things: Iterable[T]) -> list[T]:
    """Return things in the order of their names, numbers counted as such."""
    return sorted(things, key=lambda thing: in_order(thing.name))


def buildings_of(community: AdminUnit) -> QuerySet[Building]:
    return (
        Building.objects.filter(compound__community=community)
        .select_related("compound")
        .order_by("compound__name", "id")
    )


def compounds_with_buildings(community: AdminUnit) -> list[tuple[Compound, list[Building]]]:
    """Return a community's compounds that have buildings, each with these."""
    compounds = by_name(compounds_of(community).prefetch_related("buildings"))
    pairs = [(compound, by_name(compound.buildings.all())) for compound in compounds]
    return [(compound, buildings) for compound, buildings in pairs if buildings]


def buildings_to_live_in() -> QuerySet[Building]:
    """Return every building there is; where buildings stand is nobody's secret."""
    return Building.objects.select_related("compound__community")


def public_compounds() -> QuerySet[Compound]:
    """Return every compound there is; everybody may read of them, not of who lives there."""
    return Compound.objects.select_related("community")


def building_lived_in(households: Collection[int]) -> int | None:
    """Return the key of the building behind the first of some doors."""
    found = Household.objects.filter(pk__in=households).order_by("pk")
    return found.values_list("dwelling__entrance__building", flat=True).first()


def door_meant(homes: Collection[Household], written: str) -> int | None:
    """Return which of a building's households a resident's own words mean."""
    address = split_address(written) or split_entrance(written)
    way, room = (
        (entrance_key(address.entrance), address.room) if address else ("", room_name(written))
    )
    meant = [
        home
        for home in homes
        if home.dwelling.room == room and entrance_key(home.dwelling.entrance.name) in (way, "")
    ]
    return meant[0].pk if len(meant) == 1 else None


def _count_by(place: str) -> QuerySet[Household]:
    return (
        Household.objects.filter(**{place: OuterRef("pk")})
        .order_by()
        .values(place)
        .annotate(n=Count("pk"))
        .values("n")
    )


def compounds_visible_to(viewer: Person) -> QuerySet[Compound]:
    return Compound.objects.filter(community__in=units_staffed_by(viewer)).select_related(
        "community"
    )


def buildings_visible_to(viewer: Person) -> QuerySet[Building]:
    """Return the buildings behind whose doors the viewer may look: the office's, the grid's."""
    grids = [part.grid_id for part in parts_of(viewer) if part.role == Role.GRID_WORKER]
    return Building.objects.filter(
        Q(compound__community__in=communities_worked_for_by(viewer)) | Q(grid__in=grids)
    ).select_related("compound__community", "grid")


def households_of(building: Building) -> list[Household]:
    """Return a building's households, door by door."""
    homes = Household.objects.filter(dwelling__entrance__building=building).select_related(
        "dwelling__entrance__building"
    )
    return sorted(
        homes, key=lambda home: in_order(f"{home.dwelling.entrance.name} {home.dwelling}")
    )


def in_order(name: str) -> list[tuple[int, str]]:
    """Return what a name with numbers is sorted by: 2号楼 before 10号楼, 二区 before 三区."""
    spoken = re.sub(rf"[{NUMERALS}]+", lambda found: arabic(found[0]), name)
    parts = [part for part in re.split(r"(\d+)", spoken) if part]
    return [(int(part), "") if part.isdecimal() else (-1, part) for part in parts]


def household_at(community: AdminUnit, written: str) -> tuple[Building | None, Household | None]:
    """Return the building and the household an address means, as far as they are known."""
    return households_at(community, [written])[0]


def households_at(
    unit: AdminUnit, written: Sequence[str]
) -> list[tuple[Building | None, Household | None]]:
    """Return what each of many addresses means; as many take two queries as one does."""
    addresses = [split_address(one) for one in written]
    buildings = _by_key(unit) if any(addresses) else {}
    meant = [_building_meant(one, buildings) if one else None for one in addresses]
    homes = _by_door([building.pk for building in meant if building])
    return [
        (building, homes.get((building.pk, entrance_key(address.entrance), address.room)))
        if address and building
        else (None, None)
        for address, building in zip(addresses, meant, strict=True)
    ]


def building_at(community: AdminUnit, written: str) -> Building | None:
    """Return the one building somebody means who may say no more than that: 红砖苑3号楼."""
    if building := _building_named(community, written):
        return building
    to_its_end, _home = household_at(community, written)
    return to_its_end or household_at(community, f"{written}101")[0]


def _building_named(community: AdminUnit, written: str) -> Building | None:
    """Return the building that is called so, or whose name ends so: 9号院 is 横街9号院."""
    buildings = Building.objects.filter(compound__community=community).select_related("compound")
    called, ending = [], []
    for building in buildings:
        compound = building.compound.name
        name, said = building_key(building.name, compound), building_key(written, compound)
        if name == said:
            called.append(building)
        elif len(said) > 1 and re.search(rf"(?<!\d){re.escape(said)}$", name):
            ending.append(building)
    found = called or ending
    return found[0] if len(found) == 1 else None


def _by_key(unit: AdminUnit) -> dict[str, list[Building]]:
    found: dict[str, list[Building]] = {}
    for building in Building.objects.filter(
        compound__community__path__startswith=unit.path
    ).select_related("compound"):
        found.setdefault(building_key(building.name, building.compound.name), []).append(building)
    return found


def _building_meant(address: Address, buildings: Mapping[str, list[Building]]) -> Building | None:
    found = buildings.get(building_key(address.building), [])
    named = [building for building in found if building.compound.name in address.lead]
    found = named or found
    return found[0] if len(found) == 1 else None


def _by_door(buildings: Collection[int]) -> dict[tuple[int, str, str], Household]:
    """Return households by building, entrance and room; of two at one door, the older."""
    homes = Household.objects.filter(dwelling__entrance__building__in=set(buildings))
    found: dict[tuple[int, str, str], Household] = {}
    for home in homes.select_related("dwelling__entrance__building__compound").order_by("pk"):
        entrance = home.dwelling.entrance
        door = entrance.building_id, entrance_key(entrance.name), home.dwelling.room
        found.setdefault(door, home)
    return found
