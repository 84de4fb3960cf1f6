"""Stretches of the day that are shared out.  Pure."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import time
from itertools import combinations

from django.utils.translation import gettext as _

from mulin.errors import Refused

EVERY_DAY = frozenset(range(7))


@dataclass(frozen=True)
class Term:
    """What a place is used for from when to when, and by which side; everybody when by none."""

    use: str
    starts_at: time
    ends_at: time
    weekdays: frozenset[int] = EVERY_DAY
    party: str = ""

    def overlaps(self, other: "Term") -> bool:
        days = self.weekdays & other.weekdays
        return bool(days) and self.starts_at < other.ends_at and other.starts_at < self.ends_at


def refuse_overlaps(terms: Iterable[Term], parties: Collection[str]) -> None:
    """Refuse stretches that run backwards, belong to nobody around the table or to two at once."""
    terms = list(terms)
    for term in terms:
        if term.ends_at <= term.starts_at:
            raise Refused(_("“%(use)s”的结束要晚于开始。") % {"use": term.use})
        if not term.weekdays:
            raise Refused(_("“%(use)s”请至少选一天。") % {"use": term.use})
        if term.party and term.party not in parties:
            raise Refused(_("“%(who)s”不在这次商量的各方里。") % {"who": term.party})
    for one, other in combinations(terms, 2):
        if one.overlaps(other):
            raise Refused(
                _("“%(one)s”和“%(other)s”的时间撞上了。") % {"one": one.use, "other": other.use}
            )
