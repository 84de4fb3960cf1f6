from collections.abc import Iterable
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from mulin.commons.organisations.models import Organisation
from mulin.commons.places.models import Building
from mulin.commons.topics.models import Opinion

from .fields import OpinionLines, day_box

BY_HOUSEHOLD = [
    ("", gettext_lazy("不记名\n看不出是哪一户写的，大家更敢说")),
    ("yes", gettext_lazy("按户\n信上印门牌，看得出哪一户交了，社区的工作人员可以回访")),
]


class LetterForm(forms.Form):
    """What a letter says, and how it is answered."""

    words = forms.CharField(
        label=gettext_lazy("信里写什么"),
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 7}),
        help_text=gettext_lazy("空一行就是新的一段。称呼、落款、二维码和回执会自动印上。"),
    )
    returns_until = day_box(gettext_lazy("回执收到哪天"))
    is_by_household = forms.TypedChoiceField(
        label=gettext_lazy("记不记名"),
        choices=BY_HOUSEHOLD,
        required=False,
        coerce=bool,
        widget=forms.RadioSelect,
    )


class BuildingsForm(forms.Form):
    """For which buildings letters are printed."""

    buildings = forms.TypedMultipleChoiceField(
        label=gettext_lazy("印哪几栋"),
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("请至少勾一栋楼。")},
    )

    def __init__(
        self, *args: Any, buildings: Iterable[Building], notes: dict[int, str], **how: Any
    ) -> None:
        super().__init__(*args, **how)
        self.fields["buildings"].choices = [  # type: ignore[attr-defined]
            (one.pk, f"{one.full_name}\n{notes.get(one.pk, '')}") for one in buildings
        ]


class AnswerForm(OpinionLines):
    """What a home writes by the code on its letter."""

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not self.errors and not self.said:
            raise forms.ValidationError(_("三样都空着。写一句也行。"))
        return given


class ReturnForm(OpinionLines):
    """What stands on a slip that came back; an empty one counts as returned."""

    key = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **how: Any) -> None:
        how.setdefault("initial", {})["key"] = uuid4().hex
        super().__init__(*args, **how)


class CorrectionForm(OpinionLines):
    """What stands on a slip that was entered wrongly, and why it is put right."""

    because = forms.CharField(
        label=gettext_lazy("为什么改"),
        max_length=100,
        help_text=gettext_lazy("比如“录错了字”。改以前的话和原因都留着。"),
    )


class NumberForm(forms.Form):
    """Which slip somebody holds in the hand."""

    number = forms.IntegerField(
        label=pgettext_lazy("of a letter", "回执号"),
        min_value=1,
        max_value=2_000_000,
        required=False,
        help_text=gettext_lazy("印在回执右上角。没有号的空着。"),
    )

    def __init__(self, *args: Any, is_first: bool = False, **how: Any) -> None:
        """`is_first`: whoever enters one slip after another types its number at once."""
        super().__init__(*args, **how)
        if is_first:
            self.fields["number"].widget.attrs["autofocus"] = True


class SlipNumberForm(NumberForm):
    """Proof that somebody holds the letter whose code was opened."""

    def __init__(self, *args: Any, **how: Any) -> None:
        super().__init__(*args, **how)
        self.fields["number"].required = True
        self.fields["number"].help_text = _("印在回执右上角的码下面，比如 0042。")


class OpinionAnswerForm(forms.Form):
    """One answer to several lines, and what is promised."""

    opinions = forms.TypedMultipleChoiceField(
        label=gettext_lazy("哪几条是一件事"),
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("请勾选这是对哪几条意见的答复。")},
    )
    title = forms.CharField(
        label=gettext_lazy("这件事叫什么"),
        max_length=40,
        help_text=gettext_lazy("比如“楼道灯”。同一个名字的会并到一起。"),
    )
    reply = forms.ChoiceField(
        label=gettext_lazy("怎么办"), choices=Opinion.Reply.choices, widget=forms.RadioSelect
    )
    text = forms.CharField(
        label=gettext_lazy("怎么答复"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("大家都看得到。不采纳的写清楚为什么。"),
    )
    promise = forms.CharField(
        label=gettext_lazy("答应做什么"),
        max_length=120,
        required=False,
        help_text=gettext_lazy("写了就进待办，做没做到大家看得到。"),
    )
    keeper = forms.TypedChoiceField(
        label=gettext_lazy("谁来做"), coerce=int, empty_value=None, required=False
    )
    due_on = day_box(gettext_lazy("哪天前做到"), required=False)

    def __init__(
        self,
        *args: Any,
        opinions: Iterable[Opinion],
        keepers: Iterable[Organisation],
        **how: Any,
    ) -> None:
        super().__init__(*args, **how)
        self.fields["opinions"].choices = [  # type: ignore[attr-defined]
            (one.pk, f"{one.text}\n{_where(one)}") for one in opinions
        ]
        named = [("", _("社区自己")), *((one.pk, str(one)) for one in keepers)]
        self.fields["keeper"].choices = named  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("promise") and not given.get("due_on"):
            self.add_error("due_on", _("答应了什么，就要说哪天前做到。"))
        return given


def _where(opinion: Opinion) -> str:
    kind = str(opinion.get_kind_display())
    return f"{kind} · {opinion.building.full_name}" if opinion.building else kind


class PublishForm(forms.Form):
    """What came of the letter, in a few words for everybody."""

    summary = forms.CharField(
        label=gettext_lazy("和大家说几句"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("收到多少、大家最关心什么、先办什么。答复会自动列在下面。"),
    )
