from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mulin.commons.people.names import tidy
from mulin.decisions.budgeting import Rule, TieOrder

from . import rules


class UploadForm(forms.Form):
    """A file with all ballots of a participatory budget."""

    unit = forms.TypedChoiceField(label=gettext_lazy("在哪里投的票"), coerce=int)
    file = forms.FileField(
        label=gettext_lazy("票表文件"),
        max_length=200,
        help_text=gettext_lazy(
            "Pabulib 的 .pb、睦邻的 .json，或者 .xlsx（第一张表是项目，第二张是选票）。"
            "只留下每张票选了什么，投票人的年龄、性别、编号都不留。"
        ),
        widget=forms.FileInput(attrs={"accept": ".pb,.json,.xlsx"}),
    )
    title = forms.CharField(
        label=gettext_lazy("叫什么"),
        max_length=80,
        required=False,
        help_text=gettext_lazy("空着就用文件里的名字"),
    )

    def __init__(self, *args: Any, units: Iterable[tuple[int, str]], **how: Any) -> None:
        super().__init__(*args, **how)
        units = list(units)
        self.fields["unit"].choices = units  # type: ignore[attr-defined]
        if len(units) == 1:
            self.only = units[0][0]
            del self.fields["unit"]

    def clean_title(self) -> str:
        return tidy(self.cleaned_data["title"])

    def clean(self) -> dict[str, Any]:
        given = dict(self.cleaned_data)
        given.setdefault("unit", getattr(self, "only", None))
        return given


def _offered(words: rules.Words) -> list[tuple[str, str]]:
    """Return choices with what each means on a second line."""
    return [(name, "\n".join(map(str, words[name]))) for name in words]


class RuleForm(forms.Form):
    """By which rule to count, and with which other one to compare."""

    rule = forms.ChoiceField(label=gettext_lazy("怎么算"), widget=forms.RadioSelect)
    utility = forms.ChoiceField(
        label=gettext_lazy("办成一项，支持的人算得到多少"), widget=forms.RadioSelect
    )
    completion = forms.ChoiceField(
        label=gettext_lazy("没用完的钱（只有“人人一份”用得上）"), widget=forms.RadioSelect
    )
    ties = forms.ChoiceField(label=gettext_lazy("一样好的谁先"), widget=forms.RadioSelect)
    seed = forms.CharField(
        label=gettext_lazy("抽签的种子"),
        max_length=80,
        required=False,
        help_text=gettext_lazy(
            "投票前公布、事先谁也不知道结果的数，比如某一期开奖号码。抽签才要写。"
        ),
    )
    against = forms.ChoiceField(
        label=gettext_lazy("和哪种算法比"), required=False, widget=forms.RadioSelect
    )

    def __init__(self, asked: Mapping[str, str], *, kind: str) -> None:
        best = rules.best_rule(kind)
        usual = {
            "rule": best.name,
            "utility": best.utility,
            "completion": best.completion,
            "ties": rules.BEST_TIES,
            "seed": "",
            "against": "",
        }
        said = {name: asked[name] for name in usual if asked.get(name)}
        super().__init__({**usual, **said}, initial=usual)
        self.kind = kind
        self._offer("rule", _offered(rules.RULES))
        self._offer("utility", _offered(rules.utilities_of(kind)))
        self._offer("completion", _offered(rules.COMPLETIONS))
        self._offer("ties", _offered(rules.TIES))
        self._offer("against", [("", _("先不比")), *_offered(rules.RULES)])

    def _offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]

    def clean_seed(self) -> str:
        return tidy(self.cleaned_data["seed"])

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        if given.get("ties") == "lot" and not given.get("seed") and "seed" not in self.errors:
            self.add_error("seed", _("抽签要先公布种子，请写上。"))
        return given

    def chosen(self) -> tuple[Rule, Rule | None]:
        """Return what was chosen; what cannot be understood counts as not chosen."""
        given = self.cleaned_data if self.is_valid() else self.initial
        seed = given["seed"] if given["ties"] == "lot" else ""
        ties = TieOrder(rules.TIE_CRITERIA[given["ties"]], seed)
        rule = rules.rule_from(given["rule"], given["utility"], given["completion"], ties)
        if not given["against"]:
            return rule, None
        return rule, rules.best_rule(self.kind, given["against"], ties)
