"""
When is somebody reminded of a visit, and in which words?

The evening before; who books later than that, two hours before.  Nobody is woken, and nobody
who only just chose the time is told of it at once.
"""

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from mulin.web.formats import day_in_words, weekday

if TYPE_CHECKING:
    from .models import Matter

EVENING = time(17)
SHORTLY = timedelta(hours=2)
AWAKE = time(7, 30), time(21)
MOST_PAPERS = 3
LONGEST_ADDRESS = 30


def is_due(starts: datetime, timed_at: datetime, now: datetime) -> bool:
    """Return whether a reminder of a visit should go now; all in the place's own time."""
    evening = datetime.combine(starts.date() - timedelta(days=1), EVENING, starts.tzinfo)
    moment = evening if timed_at < evening else starts - SHORTLY
    is_awake = AWAKE[0] <= now.time() < AWAKE[1]
    return timed_at < moment <= now < starts and is_awake


def in_words(matter: "Matter") -> dict[str, str]:
    """Return when, where, what, what to bring and how to call it off, for a short message."""
    point, papers = matter.point, matter.item.papers if matter.item else []
    etc = _("等") if len(papers) > MOST_PAPERS else ""
    bring = _("、").join(papers[:MOST_PAPERS]) + etc
    where = {"point": point.name, "address": point.address[:LONGEST_ADDRESS]}
    return {
        "when": when_in_words(matter),
        "where": _("%(point)s（%(address)s）") % where,
        "what": matter.item.name if matter.item else _("您的事"),
        "bring": bring or (_("不用带") if matter.item else _("身份证，别的来了再说")),
        "call": _("打电话 %(phone)s") % {"phone": point.phone}
        if point.phone
        else _("到服务点说一声"),
    }


def when_in_words(matter: "Matter") -> str:
    """Return the day, its weekday and the hour: 11月23日（周一）9:30."""
    return _("%(day)s（%(weekday)s）%(at)s") % {
        "day": day_in_words(matter.on),
        "weekday": weekday(matter.on),
        "at": f"{matter.starts_at:%H:%M}",
    }
