from decimal import Decimal

import pytest

from mulin.commons.audit.models import Record
from mulin.commons.places.models import Building, Compound, Dwelling, Entrance, Household, Ownership
from mulin.commons.places.roles import Role
from mulin.commons.places.tests.people import make_town
from mulin.errors import NotAllowed, Refused

from ..actions import add_elector, draw_up, freeze, join_owners, restore_elector, strike_elector
from ..models import Electorate
from ..queries import (
    corrections_since_frozen,
    elector_of,
    electorates_visible_to,
    figures_of,
    roll_of,
    same_names,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def town():
    return make_town()


@pytest.fixture
def staff(town):
    return town.join("程立", Role.COMMUNITY_STAFF)


@pytest.fixture
def compound(town):
    compound = Compound.objects.create(community=town.community, name="红砖苑")
    for name in ("10号楼", "2号楼"):
        building = Building.objects.create(compound=compound, name=name)
        entrance = Entrance.objects.create(building=building, name="1单元")
        for room in ("101", "102"):
            dwelling = Dwelling.objects.create(
                entrance=entrance, room=room, area_m2=Decimal("50.25")
            )
            Household.objects.create(dwelling=dwelling, community=town.community)
    return compound


def doors(electorate):
    return [elector.address for elector in roll_of(electorate)]


def test_households_stand_in_the_order_of_their_doors(town, staff, compound):
    electorate = draw_up(actor=staff, unit=town.community, kind="households", name="红砖苑各户")
    assert doors(electorate) == [
        "红砖苑2号楼1单元101",
        "红砖苑2号楼1单元102",
        "红砖苑10号楼1单元101",
        "红砖苑10号楼1单元102",
    ]
    assert [elector.number for elector in roll_of(electorate)] == [1, 2, 3, 4]


def test_a_delegate_on_both_lists_has_one_line(town, staff):
    both = town.join("丁桂香", Role.RESIDENT_DELEGATE)
    town.join("丁桂香", Role.PARTY_DELEGATE)
    town.join("万年青", Role.PARTY_DELEGATE)
    town.join("鲁大力", Role.RESIDENT)
    electorate = draw_up(actor=staff, unit=town.community, kind="delegates", name="代表")
    assert roll_of(electorate).count() == 2
    assert elector_of(electorate, both).roles == ["party_delegate", "resident_delegate"]


def test_a_later_change_of_the_registers_changes_nothing(town, staff, compound):
    electorate = draw_up(actor=staff, unit=town.community, kind="households", name="各户")
    freeze(actor=staff, electorate=electorate)
    entrance = Entrance.objects.first()
    extra = Dwelling.objects.create(entrance=entrance, room="999", area_m2=10)
    Household.objects.create(dwelling=extra, community=town.community)
    Building.objects.filter(name="2号楼").update(name="改名楼")
    assert "红砖苑2号楼1单元101" in doors(electorate)
    assert roll_of(electorate).count() == 4


def own(compound, room, name, building="2号楼", **how):
    dwelling = Dwelling.objects.get(
        entrance__building__compound=compound, entrance__building__name=building, room=room
    )
    return Ownership.objects.create(dwelling=dwelling, owner_name=name, **how)


def test_owners_count_by_head_and_by_area(town, staff, compound):
    buyer = town.join("程秋月", Role.RESIDENT)
    own(compound, "101", "程秋月", owner=buyer)
    own(compound, "102", "程秋月", owner=buyer)
    own(compound, "101", "王伟", building="10号楼", share_denominator=2)
    own(compound, "101", "李敏", building="10号楼", share_denominator=2)
    own(compound, "102", "望禾置业", building="10号楼", is_developer=True)
    electorate = draw_up(
        actor=staff, unit=town.community, kind="owners", name="业主", compound=compound
    )
    assert [(one.name, one.area) for one in roll_of(electorate)] == [
        ("程秋月", 10050),
        ("李敏、王伟", 5025),
        ("望禾置业", 5025),
    ]


def test_two_owners_of_one_name_stay_two_until_somebody_joins_them(town, staff, compound):
    for building, room in (("2号楼", "101"), ("2号楼", "102"), ("10号楼", "101")):
        own(compound, room, "王伟", building=building)
    own(compound, "102", "李敏", building="10号楼")
    electorate = draw_up(
        actor=staff, unit=town.community, kind="owners", name="业主", compound=compound
    )
    [namesakes] = same_names(electorate)
    assert len(namesakes) == 3
    joined = join_owners(actor=staff, electors=namesakes[:2], because="核对房产证，是同一人")
    assert (joined.area, len(joined.parts), roll_of(electorate).count()) == (10050, 2, 3)
    assert Record.objects.filter(verb="electorates.joined").count() == 1


def test_owners_without_an_area_are_refused_in_a_sentence(town, staff, compound):
    own(compound, "101", "王伟")
    with pytest.raises(Refused, match="业主名册还不全"):
        draw_up(actor=staff, unit=town.community, kind="owners", name="业主", compound=compound)
    assert not Electorate.objects.exists()


def test_an_owner_added_by_hand_needs_her_area(town, staff, compound):
    for building in ("2号楼", "10号楼"):
        for room in ("101", "102"):
            own(compound, room, f"业主{building}{room}", building=building)
    electorate = draw_up(
        actor=staff, unit=town.community, kind="owners", name="业主", compound=compound
    )
    told = {"actor": staff, "electorate": electorate, "name": "漏登的业主", "because": "漏登"}
    for lacking in ({"address": "9号楼101"}, {"area": 6060}):
        with pytest.raises(Refused, match="要有房号和面积"):
            add_elector(**told | lacking)
    assert add_elector(**told, address="9号楼101", area=6060).area == 6060


def test_a_correction_needs_a_reason_and_leaves_one(town, staff, compound):
    electorate = draw_up(actor=staff, unit=town.community, kind="households", name="各户")
    freeze(actor=staff, electorate=electorate)
    line = roll_of(electorate).first()
    with pytest.raises(Refused, match="请写明原因"):
        strike_elector(actor=staff, elector=line, because=" ")
    strike_elector(actor=staff, elector=line, because="已拆除")
    assert roll_of(electorate).count() == 3
    restore_elector(actor=staff, elector=line, because="弄错了门牌")
    newcomer = town.join("鲁大力", Role.RESIDENT)
    add_elector(actor=staff, electorate=electorate, person=newcomer, because="漏登的一户")
    assert roll_of(electorate).count() == 5
    with pytest.raises(Refused, match="已经有这一行"):
        add_elector(actor=staff, electorate=electorate, person=newcomer, because="再加")
    reasons = Record.objects.filter(about_id=electorate.pk).values_list("details__because")
    assert {("已拆除",), ("弄错了门牌",), ("漏登的一户",)} <= set(reasons)


def test_corrections_are_counted_from_the_freezing_on(town, staff, compound):
    electorate = draw_up(actor=staff, unit=town.community, kind="households", name="各户")
    first, second, *_others = roll_of(electorate)
    strike_elector(actor=staff, elector=first, because="已拆除")
    electorate = freeze(actor=staff, electorate=electorate)
    assert corrections_since_frozen(electorate) == 0
    strike_elector(actor=staff, elector=second, because="重复的一户")
    restore_elector(actor=staff, elector=second, because="没有重复")
    assert corrections_since_frozen(electorate) == 2


def test_neighbours_neither_draw_up_rolls_nor_see_them(town, staff, compound):
    electorate = draw_up(actor=staff, unit=town.community, kind="households", name="各户")
    resident = town.join("鲁大力", Role.RESIDENT)
    with pytest.raises(NotAllowed):
        draw_up(actor=resident, unit=town.community, kind="households", name="各户")
    with pytest.raises(NotAllowed):
        strike_elector(actor=resident, elector=roll_of(electorate).first(), because="不喜欢")
    assert not electorates_visible_to(resident).exists()
    assert electorates_visible_to(staff).get() == electorate
    far = town.join("外人", Role.COMMUNITY_STAFF, unit=town.far_community)
    assert not electorates_visible_to(far).exists()


@pytest.fixture
def namesakes(town, staff, compound):
    for building, room in (("2号楼", "101"), ("2号楼", "102"), ("10号楼", "101")):
        own(compound, room, "王伟", building=building)
    own(compound, "102", "李敏", building="10号楼")
    electorate = draw_up(
        actor=staff, unit=town.community, kind="owners", name="业主", compound=compound
    )
    return same_names(electorate)[0]


def test_two_who_join_at_once_lose_no_square_metre(staff, namesakes):
    first, second, third = namesakes
    as_another_tab_saw_it = type(first).objects.get(pk=first.pk)
    join_owners(actor=staff, electors=[first, second], because="同一人")
    joined = join_owners(actor=staff, electors=[as_another_tab_saw_it, third], because="同一人")
    assert (joined.area, len(joined.parts)) == (3 * 5025, 3)
    with pytest.raises(Refused, match="几行可以合成一行"):
        join_owners(actor=staff, electors=[first, second], because="又点了一次")
    assert figures_of(joined.electorate)["area"] == 4 * 5025


def test_a_line_that_was_joined_cannot_come_back_and_count_twice(staff, namesakes):
    first, second, _third = namesakes
    join_owners(actor=staff, electors=[first, second], because="同一人")
    with pytest.raises(Refused, match="合到别的行里了"):
        restore_elector(actor=staff, elector=second, because="放回来")
    strike_elector(actor=staff, elector=first, because="合错了")
    restore_elector(actor=staff, elector=second, because="合错了，拆开")
    with pytest.raises(Refused, match="合到别的行里了"):
        restore_elector(actor=staff, elector=first, because="两份都要")
    assert figures_of(second.electorate)["area"] == 3 * 5025


def test_nobody_joins_nothing_or_puts_back_what_stands(staff, namesakes):
    with pytest.raises(Refused, match="至少选两行"):
        join_owners(actor=staff, electors=[], because="同一人")
    with pytest.raises(Refused, match="没有划掉"):
        restore_elector(actor=staff, elector=namesakes[0], because="点了两次")
