"""What the house says about drawings and what becomes of comments on them."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mulin.commons.audit.models import Record
from mulin.commons.notices.sentences import Audience, Sentence, register

from .models import DesignComment


def _answered(record: Record) -> str:
    answer = DesignComment.Answer(record.details["answer"])
    told = {"title": record.details["title"], "answer": answer.label}
    return _("您对“%(title)s”的意见有了答复：%(answer)s") % told


def _display(record: Record) -> str:
    return reverse("designs:display", args=[record.details["display"]])


def _comments(record: Record) -> str:
    return reverse("designs:comments", args=[record.details["display"]])


SENTENCES = (
    Sentence(
        "designs.version_published",
        timeline=gettext_lazy("公开了第 %(number)s 版方案"),
        message=gettext_lazy("“%(title)s”的方案出来了，说说您怎么看"),
        url=_display,
        audience=Audience.PLACE,
        icon="image",
        tone="lamp",
    ),
    Sentence(
        "designs.board_hung",
        timeline=gettext_lazy("在“%(place)s”挂了展板"),
        icon="map-pin",
    ),
    Sentence(
        "designs.display_extended",
        timeline=gettext_lazy("听意见延到 %(until)s"),
        icon="calendar-plus",
    ),
    Sentence(
        "designs.comment_answered",
        message=_answered,
        url=_comments,
        icon="message-square-reply",
    ),
    Sentence(
        "designs.comment_hidden",
        message=gettext_lazy("您对“%(title)s”的意见没有挂出来：%(reason)s"),
        url=_display,
        icon="eye-off",
        tone="lamp",
    ),
)


def register_sentences() -> None:
    """Let the house say what happens to drawings."""
    register(*SENTENCES)
