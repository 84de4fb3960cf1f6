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
    listed: int
    """Its records with those withdrawn."""

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
            return f"{self.number} {_(unit)}"
        return ngettext("%(n)d 条记录", "%(n)d 条记录", self.records) % {"n": self.records}


def standings_of(step: Step, within: Iterable[int] | None = None) -> list[Standing]:
    """Return how everybody stands in a step, or those of some communities, in three questions."""
    per = step.settings["per"]
    reach = None if within is None else set(within)
    reviews = queries.reviews_of(step) if per == "selected_proposal" else {}
    return [
        one
        for one in _standings(step, per, reviews)
        if reach is None or not one.community or one.community.pk in reach
    ]


def promises_of(step: Step) -> list[Standing]:
    """Return how the selected proposals stand, without their final reviews, in two questions."""
    return _standings(step, "selected_proposal", {})


def _standings(step: Step, per: str, reviews: dict[int, FinalReview]) -> list[Standing]:
    rows: dict[int | None, list[Any]] = {}
    for row in queries.rows_of(step):
        key = row.proposal_id if per == "selected_proposal" else row.community_id
        rows.setdefault(key, []).append(row)
    if per == "selected_proposal":
        return [
            _standing(
                step,
                f"{one.number}. {one.title}",
                rows.get(one.pk, []),
                community=one.community,
                proposal=one,
                review=reviews.get(one.pk),
            )
            for one in queries.selected_of(step)
        ]
    if per == "cycle":
        return [_standing(step, str(step.cycle), rows.get(None, []))]
    return [
        _standing(step, one.name, rows.get(one.pk, []), community=one)
        for one in queries.communities_of(step)
    ]


def _standing(
    step: Step,
    name: str,
    rows: list[Any],
    *,
    community: AdminUnit | None = None,
    proposal: Proposal | None = None,
    review: FinalReview | None = None,
) -> Standing:
    """Sum up records, the latest first; what was withdrawn counts for nothing but the list."""
    held = [row for row in rows if not row.is_withdrawn]
    dated = [row for row in held if row.due_on]
    said_last = max(dated, key=lambda row: (row.recorded_at, row.pk), default=None)
    return Standing(
        step,
        name,
        community,
        proposal,
        records=len(held),
        number=sum(row.number or 0 for row in held),
        photos=sum(row.sent or 0 for row in held),
        last=held[0] if held else None,
        due_on=said_last.due_on if said_last else None,
        review=review,
        listed=len(rows),
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
