"""What a proposal has and what it lacks, by the rules of its step, in plain words."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .sections import BUDGET, SECTIONS, cost_of, label_of

MOST_SIGNS = "min_{}"


@dataclass(frozen=True, slots=True)
class Check:
    """One thing a proposal should have."""

    name: str
    label: str
    is_there: bool
    is_required: bool
    words: str = ""
    """What is lacking, for somebody who is to add it."""


def checklist(
    settings: Mapping[str, Any], snapshot: Mapping[str, Any], *, has_zone: bool
) -> list[Check]:
    """Return everything that is looked at before a proposal is handed in."""
    checks = [
        _text_check(section.name, settings.get(MOST_SIGNS.format(section.name), 0), snapshot)
        for section in SECTIONS
        if section.name != "zone_fit" or has_zone
    ]
    checks.append(_people_check(settings, snapshot))
    checks.append(_budget_check(settings, snapshot))
    checks.append(_worker_check(settings, snapshot))
    return checks


def missing(checks: list[Check]) -> list[str]:
    """Return the names of what must still be added."""
    return [check.name for check in checks if check.is_required and not check.is_there]


def sentence(checks: list[Check]) -> str:
    """Say what must still be added, or nothing."""
    lacking = [check for check in checks if check.is_required and not check.is_there]
    return _("；").join(_("%(label)s（%(words)s）") % _said(check) for check in lacking)


def _said(check: Check) -> dict[str, str]:
    return {"label": check.label, "words": check.words}


def _text_check(name: str, least: int, snapshot: Mapping[str, Any]) -> Check:
    length = len("".join(str(snapshot.get(name, "")).split()))
    short = max(least - length, 0)
    words = ""
    if short and length:
        words = ngettext("再写 %(n)s 个字", "再写 %(n)s 个字", short) % {"n": short}
    elif not length:
        words = _("还没写")
    return Check(name, label_of(name), bool(length) and not short, least > 0, words)


def _people_check(settings: Mapping[str, Any], snapshot: Mapping[str, Any]) -> Check:
    return Check(
        "beneficiary_count",
        label_of("beneficiary_count"),
        bool(snapshot.get("beneficiary_count")),
        settings.get("min_beneficiaries", 0) > 0,
        _("写个大概的人数"),
    )


def _budget_check(settings: Mapping[str, Any], snapshot: Mapping[str, Any]) -> Check:
    return Check(
        BUDGET,
        label_of(BUDGET),
        cost_of(snapshot) is not None,
        bool(settings.get("needs_cost")),
        _("还没写要多少钱"),
    )


def _worker_check(settings: Mapping[str, Any], snapshot: Mapping[str, Any]) -> Check:
    return Check(
        "social_worker",
        label_of("social_worker"),
        bool(snapshot.get("social_worker")),
        bool(settings.get("needs_social_worker")),
        _("还没写是谁"),
    )
