"""Fields for what people write, without what nobody can see."""

import re
from typing import Any

from django import forms

from .names import tidy


class LineField(forms.CharField):
    """One line, without signs nobody can see."""

    def to_python(self, value: Any) -> str:
        return tidy(super().to_python(value) or "")


class LinesField(forms.CharField):
    """Some lines, without signs nobody can see and without more than one empty line on end."""

    widget = forms.Textarea

    def to_python(self, value: Any) -> str:
        text = (super().to_python(value) or "").replace("\r\n", "\n").replace("\r", "\n")
        return re.sub(r"\n{3,}", "\n\n", "\n".join(tidy(line) for line in text.split("\n"))).strip()
