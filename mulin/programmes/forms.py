from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

Choices = Iterable[tuple[Any, str]]


class CycleForm(forms.Form):
    """What is settled when a cycle starts."""

    name = forms.CharField(
        label=gettext_lazy("这一季叫什么"),
        max_length=40,
        help_text=gettext_lazy("比如：精品季"),
    )
    theme = forms.CharField(label=gettext_lazy("主题"), max_length=100, required=False)
    opens_on = forms.DateField(
        label=gettext_lazy("哪天开始"), widget=forms.DateInput(attrs={"type": "date"})
    )
    communities = forms.TypedMultipleChoiceField(
        label=gettext_lazy("参加的社区"),
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("至少选一个社区")},
    )

    def __init__(self, *args: Any, communities: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["communities"].choices = list(communities)  # type: ignore[attr-defined]

    def clean_opens_on(self) -> Any:
        day = self.cleaned_data["opens_on"]
        if abs((day - timezone.localdate()).days) > 3660:
            raise ValidationError(_("这个日期离今天太远了，请再看看"))
        return day


class LaunchForm(CycleForm):
    """What is settled when a programme starts together with its first cycle."""

    blueprint = forms.ChoiceField(label=gettext_lazy("按哪张蓝本"), widget=forms.RadioSelect)
    title = forms.CharField(
        label=gettext_lazy("计划的名字"),
        max_length=80,
        required=False,
        help_text=gettext_lazy("不写就用蓝本的名字"),
    )
    field_order = ("blueprint", "title")

    def __init__(self, *args: Any, blueprints: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["blueprint"].choices = list(blueprints)  # type: ignore[attr-defined]
