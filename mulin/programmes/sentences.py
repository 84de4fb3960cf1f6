"""What the platform says about programmes and their steps."""

from django.urls import reverse
from django.utils.translation import gettext_lazy

from mulin.commons.audit.models import Record
from mulin.commons.notices.sentences import Sentence, register


def _steered(record: Record) -> str:
    return reverse("programmes:steer", args=[record.details["cycle"]]) + f"#step-{record.about_id}"


SENTENCES = (
    Sentence(
        "programmes.step_stuck",
        message=gettext_lazy("“%(step)s”到时间了，还结束不了：%(because)s"),
        url=_steered,
        icon="triangle-alert",
        tone="lamp",
    ),
    Sentence(
        "programmes.owner_named",
        message=gettext_lazy("“%(step)s”由您负责，%(until)s结束。"),
        url=_steered,
        icon="user",
    ),
)


def register_sentences() -> None:
    register(*SENTENCES)
