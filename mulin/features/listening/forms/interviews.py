from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mulin.commons.places.models import Building

from .fields import OpinionLines, RequestForm, building_choices, day_box


class InterviewForm(RequestForm, OpinionLines):
    """A talk with somebody who lives here."""

    talked_on = day_box(gettext_lazy("哪天聊的"))
    building = forms.TypedChoiceField(
        label=gettext_lazy("哪栋楼"), required=False, coerce=int, empty_value=None
    )
    door = forms.CharField(
        label=gettext_lazy("门牌"),
        required=False,
        max_length=40,
        help_text=gettext_lazy("在家里聊的可以写，比如“3号楼2单元401”。只有社区的工作人员看得到。"),
    )
    spot = forms.CharField(
        label=gettext_lazy("在哪儿聊的"),
        required=False,
        max_length=60,
        help_text=gettext_lazy("不在家里的写地方，比如“大榕树下”。"),
    )
    with_whom = forms.CharField(
        label=gettext_lazy("和谁聊的"),
        required=False,
        max_length=60,
        help_text=gettext_lazy("只有社区的工作人员看得到。"),
    )
    notes = forms.CharField(
        label=gettext_lazy("聊了什么"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("只有您和社区的工作人员看得到。"),
    )
    field_order = (
        "talked_on",
        "building",
        "door",
        "spot",
        "with_whom",
        "need",
        "suggestion",
        "constraint",
        "notes",
    )

    def __init__(self, *args: Any, buildings: Iterable[Building], **how: Any) -> None:
        super().__init__(*args, **how)
        self.fields["talked_on"].initial = timezone.localdate
        choices = building_choices(buildings, _("不在哪栋楼"))
        self.fields["building"].choices = choices  # type: ignore[attr-defined]
        self.fields["need"].help_text = _("一行一条，照住户的话写。")

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not self.errors and not (self.said or given.get("notes")):
            self.add_error("notes", _("请写下聊了什么，或者住户说的一条意见。"))
        return given
