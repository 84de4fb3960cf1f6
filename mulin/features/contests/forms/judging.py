"""What is written by experts, and about them."""

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..rubric import RubricLine


class ScoreField(forms.DecimalField):
    """Points from 0 to a maximum, with one place at most, typed in any width."""

    widget = forms.TextInput

    def __init__(self, *, most: int, **kwargs: Any) -> None:
        too_much = _("最高是 %(most)d 分") % {"most": most}
        super().__init__(
            min_value=0,
            max_value=most,
            max_digits=4,
            decimal_places=1,
            error_messages={
                "required": gettext_lazy("还没写分数"),
                "invalid": gettext_lazy("请写数字，比如 86.5"),
                "min_value": gettext_lazy("最低是 0 分"),
                "max_value": too_much,
                "max_decimal_places": gettext_lazy("最多写一位小数"),
                "max_digits": gettext_lazy("数字太长，请再看看"),
                "max_whole_digits": too_much,
            },
            **kwargs,
        )

    def to_python(self, value: Any) -> Any:
        text = unicodedata.normalize("NFKC", str(value or ""))[:20].replace("。", ".")
        return super().to_python(text.strip())

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {"inputmode": "decimal", "autocomplete": "off", "maxlength": 5}


class SheetForm(forms.Form):
    """What a judge writes on a sheet: points for each line, or one score without a rubric."""

    comment = forms.CharField(
        label=gettext_lazy("评语"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("结果出来后大家能看到，不写您的名字"),
    )
    submit = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        lines: Sequence[RubricLine] = (),
        focus: str = "",
        points: Mapping[str, str] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self._lines = dict(zip(_keys(lines), lines, strict=True))
        fields: dict[str, ScoreField] = {
            key: ScoreField(
                most=line.points,
                label=line.label,
                initial=(points or {}).get(line.name),
                help_text=_help(line, focus),
            )
            for key, line in self._lines.items()
        } or {
            "score": ScoreField(
                most=100,
                label=gettext_lazy("分数"),
                help_text=gettext_lazy("0 到 100，最多一位小数，比如 86.5"),
            )
        }
        self.fields.update(fields)
        self.order_fields(fields)
        if self.is_bound and not self.data.get("submit"):
            for name in fields:
                self.fields[name].required = False

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if self._lines:
            given["points"] = {line.name: given.pop(key, None) for key, line in self._lines.items()}
        return given


def _keys(lines: Sequence[RubricLine]) -> list[str]:
    return [f"points-{place}" for place, _line in enumerate(lines)]


def _help(line: RubricLine, focus: str) -> str:
    """Return how many points a line is worth, and the zone's focus where it is about that."""
    most = _("最多 %(most)d 分") % {"most": line.points}
    if line.is_about_the_zone and focus:
        return _("%(most)s；这个片区先做：%(focus)s") % {"most": most, "focus": focus}
    return most


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
