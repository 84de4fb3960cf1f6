"""What is said of occasions: that they were moved, missed or called off."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mulin.commons.audit.models import Record
from mulin.commons.notices.sentences import Sentence, register
from mulin.web.formats import day_in_words


def _page(record: Record) -> str:
    return str(record.details.get("path", ""))


def _days(record: Record) -> dict[str, Any]:
    was, on = (date.fromisoformat(record.details[name]) for name in ("was", "on"))
    return record.details | {"was": day_in_words(was), "on": day_in_words(on)}


def _moved(record: Record) -> str:
    return _("从%(was)s改到%(on)s：%(because)s") % _days(record)


def _moved_of(record: Record) -> str:
    return _("“%(title)s”从%(was)s改到%(on)s：%(because)s") % _days(record)


def register_sentences() -> None:
    """Let the house tell when something does not take place as announced."""
    register(
        Sentence(
            "occasions.moved",
            timeline=_moved,
            message=_moved_of,
            url=_page,
            icon="calendar-days",
            tone="lamp",
        ),
        Sentence("occasions.held", timeline=gettext_lazy("开过了"), icon="check"),
        Sentence(
            "occasions.missed",
            timeline=gettext_lazy("没开成：%(because)s"),
            icon="x",
            tone="lamp",
        ),
        Sentence(
            "occasions.called_off",
            timeline=gettext_lazy("取消了：%(because)s"),
            message=gettext_lazy("“%(title)s”取消了：%(because)s"),
            url=_page,
            icon="x",
            tone="lamp",
        ),
    )
