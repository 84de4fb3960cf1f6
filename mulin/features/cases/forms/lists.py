from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mulin.commons.calendar.due import LimitUnit
from mulin.commons.people.fields import LineField

from ..models import Case

Choices = Iterable[tuple[Any, str]]
SHOWN = [
    ("", _("全部")),
    ("new", _("等人接")),
    ("mine", _("我手上的")),
    ("open", _("在办")),
    ("late", _("超时")),
    ("waiting", _("停表")),
    ("untold", _("有结果，没告诉")),
    ("resolved", _("等确认")),
    ("raised", _("报上去的")),
    ("done", _("办结")),
]


class CaseFilters(forms.Form):
    """How the list of cases is narrowed."""

    shown = forms.ChoiceField(label=_("走到哪一步"), required=False, choices=SHOWN)
    source = forms.ChoiceField(
        label=_("怎么来的"), required=False, choices=[("", _("各种来路")), *Case.Source.choices]
    )
    kind = forms.ChoiceField(label=_("类别"), required=False)
    community = forms.ChoiceField(label=_("社区"), required=False)
    words = LineField(
        label=_("找什么"),
        required=False,
        max_length=40,
        widget=forms.TextInput({"placeholder": _("话、地方、号码")}),
    )

    def __init__(self, *args: Any, kinds: Choices, communities: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = list(communities)
        self.fields["kind"].choices = [("", _("各类")), *kinds]  # type: ignore[attr-defined]
        self.fields["community"].choices = [("", _("全部社区")), *offered]  # type: ignore[attr-defined]
        if len(offered) < 2:
            del self.fields["community"]

    @property
    def asked(self) -> dict[str, str]:
        """Return what can be understood of what was asked; the rest is left out."""
        self.is_valid()
        return {name: self.cleaned_data.get(name, "") for name in self.fields}


class KindForm(forms.Form):
    """One kind of case."""

    label = LineField(label=_("叫什么"), max_length=30)
    number = forms.IntegerField(label=_("多久办好"), min_value=1, max_value=365)
    unit = forms.ChoiceField(label=_("按什么算"), choices=LimitUnit.choices)
    recheck_days = forms.IntegerField(
        label=_("办好几天后复查"),
        required=False,
        min_value=1,
        max_value=365,
        help_text=_("不用复查就空着。"),
    )
    asks_cause = forms.BooleanField(
        label=_("反复了要写原因"),
        required=False,
        help_text=_("习惯还是缺设施。写了原因，就同时记两件事：劝一劝，补设施。"),
    )
    is_by_law = forms.BooleanField(
        label=_("依法归部门办"), required=False, help_text=_("不算进首问办结率。")
    )
    is_retired = forms.BooleanField(label=_("以后不用了"), required=False)
