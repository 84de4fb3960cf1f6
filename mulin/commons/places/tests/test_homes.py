import pytest

from mulin.errors import NotAllowed, Refused

from .. import actions
from ..models import AdminUnit, Building
from ..queries import (
    building_at,
    buildings_counted,
    communities_of,
    household_count,
    household_figure,
    searchable_communities,
)
from ..roles import Role
from .homes import build
from .people import make_town

pytestmark = pytest.mark.django_db


@pytest.fixture
def town():
    town = make_town()
    town.join("方静姝", Role.SECRETARY)
    return town


def facts(town, **said):
    given = {"population": None, "declared_households": None, "area_km2": None, "story": ""}
    actions.change_facts(actor=town.people["方静姝"], community=town.community, **given | said)
    return AdminUnit.objects.get(pk=town.community.pk)


def test_a_community_is_counted_as_it_reports_until_its_roll_is_complete(town):
    build(town, doors=2)
    unit = facts(town, declared_households=2980)
    figure = household_figure(unit)
    assert (figure.count, figure.source, figure.on) == (2980, "declared", unit.facts_on)
    AdminUnit.objects.filter(pk=unit.pk).update(roll_complete_on="2026-11-01")
    figure = household_figure(AdminUnit.objects.get(pk=unit.pk))
    assert (figure.count, figure.source) == (2, "roll")


def test_a_roll_that_has_more_than_was_reported_counts(town):
    build(town, doors=3)
    assert household_figure(facts(town, declared_households=2)).source == "roll"


def test_an_office_counts_what_lies_below_it(town):
    build(town, doors=3)
    AdminUnit.objects.filter(pk=town.next_community.pk).update(declared_households=3050)
    figure = household_figure(town.street)
    assert (figure.count, figure.source) == (3053, "both")
    assert household_count(town.district) == 3053


def test_nobody_says_how_many_there_are(town):
    figure = household_figure(town.far_community)
    assert (figure.count, figure.source) == (0, "")


def test_buildings_stand_in_the_order_people_count_them(town):
    for name in ("10号楼", "2号楼", "甲2号楼", "1号楼"):
        build(town, name, doors=0)
    names = [one.name for one in buildings_counted(compound__community=town.community)]
    assert names.index("2号楼") < names.index("10号楼")


def test_a_building_has_one_name_however_it_is_written(town):
    building = build(town, "3号楼")
    for again in ("3栋", "3#", "三号楼", "北里一区3号楼"):
        with pytest.raises(Refused, match="已经有了"):
            actions.add_building(actor=None, compound=building.compound, name=again)
    assert Building.objects.count() == 1


def test_a_building_may_keep_its_own_number_when_it_is_renamed(town):
    building = build(town, "3号楼")
    actions.change_building(actor=town.people["方静姝"], building=building, name="3栋")
    building.refresh_from_db()
    assert building.name == "3栋"


def test_a_compound_has_a_name_of_its_own(town):
    first = actions.add_compound(actor=None, community=town.community, name="北里一区")
    second = actions.add_compound(actor=None, community=town.community, name="北里二区")
    with pytest.raises(Refused, match="已经有了"):
        actions.change_compound(actor=town.people["方静姝"], compound=second, name=first.name)


def test_only_the_office_changes_the_tree(town):
    other = town.join("戴云舒", Role.DIRECTOR, town.far_community)
    with pytest.raises(NotAllowed):
        actions.add_compound(actor=other, community=town.community, name="北里一区")


def test_compounds_belong_to_communities(town):
    with pytest.raises(Refused, match="登记在社区"):
        actions.add_compound(actor=None, community=town.street, name="北里一区")


def test_a_grid_takes_whole_buildings_and_gives_up_the_others(town):
    first, second = build(town, "1号楼"), build(town, "2号楼")
    grids = [
        actions.draw_grid(actor=None, community=town.community, name=name)
        for name in ("第一网格", "第二网格")
    ]
    secretary = town.people["方静姝"]
    actions.assign_buildings(actor=secretary, grid=grids[0], buildings=[first, second])
    actions.assign_buildings(actor=secretary, grid=grids[1], buildings=[second])
    actions.assign_buildings(actor=secretary, grid=grids[0], buildings=[])
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.grid, second.grid) == (None, grids[1])


def test_a_grid_takes_no_building_of_another_community(town):
    grid = actions.draw_grid(actor=None, community=town.next_community, name="第一网格")
    with pytest.raises(Refused, match="本社区"):
        actions.assign_buildings(actor=None, grid=grid, buildings=[build(town)])


def test_communities_are_found_by_their_own_name_and_that_of_the_subdistrict(town):
    assert [one.name for one in searchable_communities("北里")] == ["望禾北里社区"]
    assert len(searchable_communities("望禾街道")) == 2


def test_a_person_belongs_to_every_community_they_play_a_part_in(town):
    person = town.join("石小满", Role.VOLUNTEER)
    town.join("石小满", Role.RESIDENT, town.far_community)
    assert {one.name for one in communities_of(person)} == {"望禾北里社区", "糖坊社区"}


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("3号楼", ""),  # there are two of them
        ("北里一区3号楼", "北里一区3号楼"),
        ("北里二区 三号楼", "北里二区3号楼"),
        ("5栋", "北里一区5号楼"),
        ("5号楼2单元", "北里一区5号楼"),
        ("5号楼2单元401", "北里一区5号楼"),
        ("横街9号院", "横街小院群横街9号院"),
        ("9号院", "横街小院群横街9号院"),
        ("7号楼", ""),
        ("楼", ""),
        ("-", ""),
    ],
)
def test_somebody_may_say_no_more_than_the_building(town, written, meant):
    build(town, "3号楼", doors=0)
    build(town, "3号楼", doors=0, compound="北里二区")
    build(town, "5号楼", doors=0)
    for name in ("横街9号院", "横街19号院"):
        build(town, name, doors=0, compound="横街小院群")
    found = building_at(town.community, written)
    assert (found.full_name if found else "") == meant
