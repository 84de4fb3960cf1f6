"""Fields for what people answer: figures, prices, times and places as they write them."""

import re
import unicodedata
from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from mulin.commons.people.fields import LineField
from mulin.commons.siteplans.models import SitePlan
from mulin.commons.siteplans.squares import squares_of

from ..plans import drawn

FIGURE = re.compile(r"[-−]?\d{1,10}(\.\d{1,2})?")
CLOCK = re.compile(r"(\d{1,2})[:：.点]?(\d{2})?")


class HundredthsField(forms.CharField):
    """A figure with at most two decimals, kept in hundredths."""

    def __init__(
        self, *, low: int | None = None, high: int | None = None, unit: str = "", **kwargs: Any
    ) -> None:
        self.low, self.high, self.unit = low, high, unit
        super().__init__(**kwargs)
        self.widget.attrs |= {"inputmode": "decimal", "autocomplete": "off", "maxlength": 20}

    def clean(self, value: Any) -> Any:
        written = super().clean(value)
        if not written:
            return None
        narrow = unicodedata.normalize("NFKC", written).replace(",", "").replace(" ", "")
        narrow = narrow.removesuffix(self.unit).removesuffix("元").removeprefix("¥")
        if not FIGURE.fullmatch(narrow):
            raise forms.ValidationError(_("请填一个数字，最多两位小数。"))
        try:
            hundredths = int(Decimal(narrow.replace("−", "-")) * 100)
        except InvalidOperation as wrong:
            raise forms.ValidationError(_("请填一个数字，最多两位小数。")) from wrong
        if self.low is not None and hundredths < self.low:
            raise forms.ValidationError(_("最小是 %(low)s。") % {"low": _plain(self.low)})
        if self.high is not None and hundredths > self.high:
            raise forms.ValidationError(_("最大是 %(high)s。") % {"high": _plain(self.high)})
        return hundredths

    def prepare_value(self, value: Any) -> Any:
        return _plain(value) if isinstance(value, int) else value


def _plain(hundredths: int) -> str:
    return (
        f"{Decimal(hundredths) / 100:f}".rstrip("0").rstrip(".")
        if hundredths % 100
        else str(hundredths // 100)
    )


class TimesWidget(forms.MultiWidget):
    """From when until when, each typed or picked as a clock shows it."""

    template_name = "surveys/_times.html"
    use_fieldset = True

    def __init__(self) -> None:
        names = (gettext_lazy("从几点"), gettext_lazy("到几点"))
        super().__init__([forms.TimeInput({"aria-label": name}) for name in names])

    def decompress(self, value: Any) -> list[str]:
        return ["", ""]

    def id_for_label(self, id_: str, index: str = "0") -> str:
        return f"{id_}_0"


class TimesField(forms.Field):
    """A time of day with its end, kept in minutes."""

    widget = TimesWidget

    def prepare_value(self, value: Any) -> Any:
        """Write the minutes as a clock shows them; what was typed stays as it was."""
        return [_on_a_clock(minute) for minute in value or ("", "")]

    def clean(self, value: Any) -> Any:
        written = [str(one or "").strip() for one in (value or ["", ""])]
        if not any(written):
            if self.required:
                raise forms.ValidationError(self.error_messages["required"])
            return None
        begin, end = (_minute(one) for one in written)
        if begin is None or end is None:
            raise forms.ValidationError(_("请填从几点到几点，例：07:00 到 08:30。"))
        if end == 0:
            end = 24 * 60
        if begin >= end:
            raise forms.ValidationError(_("到的时间要晚于从的时间。"))
        return [begin, end]


def _on_a_clock(minute: Any) -> Any:
    """Write a minute of the day as boxes for times take it: midnight is 00:00 at its end, too."""
    return f"{minute // 60 % 24:02}:{minute % 60:02}" if isinstance(minute, int) else minute


def _minute(written: str) -> int | None:
    found = CLOCK.fullmatch(unicodedata.normalize("NFKC", written)[:5])
    if not found:
        return None
    hour, minute = int(found[1]), int(found[2] or 0)
    if hour == 24 and minute == 0:
        return 0
    return hour * 60 + minute if hour < 24 and minute < 60 else None


class PlaceWidget(forms.MultiWidget):
    """A place out of a list or on a plan, or in one's own words."""

    template_name = "surveys/_place.html"
    use_fieldset = True

    def __init__(self, choices: Sequence[Any] = (), plan: SitePlan | None = None) -> None:
        listed = forms.Select({"aria-label": gettext_lazy("从名单里选")}, choices)
        words = {"aria-label": gettext_lazy("不在名单里的，写在这里"), "maxlength": 60}
        if choices:
            words["placeholder"] = gettext_lazy("不在名单里的，写在这里")
        super().__init__([listed, forms.TextInput(words)])
        self.has_list, self.plan = bool(choices), plan

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"]["has_list"] = self.has_list
        return context | (drawn(self.plan) if self.plan else {})

    def decompress(self, value: Any) -> list[str]:
        if not value:
            return ["", ""]
        [(how, what)] = value.items()
        return ["", what] if how == "text" else [f"{how}:{what}", ""]

    def id_for_label(self, id_: str, index: str = "0") -> str:
        return f"{id_}_0" if self.has_list else f"{id_}_1"


class PlaceField(forms.Field):
    """A spot that was named, a building, a square of a plan, or one's own words for a place."""

    def __init__(
        self,
        *,
        spots: Sequence[tuple[int, str]],
        buildings: Sequence[tuple[int, str]],
        plan: SitePlan | None = None,
        **kwargs: Any,
    ) -> None:
        named = [(f"choice:{number}", text) for number, text in spots]
        behind = [(f"building:{key}", name) for key, name in buildings]
        pointed = [(f"square:{one}", one) for one in squares_of(plan)] if plan else []
        self.known = dict(named + behind + pointed)
        choices: list[Any] = [("", pgettext_lazy("nothing chosen", "请选"))] if self.known else []
        choices += named
        if behind:
            choices.append((_("楼栋"), behind) if named else ("", ""))
            choices += behind if not named else []
        if pointed:
            choices.append((_("平面图上的格子"), pointed))
        shown = [one for one in choices if one != ("", "")]
        super().__init__(widget=PlaceWidget(shown, plan), **kwargs)
        self.line = LineField(max_length=60, required=False)

    def clean(self, value: Any) -> Any:
        listed, written = value or ["", ""]
        words = self.line.clean(written)
        if words:
            same = {text: key for key, text in self.known.items()}.get(words)
            same = same or self._square(words)
            return _place(same) if same else {"text": words}
        if not listed:
            if self.required:
                raise forms.ValidationError(self.error_messages["required"])
            return None
        if listed not in self.known:
            raise forms.ValidationError(_("请从名单里选，或者写下来。"))
        return _place(listed)

    def _square(self, words: str) -> str | None:
        """Return the square somebody wrote, in small letters or with a word behind it."""
        key = "square:" + "".join(words.split()).upper().removesuffix("格")
        return key if key in self.known else None


def _place(key: str) -> dict[str, Any]:
    how, _colon, what = key.partition(":")
    return {how: what if how == "square" else int(what)}
