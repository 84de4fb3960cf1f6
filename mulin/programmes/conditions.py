"""What has to stand before a step opens, where a machine can see it."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .models import Step

NAMED = 3
"""How many of what is missing a refusal names."""


def _communities_without_zone(step: Step) -> list[str]:
    left = step.cycle.participations.filter(zone=None).order_by("community__path")
    return list(left.values_list("community__name", flat=True))


CONDITIONS = {"zones": _communities_without_zone}
"""The word of a blueprint → what is still missing, by name."""


def lacking(step: Step) -> list[str]:
    """Return which conditions of a step do not hold."""
    return [word for word in step.requires if CONDITIONS[word](step)]


def lacking_in_words(step: Step) -> str:
    """Return what a step still waits for, as a sentence."""
    missing = _communities_without_zone(step) if "zones" in step.lacks else []
    names = _("、").join(missing[:NAMED]) + (_("等") if len(missing) > NAMED else "")
    return ngettext(
        "还有 %(count)s 个社区没分片区：%(names)s。",
        "还有 %(count)s 个社区没分片区：%(names)s。",
        len(missing),
    ) % {"count": len(missing), "names": names}
