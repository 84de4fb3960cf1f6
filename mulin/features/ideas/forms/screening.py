from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mulin.commons.people.fields import LineField, LinesField

from ..models import Idea, ScreeningSheet

Choices = Iterable[tuple[Any, str]]

BY_HAND = [choice for choice in Idea.Verdict.choices if choice[0] not in ("merged", "pending")]


def _reply(*, required: bool) -> LinesField:
    return LinesField(
        label=gettext_lazy("给居民的话"),
        max_length=500,
        required=required,
        widget=forms.Textarea({"rows": 3}),
        help_text=gettext_lazy(
            "不做成提案的，一定要写原因。会挂在点子下面，大家都看得到，别写姓名、门牌和电话。"
        ),
    )


URGENCIES = [
    (1, gettext_lazy("1 不急")),
    (2, gettext_lazy("2 可以缓一缓")),
    (3, gettext_lazy("3 一般")),
    (4, gettext_lazy("4 比较急")),
    (5, gettext_lazy("5 很急，有危险")),
]


class CriteriaForm(forms.Form):
    """An answer and a reason by each criterion, a verdict, a reply."""

    verdict = forms.ChoiceField(
        label=gettext_lazy("结果"), widget=forms.RadioSelect, choices=BY_HAND
    )
    reply = _reply(required=False)
    joins = forms.TypedChoiceField(
        label=gettext_lazy("做成提案的话，写进哪一份"),
        required=False,
        coerce=int,
        empty_value=None,
    )

    def __init__(
        self, *args: Any, criteria: dict[str, str], drafts: Choices, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.criteria = criteria
        self.fields["joins"].choices = [("", _("新写一份")), *drafts]  # type: ignore[attr-defined]
        for key, label in criteria.items():
            self.fields[f"answer_{key}"] = forms.ChoiceField(
                label=label,
                required=False,
                widget=forms.RadioSelect,
                choices=ScreeningSheet.Answer.choices,
            )
            self.fields[f"reason_{key}"] = LineField(
                label=_("理由"), max_length=200, required=False
            )

    @property
    def rows(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """List each criterion's answer and reason, to draw them beside each other."""
        return [(self[f"answer_{key}"], self[f"reason_{key}"]) for key in self.criteria]

    @property
    def findings(self) -> dict[str, dict[str, str]]:
        given = self.cleaned_data
        return {
            key: {"answer": given[f"answer_{key}"], "reason": given[f"reason_{key}"]}
            for key in self.criteria
            if given.get(f"answer_{key}")
        }


class ScreenTogetherForm(CriteriaForm):
    """One verdict and one reply for several ideas; as a proposal they become a single one."""


class ScreeningForm(CriteriaForm):
    """A screening sheet of one idea."""

    urgency = forms.TypedChoiceField(
        label=gettext_lazy("有多急"),
        required=False,
        coerce=int,
        empty_value=None,
        choices=URGENCIES,
    )
    steward = forms.TypedChoiceField(
        label=gettext_lazy("请谁帮一把"),
        required=False,
        coerce=int,
        empty_value=None,
        help_text=gettext_lazy("个人的事，可以请楼长和邻里一起动手，不花钱。"),
    )
    helper_name = LineField(label=gettext_lazy("名单里没有，写名字"), max_length=60, required=False)
    task = LineField(label=gettext_lazy("一起做什么"), max_length=200, required=False)
    seen = forms.IntegerField(min_value=0, max_value=30000, widget=forms.HiddenInput)

    def __init__(self, *args: Any, stewards: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["steward"].choices = [("", "—"), *stewards]  # type: ignore[attr-defined]
        self.fields["verdict"].choices = [  # type: ignore[attr-defined]
            *BY_HAND,
            ("pending", _("先不定\n先回一句，继续沟通")),
        ]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        helps = given.get("steward") or given.get("helper_name")
        if bool(helps) != bool(given.get("task")):
            raise ValidationError(_("请写清请谁帮、一起做什么；或者两处都空着。"))
        return given


class WeighForm(forms.Form):
    """How pressing ideas are."""

    urgency = forms.TypedChoiceField(
        label=gettext_lazy("有多急"),
        coerce=int,
        widget=forms.RadioSelect,
        choices=URGENCIES,
        help_text=gettext_lazy("想要的户数乘上缓急，排出“最想要的”。"),
    )


class MergeTogetherForm(forms.Form):
    """Which of several ideas the others go on in."""

    into = forms.TypedChoiceField(
        label=gettext_lazy("并入哪一条"),
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("还没选并入哪一条。")},
    )
    reply = _reply(required=True)

    def __init__(self, *args: Any, candidates: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["into"].choices = list(candidates)  # type: ignore[attr-defined]


class MergeForm(MergeTogetherForm):
    """Which idea another one goes on in."""

    seen = forms.IntegerField(min_value=0, max_value=30000, widget=forms.HiddenInput)


class QueueFilters(forms.Form):
    """How the screening queue is narrowed."""

    q = LineField(
        label=gettext_lazy("找"),
        required=False,
        max_length=60,
        widget=forms.TextInput({"type": "search", "placeholder": gettext_lazy("搜标题、内容")}),
    )
    community = forms.ChoiceField(label=gettext_lazy("社区"), required=False)
    category = forms.ChoiceField(label=gettext_lazy("类别"), required=False)
    shown = forms.ChoiceField(
        label=gettext_lazy("看哪些"),
        required=False,
        choices=[
            ("waiting", gettext_lazy("待筛的")),
            ("late", gettext_lazy("过期的")),
            ("talked", gettext_lazy("在沟通的")),
            ("mine", gettext_lazy("我答复过的")),
            ("screened", gettext_lazy("筛过的")),
            *((verdict, label) for verdict, label in Idea.Verdict.choices if verdict != "pending"),
            ("all", gettext_lazy("全部")),
        ],
    )
    order = forms.ChoiceField(
        label=gettext_lazy("排序"),
        required=False,
        choices=[
            ("oldest", gettext_lazy("先来的在前")),
            ("wanted", gettext_lazy("最想要的在前")),
            ("newest", gettext_lazy("新来的在前")),
        ],
    )

    def __init__(
        self, *args: Any, communities: Choices, categories: Choices, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        offered = {
            "community": [("", _("全部社区")), *communities],
            "category": [("", _("全部类别")), *categories],
        }
        for name, choices in offered.items():
            self.fields[name].choices = choices  # type: ignore[attr-defined]

    @property
    def asked(self) -> dict[str, str]:
        """Return what can be understood of what was asked; the rest is left out."""
        self.is_valid()
        asked = {name: self.cleaned_data.get(name, "") for name in self.fields}
        return asked | {"shown": asked["shown"] or "waiting", "order": asked["order"] or "oldest"}


class SettleForm(forms.Form):
    """How neighbours got on with what they took in hand themselves."""

    is_done = forms.TypedChoiceField(
        label=gettext_lazy("办成了吗"),
        coerce=lambda said: said == "yes",
        widget=forms.RadioSelect,
        choices=[("yes", gettext_lazy("办好了")), ("no", gettext_lazy("没办成"))],
    )
    note = LineField(label=gettext_lazy("怎么样了"), max_length=200, required=False)


class ReasonForm(forms.Form):
    """Why an idea is hidden."""

    reason = LineField(label=gettext_lazy("原因"), max_length=200)
