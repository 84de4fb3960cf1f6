from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from mulin.commons.people.fields import LineField, LinesField

from ..models import ProposalSheet
from ..sections import BUDGET, BY_NAME, SECTIONS, Line, label_of, lines_of
from .fields import YuanField

Choices = list[tuple[str, str]]
SPARE_LINES = 3


class BudgetLineForm(forms.Form):
    """One line of the budget; an empty one says nothing."""

    label = LineField(label=_("项目"), max_length=60, required=False)
    quantity = forms.IntegerField(
        label=pgettext_lazy("of a budget line", "数量"),
        min_value=1,
        max_value=1_000_000,
        required=False,
        widget=forms.TextInput({"inputmode": "numeric"}),
    )
    unit_cents = YuanField(label=_("单价（元）"), required=False)

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if self.errors or not any(said.get(name) not in (None, "") for name in said):
            return said
        if not said.get("label"):
            self.add_error("label", gettext("写上是什么东西。"))
        if said.get("unit_cents") is None:
            self.add_error("unit_cents", gettext("写上一份多少钱。"))
        return said

    @property
    def line(self) -> Line | None:
        """Return what the line says, or nothing."""
        said = self.cleaned_data
        if not said.get("label"):
            return None
        return Line(said["label"], said.get("quantity") or 1, said["unit_cents"])


BudgetLines = forms.formset_factory(BudgetLineForm, extra=SPARE_LINES, max_num=60)


class ProposalForm(forms.Form):
    """What a proposal says."""

    title = LineField(label=_("提案叫什么"), max_length=60)
    category = forms.ChoiceField(label=_("类别"))
    proposer_type = forms.ChoiceField(
        label=_("谁提的"), choices=ProposalSheet.ProposerType.choices, required=False
    )
    proposer_name = LineField(
        label=_("小组或单位的名字"),
        max_length=60,
        required=False,
        help_text=_("个人提的，空着就行。"),
    )
    beneficiary_count = forms.IntegerField(
        label=_("大约多少人受益"),
        min_value=1,
        max_value=10_000_000,
        required=False,
        widget=forms.TextInput({"inputmode": "numeric"}),
    )
    social_worker = LineField(label=_("跟进的社工"), max_length=60, required=False)
    policy_tags = forms.MultipleChoiceField(
        label=_("政策标签"), widget=forms.CheckboxSelectMultiple, required=False
    )
    is_free = forms.BooleanField(label=_("不用花钱"), required=False)
    why = LineField(
        label=_("这次改了什么"), max_length=100, required=False, help_text=_("一句话，方便以后找。")
    )
    seen = forms.IntegerField(required=False, min_value=1, max_value=10**9)

    def __init__(
        self,
        data: Mapping[str, Any] | None,
        *,
        initial: Mapping[str, Any],
        categories: Choices,
        tags: list[str],
    ) -> None:
        super().__init__(data, initial=dict(initial))
        self.fields["category"].choices = categories  # type: ignore[attr-defined]
        self.fields["policy_tags"].choices = [(tag, tag) for tag in tags]  # type: ignore[attr-defined]
        if not tags:
            del self.fields["policy_tags"]
        for section in SECTIONS:
            self.fields[section.name] = LinesField(
                label=section.label,
                help_text=section.hint,
                max_length=section.most,
                required=False,
                widget=forms.Textarea({"rows": 4}),
            )
        lines = [
            {"label": line.label, "quantity": line.quantity, "unit_cents": line.unit_cents}
            for line in lines_of(initial)
        ]
        self.budget = BudgetLines(data, prefix=BUDGET, initial=lines)

    def is_valid(self) -> bool:
        return super().is_valid() and self.budget.is_valid()

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        said["proposer_type"] = said.get("proposer_type") or "individual"
        said["seen"] = said.get("seen") or 0
        if self.budget.is_valid():
            said[BUDGET] = [form.line for form in self.budget if form.line]
        else:
            self.add_error(None, gettext("预算有几处请再看看。"))
        return said

    @property
    def words(self) -> list[forms.BoundField]:
        """Return the parts that are written in words, in their order."""
        return [self[name] for name in BY_NAME]


class ReasonForm(forms.Form):
    """Why something is sent back, withdrawn or marked."""

    reason = LineField(label=_("原因"), max_length=200)


class ConsentForm(forms.Form):
    """How an author agreed that staff hand a proposal in for them."""

    consent = LineField(
        label=_("提案人是谁、怎么同意的"),
        max_length=200,
        help_text=_("比如：林秋月，11月20日在纸质表上签字。只有工作人员看得到。"),
    )


class CommentForm(forms.Form):
    """What a coach says of one part."""

    section = forms.ChoiceField(label=_("说哪一部分"))
    text = LinesField(
        label=_("意见"),
        max_length=500,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("说说怎样更好。"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = ("title", *BY_NAME, BUDGET)
        self.fields["section"].choices = [(n, label_of(n)) for n in names]  # type: ignore[attr-defined]


class AnswerForm(forms.Form):
    """What is answered to a coach."""

    answer = LineField(label=_("回一句"), max_length=500, required=False)
    is_settled = forms.BooleanField(label=_("已经改好"), required=False)
