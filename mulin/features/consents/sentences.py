"""What is said when a round opens and when its result is up."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from mulin.commons.audit.models import Record
from mulin.commons.notices.sentences import Audience, Sentence, register


def _board(record: Record) -> str:
    return reverse("consents:round", args=[record.details["step"]])


def register_sentences() -> None:
    """Let the house say these sentences."""
    register(
        Sentence(
            "consents.round_opened",
            message=_("开始入户征询了：%(question)s"),
            url=_board,
            audience=Audience.PLACE,
            icon="door-open",
        ),
        Sentence(
            "consents.result_published",
            message=_("入户征询有结果了：%(question)s"),
            url=_board,
            audience=Audience.PLACE,
            icon="megaphone",
        ),
    )
