"""
Dates as neighbours say them: 11月中下旬, 国庆前后, 上半年.

    parse("11月中下旬", year=2026)  ->  VagueDate(2026-11-11, 2026-11-30, "11月中下旬")

A row keeps the three parts in three columns; the label is what people read.
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True)
class VagueDate:
    """A stretch of days and the words it was said in."""

    date_from: date
    date_to: date
    label: str

    def __post_init__(self) -> None:
        if self.date_to < self.date_from:
            raise ValueError("a stretch ends after it begins")

    def __str__(self) -> str:
        return self.label

    def __contains__(self, day: date) -> bool:
        return self.date_from <= day <= self.date_to


PARTS_OF_MONTH = {
    "": (1, 31),
    "初": (1, 5),
    "上旬": (1, 10),
    "上中旬": (1, 20),
    "中上旬": (1, 20),
    "上半月": (1, 15),
    "中旬": (11, 20),
    "中": (11, 20),
    "中下旬": (11, 31),
    "下半月": (16, 31),
    "下旬": (21, 31),
    "底": (26, 31),
    "末": (26, 31),
}
"""The days of a month each part means; 31 stands for its last day."""

PARTS_OF_YEAR = {
    "": (1, 12),
    "全年": (1, 12),
    "年初": (1, 2),
    "上半年": (1, 6),
    "年中": (6, 7),
    "下半年": (7, 12),
    "年底": (12, 12),
    "年末": (12, 12),
    "一季度": (1, 3),
    "第一季度": (1, 3),
    "二季度": (4, 6),
    "第二季度": (4, 6),
    "三季度": (7, 9),
    "第三季度": (7, 9),
    "四季度": (10, 12),
    "第四季度": (10, 12),
    "春季": (3, 5),
    "春天": (3, 5),
    "夏季": (6, 8),
    "夏天": (6, 8),
    "秋季": (9, 11),
    "秋天": (9, 11),
}
"""The months of a year each part means."""

FESTIVALS = {
    "元旦": ((1, 1), (1, 1)),
    "五一": ((5, 1), (5, 5)),
    "劳动节": ((5, 1), (5, 5)),
    "六一": ((6, 1), (6, 1)),
    "儿童节": ((6, 1), (6, 1)),
    "七一": ((7, 1), (7, 1)),
    "国庆": ((10, 1), (10, 7)),
    "国庆节": ((10, 1), (10, 7)),
    "十一": ((10, 1), (10, 7)),
}
"""Festivals that stand on the same date every year."""

AROUND = {
    "": (0, 0),
    "期间": (0, 0),
    "前夕": (-7, None),
    "前": (-14, None),
    "前后": (-7, 7),
    "后": (None, 14),
}
"""Days before and after a festival; None leaves the festival itself out on that side."""

DIGITS = str.maketrans("０１２３４５６７８９", "0123456789")
MONTH_WORDS = {
    "十二": 12,
    "十一": 11,
    "十": 10,
    **{w: n for n, w in enumerate("一二三四五六七八九", 1)},
}
YEAR = r"(?:(?P<year>\d{4})年|(?P<next>明年|来年)|(?P<last>去年)|(?P<this>今年))?"
MONTH_NAME = r"(?P<month>1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])"
MONTH = MONTH_NAME + r"月份?"
A_DAY = re.compile(YEAR + MONTH + r"(?P<day>3[01]|[12]\d|0?[1-9])[日号]?")
A_MONTH = re.compile(YEAR + MONTH + f"(?P<part>{'|'.join(PARTS_OF_MONTH)})")
MONTHS = re.compile(
    YEAR + MONTH_NAME + r"(?:月份?)?(?:至|到|-|—|–|~|～)(?P<to>1[0-2]|0?[1-9])月份?"
)
A_PART = re.compile(YEAR + f"(?P<part>{'|'.join(PARTS_OF_YEAR)})")
A_FESTIVAL = re.compile(
    YEAR + f"(?P<name>{'|'.join(FESTIVALS)})(?:假期|节假日)?(?P<part>{'|'.join(AROUND)})"
)


def parse(text: str, *, year: int) -> VagueDate | None:
    """Return what a date in words means, or None when nobody can say; `year` is this year."""
    label = " ".join(text.split())
    said = label.replace(" ", "").translate(DIGITS)
    for pattern, meaning in MEANINGS:
        if said and (found := pattern.fullmatch(said)):
            try:
                return VagueDate(*meaning(found, _year(found, year)), label)
            except ValueError:  # a 31st of November, or from June to April
                return None
    return None


def exact(day: date) -> VagueDate:
    """Return a known day as a date in words."""
    return VagueDate(day, day, f"{day.month}月{day.day}日")


def _year(found: re.Match[str], this_year: int) -> int:
    if found["year"]:
        return int(found["year"])
    return this_year + (1 if found["next"] else -1 if found["last"] else 0)


def _month(found: re.Match[str]) -> int:
    return MONTH_WORDS.get(found["month"]) or int(found["month"])


def _day(found: re.Match[str], year: int) -> tuple[date, date]:
    day = date(year, _month(found), int(found["day"]))
    return day, day


def _part_of_month(found: re.Match[str], year: int) -> tuple[date, date]:
    month, (first, last) = _month(found), PARTS_OF_MONTH[found["part"]]
    return date(year, month, first), date(year, month, min(last, monthrange(year, month)[1]))


def _months(found: re.Match[str], year: int) -> tuple[date, date]:
    last = int(found["to"])
    return date(year, _month(found), 1), date(year, last, monthrange(year, last)[1])


def _part_of_year(found: re.Match[str], year: int) -> tuple[date, date]:
    first, last = PARTS_OF_YEAR[found["part"]]
    return date(year, first, 1), date(year, last, monthrange(year, last)[1])


def _around_festival(found: re.Match[str], year: int) -> tuple[date, date]:
    first, last = (date(year, *day) for day in FESTIVALS[found["name"]])
    before, after = AROUND[found["part"]]
    if after is None:
        return first + timedelta(days=before or 0), first - timedelta(days=1)
    if before is None:
        return last + timedelta(days=1), last + timedelta(days=after)
    return first + timedelta(days=before), last + timedelta(days=after)


MEANINGS = [
    (A_DAY, _day),
    (A_MONTH, _part_of_month),
    (MONTHS, _months),
    (A_FESTIVAL, _around_festival),
    (A_PART, _part_of_year),
]
