from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils.translation import override
from openpyxl import load_workbook

from mulin.commons.audit.models import Record
from mulin.commons.people.actions import register_person
from mulin.commons.places.models import Building, Compound, Dwelling, Entrance, Household
from mulin.commons.places.roles import Role
from mulin.commons.places.tests.people import make_town
from mulin.errors import Refused
from mulin.web.sheets import sheet

from ..actions import draw_up, freeze
from ..models import Elector, Electorate
from ..queries import figures_of, roll_of
from ..tables import EMPTY, empty_columns, read

pytestmark = pytest.mark.django_db


@pytest.fixture
def town():
    return make_town()


@pytest.fixture
def staff(town, client):
    person = town.join("程立", Role.COMMUNITY_STAFF)
    client.force_login(person)
    return person


@pytest.fixture
def compound(town):
    return Compound.objects.create(community=town.community, name="红砖苑")


def table(*rows):
    return sheet("名册", ["业主", "房号", "面积", "业主编号"], rows)


OWNERS = [
    ("程秋月", "2-101", "60.5", "A1"),
    ("程秋月", "2-102", "39.50", "A1"),
    ("王伟", "3-1", "88", ""),
]


def test_owners_come_from_a_table_several_parts_of_one_number_together(
    town, staff, compound, client
):
    content = table(*OWNERS, ("王伟", "3-2", "70.01", ""))
    answer = client.post(
        reverse("electorates:electorates", args=[town.community.pk]),
        {
            "name": "业主名册",
            "kind": "owners",
            "compound": compound.pk,
            "file": SimpleUploadedFile("业主.xlsx", content),
        },
        follow=True,
    )
    assert "名册建好了" in answer.content.decode()
    electorate = Electorate.objects.get()
    assert [(one.name, one.area, len(one.parts)) for one in roll_of(electorate)] == [
        ("程秋月", 10000, 2),
        ("王伟", 8800, 1),
        ("王伟", 7001, 1),
    ]
    assert "有 1 组同名的业主" in answer.content.decode()


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        (("", "2-101", "60", ""), "第 4 行：业主和房号都要填"),
        (("程秋月", "2-101", "六十", ""), "第 4 行：面积“六十”不是数字"),
        (("程秋月", "2-101", "60.505", ""), "最多两位小数"),
        (("程秋月", "2-101", "-1", ""), "面积“-1”不对"),
        (("程秋月", "2-101", "NaN", ""), "面积“NaN”不是数字"),
        (("程秋月", "2-101", "Infinity", ""), "不是数字"),
        (("程秋月", "2-101", "1e999999", ""), "不是数字"),
        (("程秋月", "2-101", "９" * 4000, ""), "不是数字"),
    ],
)
def test_a_fault_in_a_table_names_its_line_and_nothing_is_drawn_up(town, row, sentence):
    with pytest.raises(Refused, match=sentence):
        read(table(row), "owners", town.community)


def test_two_lines_of_one_door_are_refused(town):
    with pytest.raises(Refused, match="“2-101”有两行"):
        read(table(OWNERS[0], ("王伟", "2-101", "60.5", "")), "owners", town.community)


def test_a_table_without_headings_says_which_are_needed(town):
    with pytest.raises(Refused, match="没找到表头"):
        read(sheet("名册", ["甲", "乙"], [("1", "2")]), "households", town.community)


def test_delegates_without_an_account_stand_on_the_roll_too(town, staff):
    delegate = town.join("丁桂香", Role.RESIDENT_DELEGATE)
    content = sheet(
        "代表",
        ["姓名", "手机"],
        [("丁桂香", delegate.phone), ("万年青", ""), ("史大爷", "13900000001")],
    )
    lines = read(content, "delegates", town.community)
    electorate = draw_up(
        actor=staff, unit=town.community, kind="delegates", name="代表", lines=lines
    )
    assert {one.name: one.person for one in roll_of(electorate)} == {
        "丁桂香": delegate,
        "万年青": None,
        "史大爷": None,
    }
    with pytest.raises(Refused, match="和前面重复了"):
        read(sheet("代表", ["姓名"], [("万年青",), ("万年青",)]), "delegates", town.community)


def test_a_roll_goes_out_to_excel_and_that_is_written_down(town, staff, compound, client, tmp_path):
    lines = read(table(*OWNERS), "owners", town.community)
    electorate = draw_up(
        actor=staff, unit=town.community, kind="owners", name="业主", compound=compound, lines=lines
    )
    answer = client.get(reverse("electorates:sheet", args=[electorate.pk]))
    kept = tmp_path / "业主.xlsx"
    kept.write_bytes(answer.content)
    page = load_workbook(kept).active
    assert [cell.value for cell in page[4]][:6] == [1, "2号楼", "2-101、2-102", "程秋月", 100, 2]
    client.get(reverse("electorates:check_list", args=[electorate.pk]))
    assert Record.objects.filter(verb="electorates.taken_out").count() == 2


