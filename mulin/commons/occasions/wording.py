"""How often something comes again, in words."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

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
    if every == 1:
        once = {Stretch.WEEK: _("每周"), Stretch.MONTH: _("每月"), Stretch.YEAR: _("每年")}
        return once[Stretch(stretch)]
    more = {
        Stretch.WEEK: _("每 %(n)d 周的"),
        Stretch.MONTH: _("每 %(n)d 个月的"),
        Stretch.YEAR: _("每 %(n)d 年的"),
    }
    return more[Stretch(stretch)] % {"n": every}


def _which_day(cadence: Cadence) -> str:
    if cadence.day is not None:
        return _("%(day)d号") % {"day": cadence.day}
    weekday = str(dict(WEEKDAYS)[cadence.weekday or 0])
    if cadence.stretch == Stretch.WEEK:
        return weekday
    return _("%(nth)s%(weekday)s") % {"nth": dict(NTH)[cadence.nth or 1], "weekday": weekday}
