from datetime import UTC, date, datetime
from io import BytesIO

import openpyxl

from ..sheets import sheet, sheet_response


def test_a_list_keeps_its_texts_texts_and_its_numbers_numbers():
    book = openpyxl.load_workbook(
        BytesIO(sheet("名单：甲/乙", ["房号", "人数"], [["0101", 3], ["=1+1", None], ["-1", 2.5]]))
    )
    page = book.active
    assert page["A1"].value == "名单：甲/乙"
    assert [cell.value for cell in page[3]] == ["房号", "人数"]
    assert [(a.value, a.data_type) for a in page["A"][3:]] == [
        ("0101", "s"),
        ("=1+1", "s"),
        ("-1", "s"),
    ]
    assert [cell.value for cell in page["B"][3:]] == [3, None, 2.5]
    assert page.freeze_panes == "A4"


def test_days_are_days_and_moments_show_the_clock_on_the_wall():
    day, moment = date(2026, 2, 28), datetime(2026, 2, 28, 16, 30, tzinfo=UTC)
    page = openpyxl.load_workbook(BytesIO(sheet("日志", ["哪天", "几点"], [[day, moment]]))).active
    first, second = page[4]
    assert first.value == datetime(2026, 2, 28)
    assert (first.is_date, first.number_format) == (True, "yyyy-mm-dd")
    assert second.value == datetime(2026, 3, 1, 0, 30)
    assert [page.column_dimensions[name].width > 10 for name in "AB"] == [True, True]


def test_long_words_are_folded_into_their_cell():
    book = sheet(
        "访谈", ["话", "地方"], [["北门的风直灌进电梯厅" * 9, "长椅"], ["一行\n又一行", ""]]
    )
    page = openpyxl.load_workbook(BytesIO(book)).active
    assert [cell.alignment.wrap_text for cell in page["A"][3:]] == [True, True]
    assert not page["B4"].alignment.wrap_text
    assert page["B4"].alignment.vertical == "top"
    assert page.column_dimensions["A"].width < 45


def test_the_file_is_called_as_the_list():
    response = sheet_response("网格", ["名称"], [])
    assert response["Content-Disposition"].endswith("filename*=UTF-8''%E7%BD%91%E6%A0%BC.xlsx")
