"""Make files as offices send them: titles, merged cells, full-width digits, sums, and all that."""

import random
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import xlsxwriter

SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗"
GIVEN = "素珍建国秀兰志强小满桂枝立新婉清予安静姝远云舒凯"
WIDE = str.maketrans("0123456789", "０１２３４５６７８９")
HEADERS = [
    "序号",
    "小区名称",
    "楼号/栋",
    "单 元",
    "房号（室）",
    "户主",
    "联系电话\n（手机）",
    "建筑面积（㎡）",
    "家庭人口",
    "身份证号",
    "备注",
]
DOORS_OF_AN_ENTRANCE = 24
ENTRANCES_OF_A_BUILDING = 4
BUILDINGS_OF_A_COMPOUND = 50


def households(count: int, chance: random.Random) -> Iterator[dict[str, Any]]:
    """Yield so many households behind different doors."""
    for number in range(count):
        building, at = divmod(number, DOORS_OF_AN_ENTRANCE * ENTRANCES_OF_A_BUILDING)
        entrance, door = divmod(at, DOORS_OF_AN_ENTRANCE)
        compound, building = divmod(building, BUILDINGS_OF_A_COMPOUND)
        yield {
            "compound": f"栖梧{'一二三四五六七八九'[compound]}区",
            "building": building + 1,
            "entrance": entrance + 1,
            "room": (door // 4 + 1) * 100 + door % 4 + 1,
            "name": chance.choice(SURNAMES) + chance.choice(GIVEN),
            "phone": 13_000_000_000 + chance.randrange(6_999_999_999),
            "area": round(chance.uniform(38, 120), 2),
            "size": chance.randrange(1, 7),
        }


def one_of_many_ways(home: dict[str, Any], chance: random.Random) -> list[Any]:
    """Return a household as one of several people in the office would have typed it."""
    building, entrance, room = home["building"], home["entrance"], home["room"]
    way = chance.randrange(8)
    door: list[Any] = [f"{building}号楼", f"{entrance}单元", room]
    if way == 1:
        door = [float(building), float(entrance), float(room)]
    elif way == 2:
        door = ["", "", f"{building}-{entrance}-{room}"]
    elif way == 3:
        door = ["", "", f"{building}#{entrance}-{room}"]
    elif way == 4:
        door = [f"{building}栋".translate(WIDE), f"{entrance}门", f"{room}室".translate(WIDE)]
    elif way == 5:
        door = ["", "", f"{building}号楼{entrance}单元{room}"]
    elif way == 6:
        door = [f" {building}＃", str(entrance), f"'{room}".strip("'")]
    phone = chance.choice(
        [
            home["phone"],
            str(home["phone"]),
            f"+86 {home['phone']}",
            str(home["phone"]).translate(WIDE),
        ]
    )
    area = chance.choice([home["area"], f"{home['area']}㎡", f" {home['area']:.2f}"])
    size = chance.choice([home["size"], f"{home['size']}人", str(home["size"])])
    remark = chance.choice(["", "", "", "独居", "空置"])
    return [home["compound"], *door, home["name"], phone, area, size, "35010219", remark]


def messy_roll(count: int, *, seed: int = 7, faults: int = 0) -> bytes:
    """Return an .xlsx of so many households, written in many ways; some lines are wrong."""
    chance = random.Random(seed)
    target = BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True})
    page = book.add_worksheet("栖梧山社区")
    title = book.add_format({"bold": True, "align": "center"})
    page.merge_range(0, 0, 0, len(HEADERS) - 1, "栖梧山社区住户花名册（2026年）", title)
    page.write_row(1, 0, ["制表单位：栖梧山社区居委会", "", "", "", "", "制表时间：2026.11.20"])
    page.write_row(3, 0, HEADERS, title)
    wrong = set(chance.sample(range(count), faults))
    line = 4
    for number, home in enumerate(households(count, chance)):
        if number and number % 5000 == 0:
            page.write_row(line, 0, HEADERS)
            line += 2
        cells = one_of_many_ways(home, chance)
        if number in wrong:
            spoil(cells, chance)
        page.write_row(line, 0, [number + 1, *cells])
        line += 1
    page.write_row(line, 0, ["合计", "", "", "", count])
    page.write_row(line + 1, 0, ["填表人：桑榆", "", "", "审核：周明岚"])
    book.close()
    return target.getvalue()


def spoil(cells: list[Any], chance: random.Random) -> None:
    """Make one cell of a line wrong."""
    place, nonsense = chance.choice(
        [(3, "见附件"), (5, "1380000"), (6, "六十多平"), (7, "一大家子"), (3, "")]
    )
    cells[place] = nonsense
    if place == 3:
        cells[1] = cells[2] = ""
