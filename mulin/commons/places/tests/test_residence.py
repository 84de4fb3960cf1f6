import pytest

from mulin.commons.audit.models import Record
from mulin.errors import NotAllowed, Refused
from mulin.web.tests.threads import at_once

from .. import actions
from ..models import Membership
from ..own_sections import households, viewings
from ..permissions import is_confirmed_resident, lives_in
from ..queries import claims_at, claims_waiting, door_meant, household_at, households_of
from ..roles import Role
from .homes import build, door
from .people import make_person, make_town

pytestmark = pytest.mark.django_db


@pytest.fixture
def town():
    town = make_town()
    town.join("梁书瑶", Role.SOCIAL_WORKER)
    town.join("戴云舒", Role.DIRECTOR, town.far_community)
    return town


def test_a_home_counts_only_after_the_office_confirmed_it(town):
    shi = make_person("石小满")
    home = door(build(town), "101")
    claim = actions.claim_home(actor=shi, community=town.community, household=home)
    assert lives_in(shi, town.community)
    assert not is_confirmed_resident(shi, town.community)
    assert list(claims_waiting(town.people["梁书瑶"])) == [claim]
    assert list(claims_waiting(town.people["戴云舒"])) == []
    actions.confirm_home(actor=town.people["梁书瑶"], part=claim)
    shi = type(shi).objects.get(pk=shi.pk)
    assert is_confirmed_resident(shi, town.community)
    assert not claims_at(town.community).exists()


def test_the_office_chooses_the_door_a_resident_described(town):
    building = build(town)
    shi = make_person("石小满")
    claim = actions.claim_home(
        actor=shi, community=town.community, building=building, room="1单元201"
    )
    homes = households_of(building)
    meant = door_meant(homes, claim.note)
    home = next(one for one in homes if one.pk == meant)
    actions.confirm_home(actor=town.people["梁书瑶"], part=claim, household=home)
    claim.refresh_from_db()
    assert claim.household == door(building, "201")
    assert claim.note == ""


@pytest.mark.parametrize("written", ["3号楼1单元101", "3-1-101", "北里一区３＃1-101"])
def test_an_address_in_ones_own_words_finds_the_door(town, written):
    building = build(town)
    assert household_at(town.community, written) == (building, door(building, "101"))


def test_an_address_that_fits_two_compounds_finds_none(town):
    build(town)
    build(town, compound="北里二区")
    assert household_at(town.community, "3-1-101") == (None, None)
    building, _home = household_at(town.community, "北里二区3-1-101")
    assert building.compound.name == "北里二区"


def test_another_office_confirms_nothing(town):
    claim = actions.claim_home(actor=make_person("石小满"), community=town.community)
    with pytest.raises(NotAllowed):
        actions.confirm_home(actor=town.people["戴云舒"], part=claim)


def test_nobody_confirms_their_own_home(town):
    worker = town.people["梁书瑶"]
    claim = actions.claim_home(actor=worker, community=town.community)
    with pytest.raises(NotAllowed):
        actions.confirm_home(actor=worker, part=claim)


def test_a_refused_home_is_over_and_may_be_named_again(town):
    shi = make_person("石小满")
    claim = actions.claim_home(actor=shi, community=town.community)
    actions.refuse_home(actor=town.people["梁书瑶"], part=claim, because="册上没有")
    claim.refresh_from_db()
    assert not claim.holds_now
    assert claim.note == "册上没有"
    with pytest.raises(Refused, match="已经办过"):
        actions.confirm_home(actor=town.people["梁书瑶"], part=claim)
    actions.claim_home(actor=shi, community=town.community)


def test_a_home_is_named_once_and_not_too_many_at_a_time(town):
    shi = make_person("石小满")
    building = build(town, doors=5)
    homes = households_of(building)
    actions.claim_home(actor=shi, community=town.community, household=homes[0])
    with pytest.raises(Refused, match="已经登记过"):
        actions.claim_home(actor=shi, community=town.community, household=homes[0])
    for home in homes[1:3]:
        actions.claim_home(actor=shi, community=town.community, household=home)
    with pytest.raises(Refused, match="还没有核实"):
        actions.claim_home(actor=shi, community=town.community, household=homes[3])


def test_a_home_lies_in_the_community_it_is_named_in(town):
    with pytest.raises(Refused, match="不在这个社区"):
        actions.claim_home(
            actor=make_person("石小满"), community=town.far_community, building=build(town)
        )


def test_a_claim_is_taken_back_by_its_owner_only(town):
    shi = make_person("石小满")
    claim = actions.claim_home(actor=shi, community=town.community)
    with pytest.raises(NotAllowed):
        actions.withdraw_claim(actor=make_person("任伯"), part=claim)
    actions.withdraw_claim(actor=shi, part=claim)
    assert not lives_in(type(shi).objects.get(pk=shi.pk), town.community)


def test_a_resident_sees_what_the_roll_says_and_who_looked(town):
    building = build(town)
    worker, mi = town.people["梁书瑶"], town.join("米素珍", Role.RESIDENT)
    Membership.objects.filter(person=mi).update(household=door(building, "101"), building=building)
    actions.note_household_viewing(actor=worker, unit=town.community, of=building, how="page")
    actions.note_household_viewing(
        actor=worker, unit=town.community, of=town.community, how="export"
    )
    assert [row[1:] for row in viewings(mi)] == [
        ("梁书瑶", "望禾北里社区", "导出名单"),
        ("梁书瑶", "望禾北里社区", "看楼栋页"),
    ]
    assert list(households(mi)) == [("北里一区3号楼1单元101", "王建国", "13800000009", None)]
    assert list(viewings(make_person("路人"))) == []


def test_a_claim_alone_shows_nothing_of_the_household(town):
    shi = make_person("石小满")
    actions.claim_home(actor=shi, community=town.community, household=door(build(town), "101"))
    actions.note_household_viewing(
        actor=town.people["梁书瑶"], unit=town.community, of=town.community, how="export"
    )
    assert list(households(shi)) == []
    assert list(viewings(shi)) == []


@pytest.mark.django_db(transaction=True)
def test_two_colleagues_confirm_the_same_home_once():
    town = make_town()
    both = [town.join("梁书瑶", Role.SOCIAL_WORKER), town.join("潘予安", Role.SOCIAL_WORKER)]
    claim = actions.claim_home(actor=make_person("石小满"), community=town.community)
    outcomes = at_once(
        *(lambda one=one: actions.confirm_home(actor=one, part=claim) for one in both)
    )
    assert sum(isinstance(outcome, Refused) for outcome in outcomes) == 1
    assert Record.objects.filter(verb="places.home_confirmed").count() == 1
