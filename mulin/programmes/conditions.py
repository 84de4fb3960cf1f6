"""What has to stand before a step opens, where a machine can see it."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from . import kinds
from .models import Step

NAMED = 3
"""How many of what is missing a refusal names."""


def _communities_without_zone(step: Step) -> list[str]:
    left = step.cycle.participations.filter(zone=None).order_by("community__path")
    return list(left.values_list("community__name", flat=True))


def _zones_in_words(count: int, names: str) -> str:
    return ngettext(
        "还有 %(count)s 个社区没分片区：%(names)s。",
        "还有 %(count)s 个社区没分片区：%(names)s。",
        count,
    ) % {"count": count, "names": names}


ZONES = kinds.Condition(_communities_without_zone, _zones_in_words)


def conditions() -> dict[str, kinds.Condition]:
    """Return what a blueprint may require of a step: its word → how it is seen."""
    return {"zones": ZONES} | kinds.conditions()


def lacking(step: Step) -> list[str]:
    """Return which conditions of a step do not hold."""
    known = conditions()
    return [word for word in step.requires if known[word].missing(step)]


def lacking_in_words(step: Step) -> str:
    """Return what a step still waits for, one sentence after the other."""
    known = conditions()
    return " ".join(_said(known[word], step) for word in step.lacks)


def _said(condition: kinds.Condition, step: Step) -> str:
    missing = condition.missing(step)
    names = _("、").join(missing[:NAMED]) + (_("等") if len(missing) > NAMED else "")
    return condition.in_words(len(missing), names)
