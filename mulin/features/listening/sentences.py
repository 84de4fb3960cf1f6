"""What is said when a letter goes out and when its answers are up."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from mulin.commons.audit.models import Record
from mulin.commons.notices.sentences import Audience, Sentence, register


def _page(record: Record) -> str:
    return reverse("listening:letter", args=[record.details["occasion"]])


def register_sentences() -> None:
    """Let the house say these sentences."""
    register(
        Sentence(
            "listening.letter_sent",
            message=_("%(name)s发到家门口了，%(until)s前写几句，扫信上的码也行"),
            url=_page,
            audience=Audience.PLACE,
            icon="mail",
        ),
        Sentence(
            "listening.letter_published",
            message=_("%(name)s有答复了：收到 %(opinions)s 条意见，答复了 %(answered)s 条"),
            url=_page,
            audience=Audience.PLACE,
            icon="megaphone",
        ),
    )
