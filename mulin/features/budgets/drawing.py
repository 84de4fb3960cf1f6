"""Draw what became of each project: its sentence, its bars, the sums behind them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from mulin.decisions.budgeting import Explanation, Payment, Purchase, Spending, Story

from .heads import PEOPLE, Heads
from .money import Money
from .reasons import Teller

A_FEW = 8
"""How many sums of money are listed one by one."""

PAID, HELPED, WANTING = "var(--brand)", "var(--lamp)", "var(--viz-0)"
LAST_MONEY = "var(--viz-5)"

SHORT = {"no_votes": gettext_lazy("没人选"), "over_whole_budget": gettext_lazy("超过预算")}
"""What stands on a project's tag where money is not what it lacks."""


@dataclass(frozen=True)
class Segment:
    """One stretch of a bar, in per cent of its whole."""

    share: str
    colour: str
    label: str = ""


@dataclass(frozen=True)
class Bar:
    """A bar and the sentence it proves."""

    says: str
    segments: tuple[Segment, ...]
    width: str = "100"
    """In per cent of the longest bar on the page."""


@dataclass(frozen=True)
class Sum:
    """So much money, of whom or for what."""

    label: str
    written: SafeString | str
    exact: str = ""
    """The very figure where `written` is rounded."""


@dataclass(frozen=True)
class Row:
    """One project as a page shows it."""

    key: str
    name: str
    cost: SafeString
    votes: int
    voters: str
    """The votes, as so many people or households."""

    is_chosen: bool
    place: int | None
    """In which round it was chosen."""

    verdict: str
    tone: str
    because: str
    supporters: str
    bars: tuple[Bar, ...]
    sums: tuple[Sum, ...]
    ties: tuple[str, ...]


def segment(part: Fraction | int, whole: Fraction | int, colour: str, label: str = "") -> Segment:
    """Return a stretch as long as a part is of its whole."""
    share = 100 * Fraction(part) / Fraction(whole) if whole else Fraction(0)
    return Segment(f"{float(min(max(share, Fraction(0)), Fraction(100))):.2f}", colour, label)


def sum_of(money: Money, label: str, coins: Fraction | int) -> Sum:
    """Return an amount rounded to read, with the very figure where it had to be rounded."""
    return Sum(label, money.written(coins), money.exact(coins) if money.rounds(coins) else "")


def spread_of(counts: Sequence[int], heads: Heads = PEOPLE) -> list[tuple[str, int, Bar]]:
    """Draw how many voters got none, one, two … of what they wanted."""
    most = max(counts, default=0)
    return [
        (_how_many(n), voters, _voters_bar(voters, most, HELPED if n else WANTING, heads))
        for n, voters in enumerate(counts)
        if voters or not n
    ]


