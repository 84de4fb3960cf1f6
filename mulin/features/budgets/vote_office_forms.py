"""What staff type while they prepare a budget vote."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from mulin.commons.people.names import tidy
from mulin.commons.places.models import AdminUnit
from mulin.programmes.models import Proposal
from mulin.web.formats import number

CENTS = 100


def _yuan(label: Any, **how: Any) -> forms.DecimalField:
    return forms.DecimalField(
        label=label, min_value=Decimal(0), max_digits=12, decimal_places=2, **how
    )


class MoneyForm(forms.Form):
    """How much money there is: all of it, and where it is split, for each community."""

    budget = _yuan(gettext_lazy("一共多少钱（元）"), help_text=gettext_lazy("不按钱选的填 0"))

    def __init__(
        self, *args: Any, communities: Sequence[AdminUnit], given: Mapping[str, int], **how: Any
    ) -> None:
        initial = {name: Decimal(cents) / CENTS for name, cents in given.items()}
        super().__init__(*args, **{"initial": initial, **how})
        self.communities = communities if len(communities) > 1 else []
        for unit in self.communities:
            self.fields[f"envelope-{unit.pk}"] = _yuan(
                _("%(community)s自己的一份（元）") % {"community": unit.name},
                required=False,
                help_text=_("钱不分开的话都空着"),
            )

    @property
    def money(self) -> dict[str, Any]:
        """Return what was typed, in cents."""
        given = self.cleaned_data
        split = {unit.pk: given[f"envelope-{unit.pk}"] for unit in self.communities}
        return {
            "budget_cents": int(given["budget"] * CENTS),
            "envelopes": {pk: int(yuan * CENTS) for pk, yuan in split.items() if yuan},
        }


class OptionForm(forms.Form):
    """One thing on the ballot."""

    title = forms.CharField(label=gettext_lazy("叫什么"), max_length=60)
    text = forms.CharField(
        label=gettext_lazy("说明"), max_length=300, required=False, widget=forms.Textarea
    )
    cost = _yuan(gettext_lazy("要花多少钱（元）"))
    category = forms.ChoiceField(label=gettext_lazy("哪一类"), required=False)
    community = forms.TypedChoiceField(
        label=gettext_lazy("哪个社区的"), coerce=int, empty_value=None, required=False
    )

    def __init__(
        self,
        *args: Any,
        categories: Mapping[str, str],
        communities: Sequence[AdminUnit],
        **how: Any,
    ) -> None:
        super().__init__(*args, **how)
        self.units = {unit.pk: unit for unit in communities}
        self._offer("category", list(categories.items()))
        self._offer("community", [(unit.pk, unit.name) for unit in communities])

    def _offer(self, name: str, choices: list[tuple[Any, Any]]) -> None:
        self.fields[name].choices = [("", _("不分")), *choices]  # type: ignore[attr-defined]

    def clean_title(self) -> str:
        return tidy(self.cleaned_data["title"])

    @property
    def option(self) -> dict[str, Any]:
        """Return what was typed, in cents and with its place."""
        given = dict(self.cleaned_data)
        given["cost_cents"] = int(given.pop("cost") * CENTS)
        given["community"] = self.units.get(given["community"])
        return given


class ProposalsForm(forms.Form):
    """Which proposals are put on the ballot."""

    proposals = forms.TypedMultipleChoiceField(
        label=gettext_lazy("提案"), coerce=int, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, proposals: Sequence[Proposal], **how: Any) -> None:
        super().__init__(*args, **how)
        self.fields["proposals"].choices = [  # type: ignore[attr-defined]
            (one.pk, f"{one.number}. {one.title}") for one in proposals
        ]


class RollChoiceForm(forms.Form):
    """Who votes: one of the rolls that are there."""

    electorate = forms.TypedChoiceField(
        label=gettext_lazy("用哪份名册"), coerce=int, widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, rolls: Sequence[Any], **how: Any) -> None:
        super().__init__(*args, **how)
        self.rolls = {roll.pk: roll for roll in rolls}
        self.fields["electorate"].choices = [  # type: ignore[attr-defined]
            (
                roll.pk,
                ngettext("%(name)s，%(n)s 行", "%(name)s，%(n)s 行", roll.lines)
                % {"name": roll.name, "n": number(roll.lines)},
            )
            for roll in rolls
        ]

    @property
    def roll(self) -> Any:
        """Return what was chosen."""
        return self.rolls[self.cleaned_data["electorate"]]


class SeedForm(forms.Form):
    """What the source of the lot has shown."""

    seed = forms.CharField(label=gettext_lazy("种子"), max_length=80)

    def __init__(self, *args: Any, source: str, **how: Any) -> None:
        super().__init__(*args, **how)
        self.fields["seed"].help_text = source

    def clean_seed(self) -> str:
        return tidy(self.cleaned_data["seed"])
