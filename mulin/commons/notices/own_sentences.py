"""What this room itself has to say."""

from django.utils.translation import gettext as _

from mulin.commons.audit.models import Record

from .models import PublicNotice
from .sentences import Audience, Sentence


def _posted(record: Record) -> str:
    return _("%(place)s贴出%(kind)s：%(title)s") % {
        "place": record.details["unit_name"],
        "kind": PublicNotice.Kind(record.details["kind"]).label,
        "title": record.details["title"],
    }


SENTENCES = (
    Sentence(
        "notices.posted",
        message=_posted,
        url="notices:notice",
        audience=Audience.PLACE,
        icon="megaphone",
        tone="dian",
    ),
)
