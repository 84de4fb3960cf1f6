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


def test_the_file_is_called_as_the_list():
    response = sheet_response("网格", ["名称"], [])
    assert response["Content-Disposition"].endswith("filename*=UTF-8''%E7%BD%91%E6%A0%BC.xlsx")