def test_corrections_on_the_page_keep_what_was_typed_and_tell_why(town, staff, client):
    town.join("丁桂香", Role.RESIDENT_DELEGATE)
    electorate = draw_up(actor=staff, unit=town.community, kind="delegates", name="代表")
    freeze(actor=staff, electorate=electorate)
    where = reverse("electorates:correct", args=[roll_of(electorate).get().pk])
    client.post(where, {"because": "  "})
    assert not roll_of(electorate).get().is_struck
    answer = client.post(where, {"because": "搬走了"}, follow=True).content.decode()
    assert "划掉：搬走了" in answer
    answer = client.post(
        reverse("electorates:add", args=[electorate.pk]),
        {"name": "漏登的人", "because": "名单漏了"},
        follow=True,
    ).content.decode()
    assert "补登：名单漏了" in answer


def test_a_long_roll_costs_as_many_queries_as_a_short_one(
    town, staff, client, django_assert_max_num_queries
):
    town.join("丁桂香", Role.RESIDENT_DELEGATE)
    electorate = draw_up(actor=staff, unit=town.community, kind="delegates", name="代表")
    Elector.objects.bulk_create(
        Elector(electorate=electorate, number=n, key=f"x{n}", name=f"代表{n}")
        for n in range(2, 700)
    )
    with django_assert_max_num_queries(14):
        page = client.get(reverse("electorates:roll", args=[electorate.pk]))
    assert "699 行" in page.content.decode()


def households(compound, count):
    building = Building.objects.create(compound=compound, name="3号楼")
    entrance = Entrance.objects.create(building=building, name="2单元")
    rooms = Dwelling.objects.bulk_create(
        Dwelling(entrance=entrance, room=str(room)) for room in range(101, 101 + count)
    )
    Household.objects.bulk_create(
        Household(dwelling=room, community=compound.community) for room in rooms
    )
    return [(f"3-2-{room.room}",) for room in rooms]


@pytest.mark.parametrize("count", [6, 600])
def test_a_table_of_doors_takes_two_queries_however_long_it_is(
    town, compound, count, django_assert_num_queries
):
    content = sheet("各户", ["房号"], households(compound, count))
    with django_assert_num_queries(2):
        assert len(read(content, "households", town.community)) == count


def test_a_table_of_people_takes_one_query_however_long_it_is(town, django_assert_num_queries):
    people = [(f"代表{n}", f"1390000{n:04}") for n in range(600)]
    content = sheet("代表", ["姓名", "手机"], [*people, ("乱写的", "123")])
    with django_assert_num_queries(1), pytest.raises(Refused, match="第 604 行：少了 8 位"):
        read(content, "delegates", town.community)


def test_what_a_table_says_too_much_is_cut_to_what_a_line_can_hold(town, staff):
    content = sheet("代表", ["姓名", "地址"], [("万年青" * 100, "某处" * 1000)])
    lines = read(content, "delegates", town.community)
    electorate = draw_up(
        actor=staff, unit=town.community, kind="delegates", name="代表", lines=lines
    )
    assert roll_of(electorate).get().name == "万年青" * 20


def test_an_owner_is_added_with_door_and_area_and_no_area_counts_twice(
    town, staff, compound, client
):
    lines = read(table(*OWNERS), "owners", town.community)
    electorate = draw_up(
        actor=staff, unit=town.community, kind="owners", name="业主", compound=compound, lines=lines
    )
    where = reverse("electorates:add", args=[electorate.pk])

    def add(**line):
        given = {"name": "李敏", "because": "漏了"} | line
        return client.post(where, given, follow=True).content.decode()

    for area in ("", "0", "-3", "NaN", "1e9", "60.505"):
        add(door="9-1", area=area)
    assert roll_of(electorate).count() == 2
    assert "已经算在别的行里了" in add(door="2-102", area="39.50")
    assert "补登好了" in add(door="9-1", area="70.01")
    assert "补登好了" in add(door="9-2", area="70")
    assert figures_of(electorate)["area"] == 10000 + 8800 + 7001 + 7000


def test_a_household_is_added_by_its_door(town, staff, compound, client):
    first, second, *_rest = households(compound, 3)
    content = sheet("各户", ["房号"], [first])
    lines = read(content, "households", town.community)
    electorate = draw_up(
        actor=staff, unit=town.community, kind="households", name="各户", lines=lines
    )
    where = reverse("electorates:add", args=[electorate.pk])
    no_such = client.post(where, {"door": "77-1", "because": "漏了"}).content.decode()
    assert "户册里没有“77-1”" in no_such
    assert 'value="77-1"' in no_such
    client.post(where, {"door": second[0], "because": "漏了"})
    assert roll_of(electorate).last().household.dwelling.room == "102"


BOTH_LISTS = [
    ("丁桂香", "13900000001", "居民代表"),
    ("史大爷", "13900000002", "党员代表"),
    ("丁桂香", "13900000001", "党员代表"),
]


