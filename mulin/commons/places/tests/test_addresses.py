import pytest

from ..addresses import (
    building_key,
    building_name,
    entrance_key,
    entrance_name,
    room_name,
    split_address,
)

WAYS_TO_WRITE_A_DOOR = [
    ("3-2-401", "3号楼", "2单元", "401"),
    ("3#2-401", "3号楼", "2单元", "401"),
    ("３号楼２单元４０１", "3号楼", "2单元", "401"),
    ("3－2－401", "3号楼", "2单元", "401"),
    ("3 2 401", "3号楼", "2单元", "401"),
    ("3号楼-2单元-401", "3号楼", "2单元", "401"),
    ("3栋401室", "3栋", "", "401"),
    ("三栋二门401室", "3栋", "2门", "401"),
    ("甲3号楼2单元401", "甲3号楼", "2单元", "401"),
    ("甲3-2-401", "甲3号楼", "2单元", "401"),
    ("乙栋1单元102", "乙栋", "1单元", "102"),
    ("A座1203", "A座", "", "1203"),
    ("12号2单元301", "12号楼", "2单元", "301"),
    ("3-401", "3号楼", "", "401"),
    ("3号楼-401", "3号楼", "", "401"),
    ("3-2--101", "3号楼", "2单元", "-101"),
    ("3号楼2单元-101", "3号楼", "2单元", "-101"),
    ("3号楼2单元负101", "3号楼", "2单元", "-101"),
    ("3号楼-1层101", "3号楼", "", "-1层101"),
    ("3号楼2单元负一层01", "3号楼", "2单元", "-1层01"),
]


@pytest.mark.parametrize(("written", "building", "entrance", "room"), WAYS_TO_WRITE_A_DOOR)
def test_a_door_is_understood_however_it_is_written(written, building, entrance, room):
    door = split_address(written)
    assert (door.building, door.entrance, door.room) == (building, entrance, room)


@pytest.mark.parametrize("written", ["401", "无", "", "见附件", "1-2-3-4-5", "北里一区"])
def test_what_names_no_door_is_none(written):
    assert split_address(written) is None


def test_what_stands_before_a_door_is_kept():
    assert split_address("望禾街道北里一区17#楼4单元601").lead == "望禾街道北里一区"
    assert split_address("北里一区3-2-401").lead == "北里一区"


@pytest.mark.parametrize("name", ["3号楼", "3栋", "3#", "3", "03", "三号楼", "３幢", "红砖苑3号楼"])
def test_all_names_of_a_building_have_one_key(name):
    assert building_key(name, "红砖苑") == "3"


def test_a_part_of_the_compounds_name_before_a_building_is_left_out():
    assert building_key("三号院1栋", "糖坊三号院") == "1"
    assert building_key("123号楼", "12号院") == "123"


def test_buildings_with_different_names_stay_apart():
    names = ["甲2号楼", "2号楼", "2号楼甲", "东区2号楼", "B座", "12号楼"]
    assert len({building_key(name, "北里一区") for name in names}) == len(names)


def test_a_bare_number_becomes_a_name_for_the_door_plate():
    assert [building_name(text) for text in ("3", "3#", "甲2", "A", "3栋")] == [
        "3号楼",
        "3号楼",
        "甲2号楼",
        "A座",
        "3栋",
    ]


@pytest.mark.parametrize("name", ["2单元", "二单元", "2门", "02", "2", "２ 单元"])
def test_all_names_of_an_entrance_have_one_key(name):
    assert entrance_key(name) == "2"


def test_no_entrance_is_written_in_many_ways_too():
    assert {entrance_name(text) for text in ("", "无", "-", "0")} == {""}


@pytest.mark.parametrize(
    ("written", "room"),
    [
        ("401室", "401"),
        ("0401", "0401"),
        ("－101", "-101"),
        ("地下一层02", "-1层02"),
        ("401-1", "401-1"),
    ],
)
def test_a_room_keeps_what_tells_it_apart(written, room):
    assert room_name(written) == room
