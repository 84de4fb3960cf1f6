"""Forms of what is done with a case."""

import re
from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from mulin.commons.files.forms import PhotosField
from mulin.commons.people.fields import LineField, LinesField
from mulin.commons.places.models import Place

from ..models import Case, RecheckTask
from .judging import HOW_WELL
from .spots import SpotField, Spots

Choices = Iterable[tuple[Any, str]]
FACT = re.compile(r"^(.+?)[\s:：]*([<>≈约]?\s?\d+(?:\.\d+)?)\s*(\S{0,20})$")
MOST_FACTS = 12


class MomentField(forms.DateTimeField):
    """A day and an hour."""

    widget = forms.DateTimeInput({"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")


def _lines(label: Any, *, most: int = 200, **how: Any) -> LinesField:
    return LinesField(label=label, max_length=most, widget=forms.Textarea({"rows": 3}), **how)


class SureForm(forms.Form):
    """Nothing to say: only whether one is sure."""


class OfferForm(forms.Form):
    """Whom to ask, and why."""

    to = forms.TypedChoiceField(label=_("请谁办"), coerce=int)
    reason = _lines(_("为什么请他办"))

    def __init__(self, *args: Any, people: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = list(people)  # type: ignore[attr-defined]


class AnswerForm(forms.Form):
    """Yes, or no with a reason."""

    accepts = forms.TypedChoiceField(
        label=_("接不接"),
        choices=[("yes", _("我接")), ("no", _("接不了"))],
        coerce=lambda said: said == "yes",
        widget=forms.RadioSelect,
    )
    answer = _lines(_("接不了的话，为什么"), required=False)


class PauseForm(forms.Form):
    """For whom a clock stops, and why."""

    waiting_for = LineField(label=_("等谁"), max_length=80, help_text=_("例：区补贴名额"))
    reason = _lines(_("为什么要等"), help_text=_("停表的时间单独记着，不算拖。"))


class ResolveForm(forms.Form):
    """How it was solved."""

    result = _lines(_("怎么办好的"), most=500, help_text=_("报的人先看到。别写谁家的姓名和电话。"))


class ToldForm(forms.Form):
    """How the reporter was told."""

    how = forms.ChoiceField(
        label=_("怎么告诉的"),
        choices=[
            (one.value, one.label)
            for one in (Case.Telling.PHONE, Case.Telling.IN_PERSON, Case.Telling.WECHAT)
        ],
        widget=forms.RadioSelect,
    )


class SortForm(forms.Form):
    """What a case is about, in order."""

    kind = forms.ChoiceField(label=_("类别"))
    spot = SpotField()
    place = LineField(label=_("具体在哪儿"), max_length=80, required=False)
    custody = forms.ChoiceField(
        label=_("这地方归谁管"),
        choices=[("", "—"), *Place.Custody.choices],
        required=False,
        help_text=_("公共空间的登记册上写了的，照登记册。"),
    )
    problem = forms.ChoiceField(
        label=_("是不是老难题"),
        choices=[("", _("不是")), *Case.ChronicProblem.choices],
        required=False,
    )
    external_number = LineField(label=_("12345 工单号"), max_length=40, required=False)

    def __init__(self, *args: Any, kinds: Choices, spots: Spots, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = list(kinds)  # type: ignore[attr-defined]
        self.fields["spot"].offer(spots)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Return the building and the shared place by their own names."""
        given = super().clean() or {}
        return given | (given.pop("spot", None) or {})


class EscalateForm(forms.Form):
    """How high, and why."""

    level = forms.ChoiceField(
        label=_("报到哪一级"),
        choices=[(one.value, one.label) for one in (Case.Level.SUBDISTRICT, Case.Level.DISTRICT)],
        widget=forms.RadioSelect,
    )
    reason = _lines(_("社区办不了的是什么"))


class PassOnForm(forms.Form):
    """To whom, and why it is theirs."""

    to = forms.TypedChoiceField(
        label=_("转给哪个单位"), coerce=int, empty_value=None, required=False
    )
    to_name = LineField(label=_("名册里没有的，写名字"), max_length=80, required=False)
    reason = _lines(_("为什么归他们办"), help_text=_("报的人会看到。"))

    def __init__(self, *args: Any, units: Iterable[tuple[Any, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = [("", "—"), *units]  # type: ignore[attr-defined]


class OfficeAnswerForm(forms.Form):
    """What the office does about what was put before it."""

    answer = _lines(
        _("这一级怎么办"), most=300, help_text=_("社区和报的人都会看到。例：已请区住建局下周来看。")
    )


class NotedAnswerForm(forms.Form):
    """What a reporter says of the result, written down for her."""

    came = forms.ChoiceField(
        label=_("怎么说的"), choices=Case.Answering.choices, widget=forms.RadioSelect
    )
    is_solved = forms.TypedChoiceField(
        label=_("办好了吗"),
        choices=[("yes", _("办好了")), ("no", _("还没办好"))],
        coerce=lambda said: said == "yes",
        widget=forms.RadioSelect,
    )
    satisfaction = forms.TypedChoiceField(
        label=_("满意吗"),
        choices=[("", "—"), *HOW_WELL],
        coerce=int,
        empty_value=None,
        required=False,
        help_text=_("说办好了的，要问一句满意不满意。"),
    )
    opinion = _lines(
        _("原话"), required=False, help_text=_("说还没办好的，写下还差什么。照本人的话写。")
    )


class PublishForm(forms.Form):
    """What neighbours are to read and see."""

    title = LineField(label=_("标题"), max_length=60)
    text = _lines(
        _("内容"),
        most=1000,
        required=False,
        help_text=_("改成邻居能看的：别留姓名、电话、门牌。原话另外存着，不会改。"),
    )
    place = LineField(label=_("具体在哪儿"), max_length=80, required=False)
    with_photos = forms.BooleanField(
        label=_("照片也公开"), required=False, help_text=_("先看一眼：有没有人脸、门牌、车牌。")
    )


class LinkForm(forms.Form):
    """Which other case is the same matter."""

    other = forms.IntegerField(label=_("另一件的编号"), min_value=1, max_value=2**62)


class CheckForm(forms.Form):
    """What was measured, one fact on a line."""

    checked_at = MomentField(label=_("什么时候去的"))
    who = LineField(label=_("谁去的"), max_length=80)
    facts = LinesField(
        label=_("量到什么"),
        max_length=800,
        widget=forms.Textarea({"rows": 5}),
        help_text=_("一行一个：直线 1 公里"),
    )
    note = _lines(_("还看到什么"), most=300, required=False)
    photos = PhotosField(required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["checked_at"].initial = timezone.now

    def clean_facts(self) -> list[dict[str, str]]:
        """Return each line as what, how much and unit."""
        lines = [line for line in self.cleaned_data["facts"].split("\n") if line]
        if len(lines) > MOST_FACTS:
            said = gettext("最多记 %(most)s 个数。") % {"most": MOST_FACTS}
            raise forms.ValidationError(said)
        facts = []
        for line in lines:
            found = FACT.match(line)
            if not found:
                raise forms.ValidationError(
                    gettext("“%(line)s”里没有数，请写成“步行 2.5 公里”这样。") % {"line": line}
                )
            label, value, unit = found.groups()
            facts.append({"label": label.strip(" :：")[:40], "value": value, "unit": unit})
        return facts


class JointForm(forms.Form):
    """What several units did on the spot."""

    held_at = MomentField(label=_("什么时候"))
    units = LineField(label=_("哪些单位到场"), max_length=200)
    done = _lines(_("现场办了什么"), most=300)
    measure = LineField(
        label=_("量什么"), max_length=60, required=False, help_text=_("例：校门口 200 米走多久")
    )
    unit = LineField(label=_("单位"), max_length=20, required=False, help_text=_("例：分钟"))
    before = forms.DecimalField(
        label=_("之前"), required=False, max_digits=8, decimal_places=2, min_value=0
    )
    after = forms.DecimalField(
        label=_("之后"),
        required=False,
        max_digits=8,
        decimal_places=2,
        min_value=0,
        help_text=_("还没量，就先空着。"),
    )
    photos = PhotosField(required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["held_at"].initial = timezone.now


class MeasureForm(forms.Form):
    """How it measures afterwards."""

    after = forms.DecimalField(label=_("之后"), max_digits=8, decimal_places=2, min_value=0)


class RecheckForm(forms.Form):
    """What was found on a second look."""

    outcome = forms.ChoiceField(
        label=_("再去看，怎么样"), choices=RecheckTask.Outcome.choices, widget=forms.RadioSelect
    )
    cause = forms.ChoiceField(
        label=_("又反复的话，原因是"), choices=[("", "—"), *Case.Cause.choices], required=False
    )
    note = _lines(_("看到什么"), required=False)
    photos = PhotosField(required=False)

    def __init__(self, *args: Any, asks_cause: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not asks_cause:
            del self.fields["cause"]
