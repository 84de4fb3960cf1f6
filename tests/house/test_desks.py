"""The workbench leads to the desk of a step exactly those for whom that door opens."""

import pytest

from mulin.programmes import kinds
from mulin.web.tests.doors import SIGNED_IN
from tests.town import listed_doors, people_a_town

KINDS = {kind.desk: kind for name in kinds.names() if (kind := kinds.get(name)).desk}
DOORS = [door for door in listed_doors() if door.name in KINDS and door.method == "get"]


def test_every_desk_is_a_door():
    assert {door.name for door in DOORS} == set(KINDS)


@pytest.mark.django_db
@pytest.mark.parametrize("door", DOORS, ids=lambda door: door.name)
def test_a_desk_is_shown_to_those_for_whom_it_opens(door):
    town = people_a_town()
    (step_id,) = door.prepare(town)
    told = {
        visitor
        for visitor in SIGNED_IN
        if KINDS[door.name].worked_on_by(town.people[visitor]).filter(pk=step_id)
    }
    assert told == door.opens_for
