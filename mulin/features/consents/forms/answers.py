"""What is answered, and what is read on paper."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mulin.errors import Refused
from mulin.web.workbooks import sheets_of

from ..models import PaperEntry
from ..models.rounds import SAID
from ..paper_tables import SERIAL, read_rows

MOST_NUMBER = 2**31 - 1
ANSWERS = [(answer.value, answer.label) for answer in SAID]


class AnswerForm(forms.Form):
    """A household's answer, for one of the homes of whoever taps it."""

    home = forms.IntegerField(min_value=1, max_value=MOST_NUMBER)
    answer = forms.ChoiceField(
        choices=ANSWERS, error_messages={"required": gettext_lazy("请选一个答复。")}
    )
    key = forms.CharField(max_length=64)


class SettleForm(forms.Form):
    """Which of a household's answers counts, and how that was found out."""

    answer = forms.ChoiceField(label=gettext_lazy("以哪个为准"), widget=forms.RadioSelect)
    reason = forms.CharField(
        label=gettext_lazy("怎么核实的"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy(
            "例：打电话问过户主，以手机上答的为准。您的名字会和这句话记在一起。"
        ),
    )

    def __init__(self, *args: Any, answers: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["answer"].choices = answers  # type: ignore[attr-defined]


class SerialForm(forms.Form):
    """The number printed on a paper form, with its check code."""

    serial = forms.CharField(
        label=gettext_lazy("表号"),
        max_length=20,
        help_text=gettext_lazy("表右上角的一串，例：0123-ACD47"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )

    def clean_serial(self) -> tuple[int, str]:
        found = SERIAL.fullmatch(self.cleaned_data["serial"])
        if not found:
            raise forms.ValidationError(_("表号是一串数字、一横、五个字母或数字，请再看看。"))
        return int(found[1]), found[2].upper()


class PaperForm(forms.Form):
    """What is ticked on a paper form."""

    answer = forms.ChoiceField(
        label=gettext_lazy("表上勾的是"),
        choices=PaperEntry.CHOICES,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("请选一个答复。")},
    )


class PaperFileForm(forms.Form):
    """An Excel file of what stands on many paper forms."""

    file = forms.FileField(
        label=gettext_lazy("一次录很多张：Excel 表"),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
        help_text=gettext_lazy("两列：表号、答复（同意、不同意、弃权，没填或看不清的写“作废”）。"),
    )

    def clean_file(self) -> list[tuple[tuple[int, str], str]]:
        try:
            sheets = sheets_of(self.cleaned_data["file"].read())
        except Refused as refusal:
            raise forms.ValidationError(str(refusal)) from refusal
        rows, faults = read_rows(sheets[0] if sheets else [])
        if faults:
            raise forms.ValidationError(faults[:12])
        if not rows:
            raise forms.ValidationError(_("表里没有一行能读的。"))
        return rows
