"""A small town and the people in it, for every room's tests."""

from dataclasses import dataclass, field
from itertools import count

from mulin.commons.people.actions import register_person
from mulin.commons.people.models import Person

from ..actions import found_unit, set_up_role
from ..models import AdminUnit, Membership
from ..roles import Role

_phones = count(13_800_000_000)


@dataclass
class Town:
    """One district, two streets; the first street has two communities, the second one."""

    city: AdminUnit
    district: AdminUnit
    street: AdminUnit
    other_street: AdminUnit
    community: AdminUnit
    next_community: AdminUnit
    far_community: AdminUnit
    people: dict[str, Person] = field(default_factory=dict)

    def join(self, name: str, role: Role, unit: AdminUnit | None = None, **how) -> Person:
        """Let somebody new play a part; in the first community unless told otherwise."""
        person = self.people.get(name) or make_person(name)
        self.people[name] = person
        set_up_role(person=person, role=role, unit=unit or self.community, **how)
        return person


def make_town(*, province_name: str = "澜江省") -> Town:
    province = found_unit(actor=None, level=AdminUnit.Level.PROVINCE, name=province_name)
    city = found_unit(actor=None, level=AdminUnit.Level.CITY, name="澜川市", parent=province)
    district = found_unit(actor=None, level=AdminUnit.Level.DISTRICT, name="青禾区", parent=city)
    street = found_unit(
        actor=None, level=AdminUnit.Level.SUBDISTRICT, name="望禾街道", parent=district
    )
    other = found_unit(
        actor=None, level=AdminUnit.Level.SUBDISTRICT, name="锦槐街道", parent=district
    )
    names = [("望禾北里社区", street), ("朱槿巷社区", street), ("糖坊社区", other)]
    near, next_door, far = (
        found_unit(actor=None, level=AdminUnit.Level.COMMUNITY, name=name, parent=parent)
        for name, parent in names
    )
    return Town(city, district, street, other, near, next_door, far)


def make_person(name: str, *, phone: str | None = None) -> Person:
    """Open an account for somebody who plays no part yet."""
    return register_person(actor=None, full_name=name, phone=phone or str(next(_phones)))


def part_of(person: Person) -> Membership:
    return Membership.objects.get(person=person)
