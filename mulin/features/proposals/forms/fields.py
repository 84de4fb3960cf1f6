import re
import unicodedata
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.utils.translation import gettext as _

MOST_YUAN = 100_000_000


class YuanField(forms.CharField):
    """An amount typed in yuan, in any width and with commas; gives whole cents, exactly."""

    def __init__(self, **how: Any) -> None:
        how.setdefault("max_length", 30)
        super().__init__(widget=forms.TextInput({"inputmode": "decimal"}), **how)

    def clean(self, value: Any) -> int | None:
        text = unicodedata.normalize("NFKC", super().clean(value) or "")
        text = re.sub(r"[\s,，¥元]", "", text)
        if not text:
            return None
        if not re.fullmatch(r"-?\d+(\.\d*)?", text, re.ASCII):
            raise forms.ValidationError(_("请只写数字，比如 12800 或 12800.50。"))
        return self._in_cents(text)

    def _in_cents(self, text: str) -> int:
        try:
            amount = Decimal(text)
        except InvalidOperation:
            raise forms.ValidationError(_("请只写数字，比如 12800 或 12800.50。")) from None
        if amount < 0:
            raise forms.ValidationError(_("钱数不能是负的。"))
        if amount > MOST_YUAN:
            raise forms.ValidationError(_("超过一亿元了，请再看看是不是多写了几个 0。"))
        cents = amount * 100
        if cents != int(cents):
            raise forms.ValidationError(_("最多写到分，也就是两位小数。"))
        return int(cents)

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, int):
            return value
        return f"{value // 100}.{value % 100:02}" if value % 100 else str(value // 100)
