"""The columns of a roll and the names offices give them."""

import re
from dataclasses import dataclass
from unicodedata import normalize

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Column:
    """One thing a roll says of a household.  Its first name is the one we write."""

    key: str
    names: str
    """Names as they are compared: without spaces, brackets and units."""

    examples: tuple[str, ...]
    note: str | Promise

    @property
    def title(self) -> str:
        return self.names.split()[0]


COLUMNS = (
    Column(
        "compound",
        "小区 小区名称 所属小区 小区名 院落 楼院 院落名称 楼盘 compound",
        ("北里一区", "北里一区", "北里一区"),
        _("和系统里的名字一样；只有一个小区时可以不写。"),
    ),
    Column(
        "building",
        "楼号 楼 栋 楼栋 栋号 楼栋号 楼号/栋 幢 幢号 座 座号 楼幢 楼座 楼栋名称 楼宇 building",
        ("3号楼", "3号楼", "甲2号楼"),
        _("3、3号楼、3栋、3# 都认得。"),
    ),
    Column(
        "entrance",
        "单元 单元号 门 单元/门 楼门 门洞 门洞号 楼门号 梯 梯号 entrance",
        ("2单元", "2单元", "1单元"),
        _("没有单元就空着。"),
    ),
    Column(
        "room",
        "房号 室 室号 房间号 房间 房屋号 房室号 户室 户号 房号/室 门牌 门牌号 门号 room",
        ("401", "402", "-101"),
        _("也可以只用这一列写全，如 3-2-401、3号楼2单元401；地下写 -101。"),
    ),
    Column(
        "contact_name",
        "联系人 户主 姓名 户主姓名 联系人姓名 住户 住户姓名 业主 业主姓名 居民姓名 名字 contact",
        ("王*", "", "李*"),
        _("每户一个人，可以空着。"),
    ),
    Column(
        "contact_phone",
        "联系电话 手机 手机号 手机号码 电话 电话号码 联系方式 联系号码 户主电话 phone",
        ("13800000000", "", "0591-87654321"),
        _("一格一个号码，手机或者座机。"),
    ),
    Column(
        "area_m2",
        "建筑面积 面积 房屋面积 产权面积 住房面积 建面 使用面积 area",
        ("62.35", "58.00", "61.2"),
        _("平方米，两位小数。业主表决按它算。"),
    ),
    Column(
        "size",
        "人数 家庭人口 家庭人数 人口 人口数 常住人数 常住人口 居住人数 people",
        ("3", "", "2"),
        _("住几个人。"),
    ),
    Column(
        "remark",
        "备注 说明 情况 房屋状态 居住情况 居住状态 note",
        ("", "空置", ""),
        _("只认“空置”和“已入住”，别的字不会存。"),
    ),
)
ADDRESS = Column(
    "address",
    "地址 住址 详细地址 家庭住址 家庭地址 房屋坐落 房屋地址 坐落 居住地址 address",
    (),
    "",
)
NUMBER = Column("number", "序号 编号 行号 no", (), "")
NOT_NEEDED = "社区 社区名称 街道 网格 网格名称 所属网格 问题 问题problem"
"""Columns that come along and are no loss."""

TITLES = {column.key: column.title for column in (*COLUMNS, ADDRESS, NUMBER)}
_KEY_OF = {
    name: column.key for column in (*COLUMNS, ADDRESS, NUMBER) for name in column.names.split()
}


def heading(text: str) -> str:
    """Return a column's name as it is compared."""
    short = normalize("NFKC", text).casefold()
    short = re.sub(r"\(.*?\)|（.*?）|\[.*?\]|【.*?】", "", short)
    return re.sub(r"[\s*:：、,，.。㎡]+|平方米$|m2$", "", short)


def key_of(text: str) -> str | None:
    """Return which column a name stands for."""
    return _KEY_OF.get(heading(text))


def is_needed(text: str) -> bool:
    """Return whether somebody may wonder where an unused column went."""
    return bool(heading(text)) and heading(text) not in NOT_NEEDED.split()
