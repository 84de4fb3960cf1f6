"""Lay the lines of a file beside the roll as it is, and say what would become of each."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any

from ..addresses import building_key, entrance_key, plain
from ..models import AdminUnit, Building, Compound, Dwelling, Entrance
from .cells import Odd
from .faults import Fault
from .lines import Line

Key = tuple[str, str, str, str]
"""Compound, building, entrance and room, as they are compared."""

FIELDS = ("contact_name", "contact_phone", "area_m2", "size", "is_vacant")


@dataclass
class Door:
    """A household as the roll has it."""

    dwelling_id: int
    household_id: int | None
    entrance_id: int
    room: str
    address: str
    has: dict[str, Any]


@dataclass
class Roll:
    """Everything on a community's roll, by what it is compared by."""

    community: AdminUnit
    compounds: dict[str, Compound] = field(default_factory=dict)
    buildings: dict[tuple[str, str], Building] = field(default_factory=dict)
    entrances: dict[tuple[str, str, str], int] = field(default_factory=dict)
    doors: dict[Key, Door] = field(default_factory=dict)

    def compound_meant(self, written: str) -> str:
        """Return the key of the compound a name means; it may stand at the end of an address."""
        key = compound_key(written)
        if key in self.compounds:
            return key
        ends = [known for known in self.compounds if key.endswith(known)]
        return max(ends, key=len) if ends else key


def compound_key(name: str) -> str:
    return plain(name).replace(" ", "")


def roll_of(community: AdminUnit) -> Roll:
    """Return a community's roll."""
    roll = Roll(community)
    names: dict[int, str] = {}
    for compound in Compound.objects.filter(community=community):
        roll.compounds[compound_key(compound.name)] = compound
        names[compound.pk] = compound_key(compound.name)
    places: dict[int, tuple[str, str]] = {}
    for building in Building.objects.filter(compound__community=community).order_by("-id"):
        around = names[building.compound_id]
        key = (around, building_key(building.name, around))
        roll.buildings[key] = building
        places[building.pk] = key
    ways: dict[int, tuple[str, str, str]] = {}
    entrances = Entrance.objects.filter(building__in=places).order_by("-id")
    for pk, building_id, name in entrances.values_list("id", "building_id", "name"):
        way = (*places[building_id], entrance_key(name))
        roll.entrances[way] = pk
        ways[pk] = way
    _load_doors(roll, ways)
    return roll


def _load_doors(roll: Roll, ways: dict[int, tuple[str, str, str]]) -> None:
    rows = Dwelling.objects.filter(entrance__building__compound__community=roll.community)
    columns = ["id", "entrance_id", "room", "area_m2", "entrance__name", "entrance__building__name"]
    columns += ["household__id", "household__contact_name", "household__contact_phone"]
    columns += ["household__size", "household__is_vacant"]
    for row in rows.values_list(*columns):
        pk, entrance_id, room, area, entrance, building, household_id, *household = row
        name, phone, size, is_vacant = household
        has = dict(zip(FIELDS, (name, phone, area, size, is_vacant), strict=True))
        roll.doors[*ways[entrance_id], room] = Door(
            pk, household_id, entrance_id, room, f"{building}{entrance}{room}", has
        )


@dataclass
class NewCompound:
    """A compound that a file names and the tree does not have."""

    name: str
    like: str
    """A known one whose name is nearly the same; perhaps that was meant."""

    households: int = 0


@dataclass
class Plan:
    """What importing a file would do."""

    roll: Roll
    new: list[tuple[Key, Line]] = field(default_factory=list)
    changed: list[tuple[Door, Line]] = field(default_factory=list)
    unchanged: int = 0
    gone: list[Door] = field(default_factory=list)
    """Households of the same compounds that the file does not have."""

    faults: list[Fault] = field(default_factory=list)
    compounds: dict[str, "NewCompound"] = field(default_factory=dict)
    """The compounds that are not known yet, by what they are compared by."""

    @property
    def counts(self) -> tuple[int, int, int, int, int]:
        faulty = len({fault.row for fault in self.faults})
        return len(self.new), len(self.changed), self.unchanged, len(self.gone), faulty


def make_plan(
    roll: Roll, lines: Iterable[Line], note: Callable[[int], None] = lambda done: None
) -> Plan:
    """Say what would become of each line; `note` hears how many lines are done."""
    plan = Plan(roll)
    seen: dict[Key, int] = {}
    named: set[str] = set()
    for done, line in enumerate(lines):
        note(done)
        if line.faults:
            plan.faults += line.faults
            continue
        compound = roll.compound_meant(line.compound)
        named.add(compound)
        building = building_key(line.building, compound)
        key = (compound, building, entrance_key(line.entrance), line.room)
        if key in seen:
            line.note("room", Odd("twice", row=seen[key]))
            plan.faults += line.faults
            continue
        seen[key] = line.row
        _place(plan, key, line)
    plan.gone = [
        door
        for key, door in roll.doors.items()
        if key[0] in named and key not in seen and door.household_id is not None
    ]
    return plan


def _place(plan: Plan, key: Key, line: Line) -> None:
    door = plan.roll.doors.get(key)
    if key[0] not in plan.roll.compounds:
        _new_compound(plan, key[0], line.compound).households += 1
    if door is None or door.household_id is None:
        plan.new.append((key, line))
    elif changes(door, line):
        plan.changed.append((door, line))
    else:
        plan.unchanged += 1


def _new_compound(plan: Plan, key: str, name: str) -> NewCompound:
    if key not in plan.compounds:
        known = [compound.name for compound in plan.roll.compounds.values()]
        like = get_close_matches(name, known, n=1, cutoff=0.6)
        plan.compounds[key] = NewCompound(name, like[0] if like else "")
    return plan.compounds[key]


def changes(door: Door, line: Line) -> dict[str, Any]:
    """Return what a line says differently; an empty cell says nothing."""
    return {
        name: value
        for name, value in line.said.items()
        if value not in (None, "") and value != door.has[name]
    }
