"""What is filled in at a window, and by those who settle what a window could not do."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mulin.commons.people.fields import LineField, LinesField

from ..models import Escalation

Choices = Sequence[tuple[Any, Any]]


class ItemChoiceForm(forms.Form):
    """What a matter is about, as it turned out."""

    item = forms.ChoiceField(label=_("办什么事"), required=False)

    def __init__(self, *args: Any, items: Choices, **how: Any) -> None:
        super().__init__(*args, **how)
        chosen: Any = self.fields["item"]
        chosen.choices = [("", _("还不清楚")), *items]


class FinishForm(forms.Form):
    """How a matter was done."""

    result = LineField(
        label=_("怎么办好的"),
        max_length=300,
        help_text=_("一句话，居民看得到。比如：医保卡激活了，当场能用。"),
    )


class EscalateForm(forms.Form):
    """To which office, and why."""

    office = forms.ChoiceField(label=_("报给谁"), widget=forms.RadioSelect)
    department = LineField(
        label=_("哪个部门"), max_length=60, required=False, help_text=_("比如：区医保局。")
    )
    reason = LinesField(
        label=_("为什么这里办不了"),
        max_length=300,
        help_text=_("居民也看得到。缺什么、卡在哪里，写清楚。"),
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, offices: Choices, **how: Any) -> None:
        super().__init__(*args, **how)
        chosen: Any = self.fields["office"]
        chosen.choices = list(offices)
        if len(offices):
            chosen.initial = offices[0][0]


class DecideForm(forms.Form):
    """How it goes on, and what the resident is told."""

    decision = forms.ChoiceField(
        label=_("接下来怎么办"), widget=forms.RadioSelect, choices=Escalation.Decision.choices
    )
    answer = LinesField(
        label=_("给居民的答复"),
        max_length=500,
        help_text=_("说清楚接下来怎么办、什么时候有结果。"),
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class PersonForm(forms.Form):
    """One of the people at this window."""

    person = forms.ChoiceField(label=_("哪位同事"))

    def __init__(self, *args: Any, people: Choices, **how: Any) -> None:
        super().__init__(*args, **how)
        chosen: Any = self.fields["person"]
        chosen.choices = list(people)