def test_who_stands_on_both_lists_of_delegates_has_one_line(town, staff, client):
    content = sheet("代表", ["姓名", "手机", "身份"], BOTH_LISTS)
    lines = read(content, "delegates", town.community)
    electorate = draw_up(
        actor=staff, unit=town.community, kind="delegates", name="代表", lines=lines
    )
    said = {one.name: one.delegate_of for one in roll_of(electorate)}
    assert said == {"丁桂香": "党员代表、居民代表", "史大爷": "党员代表"}
    for page in ("roll", "check_list"):
        shown = client.get(reverse(f"electorates:{page}", args=[electorate.pk])).text
        assert "党员代表、居民代表" in shown
    kept = client.get(reverse("electorates:sheet", args=[electorate.pk])).content
    assert "党员代表、居民代表" in {
        cell.value for row in load_workbook(BytesIO(kept)).active for cell in row
    }


def test_two_delegates_of_one_name_are_asked_about(town):
    rows = [("丁桂香", "居民代表"), ("丁桂香", "党员代表")]
    with pytest.raises(Refused, match="行：“丁桂香”前面有一位：是同一位，请并成一行"):
        read(sheet("代表", ["姓名", "身份"], rows), "delegates", town.community)
    (one,) = read(
        sheet("代表", ["姓名", "身份"], [("丁桂香", "居民代表、党员代表")]),
        "delegates",
        town.community,
    )
    assert one.roles == ["party_delegate", "resident_delegate"]


def test_the_registers_give_the_roll_of_both_kinds_of_delegates_without_typing(town, staff):
    town.join("丁桂香", Role.RESIDENT_DELEGATE)
    town.join("丁桂香", Role.PARTY_DELEGATE)
    town.join("史大爷", Role.PARTY_DELEGATE)
    town.join("周桂芳", Role.RESIDENT)
    electorate = draw_up(actor=staff, unit=town.community, kind="delegates", name="代表")
    assert [one.name for one in roll_of(electorate)] == ["丁桂香", "史大爷"]
    assert roll_of(electorate)[0].roles == ["party_delegate", "resident_delegate"]


AS_OFFICES_WRITE = [
    "序号",
    "楼栋",
    "单元",
    "房号",
    "产权人",
    "建筑面积（㎡）",
    "联系电话",
    "业主编号",
]


def owners_as_offices_write(*rows):
    return sheet("清桐二村业主名册", AS_OFFICES_WRITE, [(1, *row) for row in rows])


def read_owners(town, *rows):
    return read(owners_as_offices_write(*rows), "owners", town.community)


def test_owners_come_from_a_table_as_offices_write_them(town):
    lines = read_owners(
        town,
        ("1号楼", "2单元", "101", "周小燕", "62.5", "", ""),
        ("12号楼", "", "101", "谭玉兰", "64", "0871-65123456", ""),
    )
    assert [(one.address, one.building, one.area) for one in lines] == [
        ("1号楼2单元101", "1号楼", 6250),
        ("12号楼101", "12号楼", 6400),
    ]


def test_an_owner_whose_telephone_is_known_may_answer_on_it(town):
    phone = "13900001111"
    known = register_person(actor=None, full_name="周小燕", phone=phone)
    lines = read_owners(
        town,
        ("1号楼", "1单元", "101", "周小燕", "62.5", phone, ""),
        ("1号楼", "1单元", "102", "周小燕", "40", phone, ""),
        ("1号楼", "1单元", "201", "周小燕、方建军", "40", phone, ""),
    )
    assert [(one.person_id, one.area) for one in lines] == [(known.pk, 10250), (None, 4000)]


@pytest.mark.parametrize(
    ("second", "sentence"),
    [
        (("方建军", "40", "13900001111", ""), "手机号登记的不是“方建军”"),
        (("周小燕", "40", "13900001111", "A2"), "业主编号却不一样"),
    ],
)
def test_a_telephone_names_one_owner(town, second, sentence):
    register_person(actor=None, full_name="周小燕", phone="13900001111")
    first = ("1号楼", "1单元", "101", "周小燕", "62.5", "13900001111", "A1")
    with pytest.raises(Refused, match=sentence):
        read_owners(town, first, ("1号楼", "1单元", "102", *second))


def test_one_owner_number_is_one_person(town):
    register_person(actor=None, full_name="周小燕", phone="13900001111")
    register_person(actor=None, full_name="方建军", phone="13900002222")
    with pytest.raises(Refused, match="手机却是两个人的"):
        read_owners(
            town,
            ("1号楼", "1单元", "101", "周小燕", "62.5", "13900001111", "A1"),
            ("1号楼", "1单元", "102", "方建军", "62.5", "13900002222", "A1"),
        )


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("kind", list(EMPTY))
def test_an_empty_table_has_headings_that_are_read_back(town, kind, language):
    with override(language):
        content = sheet("空表", empty_columns(kind), [])
    with pytest.raises(Refused, match="一行也没有"):
        read(content, kind, town.community)


def test_staff_take_an_empty_table_from_the_page(town, staff, client):
    page = client.get(reverse("electorates:electorates", args=[town.community.pk]) + "?kind=owners")
    assert '<option value="owners" selected>' in page.content.decode()
    there = reverse("electorates:empty_sheet", args=[town.community.pk, "owners"])
    assert there in page.content.decode()
    assert client.get(there).status_code == 200
    assert client.get(there.replace("owners", "strangers")).status_code == 404
