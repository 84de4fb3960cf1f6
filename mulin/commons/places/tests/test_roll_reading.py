"""Whatever is sent, it becomes rows or a sentence; the house stays standing."""

import datetime
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import openpyxl
import pytest
import xlsxwriter

from mulin.errors import Refused
from mulin.web.sandbox import DATE
from mulin.web.workbooks import MOST_BYTES, look_at, sheets_of

from ..roll.headers import find_header


def workbook(*rows, sheet="户册", **more) -> bytes:
    target = BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True})
    page = book.add_worksheet(sheet)
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    for line, row in enumerate(rows):
        for place, cell in enumerate(row):
            if isinstance(cell, datetime.date):
                page.write_datetime(line, place, datetime.datetime(*cell.timetuple()[:3]), day)
            else:
                page.write(line, place, cell)
    for first, last in more.get("merged", []):
        page.merge_range(first, 0, last, 0, rows[first][0])
    book.close()
    return target.getvalue()


def with_part(content: bytes, name: str, part: bytes) -> bytes:
    target = BytesIO(content)
    with ZipFile(target, "a", ZIP_DEFLATED) as packed:
        packed.writestr(name, part)
    return target.getvalue()


def with_sheet(xml: str) -> bytes:
    """Return a workbook whose only sheet is this XML."""
    target = BytesIO()
    with ZipFile(BytesIO(workbook(["a"]))) as old, ZipFile(target, "w", ZIP_DEFLATED) as new:
        for part in old.infolist():
            is_sheet = part.filename == "xl/worksheets/sheet1.xml"
            new.writestr(part.filename, xml.encode() if is_sheet else old.read(part))
    return target.getvalue()


SHEET = (
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    "<sheetData>{}</sheetData></worksheet>"
)


def test_numbers_dates_and_formulas_become_what_excel_shows():
    content = workbook([401.0, "0401", 62.35, datetime.date(2003, 2, 1), True, "=1+1"])
    [rows] = sheets_of(content)
    assert rows == [["401", "0401", "62.35", f"{DATE}2003-02-01", "TRUE", "0"]]


def test_a_cell_merged_downwards_counts_for_every_row():
    [rows] = sheets_of(workbook(["3号楼", "401"], ["", "402"], ["4号楼", "401"], merged=[(0, 1)]))
    assert [row[0] for row in rows] == ["3号楼", "3号楼", "4号楼"]


