"""What is written by experts, and about them."""

import unicodedata
from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy


class ScoreField(forms.DecimalField):
    """A score from 0 to 100, typed in any width."""

    widget = forms.TextInput

    def to_python(self, value: Any) -> Any:
        text = unicodedata.normalize("NFKC", str(value or ""))[:20].replace("。", ".")
        return super().to_python(text.strip())

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {"inputmode": "decimal", "autocomplete": "off", "maxlength": 5}


class SheetForm(forms.Form):
    """What a judge writes on a sheet."""

    score = ScoreField(
        label=gettext_lazy("分数"),
        min_value=0,
        max_value=100,
        max_digits=4,
        decimal_places=1,
        help_text=gettext_lazy("0 到 100，最多一位小数，比如 86.5"),
        error_messages={
            "required": gettext_lazy("还没写分数"),
            "invalid": gettext_lazy("请写数字，比如 86.5"),
            "min_value": gettext_lazy("最低是 0 分"),
            "max_value": gettext_lazy("最高是 100 分"),
            "max_decimal_places": gettext_lazy("最多写一位小数"),
            "max_digits": gettext_lazy("数字太长，请再看看"),
            "max_whole_digits": gettext_lazy("最高是 100 分"),
        },
    )
    comment = forms.CharField(
        label=gettext_lazy("评语"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("结果出来后大家能看到，不写您的名字"),
    )
    submit = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.is_bound and not self.data.get("submit"):
            self.fields["score"].required = False


class RecusalForm(forms.Form):
    """Why a judge does not score a proposal."""

    reason = forms.CharField(
        label=gettext_lazy("原因"),
        max_length=200,
        help_text=gettext_lazy("比如：提案人是我的亲戚；我参与了这个方案"),
    )


class ConflictForm(forms.Form):
    """Which proposals a judge is too close to, and why; none is an answer too."""

    proposals = forms.TypedMultipleChoiceField(
        label=gettext_lazy("和我有关系的提案"),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("一个也没有，就都不勾"),
    )
    reason = forms.CharField(
        label=gettext_lazy("什么关系"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("勾了才要写，比如：提案人是我的亲戚；我在这家机构任职"),
    )
    is_true = forms.BooleanField(
        label=gettext_lazy("我说的属实；勾了的提案我不打分，也不谈论"),
        error_messages={"required": gettext_lazy("请确认属实，才能开始打分")},
    )

    def __init__(
        self, *args: Any, entries: Iterable[tuple[int, str]], close: Iterable[int], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["proposals"].choices = list(entries)  # type: ignore[attr-defined]
        self.fields["proposals"].initial = list(close)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        given.pop("is_true", None)
        if given.get("proposals") and not (given.get("reason") or "").strip():
            self.add_error("reason", gettext_lazy("勾了提案，请写一句是什么关系"))
        return given


class AssignForm(forms.Form):
    """Which proposals a judge is to score."""

    judge = forms.TypedChoiceField(label=gettext_lazy("评委"), coerce=int)
    proposals = forms.TypedMultipleChoiceField(
        label=gettext_lazy("提案"), coerce=int, widget=forms.CheckboxSelectMultiple
    )

    def __init__(
        self,
        *args: Any,
        judges: Iterable[tuple[int, str]],
        entries: Iterable[tuple[int, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["judge"].choices = list(judges)  # type: ignore[attr-defined]
        self.fields["proposals"].choices = list(entries)  # type: ignore[attr-defined]
        self.fields["proposals"].initial = [pk for pk, _title in self.fields["proposals"].choices]  # type: ignore[attr-defined]
