"""The list of requests as an Excel file."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from .models import ExpertRequest


def columns() -> list[str]:
    return [
        _("哪个社区"),
        _("什么事"),
        _("请谁"),
        _("哪天请的"),
        _("最晚哪天答复"),
        _("怎么样了"),
        _("哪天答复的"),
        _("晚了几天"),
        _("答复"),
    ]


def rows_of(requests: Iterable[ExpertRequest]) -> Iterator[list[Any]]:
    for one in requests:
        yield [
            one.unit.name,
            one.title,
            one.whom,
            timezone.localdate(one.asked_at).isoformat(),
            one.due_on.isoformat(),
            str(one.get_state_display()),
            one.answered_on.isoformat() if one.answered_on else "",
            one.days_late,
            one.answer or one.reason,
        ]
