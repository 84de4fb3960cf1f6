from collections.abc import Iterable
from typing import Any
from uuid import uuid4

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mulin.commons.files.forms import PhotosField
from mulin.commons.organisations.models import Adviser
from mulin.commons.people.names import tidy

Choices = Iterable[tuple[Any, Any]]
PUBLIC = gettext_lazy("会公开，别写居民的姓名和电话。")


class PlainField(forms.CharField):
    """Some words, without signs nobody can see."""

    def to_python(self, value: Any) -> str:
        lines = (super().to_python(value) or "").splitlines()
        return "\n".join(tidy(line) for line in lines).strip()


def _area(rows: int = 3) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


def _day(label: Any, **how: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput(attrs={"type": "date"}), **how)


class AskForm(forms.Form):
    """What somebody is asked, and who."""

    whom = forms.ChoiceField(label=gettext_lazy("请谁"))
    title = PlainField(label=gettext_lazy("什么事"), max_length=60)
    problem = PlainField(
        label=gettext_lazy("难在哪里，想请教什么"),
        max_length=1000,
        widget=_area(5),
        help_text=PUBLIC,
    )
    wanted_on = _day(
        gettext_lazy("希望哪天来看看"),
        required=False,
        help_text=gettext_lazy("只要书面答复就空着"),
    )
    topic = forms.TypedChoiceField(
        label=gettext_lazy("和哪个议题有关"), coerce=int, empty_value=None, required=False
    )

    def __init__(self, *args: Any, whom: Choices, topics: Choices, **how: Any) -> None:
        super().__init__(*args, **how)
        self.fields["whom"].choices = list(whom)  # type: ignore[attr-defined]
        self.fields["topic"].choices = [  # type: ignore[attr-defined]
            ("", _("没有")),
            *topics,
        ]


class ReasonForm(forms.Form):
    """One sentence of why."""

    reason = PlainField(
        label=gettext_lazy("为什么"), max_length=200, widget=_area(2), help_text=PUBLIC
    )


class VisitForm(forms.Form):
    """On which day somebody came."""

    visited_on = _day(gettext_lazy("哪天来的"))

    def __init__(self, *args: Any, **how: Any) -> None:
        super().__init__(*args, **how)
        self.initial.setdefault("visited_on", timezone.localdate())


class AnswerForm(forms.Form):
    """What whoever was asked says."""

    answer = PlainField(
        label=gettext_lazy("怎么答复"), max_length=3000, widget=_area(7), help_text=PUBLIC
    )
    photos = PhotosField(required=False)


class EnterForm(AnswerForm):
    """An answer that came on paper, as staff enter it."""

    signed_by = PlainField(
        label=gettext_lazy("谁答复的"),
        max_length=60,
        help_text=gettext_lazy("会公开。比如：区住建局房屋安全科"),
    )
    answered_on = _day(gettext_lazy("信上写的是哪天"))
    field_order = ["signed_by", "answered_on", "answer", "photos"]

    def __init__(self, *args: Any, **how: Any) -> None:
        super().__init__(*args, **how)
        self.fields["photos"].label = _("来信的照片或扫描")
        self.initial.setdefault("answered_on", timezone.localdate())


class PromiseForm(forms.Form):
    """What was promised in an answer."""

    what = PlainField(label=gettext_lazy("答应做什么"), max_length=120)
    due_on = _day(gettext_lazy("哪天以前"), required=False)
    receipt = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4, required=False)


class TermForm(forms.Form):
    """Within how many working days an answer is wanted."""

    days = forms.IntegerField(
        label=gettext_lazy("几个工作日以内答复"),
        min_value=1,
        max_value=60,
        help_text=gettext_lazy("到期没有答复，街道看得到；再过这么多天，区里看得到"),
    )


class QuestionForm(forms.Form):
    """What a resident would like to know."""

    text = PlainField(
        label=gettext_lazy("想请教什么"), max_length=300, widget=_area(4), help_text=PUBLIC
    )
    kind = forms.ChoiceField(label=gettext_lazy("想问哪方面的"), required=False)

    def __init__(self, *args: Any, **how: Any) -> None:
        super().__init__(*args, **how)
        self.fields["kind"].choices = [  # type: ignore[attr-defined]
            ("", _("说不准")),
            *Adviser.Kind.choices,
        ]


class QuestionAnswerForm(forms.Form):
    """What the office answers by itself."""

    answer = PlainField(
        label=gettext_lazy("直接答复，或者说明为什么不去请教"),
        max_length=300,
        widget=_area(3),
        help_text=PUBLIC,
    )
