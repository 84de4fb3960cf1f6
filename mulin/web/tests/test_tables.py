"""Finding the columns of a table, wherever an office has put them."""

from mulin.web.tables import columns_in

HEADINGS = {"place": ("社区", "Community"), "count": ("数量", "件数")}


def test_the_headings_may_stand_below_a_title_and_in_any_order():
    rows = [["望禾街道 2026 年"], [], ["件数", " 社区 "], ["3", "北里"], ["4"]]
    columns = columns_in(rows, HEADINGS, needed=HEADINGS)
    assert [columns.cells(row) for row in rows[columns.first :]] == [
        {"place": "北里", "count": "3"},
        {"place": "", "count": "4"},
    ]


def test_a_full_width_heading_is_the_same_heading():
    assert columns_in([["Ｃommunity"]], HEADINGS, needed=["place"]).places == {"place": 0}


def test_a_table_without_a_needed_column_has_none():
    assert columns_in([["社区"], ["北里"]], HEADINGS, needed=HEADINGS) is None
    assert columns_in([], HEADINGS, needed=HEADINGS) is None
