"""What a survey says of itself."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mulin.commons.people.fields import LineField, LinesField

from ..models import Survey

MOMENT = "%Y-%m-%dT%H:%M"
Choices = Sequence[tuple[Any, Any]]


def _when(label: Any) -> forms.DateTimeField:
    return forms.DateTimeField(
        label=label,
        widget=forms.DateTimeInput({"type": "datetime-local"}, format=MOMENT),
    )


class CopyForm(forms.Form):
    """A new version: its title and its time."""

    title = LineField(
        label=gettext_lazy("题目"),
        max_length=60,
        help_text=gettext_lazy("例：公交专线怎么开才用得上"),
    )
    opens_at = _when(gettext_lazy("从什么时候"))
    closes_at = _when(gettext_lazy("到什么时候"))

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        if {"opens_at", "closes_at"} <= given.keys() and given["opens_at"] >= given["closes_at"]:
            self.add_error("closes_at", _("结束要晚于开始。"))
        return given


class SurveyForm(CopyForm):
    """What a survey says of itself before its first question."""

    intro = LinesField(
        label=gettext_lazy("开头说几句"),
        max_length=1000,
        required=False,
        widget=forms.Textarea({"rows": 3}),
    )
    purpose = LinesField(
        label=gettext_lazy("答案拿来做什么、谁看得到"),
        max_length=500,
        widget=forms.Textarea({"rows": 3}),
        help_text=gettext_lazy(
            "用大白话写，印在每份卷子上。例：只用来和公交公司谈站点、时间和票价；"
            "社区看得到每户的答案，公布的只有合计。"
        ),
    )
    one_per = forms.ChoiceField(
        label=gettext_lazy("谁来答"), choices=Survey.OnePer.choices, widget=forms.RadioSelect
    )
    counting = forms.ChoiceField(
        label=gettext_lazy("答了两次怎么算"),
        choices=Survey.Counting.choices,
        widget=forms.RadioSelect,
    )
    least = forms.IntegerField(
        label=gettext_lazy("少于几个人的不公布"),
        min_value=3,
        max_value=50,
        help_text=gettext_lazy("免得从小数字里猜出是谁。"),
    )
    language = forms.ChoiceField(label=gettext_lazy("用哪种语言问"), choices=settings.LANGUAGES)


class NewForm(SurveyForm):
    """Where to ask, and what to begin with."""

    place = forms.ChoiceField(label=gettext_lazy("问哪里的人"))
    start = forms.ChoiceField(label=gettext_lazy("从什么开始"), widget=forms.RadioSelect)
    origin = forms.CharField(required=False, max_length=80, widget=forms.HiddenInput)

    def __init__(self, *args: Any, places: Choices, starts: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].choices = places  # type: ignore[attr-defined]
        self.fields["start"].choices = starts  # type: ignore[attr-defined]
        self.order_fields(["start", "place"])


class EndForm(forms.Form):
    """A new end."""

    closes_at = _when(gettext_lazy("到什么时候"))
