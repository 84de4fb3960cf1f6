"""Write one question of a draft."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mulin.commons.people.fields import LineField, LinesField
from mulin.commons.siteplans.models import SitePlan

from ..models import SurveyQuestion
from .fields import HundredthsField

Kind = SurveyQuestion.Kind

NEEDS = {
    Kind.SINGLE: ("options",),
    Kind.MULTI: ("options", "most"),
    Kind.SCALE: ("points", "low_label", "high_label"),
    Kind.NUMBER: ("unit", "low", "high"),
    Kind.PRICE: ("low", "high"),
    Kind.TIME: (),
    Kind.PLACE: ("options", "buildings", "plan"),
    Kind.TEXT: (),
}
"""Which settings each kind of question has."""


class ConditionWidget(forms.CheckboxSelectMultiple):
    """The choices of earlier questions, folded away under each; an open one has a choice taken."""

    template_name = "surveys/_condition.html"

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"]["folds"] = [
            (title, options, any(one["selected"] for one in options))
            for title, options, _index in context["widget"]["optgroups"]
        ]
        return context


class QuestionForm(forms.Form):
    """One question: its words, what its kind needs, when it is asked, and its place if new."""

    text = LineField(label=gettext_lazy("问什么"), max_length=120)
    help = LineField(label=gettext_lazy("补充一句"), max_length=200, required=False)
    options = LinesField(
        label=gettext_lazy("选项"),
        required=False,
        max_length=1500,
        widget=forms.Textarea({"rows": 5}),
        help_text=gettext_lazy("一行一个，最多 20 个。"),
    )
    buildings = forms.BooleanField(label=gettext_lazy("也可以选这里的楼栋"), required=False)
    plan = forms.TypedChoiceField(
        label=gettext_lazy("在哪张平面图上指"),
        required=False,
        coerce=int,
        empty_value=None,
        help_text=gettext_lazy("图上画好格子，手机上点一下，纸上写格子的名字，比如 B3。"),
    )
    most = forms.IntegerField(
        label=gettext_lazy("最多选几个"), required=False, min_value=1, max_value=20
    )
    points = forms.IntegerField(
        label=gettext_lazy("最高几分"), min_value=2, max_value=10, initial=5
    )
    low_label = LineField(
        label=gettext_lazy("1 分的意思"),
        max_length=20,
        required=False,
        help_text=gettext_lazy("例：很不满意"),
    )
    high_label = LineField(
        label=gettext_lazy("最高分的意思"),
        max_length=20,
        required=False,
        help_text=gettext_lazy("例：很满意"),
    )
    unit = LineField(
        label=gettext_lazy("单位"),
        max_length=12,
        required=False,
        help_text=gettext_lazy("例：分钟、人"),
    )
    low = HundredthsField(label=gettext_lazy("最小"), required=False)
    high = HundredthsField(label=gettext_lazy("最大"), required=False)
    is_required = forms.BooleanField(label=gettext_lazy("这一题必须答"), required=False)
    only_if = forms.MultipleChoiceField(
        label=gettext_lazy("什么时候才问这一题"),
        required=False,
        widget=ConditionWidget,
        help_text=gettext_lazy("都不勾就是人人都问。只勾同一题的选项。"),
    )
    after = forms.TypedChoiceField(
        label=gettext_lazy("放在哪儿"), required=False, coerce=int, empty_value=None
    )

    def __init__(
        self,
        *args: Any,
        kind: str,
        before: Sequence[SurveyQuestion],
        is_new: bool,
        plans: Sequence[SitePlan] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        needs = {"text", "help", "is_required", "only_if", "after", *NEEDS[Kind(kind)]}
        for name in self.fields.keys() - needs:
            del self.fields[name]
        if kind in (Kind.SINGLE, Kind.MULTI):
            self.fields["options"].required = True
        if "plan" in self.fields:
            choices = [("", _("不在图上指")), *((one.pk, one.name) for one in plans)]
            self.fields["plan"].choices = choices  # type: ignore[attr-defined]
            if not plans:
                del self.fields["plan"]
        self._offer_places(before if is_new else ())
        self._offer_conditions(before)

    def _offer_places(self, before: Sequence[SurveyQuestion]) -> None:
        if not before:
            del self.fields["after"]
            return
        behind = [
            (one.order, _("第 %(n)s 题后面：%(text)s") % {"n": one.order, "text": one.text})
            for one in before[:-1]
        ]
        choices = [("", _("最后")), (0, _("最前面")), *behind]
        self.fields["after"].choices = choices  # type: ignore[attr-defined]

    def _offer_conditions(self, before: Sequence[SurveyQuestion]) -> None:
        self.before = {one.pk: one for one in before if one.may_decide}
        if not self.before:
            del self.fields["only_if"]
            return
        choices = [
            (
                _("第 %(n)s 题选了：%(text)s") % {"n": one.order, "text": one.text},
                [(f"{one.pk}:{number}", text) for number, text in one.choices],
            )
            for one in self.before.values()
        ]
        self.fields["only_if"].choices = choices  # type: ignore[attr-defined]

    def clean_only_if(self) -> list[str]:
        chosen: list[str] = self.cleaned_data["only_if"]
        if len({one.partition(":")[0] for one in chosen}) > 1:
            raise forms.ValidationError(_("只能勾同一题的选项。"))
        return chosen

    def facts(self) -> dict[str, Any]:
        """Return the question as the acts take it."""
        given = self.cleaned_data
        own = ("text", "help", "is_required", "only_if", "options", "after")
        settings = {name: value for name, value in given.items() if name not in own}
        if "options" in self.fields:
            settings["options"] = given["options"].splitlines()
        chosen = [one.split(":") for one in given.get("only_if", [])]
        return {
            "text": given["text"],
            "help": given["help"],
            "is_required": given["is_required"],
            "settings": settings,
            "only_if": self.before[int(chosen[0][0])] if chosen else None,
            "only_if_choices": [int(number) for _key, number in chosen],
        }


def as_typed(question: SurveyQuestion) -> dict[str, Any]:
    """Return a question as it stands in its form."""
    settings = question.settings
    return {
        **settings,
        "options": "\n".join(question.options),
        "text": question.text,
        "help": question.help,
        "is_required": question.is_required,
        "only_if": [f"{question.only_if_id}:{one}" for one in question.only_if_choices],
    }
