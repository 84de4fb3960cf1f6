"""The form of a survey, made of its questions; whatever way it comes, it is read by the same."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from mulin.commons.people.fields import LinesField

from ..branching import asked, kept
from ..models import SurveyQuestion
from ..values import MOST_TEXT, unit_of
from .fields import HundredthsField, PlaceField, TimesField

Kind = SurveyQuestion.Kind
Buildings = Sequence[tuple[int, str]]
REQUIRED = {"required": gettext_lazy("这一题要答。")}
NEVER_WAITED_LONGER = 60 * 24 * 3600
"""Seconds that an answer can have waited in a phone for a line."""


class AnswerForm(forms.Form):
    """
    All questions of a survey, or one of them.

    `must` is off for paper: what was left empty there cannot be asked for again.
    """

    receipt = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        questions: Sequence[SurveyQuestion],
        buildings: Buildings = (),
        only: SurveyQuestion | None = None,
        given: Mapping[int, Any] | None = None,
        must: bool = True,
        is_compact: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.questions, self.only, self.given = list(questions), only, dict(given or {})
        for question in self.questions if only is None else [only]:
            field = _field_of(question, buildings, must=must, is_compact=is_compact)
            field.label = f"{question.order}. {question.text}"
            field.help_text = _help(question)
            if question.pk in self.given:
                field.initial = self.given[question.pk]
            self.fields[question.field] = field
            if field.required:
                field.widget.attrs["data-must"] = True
            if question.only_if_id and only is None:
                said = ",".join(str(one) for one in question.only_if_choices)
                field.widget.attrs["data-only-if"] = f"q{question.only_if_id}:{said}"
        self.order_fields(["receipt"])

    def clean(self) -> dict[str, Any]:
        """Forget what is wrong with questions that were not asked."""
        if self.only is None:
            wanted = {one.field for one in asked(self.questions, self._said())}
            for question in self.questions:
                if question.field not in wanted:
                    self.errors.pop(question.field, None)
                    self.cleaned_data.setdefault(question.field, None)
        return self.cleaned_data

    def _said(self) -> dict[int, Any]:
        return {
            one.pk: value
            for one in self.questions
            if (value := self.cleaned_data.get(one.field)) not in (None, "", [])
        }

    @property
    def answers(self) -> dict[int, Any]:
        """What was answered, by the key of the question, without what was not asked."""
        return kept(self.questions, self._said())

    @property
    def lines(self) -> list[tuple[SurveyQuestion, forms.BoundField]]:
        """Each question with its field, as pages and sheets draw them."""
        return [(one, self[one.field]) for one in self.questions if one.field in self.fields]


class DoorForm(AnswerForm):
    """All questions, put at a door where the line may break: what was said may arrive later."""

    key = forms.UUIDField(required=False, widget=forms.HiddenInput)
    """The receipt of what waited in a phone."""

    seconds_ago = forms.IntegerField(
        min_value=0, max_value=NEVER_WAITED_LONGER, required=False, widget=forms.HiddenInput
    )


def _help(question: SurveyQuestion) -> str:
    parts = [question.help]
    most = question.settings.get("most")
    if question.kind == Kind.MULTI and most:
        words = ngettext("最多选 %(most)s 个。", "最多选 %(most)s 个。", most)
        parts.append(words % {"most": most})
    if question.only_if is not None:
        words = _("第 %(n)s 题选了“%(what)s”才答。")
        parts.append(words % {"n": question.only_if.order, "what": question.condition})
    return " ".join(part for part in parts if part)


def _field_of(
    question: SurveyQuestion, buildings: Buildings, *, must: bool, is_compact: bool
) -> Any:
    common: dict[str, Any] = {
        "required": must and question.is_required,
        "error_messages": REQUIRED,
    }
    settings = question.settings
    match question.kind:
        case Kind.SINGLE | Kind.SCALE:
            return _one_of(question, common, is_compact=is_compact)
        case Kind.MULTI:
            return _ChoicesField(question, **common)
        case Kind.NUMBER | Kind.PRICE:
            limits = {"low": settings.get("low"), "high": settings.get("high")}
            low = 0 if question.kind == Kind.PRICE and limits["low"] is None else limits["low"]
            unit = unit_of(question)
            return HundredthsField(
                **common, low=low, high=limits["high"], unit=unit, widget=_Figure(unit)
            )
        case Kind.TIME:
            return TimesField(**common)
        case Kind.PLACE:
            offered = buildings if settings.get("buildings") else ()
            return PlaceField(
                **common, spots=question.choices, buildings=offered, plan=question.plan
            )
    rows = 1 if is_compact else 3
    return LinesField(**common, max_length=MOST_TEXT, widget=forms.Textarea({"rows": rows}))


class _Figure(forms.TextInput):
    """A box for a figure, with what it counts behind it."""

    template_name = "surveys/_figure.html"

    def __init__(self, unit: str) -> None:
        super().__init__()
        self.unit = unit

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context = super().get_context(name, value, attrs) | {"unit": self.unit}
        context["widget"]["box"] = "django/forms/widgets/input.html"
        return context


def _one_of(question: SurveyQuestion, common: dict[str, Any], *, is_compact: bool) -> Any:
    choices: list[Any] = [(number, text) for number, text in question.choices]
    if is_compact:
        if question.kind != Kind.SCALE:
            choices = [(number, f"{number} {text}") for number, text in choices]
        choices = [("", ""), *choices]
    elif not common["required"]:
        choices = [*choices, ("", _("不答这一题"))]
    widget = forms.Select() if is_compact else forms.RadioSelect()
    return forms.TypedChoiceField(
        **common, choices=choices, coerce=int, empty_value=None, widget=widget
    )


class _ChoicesField(forms.TypedMultipleChoiceField):
    """Several options, at most so many."""

    def __init__(self, question: SurveyQuestion, **kwargs: Any) -> None:
        self.most = question.settings.get("most")
        super().__init__(
            choices=question.choices,
            coerce=int,
            empty_value=[],
            widget=forms.CheckboxSelectMultiple,
            **kwargs,
        )

    def clean(self, value: Any) -> list[int]:
        found: list[int] = super().clean(value)
        if self.most and len(found) > self.most:
            words = ngettext("最多选 %(most)s 个。", "最多选 %(most)s 个。", self.most)
            raise forms.ValidationError(words % {"most": self.most})
        return found
