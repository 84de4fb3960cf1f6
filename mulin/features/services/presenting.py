"""How a week of opening hours is drawn."""

from typing import Any

from django.utils import timezone

from .forms.keeping import DAYS
from .hours import HOLIDAY, Hours, in_words


def week_of(hours: Hours) -> list[dict[str, Any]]:
    """Return the days of the week and legal holidays, those alike on end in one line."""
    today = timezone.localdate()
    now = HOLIDAY if hours.is_holiday(today) else today.weekday()
    lines: list[dict[str, Any]] = []
    for day, name in enumerate(DAYS):
        words = in_words(hours.week.get(day, ()))
        last = lines[-1] if lines else None
        if last and last["words"] == words and day != HOLIDAY:
            last["to"] = name
            last["is_today"] = last["is_today"] or day == now
        else:
            lines.append({"from": name, "to": "", "words": words, "is_today": day == now})
    return lines
