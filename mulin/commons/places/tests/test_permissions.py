import pytest

from ..permissions import is_confirmed_resident, lives_in, works_for
from ..queries import units_staffed_by
from ..roles import Role
from .people import make_person, make_town

pytestmark = pytest.mark.django_db


def test_an_office_reaches_what_lies_below_it_and_nothing_beside_it():
    town = make_town()
    shen = town.join("沈亦舟", Role.STREET_OPERATOR, town.street)
    assert works_for(shen, town.community)
    assert works_for(shen, town.next_community)
    assert not works_for(shen, town.far_community)
    assert not works_for(shen, town.district)
    assert set(units_staffed_by(shen)) == {town.street, town.community, town.next_community}


def test_a_resident_lives_in_every_unit_above_the_home_but_works_for_none():
    town = make_town()
    mi = town.join("米素珍", Role.RESIDENT)
    assert lives_in(mi, town.community)
    assert lives_in(mi, town.street)
    assert not lives_in(mi, town.next_community)
    assert not works_for(mi, town.community)


def test_a_home_that_nobody_confirmed_gives_no_vote():
    town = make_town()
    new = town.join("石小满", Role.RESIDENT, confirmed=False)
    assert lives_in(new, town.community)
    assert not is_confirmed_resident(new, town.community)
    assert not lives_in(make_person("路人"), town.community)
