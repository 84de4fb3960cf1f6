"""How minutes are shown and put right, and what a mediation ends in."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mulin.commons.topics.models import Settlement

from ..models import MinutesReply
from ..presenting import LABELS
from .fields import DATE, TIME, Among, area


class ShowForm(forms.Form):
    """How long those who were there have."""

    days = forms.IntegerField(
        label=gettext_lazy("给到场的人几个工作日核对"), min_value=1, max_value=20, initial=3
    )


class CorrectForm(forms.Form):
    """One field put right."""

    field = forms.ChoiceField(label=gettext_lazy("改哪一栏"))
    now = forms.CharField(
        label=gettext_lazy("改成"), max_length=1000, required=False, widget=area(4)
    )
    because = forms.CharField(label=gettext_lazy("为什么改"), max_length=200)

    def __init__(self, *args: Any, **how: Any) -> None:
        super().__init__(*args, **how)
        choices = [(name, label()) for name, label in LABELS.items()]
        self.fields["field"].choices = choices  # type: ignore[attr-defined]


class ReplyForm(forms.Form):
    """Right, or where it is not."""

    is_right = forms.TypedChoiceField(
        choices=[("yes", gettext_lazy("记得没错")), ("no", gettext_lazy("有出入"))],
        coerce=lambda word: word == "yes",
    )
    text = forms.CharField(
        label=gettext_lazy("哪里不对"), max_length=300, required=False, widget=area(3)
    )


class NoteReplyForm(ReplyForm):
    """What somebody who was there said by phone or on paper."""

    attendance = Among(label=gettext_lazy("谁说的"))
    channel = forms.ChoiceField(
        label=gettext_lazy("怎么说的"), choices=MinutesReply.Channel.choices[1:]
    )
    field_order = ("attendance", "channel", "is_right", "text")

    def __init__(self, *args: Any, came: Iterable[Any], **how: Any) -> None:
        super().__init__(*args, **how)
        rows = [(one, one.name_for_staff) for one in came]
        self.fields["attendance"].offer(rows, _("请选"))  # type: ignore[attr-defined]
        self.fields["attendance"].required = True
        self.fields["is_right"].label = _("纪要对不对")


class SettleForm(forms.Form):
    """What became of a correction."""

    answer = forms.CharField(label=gettext_lazy("怎么处理的"), max_length=200, widget=area())


MOST_PARTIES, MOST_TERMS = 3, 4
Number = forms.TypedChoiceField


def noted() -> forms.TextInput:
    """Return a line a style sheet sees is empty: what follows it comes when it is filled."""
    return forms.TextInput(attrs={"placeholder": " "})


class SettlementForm(forms.Form):
    """What the sides agreed on: who signed, and who has the place when."""

    kind = forms.ChoiceField(
        label=gettext_lazy("哪一种约定"),
        choices=Settlement.Kind.choices,
        widget=forms.RadioSelect,
        initial=Settlement.Kind.TIME_SHARE,
    )
    words = forms.CharField(
        label=gettext_lazy("用一句话说"),
        max_length=300,
        widget=area(),
        help_text=gettext_lazy("比如：白天踢球，晚上跳舞，中间半小时给散步的人"),
    )
    place = Among(label=gettext_lazy("哪个地方"))
    from_on = forms.DateField(label=gettext_lazy("从哪天起"), widget=forms.DateInput(attrs=DATE))
    until_on = forms.DateField(
        label=gettext_lazy("到哪天"), required=False, widget=forms.DateInput(attrs=DATE)
    )

    def __init__(
        self, *args: Any, places: Iterable[Any], is_public: bool = False, **how: Any
    ) -> None:
        super().__init__(*args, **how)
        note = _("大家都看得到：写队、楼、单元，不写人名") if is_public else ""
        rows = [(one, one.name) for one in places]
        self.fields["place"].offer(rows, _("不限哪里"))  # type: ignore[attr-defined]
        for n in range(1, MOST_PARTIES + 1):
            words = _("第 %(n)s 方") % {"n": n}
            self._line(f"party{n}", words, forms.CharField, max_length=40, widget=noted())
            self.fields[f"party{n}"].help_text = note
            self._line(f"group{n}", _("这一方是一群人，不是一个人"), forms.BooleanField)
            words = _("第 %(n)s 方谁签的字") % {"n": n}
            self._line(f"signed{n}", words, forms.CharField, max_length=20)
        numbers = range(1, MOST_PARTIES + 1)
        sides = [("", _("大家")), *((n, _("第 %(n)s 方") % {"n": n}) for n in numbers)]
        for n in range(1, MOST_TERMS + 1):
            words = _("第 %(n)s 段做什么") % {"n": n}
            self._line(f"use{n}", words, forms.CharField, max_length=20, widget=noted())
            widget = forms.TimeInput(attrs=TIME, format="%H:%M")
            self._line(f"from{n}", _("从几点"), forms.TimeField, widget=widget)
            self._line(f"until{n}", _("到几点"), forms.TimeField, widget=widget)
            self._line(f"whose{n}", _("归谁"), Number, choices=sides, coerce=int, empty_value=None)

    def _line(self, name: str, label: str, kind: type[forms.Field], **how: Any) -> None:
        self.fields[name] = kind(label=label, required=False, **how)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        parties = {
            n: given[f"party{n}"] for n in range(1, MOST_PARTIES + 1) if given.get(f"party{n}")
        }
        terms = []
        for n in range(1, MOST_TERMS + 1):
            use, start, end = (given.get(f"{word}{n}") for word in ("use", "from", "until"))
            if not use:
                continue
            if not (start and end):
                self.add_error(f"from{n}", _("请写从几点到几点。"))
                continue
            whose = parties.get(given.get(f"whose{n}") or 0, "")
            terms.append((use, start, end, whose))
        kept = ("kind", "words", "place", "from_on", "until_on")
        return {name: given.get(name) for name in kept} | {
            "parties": {name: given.get(f"signed{n}") or "" for n, name in parties.items()},
            "terms": terms,
            "groups": [name for n, name in parties.items() if given.get(f"group{n}")],
        }
