"""The table of who scores what, as it is ticked and as it comes back from Excel."""

import re
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mulin.errors import Refused
from mulin.web.workbooks import sheets_of

from ..assigning import MARKS, NO_MARKS, Pair, given_up_mark

PAIR = re.compile(r"(\d{1,18})-(\d{1,18})")


class PairsField(forms.Field):
    """Ticked boxes of a table, each a judge and a proposal."""

    widget = forms.MultipleHiddenInput

    def clean(self, value: Any) -> set[Pair]:
        found = [PAIR.fullmatch(str(one)) for one in value or []]
        if not all(found):
            raise ValidationError(_("这张表看不懂，请重新打开再勾。"))
        return {(int(pair[1]), int(pair[2])) for pair in found if pair}


class AssignmentForm(forms.Form):
    """What is ticked now, and what was ticked when the page was opened."""

    ticked = PairsField(required=False)
    before = PairsField(required=False)

    def changes(self) -> dict[str, set[Pair]]:
        """Return what was ticked anew, and what was unticked; others' changes stay."""
        ticked, before = self.cleaned_data["ticked"], self.cleaned_data["before"]
        return {"added": ticked - before, "dropped": before - ticked}


class EvenlyForm(forms.Form):
    """How many judges each proposal gets."""

    each = forms.IntegerField(
        label=gettext_lazy("每个提案几位评委"), min_value=1, max_value=50, initial=3
    )


class AssignmentFileForm(forms.Form):
    """The table changed in Excel."""

    file = forms.FileField(
        label=gettext_lazy("改好的分配表"),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
        help_text=gettext_lazy("先下载，打分的格子写 1，不打的空着，再传上来"),
    )

    def __init__(
        self,
        *args: Any,
        judges: Mapping[str, int],
        numbers: Mapping[int, int],
        given_up: Collection[Pair],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self._judges, self._numbers, self._given_up = judges, numbers, given_up

    def clean_file(self) -> set[Pair]:
        try:
            rows = sheets_of(self.cleaned_data["file"].read())[0]
        except Refused as refusal:
            raise ValidationError(str(refusal)) from refusal
        return self._read(rows)

    def _read(self, rows: list[list[str]]) -> set[Pair]:
        number = _("编号")
        top = next((place for place, row in enumerate(rows) if number in row), None)
        if top is None or not set(self._judges) <= set(rows[top]):
            raise ValidationError(_("找不到“编号”或者有的评委那一列，请用下载的那张表改。"))
        at = {judge: rows[top].index(title) for title, judge in self._judges.items()}
        pairs: set[Pair] = set()
        faults: list[str] = []
        seen: set[int] = set()
        for place, row in enumerate(rows[top + 1 :], start=top + 2):
            if any(row):
                entry = self._entry(row, rows[top].index(number), place, seen, faults)
                pairs |= self._ticked(row, at, entry, place, faults)
        if absent := sorted(self._numbers.keys() - seen):
            faults.append(_("还缺 %(numbers)s 号。") % {"numbers": _("、").join(map(str, absent))})
        if faults:
            raise ValidationError(faults[:10])
        return pairs

    def _entry(
        self, row: Sequence[str], at: int, place: int, seen: set[int], faults: list[str]
    ) -> int:
        """Return the proposal of a row; 0 with a fault when there is none or it came before."""
        text = _cell(row, at)
        number = int(text) if text.isdecimal() and len(text) < 9 else 0
        if number not in self._numbers:
            faults.append(_("第 %(row)d 行：没有“%(text)s”号提案。") % {"row": place, "text": text})
        elif number in seen:
            faults.append(
                _("第 %(row)d 行：%(number)d 号写了两次。") % {"row": place, "number": number}
            )
        else:
            seen.add(number)
            return self._numbers[number]
        return 0

    def _ticked(
        self, row: Sequence[str], at: Mapping[int, int], entry: int, place: int, faults: list[str]
    ) -> set[Pair]:
        pairs: set[Pair] = set()
        for title, judge in self._judges.items():
            text = _cell(row, at[judge]).lower()
            if text in MARKS and (judge, entry) in self._given_up:
                faults.append(
                    _("第 %(row)d 行：%(judge)s已经不给这个提案打分了。")
                    % {"row": place, "judge": title}
                )
            elif text in MARKS:
                pairs.add((judge, entry))
            elif text not in NO_MARKS and text != given_up_mark().lower():
                faults.append(
                    _("第 %(row)d 行：%(judge)s那一格看不懂，打分写 1，不打空着。")
                    % {"row": place, "judge": title}
                )
        return pairs


def _cell(row: Sequence[str], place: int) -> str:
    return (row[place] if place < len(row) else "").strip().removesuffix(".0")
