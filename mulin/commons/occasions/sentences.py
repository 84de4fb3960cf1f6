"""What is said of occasions: that they were moved, missed or called off."""

from django.utils.translation import gettext_lazy as _

from mulin.commons.audit.models import Record
from mulin.commons.notices.sentences import Sentence, register


def _page(record: Record) -> str:
    return str(record.details.get("path", ""))


def register_sentences() -> None:
    """Let the house tell when something does not take place as announced."""
    register(
        Sentence(
            "occasions.moved",
            timeline=_("从 %(was)s 改到 %(on)s：%(because)s"),
            message=_("“%(title)s”从 %(was)s 改到 %(on)s：%(because)s"),
            url=_page,
            icon="calendar-days",
            tone="lamp",
        ),
        Sentence("occasions.held", timeline=_("开过了"), icon="check"),
        Sentence("occasions.missed", timeline=_("没开成：%(because)s"), icon="x", tone="lamp"),
        Sentence(
            "occasions.called_off",
            timeline=_("取消了：%(because)s"),
            message=_("“%(title)s”取消了：%(because)s"),
            url=_page,
            icon="x",
            tone="lamp",
        ),
    )
