"""Turn a table that was sent into rows of text, or say why it cannot be read."""

import csv
from collections.abc import Iterator
from io import BytesIO, StringIO
from zipfile import BadZipFile, ZipFile

from django.utils.translation import gettext as _

from mulin.errors import Refused

from . import sandbox

Rows = list[list[str]]

MOST_BYTES = 5 * 1024 * 1024
MOST_ROWS = 50_000
MOST_UNPACKED = 150 * 1024 * 1024
MOST_RATIO = 200
MOST_PARTS = 1000

OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ZIPPED = b"PK\x03\x04"


def look_at(content: bytes) -> None:
    """Refuse at once what can never be a roll; the rest is found out by reading it."""
    if not content.strip(b"\0 \r\n\t"):
        raise Refused(_("这个文件是空的。"))
    if len(content) > MOST_BYTES:
        raise Refused(_("文件超过 5 MB 了。请删掉图片和别的工作表，或者分小区上传。"))
    if content.startswith(OLD_OFFICE):
        raise Refused(_old_office(content))
    if content.startswith(ZIPPED):
        _look_into(content)
    else:
        _decoded(content)


def _old_office(content: bytes) -> str:
    if "EncryptedPackage".encode("utf-16-le") in content:
        return _("这个文件设了打开密码。请去掉密码再上传。")
    return _("这是老格式的 .xls。请在 Excel 或 WPS 里另存为 .xlsx 再上传。")


def _look_into(content: bytes) -> None:
    try:
        with ZipFile(BytesIO(content)) as packed:
            parts = packed.infolist()
    except (BadZipFile, ValueError, OSError) as broken:
        raise Refused(_("文件打不开，可能没传完。请在电脑上打开看看，再传一次。")) from broken
    names = {part.filename for part in parts}
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise Refused(_("这个文件带宏。请另存为不带宏的 .xlsx 再上传。"))
    if "xl/workbook.xml" not in names:
        raise Refused(_("这不是 Excel 文件。请上传 .xlsx 或 .csv。"))
    unpacked = sum(part.file_size for part in parts)
    if (
        len(parts) > MOST_PARTS
        or unpacked > MOST_UNPACKED
        or (unpacked > MOST_BYTES and unpacked > MOST_RATIO * len(content))
    ):
        raise Refused(_("这个文件展开后大得不正常，没有读它。请把内容复制到一个新表里再上传。"))


def sheets_of(content: bytes) -> list[Rows]:
    """Return the sheets of a file as rows of text."""
    look_at(content)
    if content.startswith(ZIPPED):
        return list(_workbook(content))
    return [_separated(_decoded(content))]


def _workbook(content: bytes) -> Iterator[Rows]:
    unreadable = _("文件打不开，可能坏了。请把内容复制到一个新表里再上传。")
    try:
        sheets = sandbox.read_apart(content)
    except ValueError as broken:
        raise Refused(unreadable) from broken
    for sheet in sheets:
        if "rows" in sheet:
            yield sheet["rows"]
    if not any("rows" in sheet for sheet in sheets):
        raise Refused(_too_long() if sheets else unreadable)


def _too_long() -> str:
    return _("一次最多 5 万行、200 列。请分小区上传。")


def _decoded(content: bytes) -> str:
    """Return a text file's words: UTF-8, GB18030, or what Excel calls Unicode text."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        kinds = ["utf-16"]
    else:
        kinds = ["utf-8-sig", "gb18030"] if b"\0" not in content else []
    for kind in kinds:
        try:
            text = content.decode(kind)
        except UnicodeDecodeError:
            continue
        if _reads_like_text(text):
            return text
    raise Refused(_("这不是 Excel 文件。请上传 .xlsx 或 .csv。"))


def _reads_like_text(text: str) -> bool:
    odd = sum(1 for sign in text[:5000] if ord(sign) < 32 and sign not in "\r\n\t\f")
    return odd * 50 <= len(text[:5000])


def _separated(text: str) -> Rows:
    lines = text.splitlines()[:20]
    counts = {sign: sum(line.count(sign) for line in lines) for sign in ",\t;，"}
    sign = max(counts, key=lambda sign: counts[sign])
    try:
        rows = [
            [sandbox.kept(cell) for cell in row]
            for row in csv.reader(StringIO(text, newline=""), delimiter=sign)
        ]
    except csv.Error as broken:
        raise Refused(_("这个 .csv 读不下去。请用 Excel 另存为 .xlsx 再上传。")) from broken
    width = max((len(row) for row in rows), default=0)
    if len(rows) > sandbox.MOST_ROWS or width > sandbox.MOST_COLUMNS:
        raise Refused(_too_long())
    return [row + [""] * (width - len(row)) for row in rows]
