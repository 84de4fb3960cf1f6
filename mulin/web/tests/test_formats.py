"""Numbers, money and times, in both languages."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.html import strip_tags

from mulin.web import formats
from mulin.web.templatetags.mulin import ph

EVENING = datetime(2025, 11, 23, 12, 0, tzinfo=UTC)  # 20:00 in Shanghai
THIS_YEAR = timezone.localdate().year

TABLE = [
    (formats.number, 12345, "12,345", "12,345"),
    (formats.number, -3, "−3", "−3"),
    (formats.number, None, "—", "—"),
    (formats.wan, 9100, "9,100", "9,100"),
    (formats.wan, 10400, "1.04 万", "10,400"),
    (formats.wan, 200_000, "20 万", "200,000"),
    (formats.wan, 12_340_000, "1,234 万", "12,340,000"),
    (formats.wan, 250_000_000, "2.5 亿", "250,000,000"),
    (formats.yuan, 12_840_000, "128,400元", "¥128,400"),
    (formats.yuan, 12_840_050, "128,400.50元", "¥128,400.50"),
    (formats.yuan, -5, "−0.05元", "−¥0.05"),
    (formats.yuan, 0, "0元", "¥0"),
    (formats.yuan, None, "—", "—"),
    (formats.yuan_exact, 12_840_000, "128,400.00元", "¥128,400.00"),
    (formats.day, date(THIS_YEAR, 3, 9), "3月9日", "9 Mar"),
    (formats.day, date(2025, 11, 23), "2025年11月23日", "23 Nov 2025"),
    (formats.day, EVENING, "2025年11月23日", "23 Nov 2025"),
    (formats.full_day, date(THIS_YEAR, 3, 9), f"{THIS_YEAR}年3月9日", f"9 Mar {THIS_YEAR}"),
    (formats.weekday, date(2026, 11, 20), "周五", "Fri"),
    (formats.moment, EVENING, "2025年11月23日 20:00", "23 Nov 2025, 20:00"),
    (formats.moment, datetime(2025, 12, 31, 18, tzinfo=UTC), None, None),
    (formats.clock, EVENING, "20:00", "20:00"),
    (formats.due, EVENING, "已于 2025年11月23日 20:00 截止", "Closed 23 Nov 2025, 20:00"),
]


@pytest.mark.parametrize(("write", "value", "chinese", "english"), TABLE)
def test_a_value_is_written_as_its_reader_expects(write, value, chinese, english) -> None:
    if chinese is None:
        chinese, english = "2026年1月1日 02:00", "1 Jan 2026, 02:00"
        if THIS_YEAR == 2026:
            chinese, english = "1月1日 02:00", "1 Jan, 02:00"
    with translation.override("zh-hans"):
        assert strip_tags(write(value)) == chinese
    with translation.override("en"):
        assert strip_tags(write(value)) == english


@pytest.mark.parametrize(
    ("part", "whole", "said"),
    [
        (131, 186, "70.4%"),
        (1, 2, "50%"),
        (0, 5, "0%"),
        (5, 5, "100%"),
        (1, 3000, "&lt;0.1%"),
        (2999, 3000, "&gt;99.9%"),
        (Decimal("1"), Decimal("3"), "33.3%"),
        (1, 0, "—"),
        (None, 5, "—"),
    ],
)
def test_a_share_never_says_more_than_it_knows(part, whole, said) -> None:
    assert formats.percent_of(part, whole).replace("<", "&lt;").replace(">", "&gt;") == said


def test_a_time_can_be_read_by_machines_too() -> None:
    assert 'datetime="2025-11-23T20:00+08:00"' in formats.moment(EVENING)


def test_what_is_due_soon_is_said_as_today_or_tomorrow() -> None:
    noon = timezone.localtime().replace(hour=23, minute=59, second=59)
    assert strip_tags(formats.due(noon)) == "今天 23:59 截止"
    assert strip_tags(formats.due(noon + timedelta(days=1))) == "明天 23:59 截止"


@pytest.mark.parametrize(
    ("title", "clauses"),
    [
        ("6 个车位改成活动场地，您家同意吗？", ["6 个车位改成活动场地，", "您家同意吗？"]),
        ("选出 5 个，用 199,500 元", ["选出 5 个，", "用 199,500 元"]),
        ("Parking spaces, or a playground?", ["Parking spaces,", "or a playground?"]),
        ("望禾“邻里点子”计划 春季评选结果", ["望禾“邻里点子”计划", "春季评选结果"]),
        ("<b>，x", ["&lt;b&gt;，", "x"]),
    ],
)
def test_a_title_breaks_after_a_clause_and_never_inside_a_number(title, clauses) -> None:
    written = ph(title)
    assert [part.split("</span>")[0] for part in written.split('<span class="ph">')[1:]] == clauses


def test_a_title_of_one_clause_is_left_alone() -> None:
    assert ph("小广场 & 翻新") == "小广场 &amp; 翻新"


@pytest.mark.parametrize(
    ("wants", "others", "said"),
    [
        (12, 0, "12 户想要"),
        (12, 3, "12 户想要 · 另有 3 位邻居"),
        (0, 3, "3 位邻居想要"),
        (0, 0, "0 户想要"),
    ],
)
def test_homes_and_neighbours_nobody_confirmed_are_not_added_up(wants, others, said) -> None:
    idea = {"wants": wants, "others": others}
    assert render_to_string("web/_wants.html", {"idea": idea}).strip() == said
