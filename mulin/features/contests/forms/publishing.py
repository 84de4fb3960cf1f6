"""What a notice of a result needs, and what is held against it."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

LONG_TEXT = 1000


class PublishForm(forms.Form):
    """What a notice of a result needs besides the result."""

    override_reason = forms.CharField(
        label=gettext_lazy("还有社区没有精品项目，为什么仍然公示"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("会印在公示上、写在结果页上，大家都看得到"),
        error_messages={"required": gettext_lazy("不写理由不能公示；或者先在上面标出精品项目")},
    )
    objection_contact = forms.CharField(
        label=gettext_lazy("怎么提异议"),
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("一行一个办法，比如地点、电话；会印在公示上"),
    )

    def __init__(self, *args: Any, asks_reason: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not asks_reason:
            del self.fields["override_reason"]


class FlagshipForm(forms.Form):
    """Which selected proposal is, or is no longer, one its community stands up for."""

    proposal = forms.IntegerField()
    is_flagship = forms.BooleanField(required=False)


class ObjectionForm(forms.Form):
    """What a resident holds against a result."""

    proposal = forms.TypedChoiceField(
        label=gettext_lazy("对哪个提案"), coerce=int, required=False, empty_value=None
    )
    text = forms.CharField(
        label=gettext_lazy("您认为哪里不对"),
        max_length=LONG_TEXT,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=gettext_lazy("答复后大家能看到，只写您的姓，不写名字；请不要写别人的姓名和电话"),
    )

    def __init__(self, *args: Any, listed: Iterable[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["proposal"].choices = [("", _("整个结果")), *listed]  # type: ignore[attr-defined]


class PaperObjectionForm(ObjectionForm):
    """What was handed in on paper."""

    paper_name = forms.CharField(
        label=gettext_lazy("纸上写的姓名"),
        max_length=60,
        required=False,
        help_text=gettext_lazy("没写姓名的也收；公开时只写姓"),
    )
    received_on = forms.DateField(
        label=gettext_lazy("哪天收到的"), widget=forms.DateInput(attrs={"type": "date"})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["received_on"].initial = timezone.localdate


class AnswerForm(forms.Form):
    """What is answered to an objection."""

    answer = forms.CharField(
        label=gettext_lazy("答复"),
        max_length=LONG_TEXT,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=gettext_lazy("大家都能看到，写明查了什么、改不改、为什么；答复后不能再改"),
    )


class ResultFilters(forms.Form):
    """How a long result is narrowed."""

    zone = forms.ChoiceField(label=gettext_lazy("片区"), required=False)
    category = forms.ChoiceField(label=gettext_lazy("类别"), required=False)

    def __init__(self, *args: Any, rows: Iterable[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = list(rows)
        for name, everything in (("zone", _("全部片区")), ("category", _("全部类别"))):
            found = dict.fromkeys(value for row in rows if (value := getattr(row, name)))
            if len(found) < 2:
                del self.fields[name]
            else:
                choices = [("", everything), *((value, value) for value in found)]
                self.fields[name].choices = choices  # type: ignore[attr-defined]

    def narrowed(self, rows: Iterable[Any]) -> list[Any]:
        """Return the rows that were asked for; what cannot be understood narrows nothing."""
        self.is_valid()
        asked = {name: value for name, value in self.cleaned_data.items() if value}
        return [row for row in rows if all(getattr(row, k) == v for k, v in asked.items())]
