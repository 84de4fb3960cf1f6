"""What those who run a round write."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy


class PrepareForm(forms.Form):
    """What is asked, and of whom."""

    question = forms.CharField(
        label=gettext_lazy("问什么"),
        max_length=120,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("例：是否同意红砖苑整体改造"),
    )
    explanation = forms.CharField(
        label=gettext_lazy("要让住户先知道什么"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=gettext_lazy("改什么、多久、对家里有什么影响。一行一段。"),
    )
    compound = forms.TypedChoiceField(
        label=gettext_lazy("问哪里的住户"), coerce=int, widget=forms.RadioSelect
    )
    asks_one_thing = forms.BooleanField(
        label=gettext_lazy("只问了一件事：工程和收费没有放在一起问"),
    )

    def __init__(self, *args: Any, places: Iterable[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["compound"].choices = list(places)  # type: ignore[attr-defined]


class PublishForm(forms.Form):
    """How long a result hangs on the board."""

    days = forms.IntegerField(label=gettext_lazy("公示几天"), min_value=1, max_value=90, initial=7)
    objection_contact = forms.CharField(
        label=gettext_lazy("提异议的办法"),
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("一行一个办法：电话、地址、意见箱。"),
    )


class StartForm(forms.Form):
    """The notice that works start."""

    title = forms.CharField(
        label=gettext_lazy("标题"),
        max_length=80,
        help_text=gettext_lazy("例：红砖苑改造开工公告"),
    )
    body = forms.CharField(
        label=gettext_lazy("正文"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=gettext_lazy("哪天开工、干多久、谁来干、有事找谁。一行一段。"),
    )
