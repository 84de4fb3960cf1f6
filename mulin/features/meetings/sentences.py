"""What is said of meetings: to those who were there, and on the line of what happened."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from mulin.commons.audit.models import Record
from mulin.commons.notices.sentences import Sentence, register


def _page(record: Record) -> str:
    return reverse("meetings:meeting", args=[record.about_id])


def register_sentences() -> None:
    """Let the house tell how meetings go on."""
    register(
        Sentence(
            "meetings.minutes_shown",
            timeline=_("纪要公开，请大家看到 %(until)s"),
            message=_("“%(title)s”的纪要出来了，请看看记得对不对，%(until)s以前都能说"),
            url=_page,
            icon="scroll-text",
        ),
        Sentence(
            "meetings.minutes_corrected",
            timeline=_("纪要改了一处：%(because)s"),
            message=_("“%(title)s”的纪要改了一处：%(because)s"),
            url=_page,
            icon="pencil",
            tone="lamp",
        ),
        Sentence("meetings.minutes_final", timeline=_("纪要定稿"), icon="check"),
    )
