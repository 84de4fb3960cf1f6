from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import uuid4

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from mulin.commons.files.forms import PhotosField
from mulin.commons.people.fields import LineField, LinesField

from .models import DesignComment, DisplayBoard

MOST_YUAN = 1_000_000_000


class DisplayForm(forms.Form):
    """What a display is about and when it hangs."""

    title = LineField(
        label=_("名称"), max_length=60, help_text=_("例：榕树下小广场，三个摆法您看看")
    )
    text = LinesField(
        label=_("想听大家说什么"),
        max_length=500,
        required=False,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("例：哪儿坐着舒服、哪儿会挡路、还差什么"),
    )
    contact = LineField(label=_("想当面说，找谁"), max_length=60)
    opens_on = forms.DateField(label=_("从哪天起"), initial=timezone.localdate)
    closes_on = forms.DateField(label=_("听到哪天"))

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        first, last = told.get("opens_on"), told.get("closes_on")
        if first and last and last < first:
            self.add_error("closes_on", gettext("最后一天在第一天以前，请再看看。"))
        return told


class LaterForm(forms.Form):
    """A later last day."""

    closes_on = forms.DateField(label=_("听到哪天"))


class VersionForm(forms.Form):
    """A new version: what changed, and which comments led to it."""

    what_changed = LinesField(
        label=_("和上一版比，改了什么"), max_length=500, widget=forms.Textarea({"rows": 3})
    )
    drawn_by = LineField(
        label=_("谁画的"), max_length=60, required=False, help_text=_("例：老城设计院")
    )
    comments = forms.TypedMultipleChoiceField(
        label=_("照着哪几条意见改的"),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(
        self, *args: Any, is_first: bool, adopted: Iterable[DesignComment] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        choices: Any = self.fields["comments"]
        choices.choices = [(one.pk, one.text) for one in adopted]
        if is_first:
            del self.fields["what_changed"]
        if not choices.choices:
            del self.fields["comments"]


class OptionForm(forms.Form):
    """One way of doing it."""

    title = LineField(label=_("叫什么"), max_length=40, help_text=_("例：椅子围着榕树摆"))
    text = LinesField(
        label=_("说明"), max_length=500, required=False, widget=forms.Textarea({"rows": 3})
    )
    rendering = PhotosField(
        label=_("效果图"), most=1, required=False, help_text=_("一张图，横着的最好看。")
    )
    cost = forms.IntegerField(
        label=_("大约多少钱（元）"), required=False, min_value=0, max_value=MOST_YUAN
    )
    disruption = LineField(
        label=_("施工时有什么不方便"),
        max_length=200,
        required=False,
        help_text=_("例：围挡三周，西门进出"),
    )
    pros = LineField(label=_("好处"), max_length=300, required=False)
    cons = LineField(label=_("不足"), max_length=300, required=False)


class BoardForm(forms.Form):
    """Where a board hangs."""

    place = LineField(label=_("挂在哪儿"), max_length=40, help_text=_("例：院门口、榕树下"))
    hung_on = forms.DateField(label=_("哪天挂的"), initial=timezone.localdate)
    photo = PhotosField(label=_("拍一张挂好的样子"), most=1, required=False)

    def clean_hung_on(self) -> date:
        day: date = self.cleaned_data["hung_on"]
        if day > timezone.localdate():
            raise forms.ValidationError(gettext("还没到这一天，挂好了再来记。"))
        return day


class CommentForm(forms.Form):
    """What somebody thinks of it, and how they want to be called."""

    text = LinesField(
        label=_("您怎么看"),
        max_length=500,
        widget=forms.Textarea({"rows": 4}),
        help_text=_("例：椅子离垃圾桶太近，夏天坐不住"),
    )
    author_name = LineField(
        label=_("怎么称呼您"),
        max_length=60,
        required=False,
        help_text=_("公开时只显示姓，比如“陈*”。不写也行。"),
    )
    is_anonymous = forms.TypedChoiceField(
        label=_("署名"),
        coerce=lambda said: said == "yes",
        choices=[("", ""), ("yes", _("不署名"))],
        widget=forms.RadioSelect,
        required=False,
    )
    receipt = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4, required=False)

    def __init__(self, *args: Any, signature: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if signature:
            del self.fields["author_name"]
            field: Any = self.fields["is_anonymous"]
            field.choices = [("", signature), ("yes", gettext("不署名"))]
        else:
            del self.fields["is_anonymous"]


class SlipForm(forms.Form):
    """A paper slip from beside a board, typed in."""

    text = LinesField(label=_("纸条上写的"), max_length=500, widget=forms.Textarea({"rows": 3}))
    author_name = LineField(label=_("署名"), max_length=60, required=False)
    board = forms.TypedChoiceField(
        label=_("哪块展板旁的"), coerce=int, empty_value=None, required=False
    )
    receipt = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4, required=False)

    def __init__(self, *args: Any, boards: Iterable[DisplayBoard], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["board"]
        field.choices = [("", _("不记得了")), *((one.pk, one.place) for one in boards)]


class AnswerForm(forms.Form):
    """Whether a comment was taken up, and why."""

    answer = forms.ChoiceField(
        label=_("采纳吗"),
        choices=[one for one in DesignComment.Answer.choices if one[0]],
        widget=forms.RadioSelect,
    )
    reason = LinesField(
        label=_("为什么"),
        max_length=500,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("写给提意见的邻居看，会公开。"),
    )


class HideForm(forms.Form):
    """Why a comment is not shown."""

    hiding_reason = LineField(label=_("为什么不挂出来"), max_length=200)
