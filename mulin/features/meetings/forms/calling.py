"""How a meeting is called, moved and given its agenda."""

from collections.abc import Iterable
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mulin.commons.occasions import registry
from mulin.commons.people.fields import LineField

from ..needs import needs_of
from .fields import DATE, TIME, Among, area

SINGLE = ("coordination", "mediation", "council", "owner_delegates", "delegates", "forum", "joint")
"""Meetings that are called by themselves, the usual first."""


READERS = [
    ("", gettext_lazy("只给到场的人和社区\n别人看不到有这个会，也看不到纪要和约定")),
    ("yes", gettext_lazy("大家都看得到\n各方只写群体，比如足球队、舞蹈队，不写人名")),
]


class AboutForm(forms.Form):
    """Which matter's round it is."""

    topic = Among(label=gettext_lazy("哪个议题的一轮"))
    changed = forms.CharField(
        label=gettext_lazy("和上一轮比，变了什么"), max_length=200, required=False, widget=area()
    )
    incident = forms.CharField(
        label=gettext_lazy("出了什么事"),
        max_length=200,
        required=False,
        widget=area(),
        help_text=gettext_lazy("调解会要写"),
    )
    place = Among(label=gettext_lazy("说的是哪个地方"))

    def __init__(
        self,
        *args: Any,
        topics: Iterable[Any],
        places: Iterable[Any],
        is_mediation: bool | None = None,
        **how: Any,
    ) -> None:
        super().__init__(*args, **how)
        if is_mediation:
            self.fields["incident"].required, self.fields["incident"].help_text = True, ""
        elif is_mediation is False:
            del self.fields["incident"]
        self._offer("topic", [(one, one.title) for one in topics], _("没有立过议题"))
        self._offer("place", [(one, one.name) for one in places], _("不限哪里"))
        if "topic" not in self.fields:
            del self.fields["changed"]

    def _offer(self, name: str, rows: list[tuple[Any, str]], nothing: str) -> None:
        """Ask only where there is something to choose from."""
        if rows:
            self.fields[name].offer(rows, nothing)  # type: ignore[attr-defined]
        else:
            del self.fields[name]


class ReadersForm(forms.Form):
    """Who may read of a mediation."""

    for_everybody = forms.ChoiceField(
        label=gettext_lazy("调解会给谁看"),
        choices=READERS,
        required=False,
        widget=forms.RadioSelect,
        initial="",
    )

    def clean_for_everybody(self) -> bool:
        return bool(self.cleaned_data["for_everybody"])


class CallForm(ReadersForm, AboutForm):
    """A single meeting."""

    kind = forms.ChoiceField(
        label=gettext_lazy("什么会"), widget=forms.RadioSelect, initial=SINGLE[0]
    )
    title = forms.CharField(
        label=gettext_lazy("叫什么"),
        max_length=60,
        help_text=gettext_lazy("比如：榕树下第一次碰头"),
    )
    on = forms.DateField(label=gettext_lazy("哪天"), widget=forms.DateInput(attrs=DATE))
    starts_at = forms.TimeField(
        label=gettext_lazy("几点"),
        required=False,
        widget=forms.TimeInput(attrs=TIME, format="%H:%M"),
    )
    where = forms.CharField(
        label=gettext_lazy("在哪里"),
        max_length=60,
        required=False,
        help_text=gettext_lazy("写得出就行，比如：大榕树下"),
    )
    field_order = (
        "kind",
        "title",
        "on",
        "starts_at",
        "where",
        "incident",
        "for_everybody",
        "topic",
    )

    def __init__(self, *args: Any, **how: Any) -> None:
        super().__init__(*args, **how)
        choices = [(key, f"{registry.get(key).label}\n{needs_of(key)}") for key in SINGLE]
        self.fields["kind"].choices = choices  # type: ignore[attr-defined]


class MoveForm(forms.Form):
    """Another day, and why."""

    on = forms.DateField(label=gettext_lazy("改到哪天"), widget=forms.DateInput(attrs=DATE))
    starts_at = forms.TimeField(
        label=gettext_lazy("几点"),
        required=False,
        widget=forms.TimeInput(attrs=TIME, format="%H:%M"),
    )
    where = forms.CharField(label=gettext_lazy("在哪里"), max_length=60, required=False)
    because = forms.CharField(label=gettext_lazy("为什么改"), max_length=200)


class BecauseForm(forms.Form):
    """Why."""

    because = forms.CharField(label=gettext_lazy("为什么"), max_length=200)


class AgendaForm(forms.Form):
    """One more matter for the agenda."""

    title = LineField(
        label=gettext_lazy("加一个议题"),
        max_length=60,
        help_text=gettext_lazy("比如：放学时校门口太堵"),
    )
    key = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **how: Any) -> None:
        how.setdefault("initial", {})["key"] = uuid4().hex
        super().__init__(*args, **how)


class BoxForm(forms.Form):
    """What somebody wants to be talked about."""

    title = LineField(
        label=gettext_lazy("想议什么"),
        max_length=60,
        help_text=gettext_lazy("比如：放学时校门口太堵"),
    )
    detail = forms.CharField(
        label=gettext_lazy("多说两句"), max_length=300, required=False, widget=area(3)
    )
    organisation = Among(label=gettext_lazy("替哪个单位提"))
    key = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, organisations: Iterable[Any], **how: Any) -> None:
        how.setdefault("initial", {})["key"] = uuid4().hex
        super().__init__(*args, **how)
        units = [(one, one.name) for one in organisations]
        if units:
            self.fields["organisation"].offer(units, _("我自己"))  # type: ignore[attr-defined]
        else:
            del self.fields["organisation"]


class PutForm(forms.Form):
    """Onto which table something is put."""

    occasion = Among(label=gettext_lazy("排到哪次会上"))

    def __init__(self, *args: Any, tables: Iterable[Any], **how: Any) -> None:
        super().__init__(*args, **how)
        rows = [(one, f"{one.title} {one.on:%m-%d}") for one in tables]
        self.fields["occasion"].offer(rows, _("请选一次会"))  # type: ignore[attr-defined]
        self.fields["occasion"].required = True


class HereForm(forms.Form):
    """Who came, of those without an account: a name and a door."""

    name = forms.CharField(
        label=gettext_lazy("您怎么称呼"),
        max_length=20,
        help_text=gettext_lazy("公开的纪要里只留姓"),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    building = Among(label=gettext_lazy("住哪一栋"))
    door = forms.CharField(
        label=gettext_lazy("门牌"),
        max_length=30,
        help_text=gettext_lazy("比如：2单元301。只有社区看得到，纪要定稿后删掉"),
    )
    key = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, buildings: Iterable[Any], **how: Any) -> None:
        how.setdefault("initial", {})["key"] = uuid4().hex
        super().__init__(*args, **how)
        homes: Any = self.fields["building"]
        lines = [(one, one.full_name) for one in buildings]
        homes.offer(lines, _("请选"))
        homes.required = bool(lines)
        if not lines:
            del self.fields["building"]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        given["receipt"] = given.pop("key", None) or uuid4()
        return given
