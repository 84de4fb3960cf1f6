"""What staff settle before a vote, and what a voter fills in."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mulin.commons.people.names import tidy
from mulin.errors import Refused

from . import rules, terms
from .filling import Filling, Paper, filled
from .models import OpenBallot

MOST_OPTIONS = 200
MOST_POINTS = 1000
LONGEST_NUMBER = 6
SECRECY = [
    ("secret", gettext_lazy("无记名：选票上没有名字")),
    ("open", gettext_lazy("记名：结果里看得到谁投了什么")),
]
METHODS = [
    (terms.MOST_VOTES, gettext_lazy("按票数取前几项，每项要过半数")),
    (terms.FIRST_PLACES, gettext_lazy("按票数取前几项")),
    *((name, words[0]) for name, words in rules.RULES.items()),
]


class BudgetVoteSettings(forms.Form):
    """How a budget vote is voted and counted."""

    voters = forms.ChoiceField(
        label=gettext_lazy("谁来投票"), choices=terms.VOTERS, initial=terms.DELEGATES
    )
    secrecy = forms.ChoiceField(label=gettext_lazy("记名不记名"), choices=SECRECY, initial="secret")
    ballot = forms.ChoiceField(
        label=gettext_lazy("怎么填选票"), choices=terms.BALLOTS, initial=terms.AT_MOST
    )
    most = forms.IntegerField(
        label=gettext_lazy("选几项"),
        help_text=gettext_lazy("“最多选几项”“正好选几项”的时候填"),
        min_value=1,
        max_value=MOST_OPTIONS,
        initial=4,
        required=False,
    )
    points = forms.IntegerField(
        label=gettext_lazy("一共几分"),
        help_text=gettext_lazy("“把几分分给想要的”的时候填"),
        min_value=1,
        max_value=MOST_POINTS,
        initial=10,
        required=False,
    )
    method = forms.ChoiceField(
        label=gettext_lazy("怎么算结果"), choices=METHODS, initial=terms.MOST_VOTES
    )
    places = forms.IntegerField(
        label=gettext_lazy("选出几项"),
        help_text=gettext_lazy("“按票数取前几项”的时候填"),
        min_value=1,
        max_value=MOST_OPTIONS,
        initial=4,
        required=False,
    )
    ties = forms.ChoiceField(
        label=gettext_lazy("一样好的谁先"),
        choices=[(name, words[0]) for name, words in rules.TIES.items()],
        initial=rules.BEST_TIES,
    )
    seed_source = forms.CharField(
        label=gettext_lazy("抽签的种子从哪里来"),
        help_text=gettext_lazy("投票前就公布，比如“某月某日双色球第几期的开奖号码”"),
        max_length=120,
        required=False,
    )

    def clean_seed_source(self) -> str:
        return tidy(self.cleaned_data["seed_source"])

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("ballot") in (terms.AT_MOST, terms.EXACTLY) and not given.get("most"):
            self.add_error("most", _("请写明选几项。"))
        if given.get("ballot") == terms.POINTS and not given.get("points"):
            self.add_error("points", _("请写明一共几分。"))
        if given.get("method") in terms.BY_PLACES and not given.get("places"):
            self.add_error("places", _("请写明选出几项。"))
        if given.get("ties") == "lot" and not given.get("seed_source"):
            self.add_error("seed_source", _("抽签要先说好种子从哪里来。"))
        if given.get("voters") == terms.HOUSEHOLDS and given.get("secrecy") == "open":
            self.add_error("secrecy", _("一户一票只能无记名：记名就等于公开谁家投了什么。"))
        return given


class BallotForm(forms.Form):
    """A ballot as a voter fills it in: ticks, points or places."""

    def __init__(
        self,
        data: Any = None,
        *,
        paper: Paper,
        ballot: OpenBallot | None = None,
        is_blank: bool = False,
    ) -> None:
        super().__init__(data)
        self.is_blank = is_blank
        """Whether the voter said that she hands it in blank, whatever is ticked."""

        self.paper = paper
        self.ballot = ballot
        self.filling: Filling | None = None

    def clean(self) -> dict[str, Any]:
        if self.is_blank:
            return {"choices": [], "points": None, "is_blank": True}
        try:
            self.filling = filled(self.paper, *self._read())
        except Refused as reason:
            raise ValidationError(str(reason)) from reason
        return {"choices": self.filling.choices, "points": self.filling.points}

    @property
    def given(self) -> Mapping[int, str]:
        """Return what stands beside each option, right or wrong, to show it again."""
        if not self.is_bound:
            return _as_typed(self.paper, self.ballot) if self.ballot else {}
        if self.paper.terms.gives_points or self.paper.terms.ranks:
            typed = {number: self._typed(f"option-{number}") for number in self.paper.costs}
            return {number: text for number, text in typed.items() if text}
        return {number: "on" for number in self._ticked() if number in self.paper.costs}

    def _read(self) -> tuple[list[int], list[int] | None]:
        if self.paper.terms.gives_points:
            points = {n: self._number(text) for n, text in self.given.items()}
            points = {n: given for n, given in points.items() if given}
            return list(points), list(points.values())
        if self.paper.terms.ranks:
            places = {n: self._number(text) for n, text in self.given.items()}
            places = {n: place for n, place in places.items() if place}
            if len(set(places.values())) < len(places):
                raise Refused(_("有两项排在同一位，请改一改。"))
            return sorted(places, key=places.__getitem__), None
        return self._ticked(), None

    def _ticked(self) -> list[int]:
        listed = self.data.getlist("option") if hasattr(self.data, "getlist") else []
        numbers = [int(one) if _is_number(one) else 0 for one in listed[:MOST_OPTIONS]]
        return list(dict.fromkeys(numbers))

    def _typed(self, name: str) -> str:
        return str(self.data.get(name, "")).strip()[:LONGEST_NUMBER]

    def _number(self, text: str) -> int:
        if not _is_number(text):
            raise Refused(_("“%(text)s”不是数，请改一改。") % {"text": text})
        return int(text)


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < LONGEST_NUMBER


def _as_typed(paper: Paper, ballot: OpenBallot) -> dict[int, str]:
    """Return what a voter would have typed to cast this ballot."""
    if paper.terms.ranks:
        return {number: str(place) for place, number in enumerate(ballot.choices, start=1)}
    points: Sequence[Any] = ballot.points or ["on"] * len(ballot.choices)
    return {number: str(one) for number, one in zip(ballot.choices, points, strict=True)}
