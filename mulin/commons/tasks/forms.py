from collections.abc import Iterable
from typing import Any
from uuid import uuid4

from django import forms
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mulin.commons.files.forms import PhotosField

from .models import ActionItem

DATE = {"type": "date"}


def _area(rows: int = 3) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class KeeperField(forms.ChoiceField):
    """Who promises: one of the people, groups, organisations and offices of a place."""

    def __init__(self, **how: Any) -> None:
        super().__init__(label=gettext_lazy("谁来做"), **how)
        self.meant: dict[str, models.Model] = {}

    def offer(self, groups: Iterable[tuple[str, Iterable[tuple[models.Model, str]]]]) -> None:
        """Offer keepers under headings; each is known by its type and key."""
        choices: list[Any] = [("", _("请选择"))]
        for heading, keepers in groups:
            lines = []
            for one, name in keepers:
                key = f"{one._meta.model_name}-{one.pk}"
                self.meant[key] = one
                lines.append((key, name))
            if lines:
                choices.append((heading, lines))
        self.choices = choices

    def clean(self, value: Any) -> Any:
        return self.meant[super().clean(value)]


class PromiseForm(forms.Form):
    """Who will do what by when."""

    what = forms.CharField(label=gettext_lazy("做什么"), max_length=120, widget=_area(2))
    keeper = KeeperField()
    due_on = forms.DateField(
        label=gettext_lazy("哪天以前"), required=False, widget=forms.DateInput(attrs=DATE)
    )
    is_public = forms.BooleanField(label=gettext_lazy("居民也能看到"), required=False, initial=True)
    receipt = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4, required=False)

    def __init__(self, *args: Any, keepers: Any, **how: Any) -> None:
        super().__init__(*args, **how)
        self.fields["keeper"].offer(keepers)  # type: ignore[attr-defined]


class ProgressForm(forms.Form):
    """How it fares, or that it is done."""

    text = forms.CharField(label=gettext_lazy("做得怎么样了"), max_length=300, widget=_area())
    photos = PhotosField(required=False)
    is_kept = forms.BooleanField(label=gettext_lazy("做完了"), required=False)


class PostponeForm(forms.Form):
    """Another day, and why."""

    due_on = forms.DateField(label=gettext_lazy("改到哪天"), widget=forms.DateInput(attrs=DATE))
    because = forms.CharField(label=gettext_lazy("为什么改期"), max_length=200)


class DropForm(forms.Form):
    """Why nothing will come of it."""

    because = forms.CharField(label=gettext_lazy("为什么不做了"), max_length=200)


class HandOverForm(forms.Form):
    """Who takes a promise over, and why."""

    keeper = KeeperField()
    because = forms.CharField(label=gettext_lazy("为什么换人"), max_length=200)

    def __init__(self, *args: Any, keepers: Any, **how: Any) -> None:
        super().__init__(*args, **how)
        self.fields["keeper"].offer(keepers)  # type: ignore[attr-defined]


class LeaverForm(forms.Form):
    """Whose matters are handed over."""

    leaver = forms.TypedChoiceField(label=gettext_lazy("谁要离开"), coerce=int)

    def __init__(self, *args: Any, people: Iterable[tuple[int, str]], **how: Any) -> None:
        super().__init__(*args, **how)
        self.fields["leaver"].choices = [("", _("请选择")), *people]  # type: ignore[attr-defined]


class SuccessorForm(forms.Form):
    """Who takes everything over, and why."""

    successor = forms.TypedChoiceField(label=gettext_lazy("交给谁"), coerce=int)
    because = forms.CharField(
        label=gettext_lazy("为什么交接"),
        max_length=200,
        help_text=gettext_lazy("比如：调到街道工作"),
    )

    def __init__(self, *args: Any, people: Iterable[tuple[int, str]], **how: Any) -> None:
        super().__init__(*args, **how)
        choices = [("", _("请选择")), *people]
        self.fields["successor"].choices = choices  # type: ignore[attr-defined]


STANDINGS = [
    ("open", gettext_lazy("还没做完的")),
    ("overdue", gettext_lazy("过期的")),
    ("ended", gettext_lazy("有结果的")),
    ("", gettext_lazy("全部")),
]


class FilterForm(forms.Form):
    """Which promises of an office to look at."""

    standing = forms.ChoiceField(
        label=gettext_lazy("看哪些"), choices=STANDINGS, required=False, initial="open"
    )
    organisation = forms.TypedChoiceField(
        label=gettext_lazy("哪个单位"), coerce=int, required=False, empty_value=None
    )

    def __init__(self, *args: Any, organisations: Iterable[tuple[int, str]], **how: Any) -> None:
        super().__init__(*args, **how)
        choices = [("", _("所有的人和单位")), *organisations]
        self.fields["organisation"].choices = choices  # type: ignore[attr-defined]


def state_in_words(item: ActionItem) -> str:
    """Return how a promise stands."""
    return _("过期了") if item.is_overdue else str(item.get_state_display())
