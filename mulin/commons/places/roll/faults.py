"""What can be wrong with a line of a roll, in words that say what to do."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from .columns import TITLES

SENTENCES = {
    "no_building": _("没写楼号"),
    "no_room": _("没写房号"),
    "no_compound": _("没写哪个小区"),
    "address_unclear": _("“%(value)s”看不出是哪栋哪室，请写成 3-2-401 或 3号楼2单元401"),
    "address_differs": _("这里写的“%(value)s”和楼号、单元两列对不上"),
    "became_a_date": _("Excel 把它变成日期了（%(value)s）。请把这一列设成文本，重新填"),
    "room_odd": _("“%(value)s”不像房号"),
    "too_long": _("太长了，最多 %(most)s 个字"),
    "phone_odd": _("“%(value)s”不像电话号码，一格只写一个手机或座机"),
    "area_odd": _("“%(value)s”不像面积，请只写数字，如 62.35"),
    "size_odd": _("“%(value)s”不像人数，请只写数字"),
    "twice": _("和第 %(row)s 行是同一户"),
}


@dataclass(frozen=True)
class Fault:
    """What is wrong in one cell of one row."""

    row: int
    """As Excel counts them."""

    key: str
    """The column it is about."""

    what: str
    details: dict[str, Any]

    def as_json(self) -> dict[str, Any]:
        return {"row": self.row, "key": self.key, "what": self.what, "details": self.details}


def sentence(fault: dict[str, Any]) -> str:
    """Say a fault in the reader's language."""
    said = str(SENTENCES[fault["what"]]) % fault["details"]
    return f"{TITLES[fault['key']]}：{said}"
