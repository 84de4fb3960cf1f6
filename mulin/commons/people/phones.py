"""Telephone numbers as people write them."""

import re
import unicodedata

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mulin.errors import Refused

MOBILE = re.compile(r"1[3-9]\d{9}")
LANDLINE = re.compile(r"0\d{9,11}|[2-8]\d{6,7}")
DIGITS = 11


def mobile_number(text: str) -> str:
    """
    Return the eleven digits of a mainland mobile number, or refuse with what is wrong.

    Full-width digits, spaces, dashes, brackets, +86 and the invisible marks that come along
    when a number is copied from an address book are all understood.
    """
    plain = unicodedata.normalize("NFKC", text)
    plain = "".join(sign for sign in plain if unicodedata.category(sign)[0] not in "CZP")
    number = re.sub(r"^(\+86|0086|86(?=1\d{10}$))", "", plain)
    if MOBILE.fullmatch(number):
        return number
    raise Refused(_what_is_wrong(number))


def _what_is_wrong(number: str) -> str:
    if number.startswith(("+", "00")):
        return _("现在只认中国大陆的手机号。")
    if not re.fullmatch(r"[0-9]+", number):
        return _("手机号里只有数字，请再看看。")
    if LANDLINE.fullmatch(number):
        return _("这像是座机号，收不到短信，请填手机号。")
    if len(number) == DIGITS or not number.startswith("1"):
        return _("手机号是 1 开头的 11 位数字，请再看看。")
    off = len(number) - DIGITS
    if off < 0:
        wrong = ngettext("少了 %(off)s 位，请再看看。", "少了 %(off)s 位，请再看看。", -off)
    else:
        wrong = ngettext("多了 %(off)s 位，请再看看。", "多了 %(off)s 位，请再看看。", off)
    return wrong % {"off": abs(off)}
