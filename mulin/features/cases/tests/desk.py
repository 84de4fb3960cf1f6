"""A community's desk of cases, for the tests of this room."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.utils import timezone

from mulin.commons.organisations.actions import list_organisation
from mulin.commons.organisations.models import Organisation, OrganisationMember
from mulin.commons.people.models import Person
from mulin.commons.places.roles import Role
from mulin.commons.places.tests.people import Town, make_town

from .. import actions
from ..models import Case, Whistle

SOON = timedelta(hours=2)


@dataclass
class Desk:
    """The first community, those who are asked there, and a neighbour."""

    town: Town
    secretary: Person
    worker: Person
    """The grid worker who is asked first."""

    tian: Person
    """A confirmed resident, 61 years old."""

    def captured(self, title: str = "走到地铁要四十分钟", **told: Any) -> Case:
        """Let the grid worker write down what the neighbour says at the door."""
        told = {"kind": "public_service", "source": "walk_in", "reporter_name": "田奶奶"} | told
        by = told.pop("by", self.worker)
        return actions.capture_case(actor=by, community=self.town.community, title=title, **told)

    def reported(self, title: str = "3 号楼门口的灯不亮", **told: Any) -> Case:
        """Let the neighbour report on her phone."""
        told = {"kind": "repair"} | told
        by = told.pop("by", self.tian)
        return actions.report_case(actor=by, community=self.town.community, title=title, **told)

    def solved(self, case: Case | None = None, result: str = "换了新灯") -> Case:
        case = case or self.accepted()
        return actions.resolve_case(actor=case.owner, case=case, result=result)

    def accepted(self, case: Case | None = None, by: Person | None = None) -> Case:
        return actions.accept_case(actor=by or self.worker, case=case or self.reported())

    def unit(self, name: str = "青禾交警三中队", kind: str = "traffic_police") -> Organisation:
        return list_organisation(
            actor=self.secretary, unit=self.town.community, name=name, kind=kind
        )

    def contact_of(self, unit: Organisation, name: str = "严守成") -> Person:
        """Let somebody speak for a unit."""
        person = self.town.join(name, Role.DEPARTMENT_CONTACT)
        OrganisationMember.objects.create(
            organisation=unit, person=person, from_on=timezone.localdate()
        )
        return person

    def whistled(self, *units: Organisation, case: Case | None = None) -> Whistle:
        case = case or self.captured("山后路夜里没灯", kind="safety")
        return actions.sound_whistle(
            actor=self.secretary,
            case=case,
            units=units or [self.unit()],
            task="核实路灯用电",
            come_by=timezone.now() + SOON,
        )


def make_desk(town: Town | None = None) -> Desk:
    town = town or make_town()
    return Desk(
        town,
        secretary=town.join("周明岚", Role.SECRETARY),
        worker=town.join("阮青", Role.GRID_WORKER),
        tian=town.join("田桂芳", Role.RESIDENT),
    )
