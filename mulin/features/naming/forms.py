"""What is filled in around a name."""

from collections.abc import Iterable
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mulin.commons.people.fields import LineField, LinesField
from mulin.web.plain import plain

from .models import NameSubmission

Choices = Iterable[tuple[Any, str]]
LONGEST = 20


class NameField(LineField):
    """A name with at least one sign that can be said."""

    def __init__(self, **how: Any) -> None:
        super().__init__(max_length=LONGEST, **how)

    def clean(self, value: Any) -> str:
        name = str(super().clean(value))
        if name and not plain(name):
            raise forms.ValidationError(_("请写一个名字，光有标点不行。"))
        return name


class MomentField(forms.DateTimeField):
    """A day and a time."""

    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")


class OpenForm(forms.Form):
    """What is to be named, why, and until when."""

    place = forms.TypedChoiceField(label=gettext_lazy("给哪儿起名"), coerce=int)
    why = LineField(
        label=gettext_lazy("为什么要起名"),
        max_length=200,
        help_text=gettext_lazy("例：车库改好了，大家想给它起个好听的名字。"),
    )
    collects_until = MomentField(label=gettext_lazy("征到什么时候"))
    per_person = forms.IntegerField(
        label=gettext_lazy("每人最多起几个"), min_value=1, max_value=10, initial=3
    )
    needs_account = forms.BooleanField(
        label=gettext_lazy("登录了才能起名"),
        required=False,
        help_text=gettext_lazy("不勾，群里点开链接就能写，写了社区看过再挂出来。"),
    )

    def __init__(self, *args: Any, places: Choices, **how: Any) -> None:
        super().__init__(*args, **how)
        self.fields["place"].choices = list(places)  # type: ignore[attr-defined]


class GiveForm(forms.Form):
    """One name."""

    name = NameField(label=gettext_lazy("您想叫它什么"))
    meaning = LineField(label=gettext_lazy("有什么含义"), max_length=100, required=False)
    author_name = LineField(
        label=gettext_lazy("怎么称呼您"),
        max_length=60,
        required=False,
        help_text=gettext_lazy("只有社区看得到，不写也行。"),
    )
    receipt = forms.UUIDField(initial=uuid4, required=False, widget=forms.HiddenInput)
    """Drawn with the form, so that pressing twice gives one name."""

    def __init__(self, *args: Any, is_known: bool, **how: Any) -> None:
        super().__init__(*args, **how)
        if is_known:
            del self.fields["author_name"]


class EnterForm(forms.Form):
    """Names that came on paper."""

    channel = forms.ChoiceField(
        label=gettext_lazy("怎么来的"),
        choices=[one for one in NameSubmission.Channel.choices if one[0] != "phone"],
    )
    names = LinesField(
        label=gettext_lazy("一行一个名字"),
        max_length=8000,
        widget=forms.Textarea({"rows": 6}),
        help_text=gettext_lazy("要记是谁起的，在名字后面写逗号和称呼，如：平安小栈，周阿姨"),
    )

    def clean_names(self) -> list[tuple[str, str]]:
        found = []
        for line in self.cleaned_data["names"].splitlines():
            name, _comma, author = line.replace(",", "，").partition("，")
            if not name.strip():
                continue
            if len(name.strip()) > LONGEST or not plain(name):
                raise forms.ValidationError(
                    _("“%(name)s”不像一个名字：要有字，最多 20 个字。") % {"name": name.strip()}
                )
            found.append((name.strip(), author.strip()[:60]))
        return found


class HideForm(forms.Form):
    """Why a name is not shown."""

    because = LineField(
        label=gettext_lazy("为什么不挂出来"),
        max_length=100,
        help_text=gettext_lazy("起名的人看得到这句话。"),
    )


class ShortlistForm(forms.Form):
    """Which names are on the ballot, and why each other one is not."""

    votes_until = MomentField(label=gettext_lazy("投到什么时候"))
    other = LineField(
        label=gettext_lazy("其余没挑上的，为什么"),
        max_length=100,
        required=False,
        help_text=gettext_lazy("下面单独写了理由的，用单独的。"),
    )

    def __init__(self, *args: Any, names: Iterable[Any], **how: Any) -> None:
        super().__init__(*args, **how)
        self.names = list(names)
        for one in self.names:
            self.fields[f"on-{one.pk}"] = forms.BooleanField(label=one.name, required=False)
            self.fields[f"why-{one.pk}"] = LineField(
                label=_("“%(name)s”为什么没挑上") % {"name": one.name},
                max_length=100,
                required=False,
            )

    @property
    def chosen(self) -> list[int]:
        return [one.pk for one in self.names if self.cleaned_data.get(f"on-{one.pk}")]

    @property
    def reasons(self) -> dict[int, str]:
        other = self.cleaned_data.get("other", "")
        return {one.pk: self.cleaned_data.get(f"why-{one.pk}") or other for one in self.names}

    @property
    def lines(self) -> list[tuple[Any, forms.BoundField, forms.BoundField]]:
        """Each name with its tick and its reason."""
        return [(one, self[f"on-{one.pk}"], self[f"why-{one.pk}"]) for one in self.names]


class VoteForm(forms.Form):
    """One of the names."""

    name = forms.TypedChoiceField(
        label=gettext_lazy("选一个"), coerce=int, widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, names: Iterable[Any], **how: Any) -> None:
        super().__init__(*args, **how)
        self.fields["name"].choices = [(one.pk, one.name) for one in names]  # type: ignore[attr-defined]


class CountForm(forms.Form):
    """What one person counted in the box."""

    def __init__(self, *args: Any, names: Iterable[Any], **how: Any) -> None:
        super().__init__(*args, **how)
        self.names = list(names)
        for one in self.names:
            self.fields[f"n-{one.pk}"] = _how_many(one.name)
        self.fields["blank"] = _how_many(_("没选、选了不止一个、看不清"))

    @property
    def counted(self) -> dict[int, int]:
        return {one.pk: self.cleaned_data[f"n-{one.pk}"] for one in self.names}


class ProlongForm(forms.Form):
    """A later end."""

    until = MomentField(label=gettext_lazy("延到什么时候"))
    because = LineField(label=gettext_lazy("为什么"), max_length=100)


class ReasonForm(forms.Form):
    """Why it is called off."""

    because = LineField(label=gettext_lazy("为什么取消"), max_length=200)


class OpeningForm(forms.Form):
    """What the notice says."""

    opens_on = forms.DateField(label=gettext_lazy("哪天启用"))
    text = LinesField(
        label=gettext_lazy("公告怎么写"), max_length=2000, widget=forms.Textarea({"rows": 6})
    )


class SureForm(forms.Form):
    """Nothing to fill in."""


def _how_many(label: str) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=0, max_value=100_000, initial=0)
