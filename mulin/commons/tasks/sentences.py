"""What is said of promises and of what was brought to a table."""

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mulin.commons.audit.models import Record
from mulin.commons.notices.sentences import Sentence, register
from mulin.web.formats import day_in_words


def _mine(record: Record) -> str:
    return reverse("tasks:mine")


def _promised(record: Record) -> str:
    said = _("%(keeper)s答应了") % {"keeper": record.details["keeper"]}
    if not (due_on := record.details.get("due_on")):
        return said
    return said + _("，%(day)s以前做完") % {"day": day_in_words(date.fromisoformat(due_on))}


def _postponed(record: Record) -> str:
    due_on = day_in_words(date.fromisoformat(record.details["due_on"]))
    return _("改到%(day)s：%(because)s") % (record.details | {"day": due_on})


def register_sentences() -> None:
    """Let the house tell how promises fare."""
    register(
        Sentence("tasks.promised", timeline=_promised, icon="handshake"),
        Sentence("tasks.progressed", timeline=gettext_lazy("进展：%(text)s"), icon="hammer"),
        Sentence(
            "tasks.postponed",
            timeline=_postponed,
            icon="clock",
            tone="lamp",
        ),
        Sentence(
            "tasks.handed_over",
            timeline=gettext_lazy("从%(was)s交给%(to)s：%(because)s"),
            icon="users",
        ),
        Sentence("tasks.kept", timeline=gettext_lazy("做到了：%(note)s"), icon="check"),
        Sentence("tasks.dropped", timeline=gettext_lazy("不做了：%(note)s"), icon="x", tone="lamp"),
        Sentence(
            "tasks.put_on_agenda",
            message=gettext_lazy("您提的“%(title)s”排上了“%(at)s”的议程"),
            url=_mine,
            icon="calendar-days",
        ),
        Sentence(
            "tasks.discussed",
            message=gettext_lazy("您提的“%(title)s”议过了：%(outcome)s"),
            url=_mine,
            icon="messages-square",
        ),
        Sentence(
            "tasks.returned",
            message=gettext_lazy("您提的“%(title)s”没有上会：%(because)s"),
            url=_mine,
            icon="messages-square",
            tone="lamp",
        ),
    )
