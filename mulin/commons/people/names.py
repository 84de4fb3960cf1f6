"""How a person is called in public."""

import unicodedata
from typing import Protocol

from django.utils.translation import gettext as _

COMPOUND_SURNAMES = frozenset(
    """
    欧阳 太史 端木 上官 司马 东方 独孤 南宫 万俟 闻人 夏侯 诸葛 尉迟 公羊 赫连 澹台 皇甫 宗政
    濮阳 公冶 太叔 申屠 公孙 慕容 仲孙 钟离 长孙 宇文 司徒 鲜于 司空 闾丘 子车 亓官 司寇 巫马
    公西 颛孙 壤驷 公良 漆雕 乐正 宰父 谷梁 拓跋 夹谷 轩辕 令狐 段干 百里 呼延 东郭 南门 羊舌
    微生 梁丘 左丘 东门 西门 第五
    """.split()
)


def tidy(name: str) -> str:
    """Return a name without invisible signs and needless spaces."""
    seen = "".join(sign for sign in name if sign.isspace() or unicodedata.category(sign)[0] != "C")
    return " ".join(unicodedata.normalize("NFC", seen).split())


def surname(full_name: str) -> str:
    """Return the part of a Chinese name that comes first; for other names, the first letter."""
    name = full_name.strip()
    if not name or name[0] < "\u4e00":
        return name[:1]
    head = name.split("·")[0]
    return head[:2] if len(head) > 2 and head[:2] in COMPOUND_SURNAMES else head[:1]


def masked(full_name: str) -> str:
    """
    Return a name as the public may see it: the surname and one star.

    One star whatever the length: a two-character name would give itself away by a
    second sign (FACTS §8).
    """
    return f"{surname(full_name)}*" if full_name.strip() else ""


def masked_phone(phone: str) -> str:
    """Return a telephone number with its middle hidden, such as 138****1234."""
    return f"{phone[:3]}****{phone[-4:]}" if len(phone) >= 9 else "****"


class Named(Protocol):
    """Somebody with an account, as neighbours and as staff read them."""

    @property
    def name_in_public(self) -> str: ...

    @property
    def name_for_staff(self) -> str: ...


def author_in_public(account: Named | None, written: str, *, is_anonymous: bool = False) -> str:
    """Return what neighbours see of who said something, with an account or by a written name."""
    if is_anonymous:
        return _("没署名的邻居")
    if account:
        return account.name_in_public
    return masked(written) or _("一位邻居")


def author_for_staff(account: Named | None, written: str) -> str:
    """Return what staff see of who said something, with an account or by a written name."""
    if account:
        return account.name_for_staff
    return written or _("没留名字")