@pytest.mark.parametrize("coding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("sign", [",", "\t", ";"])
def test_a_text_file_is_read_in_the_usual_codings(coding, sign):
    text = f"楼号{sign}房号{sign}姓名\r\n3号楼{sign}401{sign}龘㐂\r\n"
    [rows] = sheets_of(text.encode(coding))
    assert rows[1] == ["3号楼", "401", "龘㐂"]


def test_an_empty_file_is_refused():
    with pytest.raises(Refused, match="空的"):
        look_at(b" \n")


def test_a_file_that_is_too_large_is_refused():
    with pytest.raises(Refused, match="5 MB"):
        look_at(b"a" * (MOST_BYTES + 1))


def test_an_old_excel_file_is_refused_with_advice():
    with pytest.raises(Refused, match="另存为"):
        look_at(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512)


def test_an_encrypted_file_is_refused_with_advice():
    packed = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le")
    with pytest.raises(Refused, match="密码"):
        look_at(packed)


def test_macros_are_refused():
    with pytest.raises(Refused, match="宏"):
        look_at(with_part(workbook(["a"]), "xl/vbaProject.bin", b"x"))


@pytest.mark.parametrize("content", [b"%PDF-1.7\n\0\0", b"\x89PNG\r\n\x1a\n\0\0", b"\x00\x01" * 50])
def test_something_else_is_refused(content):
    with pytest.raises(Refused, match="不是 Excel"):
        look_at(content)


def test_another_kind_of_archive_is_refused():
    target = BytesIO()
    with ZipFile(target, "w") as packed:
        packed.writestr("content.xml", "x")
    with pytest.raises(Refused, match="不是 Excel"):
        look_at(target.getvalue())


def test_a_file_cut_off_on_its_way_is_refused():
    with pytest.raises(Refused, match="打不开"):
        look_at(workbook(["a"])[:400])


def test_a_file_that_swells_is_refused_before_it_is_unpacked():
    with pytest.raises(Refused, match="大得不正常"):
        look_at(with_part(workbook(["a"]), "xl/media/a.xml", b"0" * 30_000_000))


def test_two_cells_at_the_ends_of_the_sheet_do_not_fill_the_memory():
    rows = '<row r="1"><c r="A1"><v>1</v></c></row>'
    rows += '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    with pytest.raises(Refused):
        sheets_of(with_sheet(SHEET.format(rows)))


def test_more_rows_than_a_roll_may_have_are_refused():
    rows = "".join(f'<row r="{n}"><c r="A{n}"><v>1</v></c></row>' for n in range(1, 60_000))
    with pytest.raises(Refused, match="5 万行"):
        sheets_of(with_sheet(SHEET.format(rows)))


def test_one_long_text_in_very_many_cells_is_refused():
    with pytest.raises(Refused, match="一次最多"):
        sheets_of(workbook(*[["灯" * 4000] * 100] * 60))


def test_signs_that_cannot_be_kept_are_left_out():
    cell = '<row r="1"><c r="A1" t="inlineStr"><is><t>三楼_x0000_以下</t></is></c></row>'
    assert sheets_of(with_sheet(SHEET.format(cell))) == [[["三楼以下"]]]


def test_an_entity_that_multiplies_itself_is_not_followed():
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>' + SHEET.format(
        '<row r="1"><c r="A1" t="str"><v>&b;</v></c></row>'
    )
    try:
        [rows] = sheets_of(with_sheet(bomb))
    except Refused:
        return
    assert "aaaa" not in rows[0][0]


def test_a_link_to_another_file_is_not_followed():
    content = workbook(["=[1]Sheet1!A1"])
    linked = with_part(content, "xl/externalLinks/externalLink1.xml", b"<externalLink/>")
    assert sheets_of(linked) == [[["0"]]]


def test_hidden_sheets_are_not_read():
    book = openpyxl.Workbook()
    book.active.append(["看得见"])
    hidden = book.create_sheet("藏起来的")
    hidden.append(["看不见"])
    hidden.sheet_state = "hidden"
    target = BytesIO()
    book.save(target)
    assert sheets_of(target.getvalue()) == [[["看得见"]]]


def test_the_header_is_found_below_titles_and_makers():
    rows = [
        ["望禾北里社区住户花名册", "", ""],
        ["制表单位：居委会", "", "制表时间：2026.11.20"],
        ["", "", ""],
        ["序 号", "楼号/栋", "房 号（室）"],
        ["1", "3", "401"],
    ]
    header = find_header(rows)
    assert header.last_row == 3
    assert header.places == {"number": 0, "building": 1, "room": 2}


def test_a_header_may_be_two_rows_high():
    rows = [
        ["序号", "地址", "", "", "户主"],
        ["", "楼号", "单元", "房号", ""],
        ["1", "3", "2", "401", "王*"],
    ]
    header = find_header(rows)
    assert header.last_row == 1
    assert header.places == {
        "number": 0,
        "building": 1,
        "entrance": 2,
        "room": 3,
        "contact_name": 4,
    }


def test_columns_that_are_not_used_are_named():
    header = find_header([["楼号", "房号", "身份证号", "社区", "联系电话", "手机"]])
    assert header.unused == ["身份证号", "手机"]


def test_a_table_without_doors_has_no_header():
    assert find_header([["姓名", "电话", "金额"], ["王*", "138", "5"]]) is None
