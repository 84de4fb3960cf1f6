"""How numbers, money and times are written, in the reader's language."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal

from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

NOTHING = "—"
MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
WEEKDAYS_ZH = "周一 周二 周三 周四 周五 周六 周日".split()
WEEKDAYS_EN = "Mon Tue Wed Thu Fri Sat Sun".split()


def in_english() -> bool:
    """Say whether the reader asked for English."""
    return (get_language() or "").startswith("en")


def number(value: Decimal | float | None) -> str:
    """Write a number with its thousands apart: 12,345."""
    if value is None:
        return NOTHING
    return f"{value:,}".replace("-", "−")


def wan(value: int | None) -> str:
    """Write a large number the way it is read aloud: 1.04 万, in English 10,400."""
    if value is None or abs(value) < 10_000 or in_english():
        return number(value)
    unit, word = (100_000_000, "亿") if abs(value) >= 100_000_000 else (10_000, "万")
    figure = (Decimal(value) / unit).quantize(Decimal("0.01"), ROUND_HALF_UP)
    return f"{number(figure.normalize() if figure % 1 else int(figure))} {word}"


def square_metres(hundredths: int | None) -> str:
    """Write an area kept in hundredths of a square metre: 412.30."""
    return "" if hundredths is None else f"{hundredths // 100:,}.{hundredths % 100:02d}"


def percent_of(part: Decimal | float | None, whole: Decimal | float | None) -> str:
    """Write a part of a whole as per cent with at most one decimal: 70.4%."""
    if part is None or not whole:
        return NOTHING
    share = (Decimal(str(part)) * 100 / Decimal(str(whole))).quantize(Decimal("0.1"), ROUND_HALF_UP)
    if part > 0 and share == 0:
        return "<0.1%"
    if part < whole and share == 100:
        return ">99.9%"
    return f"{number(share if share % 1 else int(share))}%"


def yuan(cents: int | None) -> SafeString | str:
    """Write an amount of cents as yuan, without the cents when there are none."""
    if cents is None:
        return NOTHING
    return _money(cents, f".{abs(cents) % 100:02}" if cents % 100 else "")


def yuan_exact(cents: int | None) -> SafeString | str:
    """Write an amount of cents as yuan with both decimals, as ledgers do."""
    if cents is None:
        return NOTHING
    return _money(cents, f".{abs(cents) % 100:02}")


def _money(cents: int, decimals: str) -> SafeString:
    sign = "−" if cents < 0 else ""
    figure = f"{abs(cents) // 100:,}{decimals}"
    if in_english():
        return format_html('<span class="money">{}¥{}</span>', sign, figure)
    return format_html('<span class="money">{}{}<small>元</small></span>', sign, figure)


def day(value: date | None) -> SafeString | str:
    """Write a day: 11月23日, in English 23 Nov, with its year when that is not this one."""
    if value is None:
        return NOTHING
    on = _local(value)
    return _time(on.isoformat(), day_in_words(on))


def day_in_words(on: date) -> str:
    """Write a day within a sentence, where no markup can stand."""
    return _day(on, with_year=on.year != timezone.localdate().year)


def full_day(value: date | None) -> SafeString | str:
    """Write a day with its year, as papers do: 2026年11月23日."""
    if value is None:
        return NOTHING
    on = _local(value)
    return _time(on.isoformat(), _day(on, with_year=True))


def weekday(value: date | None) -> str:
    """Write the day of the week: 周一, in English Mon."""
    if value is None:
        return NOTHING
    return (WEEKDAYS_EN if in_english() else WEEKDAYS_ZH)[_local(value).weekday()]


def moment(value: datetime | None) -> SafeString | str:
    """Write a moment: 11月23日 20:00, in English 23 Nov, 20:00."""
    if value is None:
        return NOTHING
    at = timezone.localtime(value)
    on = _day(at.date(), with_year=at.year != timezone.localdate().year)
    comma = "," if in_english() else ""
    return _time(at.isoformat(timespec="minutes"), f"{on}{comma} {at:%H:%M}")


def clock(value: datetime | None) -> SafeString | str:
    """Write only the hour and minute of a moment."""
    if value is None:
        return NOTHING
    at = timezone.localtime(value)
    return _time(at.isoformat(timespec="minutes"), f"{at:%H:%M}")


def due(value: datetime | None) -> SafeString | str:
    """Write until when: today 20:00, tomorrow 20:00, or the moment; and when it is over, so."""
    if value is None:
        return NOTHING
    at = timezone.localtime(value)
    days = (at.date() - timezone.localdate()).days
    words = {0: _("今天 %s"), 1: _("明天 %s")}.get(days)
    said = _time(at.isoformat(timespec="minutes"), words % f"{at:%H:%M}") if words else moment(at)
    if at <= timezone.now():
        return format_html(_("已于 {} 截止"), moment(at))
    return format_html(_("{} 截止"), said)


def period(days: Sequence[date | None]) -> SafeString:
    """Write from when to when: 11月24日 — 11月30日."""
    first, last = days
    return format_html("{} — {}", day(first), day(last))


def _local(value: date) -> date:
    """Return the day at this place; a moment belongs to the day its clock shows here."""
    if isinstance(value, datetime):
        return timezone.localtime(value).date() if timezone.is_aware(value) else value.date()
    return value


def _day(on: date, *, with_year: bool) -> str:
    if in_english():
        return f"{on.day} {MONTHS[on.month - 1]}" + (f" {on.year}" if with_year else "")
    return (f"{on.year}年" if with_year else "") + f"{on.month}月{on.day}日"


def _time(machine: str, words: str) -> SafeString:
    return format_html('<time datetime="{}">{}</time>', machine, words)
