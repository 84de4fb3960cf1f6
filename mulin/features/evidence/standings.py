"""How each community, or each selected proposal, stands in a step: what is there, what lacks."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mulin.commons.places.models import AdminUnit
from mulin.programmes.models import Proposal, Step

from . import queries
from .models import Evidence, FinalReview

NAMED = 5
"""How many of what is missing a refusal names."""


@dataclass(frozen=True)
class Standing:
    """One community, one selected proposal, or the whole cycle, and the evidence it has."""

    step: Step
    name: str
    community: AdminUnit | None
    proposal: Proposal | None
    records: int
    number: int
    photos: int
    last: Evidence | None
    due_on: date | None
    review: FinalReview | None

    @property
    def is_over(self) -> bool:
        """Whether nothing more is to come: done, or halted for a reason."""
        return bool(self.last and (self.last.is_done or self.last.is_halted))

    @property
    def is_halted(self) -> bool:
        return bool(self.last and self.last.is_halted)

    @property
    def is_overdue(self) -> bool:
        """Whether it should be done by now."""
        return bool(self.due_on and self.due_on < timezone.localdate() and not self.is_over)

    @property
    def state_label(self) -> str:
        return str(self.last.get_state_display()) if self.last else _("还没有消息")

    @property
    def lacks(self) -> list[str]:
        """What is missing, in words; nothing when it is complete."""
        if not self.records:
            return [_("还没有记录")]
        return [lack for lack in (*self._lacks_an_end(), *self._lacks_figures()) if lack]

    @property
    def is_complete(self) -> bool:
        return not self.lacks

    def _lacks_an_end(self) -> Iterable[str]:
        if self.proposal is None:
            return
        if not self.is_over:
            yield _("还没做完")
        elif not self.review and not self.is_halted:
            yield _("还没评估")

    def _lacks_figures(self) -> Iterable[str]:
        if self.is_halted:
            return
        if self.step.settings["counts"] and not self.number:
            yield _("还没报数")
        if (short := self.step.settings["photos_needed"] - self.photos) > 0:
            yield ngettext("还差 %(n)d 张照片", "还差 %(n)d 张照片", short) % {"n": short}

    @property
    def words(self) -> str:
        """What is there: “3 场”, or “2 条记录”."""
        if unit := self.step.settings["counts"]:
            return f"{self.number} {unit}"
        return ngettext("%(n)d 条记录", "%(n)d 条记录", self.records) % {"n": self.records}


def standings_of(step: Step, within: Iterable[int] | None = None) -> list[Standing]:
    """Return how everybody stands in a step, or those of some communities, in few questions."""
    per = step.settings["per"]
    reach = None if within is None else set(within)
    if per == "selected_proposal":
        found = _of_proposals(step)
    else:
        found = _of_communities(step) if per == "community" else [_of_the_cycle(step)]
    return [s for s in found if reach is None or not s.community or s.community.pk in reach]


def _of_proposals(step: Step) -> list[Standing]:
    counts, last = queries.counts_by(step, "proposal"), queries.latest_by(step, "proposal")
    due, reviews = queries.due_dates(step), queries.reviews_of(step)
    return [
        _standing(
            step,
            f"{one.number}. {one.title}",
            one.community,
            one,
            counts.get(one.pk),
            last=last.get(one.pk),
            due_on=due.get(one.pk),
            review=reviews.get(one.pk),
        )
        for one in queries.selected_of(step)
    ]


def _of_communities(step: Step) -> list[Standing]:
    counts, last = queries.counts_by(step, "community"), queries.latest_by(step, "community")
    return [
        _standing(step, one.name, one, None, counts.get(one.pk), last=last.get(one.pk))
        for one in queries.communities_of(step)
    ]


def _of_the_cycle(step: Step) -> Standing:
    counts, last = queries.counts_by(step, "community"), queries.latest_by(step, "community")
    return _standing(step, str(step.cycle), None, None, counts.get(None), last=last.get(None))


def _standing(
    step: Step,
    name: str,
    community: AdminUnit | None,
    proposal: Proposal | None,
    counts: dict[str, int] | None,
    *,
    last: Evidence | None = None,
    due_on: Any = None,
    review: FinalReview | None = None,
) -> Standing:
    counted = counts or {"records": 0, "number": 0, "photos": 0}
    return Standing(
        step,
        name,
        community,
        proposal,
        **counted,
        last=last,
        due_on=due_on,
        review=review,
    )


def lacking_in_words(standings: Iterable[Standing]) -> str:
    """Return how many lack something and which, naming a few; nothing when all is there."""
    lacking = [one for one in standings if not one.is_complete]
    if not lacking:
        return ""
    named = _("；").join(
        _("%(name)s（%(lacks)s）") % {"name": one.name, "lacks": _("、").join(one.lacks)}
        for one in lacking[:NAMED]
    )
    if len(lacking) > NAMED:
        named += _("等")
    return ngettext(
        "还缺 %(count)d 份：%(named)s。", "还缺 %(count)d 份：%(named)s。", len(lacking)
    ) % {"count": len(lacking), "named": named}
