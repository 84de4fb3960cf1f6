"""Places given out by votes, told like the outcome of any other rule: see `presenting.Result`."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from mulin.decisions.budgeting import Election
from mulin.web.formats import number

from .counting_votes import CENTS, threshold_of
from .drawing import PAID, WANTING, Bar, Row, segment, spread_of
from .money import Money
from .rules import CRITERIA, TIE_CRITERIA
from .telling_votes import counted
from .terms import Terms

MOST_NUMBERED = 9
BECAUSE = {
    "within_places": gettext_lazy("%(votes)s 票，第 %(rank)s 名，在前 %(places)s 项里。"),
    "beyond_places": gettext_lazy(
        "%(votes)s 票，第 %(rank)s 名。只选 %(places)s 项，排在最后选上的一项有 %(last)s 票。"
    ),
    "below_threshold": gettext_lazy(
        "%(votes)s 票。参加的 %(present)s，要有 %(needed)s 票才行，还差 %(lacking)s 票。"
    ),
    "too_few_present": gettext_lazy(
        "%(votes)s 票。名册上 %(registered)s，只来了 %(present)s，没有超过一半，这次投票无效。"
    ),
}
NOTHING_TO_LACK = gettext_lazy("没有人选它。")


@dataclass(frozen=True)
class ByPlaces:
    """What delegates chose by votes, ready to be shown."""

    election: Election
    terms: Terms
    outcome: Mapping[str, Any]

    @property
    def name(self) -> str:
        return _("按票数取前 %(places)d 项") % {"places": self.terms.places}

    @cached_property
    def money(self) -> Money:
        return Money(CENTS, "CNY")

    @cached_property
    def _options(self) -> dict[str, Any]:
        return {one.key: one for one in self.election.projects}

    @property
    def spent(self) -> int:
        return sum(self._options[key].cost for key in self.outcome["winners"])

    @property
    def voters(self) -> int:
        return self.election.voters

    @cached_property
    def _each_got(self) -> list[int]:
        """How many voters got none of what they wanted, one, two and so on."""
        chosen = {self.election.numbers[key] for key in self.outcome["winners"]}
        counts = [0] * (len(chosen) + 1)
        ballots = self.election.ballots
        for row in range(ballots.rows):
            mine = ballots.projects[ballots.starts[row] : ballots.starts[row + 1]]
            counts[len(chosen.intersection(map(int, mine)))] += int(ballots.weights[row])
        return counts

    @property
    def each(self) -> str:
        return self.terms.heads.one

    @property
    def voters_said(self) -> str:
        return self.terms.heads.voters(self.voters)

    @property
    def served_said(self) -> str:
        return self.terms.heads.counted(self.served)

    @property
    def served(self) -> int:
        return self.voters - self._each_got[0]

    @cached_property
    def verdict(self) -> str:
        chosen = len(self.outcome["winners"])
        facts = {
            "all": number(len(self._options)),
            "chosen": number(chosen),
            "spent": self.money.said(self.spent),
        }
        if not chosen:
            return _("%(all)s 项里一项也没有选上") % facts
        return (
            ngettext(
                "%(all)s 项里选出 %(chosen)s 项，要花 %(spent)s",
                "%(all)s 项里选出 %(chosen)s 项，要花 %(spent)s",
                chosen,
            )
            % facts
        )

    @property
    def budget(self) -> SafeString:
        return self.money.written(self.election.budget)

    @property
    def left(self) -> SafeString:
        return self.money.written(self.election.budget - self.spent)

    @cached_property
    def budget_bar(self) -> Bar:
        """What of the money each chosen item takes; of all they cost where it is not enough."""
        whole = max(self.election.budget, self.spent)
        says = _("预算 %(budget)s，选上的要花 %(spent)s") % {
            "budget": self.money.said(self.election.budget),
            "spent": self.money.said(self.spent),
        }
        numbered = len(self.outcome["winners"]) <= MOST_NUMBERED
        return Bar(
            says,
            tuple(
                segment(self._options[key].cost, whole, PAID, str(place) if numbered else "")
                for place, key in enumerate(self.outcome["winners"], start=1)
            ),
        )

    @cached_property
    def rows(self) -> list[Row]:
        """Every item as it ranks, with the reason."""
        return [self._row(line) for line in self.outcome["lines"]]

    @property
    def chosen(self) -> list[Row]:
        return [row for row in self.rows if row.is_chosen]

    @property
    def _last_chosen(self) -> int:
        chosen = [line["votes"] for line in self.outcome["lines"] if line["is_chosen"]]
        return min(chosen, default=0)

    @property
    def _needed(self) -> int:
        """The least votes by which an item reaches its threshold."""
        share = threshold_of(self.terms).thresholds[-1].fraction
        return int(share * self.outcome["present"]) + 1

    def _row(self, line: Mapping[str, Any]) -> Row:
        option = self._options[line["key"]]
        votes = line["votes"]
        most = max((one["votes"] for one in self.outcome["lines"]), default=0)
        says = ngettext("%(n)s 票", "%(n)s 票", votes) % {"n": number(votes)}
        colour = PAID if line["is_chosen"] else WANTING
        return Row(
            key=option.key,
            name=option.name,
            cost=self.money.written(option.cost),
            votes=votes,
            voters=self.terms.heads.counted(votes),
            is_chosen=line["is_chosen"],
            place=line["rank"],
            verdict=_("选上") if line["is_chosen"] else self._short_of(line),
            tone="brand" if line["is_chosen"] else "",
            because=self._because(line),
            supporters="",
            bars=(Bar(says, (segment(votes, most, colour),)),),
            sums=(),
            ties=tuple(self._ties(line)),
        )

    def _short_of(self, line: Mapping[str, Any]) -> str:
        lacking = {
            "beyond_places": self._last_chosen - line["votes"],
            "below_threshold": self._needed - line["votes"],
        }.get(line["because"], 0)
        if not lacking:
            return _("没选上")
        return ngettext("差 %(n)s 票", "差 %(n)s 票", lacking) % {"n": number(lacking)}

    def _because(self, line: Mapping[str, Any]) -> str:
        if not line["votes"]:
            return str(NOTHING_TO_LACK)
        return str(BECAUSE[line["because"]]) % {
            "votes": number(line["votes"]),
            "rank": number(line["rank"]),
            "places": number(self.terms.places),
            "last": number(self._last_chosen),
            "present": counted(self.terms, self.outcome["present"]),
            "registered": counted(self.terms, self.outcome["registered"]),
            "needed": number(self._needed),
            "lacking": number(self._needed - line["votes"]),
        }

    def _ties(self, line: Mapping[str, Any]) -> list[str]:
        if not line["tied_with"]:
            return []
        others = _("、").join(f"“{self._options[key].name}”" for key in line["tied_with"])
        order = _("，").join(str(CRITERIA[one]) for one in TIE_CRITERIA[self.terms.ties])
        return [_("和%(others)s票数一样。先后：%(order)s。") % {"others": others, "order": order}]

    @property
    def money_per_voter(self) -> SafeString:
        """What is spent on chosen items that a voter wanted, on average."""
        votes = {line["key"]: line["votes"] for line in self.outcome["lines"]}
        total = sum(self._options[key].cost * votes[key] for key in self.outcome["winners"])
        return self.money.written(total // max(self.voters, 1))

    @cached_property
    def spread(self) -> list[tuple[str, int, Bar]]:
        return spread_of(self._each_got, self.terms.heads)

    @cached_property
    def particulars(self) -> list[tuple[str, str, str]]:
        """The whole rule in words."""
        order = _("，").join(str(CRITERIA[one]) for one in TIE_CRITERIA[self.terms.ties])
        return [
            (_("算法"), self.name, _("票数从高到低排，取前面几项。")),
            (
                _("多少票才行"),
                _("至少 %(needed)s 票") % {"needed": number(self._needed)},
                _("参加的有 %(present)s，名册上有 %(registered)s。")
                % {
                    "present": counted(self.terms, self.outcome["present"]),
                    "registered": counted(self.terms, self.outcome["registered"]),
                },
            ),
            (_("一样好的谁先"), order, _("这个顺序在投票以前就公布。")),
        ]
