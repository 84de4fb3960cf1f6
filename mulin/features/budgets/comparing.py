"""Put two results of one election side by side: what changes, and for whom."""

from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _

from mulin.decisions.budgeting import Change, Comparison
from mulin.web.formats import number, percent_of

from .drawing import HELPED, PAID, WANTING, Bar, Row, segment
from .presenting import Result


@dataclass(frozen=True)
class Shift:
    """How many voters are better off, as before, or worse off with the second result."""

    what: str
    says: str
    bar: Bar


@dataclass(frozen=True)
class Compared:
    """Two results of one election."""

    first: Result
    second: Result
    comparison: Comparison

    @property
    def is_same(self) -> bool:
        """Whether both choose the same projects."""
        return not (self.comparison.gained or self.comparison.lost)

    @cached_property
    def both(self) -> list[Row]:
        """What is chosen by both, in the order of the first."""
        return [row for row in self.first.chosen if row.key in set(self.comparison.both)]

    @cached_property
    def only_first(self) -> list[tuple[Row, Row]]:
        """What only the first chooses, and the same project with the second."""
        return [(row, self._with_second[row.key]) for row in self._chosen(self.first)]

    @cached_property
    def only_second(self) -> list[tuple[Row, Row]]:
        """What only the second chooses, and the same project with the first."""
        return [(row, self._with_first[row.key]) for row in self._chosen(self.second)]

    def _chosen(self, result: Result) -> list[Row]:
        either = {*self.comparison.gained, *self.comparison.lost}
        return [row for row in result.chosen if row.key in either]

    @cached_property
    def _with_first(self) -> dict[str, Row]:
        return {row.key: row for row in self.first.rows}

    @cached_property
    def _with_second(self) -> dict[str, Row]:
        return {row.key: row for row in self.second.rows}

    @cached_property
    def verdict(self) -> str:
        """Say in one sentence what changes from the first to the second."""
        gained, lost = len(self.comparison.gained), len(self.comparison.lost)
        if self.is_same:
            return _("两种算法选出的一样。")
        facts = {"second": self.second.name, "gained": number(gained), "lost": number(lost)}
        return _("换成“%(second)s”：少了 %(lost)s 项，多了 %(gained)s 项，其余的一样。") % facts

    @cached_property
    def shifts(self) -> list[Shift]:
        """What changes for voters, counted by projects and by money."""
        return [
            _shift(_("按办成的项数看"), self.comparison.by_projects),
            _shift(_("按花在自己想要的项目上的钱看"), self.comparison.by_money),
        ]

    @cached_property
    def figures(self) -> list[tuple[str, str, str]]:
        """What is said of both results, beside each other."""
        labels = [
            _("选出几项"),
            _("花了多少"),
            _("至少有一项想要的办成了"),
            _("平均每人想要的项目上花的钱"),
        ]
        return list(zip(labels, _figures(self.first), _figures(self.second), strict=True))


def _figures(result: Result) -> list[str]:
    return [
        number(len(result.chosen)),
        result.money.said(result.spent),
        _served(result),
        result.money.said(result.explanation.public.money_per_voter),
    ]


def _served(result: Result) -> str:
    people = result.heads.voters(result.served)
    return _("%(people)s，占 %(share)s") % {
        "people": people,
        "share": percent_of(result.served, result.voters),
    }


def _shift(what: str, change: Change) -> Shift:
    counts = (
        (change.better, PAID, _("更好 %(n)s 人")),
        (change.same, WANTING, _("一样 %(n)s 人")),
        (change.worse, HELPED, _("更差 %(n)s 人")),
    )
    whole = sum(count for count, _colour, _words in counts)
    says = _("，").join(words % {"n": number(n)} for n, _colour, words in counts)
    return Shift(what, says, Bar(says, tuple(segment(n, whole, c) for n, c, _w in counts if n)))
