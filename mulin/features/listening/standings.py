"""How far each community of a cycle is with its baseline study."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mulin.commons.places.models import AdminUnit
from mulin.programmes.models import Step

from . import queries
from .forms import BaselineSettings
from .models import BaselineStudy

NAMED = 5
"""How many of what is missing a refusal names."""

A_MONTH = timedelta(days=30.5)
USUAL = {name: field.initial for name, field in BaselineSettings.base_fields.items()}
"""What a study must be where a cycle has no step of its own for it."""


@dataclass(frozen=True)
class Standing:
    """One community, its study that holds, and what is missing in it."""

    community: AdminUnit
    study: BaselineStudy | None
    lacks: list[str]

    @property
    def is_complete(self) -> bool:
        return not self.lacks


def standings_of(step: Step) -> list[Standing]:
    """Return how each community of a step's cycle stands, in a constant number of questions."""
    own = step if step.kind == queries.STUDY_STEP else queries.study_step_in(step.cycle_id)
    settings = USUAL | (own.settings if own else {})
    since = (own or step).opens_at - settings["months"] * A_MONTH
    communities = queries.communities_in(step.cycle_id)
    studies = queries.latest_studies(communities)
    return [
        Standing(one, studies.get(one.pk), _lacks(studies.get(one.pk), since, settings))
        for one in communities
    ]


def _lacks(study: BaselineStudy | None, since: datetime, settings: dict[str, Any]) -> list[str]:
    if study is None:
        return [_("还没写")]
    if study.written_at < since:
        day = timezone.localdate(study.written_at)
        return [_("%(day)s写的，太久了，请改一版") % {"day": f"{day:%Y-%m-%d}"}]
    parts = {
        _("数字"): study.numbers,
        _("家底"): study.resources,
        _("先找谁商量"): study.key_residents,
    }
    missing = [label for label, there in parts.items() if not there]
    if settings["asks_all_prompts"]:
        missing += [one.short for one in BaselineStudy.Prompt if not study.diagnosis.get(one)]
    return [_("缺“%(part)s”") % {"part": part} for part in missing]


def lacking_in_words(standings: Iterable[Standing]) -> str:
    """Return how many studies are missing and whose, naming a few; nothing when all are there."""
    lacking = [one for one in standings if one.lacks]
    if not lacking:
        return ""
    named = _("；").join(
        _("%(name)s（%(lacks)s）") % {"name": one.community.name, "lacks": _("、").join(one.lacks)}
        for one in lacking[:NAMED]
    )
    if len(lacking) > NAMED:
        named += _("等")
    return ngettext(
        "还差 %(count)d 个社区的基础调研：%(named)s。",
        "还差 %(count)d 个社区的基础调研：%(named)s。",
        len(lacking),
    ) % {"count": len(lacking), "named": named}
