"""How often something comes again, in words."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from mulin.commons.calendar.cadence import LAST, Cadence, Stretch, WhenOff

WEEKDAYS = [
    (0, gettext_lazy("周一")),
    (1, gettext_lazy("周二")),
    (2, gettext_lazy("周三")),
    (3, gettext_lazy("周四")),
    (4, gettext_lazy("周五")),
    (5, gettext_lazy("周六")),
    (6, gettext_lazy("周日")),
]
NTH = [
    (1, gettext_lazy("第一个")),
    (2, gettext_lazy("第二个")),
    (3, gettext_lazy("第三个")),
    (4, gettext_lazy("第四个")),
    (LAST, gettext_lazy("最后一个")),
]


def in_words(cadence: Cadence) -> str:
    """Return how often, which day, and what happens on a day off."""
    how_often = _how_often(cadence.stretch, cadence.every)
    off = {
        WhenOff.KEEP: _("节假日照常"),
        WhenOff.NEXT: _("遇休息日顺延"),
        WhenOff.BEFORE: _("遇休息日提前"),
    }[WhenOff(cadence.when_off)]
    return _("%(how_often)s%(day)s，%(off)s") % {
        "how_often": how_often,
        "day": _which_day(cadence),
        "off": off,
    }


def _how_often(stretch: str, every: int) -> str:
    if stretch == Stretch.WEEK:
        return ngettext("每周", "每 %(n)d 周", every) % {"n": every}
    if stretch == Stretch.MONTH:
        return ngettext("每月", "每 %(n)d 个月", every) % {"n": every}
    return ngettext("每年", "每 %(n)d 年", every) % {"n": every}


def _which_day(cadence: Cadence) -> str:
    if cadence.day is not None:
        return _("%(day)d 日") % {"day": cadence.day}
    weekday = str(dict(WEEKDAYS)[cadence.weekday or 0])
    if cadence.stretch == Stretch.WEEK:
        return weekday
    return _("%(nth)s%(weekday)s") % {"nth": dict(NTH)[cadence.nth or 1], "weekday": weekday}
