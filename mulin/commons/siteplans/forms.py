from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mulin.commons.files.forms import PhotosField
from mulin.commons.people.fields import LineField


class PlanForm(forms.Form):
    """A plan to put up."""

    name = LineField(label=_("叫什么"), max_length=60, help_text=_("例：红砖苑平面图"))
    compound = forms.TypedChoiceField(
        label=_("画的是哪儿"), coerce=int, empty_value=None, required=False
    )
    picture = PhotosField(
        label=_("图"),
        most=1,
        help_text=_("拍一张楼栋平面图，或者手画的也行。横着的、字大的，好指。"),
    )

    def __init__(self, *args: Any, compounds: Iterable[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["compound"].choices = [("", _("整个社区")), *compounds]  # type: ignore[attr-defined]
