from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..models import BaselineStudy
from .fields import lines_of

MOST_NUMBERS = 40
LONGEST_CELL = 60
MARKS = ("：", ":")


class BaselineSettings(forms.Form):
    """What a community's study must be before a step for it may close."""

    months = forms.IntegerField(
        label=gettext_lazy("几个月以内写的才算"), min_value=1, max_value=60, initial=12
    )
    asks_all_prompts = forms.BooleanField(
        label=gettext_lazy("矛盾、钱、人手、距离四个问题都要写"), required=False, initial=True
    )


class StudyForm(forms.Form):
    """What a community looks like before anything is begun."""

    numbers = forms.CharField(
        label=gettext_lazy("数字"),
        required=False,
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=gettext_lazy("一行一个，比如“60岁以上：812 人”。户数不用写，户册里有。"),
    )
    problems = forms.CharField(
        label=gettext_lazy("有哪些难处"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    resources = forms.CharField(
        label=gettext_lazy("有什么家底"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("能用的地方、愿意出力的人和单位。"),
    )
    key_residents = forms.CharField(
        label=gettext_lazy("先找谁商量"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("只有社区的工作人员看得到，打印时可以不带。"),
    )
    what_changed = forms.CharField(
        label=gettext_lazy("这次改了什么"), required=False, max_length=100
    )

    def __init__(self, *args: Any, is_first: bool, **how: Any) -> None:
        super().__init__(*args, **how)
        for prompt in BaselineStudy.Prompt:
            self.fields[prompt.value] = forms.CharField(
                label=prompt.label,
                required=False,
                max_length=600,
                widget=forms.Textarea(attrs={"rows": 2}),
            )
        last = self.fields.pop("what_changed")
        if not is_first:
            last.required = True
            self.fields["what_changed"] = last

    def clean_numbers(self) -> list[list[str]]:
        lines = lines_of(self.cleaned_data["numbers"])
        if len(lines) > MOST_NUMBERS:
            raise forms.ValidationError(_("最多 %(most)d 行。") % {"most": MOST_NUMBERS})
        return [_pair(line) for line in lines]

    @property
    def study(self) -> dict[str, Any]:
        """Return what was written, as the act takes it."""
        given = dict(self.cleaned_data)
        prompts = [prompt.value for prompt in BaselineStudy.Prompt]
        given["diagnosis"] = {prompt: given.pop(prompt) for prompt in prompts}
        return given


def _pair(line: str) -> list[str]:
    for mark in MARKS:
        label, found, value = line.partition(mark)
        if found and label.strip() and value.strip():
            pair = [label.strip(), value.strip()]
            if max(map(len, pair)) <= LONGEST_CELL:
                return pair
    words = _("“%(line)s”请写成“什么：多少”，各不超过 60 个字。")
    raise forms.ValidationError(words % {"line": line[:20]})
