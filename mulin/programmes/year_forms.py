"""What the office fills in of an earlier year."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mulin.commons.people.names import tidy

LINE = re.compile(r"(.{1,20}?)[\s:：,，]*(\d{1,6})")
MOST = 1_000_000


def _count(label: Any) -> forms.IntegerField:
    return forms.IntegerField(label=label, required=False, min_value=0, max_value=MOST)


class EarlierYearForm(forms.Form):
    """The figures of a year, as far as anybody knows them."""

    year = forms.IntegerField(label=gettext_lazy("哪一年"), min_value=1990, max_value=2100)
    name = forms.CharField(label=gettext_lazy("那一季叫什么"), max_length=40, required=False)
    communities = _count(gettext_lazy("参加的社区"))
    ideas = _count(gettext_lazy("金点子"))
    ideas_are_at_least = forms.BooleanField(
        label=gettext_lazy("点子只知道至少有这么多"), required=False
    )
    proposals = _count(gettext_lazy("提案"))
    selected = _count(gettext_lazy("入选"))
    selected_by_category = forms.CharField(
        label=gettext_lazy("入选的各是哪一类"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("一行一类，比如：文化 31。不知道的不写。"),
    )
    policy_note = forms.CharField(
        label=gettext_lazy("那一年的重点"), max_length=200, required=False
    )
    retrospective = forms.CharField(
        label=gettext_lazy("回头看：什么好用、什么不好用、后来改了什么"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    source = forms.CharField(label=gettext_lazy("数字从哪里来"), max_length=200)

    def clean_selected_by_category(self) -> dict[str, int]:
        told: dict[str, int] = {}
        for line in self.cleaned_data["selected_by_category"].splitlines():
            if not tidy(line):
                continue
            if not (found := LINE.fullmatch(tidy(line))):
                raise forms.ValidationError(
                    _("“%(line)s”看不懂，请写成“文化 31”。") % {"line": tidy(line)[:30]}
                )
            told[tidy(found[1])] = int(found[2])
        return told
