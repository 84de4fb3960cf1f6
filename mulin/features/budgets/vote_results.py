"""What a vote came to, as its page shows it: who won, why, and what other rules would choose."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property, lru_cache

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from mulin.decisions.budgeting import (
    Allocation,
    Election,
    Round,
    Rule,
    by_envelopes,
    compare,
    decide,
    explain,
)
from mulin.decisions.budgeting import of_envelope as election_of_envelope
from mulin.web.formats import number

from . import queries
from .counting_votes import CENTS, election_of
from .heads import Heads
from .models import BudgetVote
from .places import ByPlaces
from .presenting import Result
from .rules import RULES, best_rule, name_of
from .telling_votes import turnout_said
from .terms import Terms, terms_from

YUAN = "CNY"
MOST_FOR_ALL_RULES = 40
"""Options: the best of all baskets is sought among more only where the vote itself asks for it."""

KEPT_READY = 16


@dataclass(frozen=True)
class Part:
    """What came of one envelope, or of all the money."""

    name: str
    result: "Result | ByPlaces"


@dataclass(frozen=True)
class Choice:
    """What one rule chooses, and for how many."""

    name: str
    is_own: bool
    """Whether it is the rule of this vote."""

    winners: tuple[str, ...]
    spent: str
    served: str


@dataclass(frozen=True)
class VoteResult:
    """A counted vote, ready to be shown."""

    vote: BudgetVote
    terms: Terms
    parts: Sequence[Part]
    choices: Sequence[Choice]
    blank: int
    """How many ballots were handed in with nothing on them."""

    is_broken_down: bool
    """Whether figures are shown: not where they would say who wants what."""

    @property
    def winners(self) -> list[str]:
        return list((self.vote.outcome or {}).get("winners", []))

    @property
    def turnout(self) -> str:
        """Say how many voted, and how many of these handed in a blank ballot."""
        said = turnout_said(self.terms, self.vote.registered or 0, self.vote.turnout or 0)
        if not self.blank:
            return said
        blank = ngettext("其中空白票 %(n)s 张", "其中空白票 %(n)s 张", self.blank)
        return _("，").join([said, blank % {"n": number(self.blank)}])

    @cached_property
    def only_verdict(self) -> str:
        """Say in one sentence what came of it, without figures of votes."""
        options = {one.key: one for one in self.vote.options.all()}
        chosen = [options[key].title for key in self.winners]
        if not chosen:
            return _("%(all)s 项里一项也没有选上") % {"all": number(len(options))}
        said = ngettext(
            "%(all)s 项里选出 %(chosen)s 项", "%(all)s 项里选出 %(chosen)s 项", len(chosen)
        )
        return said % {"all": number(len(options)), "chosen": number(len(chosen))}

    @property
    def others(self) -> Iterator[tuple[Choice, list[str], list[str]]]:
        """Yield what each other rule would choose, and what it has more and less than this one."""
        titles = {one.key: str(one) for one in self.vote.options.all()}
        for choice in self.choices[1:]:
            more = [titles[key] for key in titles if key in set(choice.winners) - set(self.winners)]
            less = [titles[key] for key in titles if key in set(self.winners) - set(choice.winners)]
            yield choice, more, less


def result_of(vote: BudgetVote) -> VoteResult:
    """Return what a counted vote came to."""
    return _told(vote.pk, vote.counted_at, get_language() or "")


# A counted vote never changes any more, and everybody looks at it on the same evening.
@lru_cache(maxsize=KEPT_READY)
def _told(vote_id: int, _counted_at: datetime | None, _language: str) -> VoteResult:
    vote = queries.votes().prefetch_related("options", "envelopes__community").get(pk=vote_id)
    terms = terms_from(vote.step.settings)
    if terms.is_secret and (vote.turnout or 0) < queries.FEWEST:
        return VoteResult(vote, terms, (), (), 0, is_broken_down=False)
    election = election_of(vote)
    parts = list(_parts(vote, terms, election))
    choices = list(_choices(vote, terms, election))
    blank = (vote.turnout or 0) - election.voters
    return VoteResult(vote, terms, parts, choices, blank, is_broken_down=True)


def _parts(vote: BudgetVote, terms: Terms, election: Election) -> Iterator[Part]:
    if terms.by_places:
        yield Part("", ByPlaces(election, terms, vote.outcome or {}))
        return
    rule = terms.rule(vote.seed)
    envelopes = list(vote.envelopes.all())
    if not envelopes:
        yield Part("", _presented(election, rule, terms.heads))
    for one in envelopes:
        own = election_of_envelope(election, str(one.community_id), one.budget_cents)
        yield Part(one.community.name, _presented(own, rule, terms.heads))


def _presented(election: Election, rule: Rule, heads: Heads) -> Result:
    return Result(election, explain(election, decide(election, rule)), YUAN, heads)


def _choices(vote: BudgetVote, terms: Terms, election: Election) -> Iterator[Choice]:
    """Yield what the vote's own rule and the others choose, where there is money to choose by."""
    envelopes = {str(one.community_id): one.budget_cents for one in vote.envelopes.all()}
    if not vote.budget_cents and not envelopes:
        return
    own = terms.rule(vote.seed) if not terms.by_places else None
    yield _choice(
        election,
        _("按票数取前几项") if own is None else name_of(own),
        (vote.outcome or {}).get("winners", []),
        terms.heads,
        is_own=True,
    )
    for name in RULES:
        if name == terms.method or (
            name == "max-welfare" and len(election.projects) > MOST_FOR_ALL_RULES
        ):
            continue
        rule = best_rule(terms.kind, name, terms.tie_order(vote.seed))
        yield _choice(election, name_of(rule), _winners(election, rule, envelopes), terms.heads)


def _winners(election: Election, rule: Rule, envelopes: Mapping[str, int]) -> list[str]:
    if not envelopes:
        return list(decide(election, rule).winners)
    parts = by_envelopes(election, rule, envelopes)
    return [key for part in parts.values() for key in part.winners]


def _choice(
    election: Election, name: str, winners: Sequence[str], heads: Heads, *, is_own: bool = False
) -> Choice:
    outcome = basket(election, winners)
    served = compare(election, outcome, outcome).served[0]
    return Choice(
        name,
        is_own,
        tuple(winners),
        _("%(yuan)s 元") % {"yuan": number(outcome.spent // CENTS)},
        heads.counted(served),
    )


def basket(election: Election, winners: Sequence[str]) -> Allocation:
    """Return certain projects as an outcome, so that it can be compared with others."""
    bought = [election.projects[election.numbers[key]] for key in winners]
    return Allocation(
        Rule("greedy"), tuple(Round(one.key, one.cost, 0, "rule", None, 0) for one in bought)
    )
