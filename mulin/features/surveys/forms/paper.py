"""Print sheets, find one by its number and enter what stands on it."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mulin.commons.people.fields import LineField

from ..actions.paper import MOST_AT_ONCE
from ..serials import SERIAL
from .answering import AnswerForm


class SerialForm(forms.Form):
    """The number printed on a sheet, with its check code."""

    serial = forms.CharField(
        label=gettext_lazy("卷号"),
        max_length=20,
        help_text=gettext_lazy("卷子右上角的一串，例：0012-ACD"),
        widget=forms.TextInput(
            {"autocomplete": "off", "autocapitalize": "characters", "autofocus": True}
        ),
    )

    def clean_serial(self) -> tuple[int, str]:
        found = SERIAL.fullmatch(self.cleaned_data["serial"])
        if not found:
            raise forms.ValidationError(_("卷号是一串数字、一横、三个字母或数字，请再看看。"))
        return int(found[1]), found[2].upper()


class PrintForm(forms.Form):
    """How many sheets to print without a door on them."""

    count = forms.IntegerField(
        label=gettext_lazy("印几张空白卷"), min_value=1, max_value=MOST_AT_ONCE, initial=20
    )


class SheetForm(AnswerForm):
    """What stands on a sheet, in the order of the sheet, made for the keyboard."""

    returned_on = forms.DateField(
        label=gettext_lazy("哪天收回的"), widget=forms.DateInput({"type": "date"})
    )
    home = LineField(
        label=gettext_lazy("哪一户"),
        max_length=80,
        required=False,
        help_text=gettext_lazy("照卷上写的填：门牌（例：3号楼2单元401）或者户码。"),
    )
    is_spoilt = forms.BooleanField(label=gettext_lazy("作废：空白、看不清"), required=False)

    def __init__(
        self, *args: Any, asks_home: bool, find: Callable[[str], Any] | None = None, **kwargs: Any
    ) -> None:
        self.find = find
        super().__init__(*args, must=False, is_compact=True, **kwargs)
        if not asks_home:
            del self.fields["home"]
        last = "is_spoilt"
        first = ["receipt", "returned_on", "home"]
        self.order_fields([*first, *(one for one in self.fields if one != last), last])

    def clean_home(self) -> Any:
        written = self.cleaned_data["home"]
        if not written or self.find is None:
            return None
        if (home := self.find(written)) is None:
            raise forms.ValidationError(_("户册里找不到这一户，请再看看卷上写的。"))
        return home
