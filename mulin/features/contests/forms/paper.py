"""What is written about ballots on paper."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from .voting import NeighbourForm


class BatchForm(forms.Form):
    """How many ballots are printed for which community."""

    community = forms.TypedChoiceField(label=gettext_lazy("社区"), coerce=int)
    count = forms.IntegerField(
        label=gettext_lazy("印几张"),
        min_value=1,
        max_value=300,
        initial=50,
        help_text=gettext_lazy("一批投进一个票箱，最多 300 张"),
    )

    def __init__(self, *args: Any, communities: Iterable[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["community"].choices = list(communities)  # type: ignore[attr-defined]


class VoterForm(NeighbourForm):
    """Who wants a ballot on paper."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].help_text = gettext_lazy("至少两个字；只找得到已确认住在这里的居民")


class HandOutForm(forms.Form):
    """To whom a ballot was given, or who gave it back."""

    voter = forms.IntegerField(min_value=1, max_value=2**62)


class CountField(forms.IntegerField):
    """A number of ballots or votes."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            min_value=0,
            max_value=100_000,
            widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
            error_messages={
                "required": gettext_lazy("没有就填 0"),
                "invalid": gettext_lazy("请写整数"),
            },
            **kwargs,
        )


class TallyForm(forms.Form):
    """What one person found in a box."""

    valid = CountField(
        label=gettext_lazy("有效票几张"), help_text=gettext_lazy("一项都没选的空白票也算有效")
    )
    spoilt = CountField(
        label=gettext_lazy("废票几张"),
        help_text=gettext_lazy("选多了的、看不清的、票号重复或核对码不对的"),
    )

    def __init__(self, *args: Any, entries: Iterable[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.entries = list(entries)
        for pk, title in self.entries:
            self.fields[f"votes_{pk}"] = CountField(label=title)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        votes = {pk: given.pop(f"votes_{pk}", None) for pk, _title in self.entries}
        return given | {"votes": votes}


class DecisionForm(TallyForm):
    """What a third person found, and why it is to count."""

    reason = forms.CharField(
        label=gettext_lazy("为什么这样定"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("写明怎么重新点的、差在哪里；会和结果一起公布"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"] = self.fields.pop("reason")
