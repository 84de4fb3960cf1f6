"""The demo's places and organisations, by the short names its files call them."""

from dataclasses import dataclass, field

from mulin.commons.organisations.models import Organisation
from mulin.commons.people.models import Person
from mulin.commons.places.models import AdminUnit, Building, Compound, Grid

SERVES = {
    "o-civil": ["au-dist"],
    "o-helin": ["c-tangfang"],
    "o-zhongfan": ["au-wanghe"],
    "o-yunsheng": ["au-wanghe"],
    "o-police": ["c-qiwu"],
    "o-housing": ["au-wanghe"],
    "o-school": ["c-qiwu"],
    "o-anche": ["c-qingtong"],
}
"""Where the people of an organisation do their work."""


@dataclass
class Town:
    """What has been built so far."""

    units: dict[str, AdminUnit] = field(default_factory=dict)
    compounds: dict[str, Compound] = field(default_factory=dict)
    buildings: dict[str, Building] = field(default_factory=dict)
    entrances: dict[int, int] = field(default_factory=dict)
    """By the key of a building: how many stairwells it has."""

    grids: dict[str, Grid] = field(default_factory=dict)
    organisations: dict[str, Organisation] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)
    neighbours: dict[str, list[Person]] = field(default_factory=dict)
    """By community: residents who have no part in the story but support and vote."""

    def ref_of(self, unit: AdminUnit) -> str:
        """Return the short name of a unit."""
        return next(ref for ref, known in self.units.items() if known == unit)

    @property
    def officer(self) -> Person:
        """Who may keep every register of the district."""
        return self.people["p-jiang"]

    def served_by(self, organisation: str) -> list[str]:
        return SERVES[organisation]