@dataclass(frozen=True)
class Drawing:
    """Draws the projects of one count on a common scale."""

    explanation: Explanation
    tell: Teller

    def row(self, story: Story) -> Row:
        """Return one project as a page shows it."""
        verdict, tone = self._verdict(story)
        return Row(
            key=story.key,
            name=self.tell.names[story.key],
            cost=self.tell.money.written(story.cost),
            votes=story.votes,
            voters=self.tell.heads.counted(story.votes),
            is_chosen=story.chosen,
            place=story.round,
            verdict=verdict,
            tone=tone,
            because=self.tell.because(story),
            supporters=self.tell.supporters(story),
            bars=tuple(self._bars(story)),
            sums=tuple(self._sums(story)),
            ties=tuple(self.tell.tie(tie) for tie in story.ties),
        )

    def _verdict(self, story: Story) -> tuple[str, str]:
        if story.because == "completed":
            return _("余钱补的"), "lamp"
        if story.chosen:
            return (_("凑够") if story.purchase else _("选上")), "brand"
        if story.because in SHORT:
            return str(SHORT[story.because]), ""
        if story.money and story.money.missing:
            return _("差 %(money)s") % {"money": self.tell.money.said(story.money.missing)}, ""
        return _("没选上"), ""

    def _bars(self, story: Story) -> Iterable[Bar]:
        if story.money is None:
            yield self._votes_bar(story)
            return
        yield self._money_bar(story)
        if story.purchase and (says := self.tell.supporters(story)):
            yield _supporters_bar(story.purchase, says)

    def _votes_bar(self, story: Story) -> Bar:
        says = _("%(n)s想要") % {"n": self.tell.heads.counted(story.votes)}
        colour = PAID if story.chosen else WANTING
        return Bar(says, (segment(story.votes, self._most_votes, colour),))

    def _money_bar(self, story: Story) -> Bar:
        """Return a bar as long as the cost, filled with the money that came together."""
        had = story.money
        together: Fraction | int = story.cost
        if had and not story.purchase:
            together = min(had.left, Fraction(story.cost))
        said = self.tell.money.said
        says = _("造价 %(cost)s，凑到 %(together)s") % {
            "cost": said(story.cost),
            "together": said(together),
        }
        colour = PAID if story.chosen else WANTING
        parts = [segment(together, story.cost, colour)]
        if story.chosen and together < story.cost:
            parts.append(segment(story.cost - together, story.cost, HELPED))
        return Bar(says, tuple(parts), segment(story.cost, self._most_cost, "").share)

    @property
    def _most_votes(self) -> int:
        return max((story.votes for story in self.explanation.stories), default=0)

    @property
    def _most_cost(self) -> int:
        return max((story.cost for story in self.explanation.stories), default=0)

    def _sums(self, story: Story) -> Iterable[Sum]:
        money, paid, had = self.tell.money, story.purchase, story.money
        if paid and paid.price is not None:
            yield sum_of(money, _("出足的每%(one)s出") % {"one": self.tell.heads.one}, paid.price)
        if paid and len(paid.payments) > 1:
            yield from _listed(money, paid.payments, self.tell.heads)
        if had and not paid:
            yield sum_of(money, _("支持的人一共分到"), had.at_start)
            yield from self._spendings(had.went_to)
            yield sum_of(money, _("还剩"), had.left)
            yield sum_of(money, _("还差"), had.missing)

    def _spendings(self, spendings: tuple[Spending, ...]) -> Iterable[Sum]:
        for one in spendings[:A_FEW]:
            label = _("花在“%(name)s”") % {"name": self.tell.names[one.key]}
            yield sum_of(self.tell.money, label, one.amount)
        if rest := spendings[A_FEW:]:
            label = ngettext("花在另外 %(n)d 项", "花在另外 %(n)d 项", len(rest)) % {"n": len(rest)}
            yield sum_of(self.tell.money, label, sum((one.amount for one in rest), Fraction(0)))


def _supporters_bar(paid: Purchase, says: str) -> Bar:
    """Return how many of the supporters paid in full, the rest of their money, or nothing."""
    counts = ((paid.in_full, PAID), (paid.in_part, LAST_MONEY), (paid.with_nothing, WANTING))
    whole = sum(count for count, _colour in counts)
    return Bar(says, tuple(segment(n, whole, colour) for n, colour in counts if n))


def _listed(money: Money, payments: tuple[Payment, ...], heads: Heads) -> Iterable[Sum]:
    """Yield who paid how much; where many paid differently, the last ones together."""
    few, rest = payments[:A_FEW], payments[A_FEW:]
    for one in few:
        label = ngettext("%(n)s每%(one)s出", "%(n)s每%(one)s出", one.voters)
        facts = {"n": heads.counted(one.voters), "one": heads.one}
        yield sum_of(money, label % facts, one.amount)
    if rest:
        voters = sum(one.voters for one in rest)
        label = ngettext("另外 %(n)s一共出", "另外 %(n)s一共出", voters)
        total = sum((one.amount * one.voters for one in rest), Fraction(0))
        yield sum_of(money, label % {"n": heads.counted(voters)}, total)


def _how_many(n: int) -> str:
    if not n:
        return _("一项也没有")
    return ngettext("%(n)d 项", "%(n)d 项", n) % {"n": n}


def _voters_bar(voters: int, most: int, colour: str, heads: Heads) -> Bar:
    return Bar(heads.voters(voters), (segment(voters, most, colour),))
