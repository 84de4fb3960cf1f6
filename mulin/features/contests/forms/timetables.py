"""What is settled about a timetable."""

from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mulin.errors import Refused
from mulin.web.sandbox import DATE
from mulin.web.tables import columns_in
from mulin.web.workbooks import sheets_of

from ..models import Timetable

MOMENT = "%Y-%m-%d %H:%M"


class StartField(forms.DateTimeField):
    """A day and a time to the minute."""

    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")

    def clean(self, value: Any) -> Any:
        moment = super().clean(value)
        if moment is not None and not 2000 <= moment.year <= 2100:
            raise ValidationError(_("日期不对，请再看看。"))
        return moment


class MinutesField(forms.IntegerField):
    """How long one proposal has."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(min_value=1, max_value=240, **kwargs)


class TimetableForm(forms.Form):
    """How a timetable is made from the list."""

    starts_at = StartField(label=gettext_lazy("第一个几点开始"))
    minutes = MinutesField(label=gettext_lazy("每个几分钟"), initial=5)
    order = forms.ChoiceField(
        label=gettext_lazy("怎么排"),
        choices=Timetable.Order.choices,
        initial=Timetable.Order.ZONE,
        widget=forms.RadioSelect,
    )
    seed = forms.CharField(
        label=gettext_lazy("抽签用哪个公开的数"),
        max_length=80,
        required=False,
        help_text=gettext_lazy("比如先说好的那一期福彩号码；会公布，谁都能照着再抽一遍"),
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("order") == Timetable.Order.LOT and not (given.get("seed") or "").strip():
            self.add_error("seed", _("抽签要写明用哪个公开的数"))
        return given


class SlotForm(forms.Form):
    """Where one proposal stands on a timetable."""

    place = forms.IntegerField(label=gettext_lazy("第几个"), min_value=1, max_value=1000)
    starts_at = StartField(label=gettext_lazy("几点开始"))
    minutes = MinutesField(label=gettext_lazy("几分钟"))


class TimetableFileForm(forms.Form):
    """A timetable changed in Excel."""

    file = forms.FileField(
        label=gettext_lazy("改好的时间表"),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
        help_text=gettext_lazy("先下载，改“开始”和“分钟”两列，再传上来"),
    )

    def clean_file(self) -> list[tuple[int, datetime, int]]:
        try:
            rows = sheets_of(self.cleaned_data["file"].read())[0]
        except Refused as refusal:
            raise ValidationError(str(refusal)) from refusal
        return _lines(rows)


def _lines(rows: list[list[str]]) -> list[tuple[int, datetime, int]]:
    """Return number, start and minutes of each row below the header."""
    names = {"number": [_("编号")], "start": [_("开始")], "minutes": [_("分钟")]}
    columns = columns_in(rows, names, needed=names)
    if columns is None:
        raise ValidationError(_("找不到“编号”“开始”“分钟”这三列，请用下载的那张表改。"))
    return [
        _line(columns.cells(row), number)
        for number, row in enumerate(rows[columns.first :], start=columns.first + 1)
        if any(row)
    ]


def _line(cells: dict[str, str], number: int) -> tuple[int, datetime, int]:
    try:
        proposal, minutes = int(cells["number"]), int(cells["minutes"])
        text = cells["start"].removeprefix(DATE)[: len("2026-11-21 14:00")].replace("/", "-")
        start = timezone.make_aware(datetime.strptime(text, MOMENT))
    except ValueError:
        raise ValidationError(
            _("第 %(row)d 行看不懂：编号和分钟写数字，开始写成 2026-11-21 14:00。")
            % {"row": number}
        ) from None
    if not 1 <= minutes <= 240 or not 2000 <= start.year <= 2100:
        raise ValidationError(_("第 %(row)d 行的时间不对，请再看看。") % {"row": number})
    return proposal, start, minutes
