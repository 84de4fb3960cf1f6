"""What is said of a matter: to its resident as a message, and in its own timeline."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mulin.commons.audit.models import Record
from mulin.commons.notices.sentences import Sentence, register
from mulin.web.formats import day_in_words

PAGE = "services:matter"


def _when(record: Record) -> str:
    on = date.fromisoformat(record.details["on"])
    return f"{day_in_words(on)} {record.details['at']}"


def _booked(record: Record) -> str:
    return _("约好了：%(when)s，%(point)s") % {
        "when": _when(record),
        "point": record.details["point"],
    }


def _moved(record: Record) -> str:
    return _("改到了：%(when)s，%(point)s") % {
        "when": _when(record),
        "point": record.details["point"],
    }


def _reminded(record: Record) -> str:
    is_visit = record.details.get("way") == "home_visit"
    words = (
        _("%(when)s，%(point)s的人到您家办“%(item)s”。不在家请改时间。")
        if is_visit
        else _("%(when)s，请到%(point)s办“%(item)s”。去不了请改时间。")
    )
    return words % {
        "when": _when(record),
        "point": record.details["point"],
        "item": record.details["item"],
    }


def _escalated(record: Record) -> str:
    return _("“%(item)s”在窗口办不了，已经报给%(office)s：%(reason)s。%(due)s前答复您。") % {
        "item": record.details["item"],
        "office": record.details["office"],
        "reason": record.details["reason"].rstrip("。.！!"),
        "due": day_in_words(date.fromisoformat(record.details["due"])),
    }


SENTENCES = (
    Sentence("services.booked", timeline=_booked, icon="calendar-check"),
    Sentence("services.moved", timeline=_moved, message=_moved, url=PAGE, icon="calendar-clock"),
    Sentence(
        "services.cancelled",
        timeline=gettext_lazy("取消了"),
        message=gettext_lazy("%(point)s的预约取消了，想办的时候再约。"),
        url=PAGE,
        icon="calendar-x",
        tone="lamp",
    ),
    Sentence(
        "services.reminded",
        timeline=gettext_lazy("提醒过了"),
        message=_reminded,
        url=PAGE,
        icon="bell",
        tone="lamp",
    ),
    Sentence("services.ticket_taken", timeline=gettext_lazy("取了 %(number)s 号"), icon="ticket"),
    Sentence("services.checked_in", timeline=gettext_lazy("到了，%(number)s 号"), icon="ticket"),
    Sentence("services.called", timeline=gettext_lazy("叫到了"), icon="megaphone"),
    Sentence("services.left", timeline=gettext_lazy("叫到时人不在"), icon="footprints"),
    Sentence(
        "services.accepted",
        timeline=gettext_lazy("收下了，%(who)s在办"),
        message=gettext_lazy("“%(item)s”收下了，%(who)s给您办到底。"),
        url=PAGE,
        icon="clipboard-check",
    ),
    Sentence(
        "services.visitor_sent",
        timeline=gettext_lazy("%(visitor)s上门"),
        message=gettext_lazy("%(visitor)s到您家办“%(item)s”"),
        url=PAGE,
        icon="house",
    ),
    Sentence(
        "services.taken_over",
        timeline=gettext_lazy("换%(keeper)s接着办"),
        message=gettext_lazy("“%(item)s”换%(keeper)s接着办。"),
        url=PAGE,
        icon="handshake",
    ),
    Sentence(
        "services.escalated",
        timeline=_escalated,
        message=_escalated,
        url=PAGE,
        icon="arrow-up",
        tone="lamp",
    ),
    Sentence(
        "services.decided",
        timeline=gettext_lazy("上级答复了：%(answer)s"),
        message=gettext_lazy("“%(item)s”有答复了：%(answer)s"),
        url=PAGE,
        icon="message-circle",
        tone="dian",
    ),
    Sentence(
        "services.finished",
        timeline=gettext_lazy("办好了：%(result)s"),
        message=gettext_lazy("“%(item)s”办好了：%(result)s"),
        url=PAGE,
        icon="circle-check",
    ),
)


def register_sentences() -> None:
    """Let the house say what happens to matters."""
    register(*SENTENCES)
