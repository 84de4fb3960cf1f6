"""What this room has to say, for itself and for the rooms below that cannot call it."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mulin.commons.audit.models import Record

from .models import PublicNotice
from .sentences import Audience, Sentence


def _posted(record: Record) -> str:
    return _("%(place)s贴出%(kind)s：%(title)s") % {
        "place": record.details["unit_name"],
        "kind": PublicNotice.Kind(record.details["kind"]).label,
        "title": record.details["title"],
    }


def _refused(record: Record) -> str:
    said = _("社区没能核实您登记的住处。")
    because = record.details.get("because")
    return said + _("原因：%(because)s") % {"because": because} if because else said


def _expired(record: Record) -> str:
    said = _("“%(group)s”的二维码过期了，请换一张新的，或者拿掉。")
    return said % {"group": record.details["name"]}


def _code_page(record: Record) -> str:
    return reverse("organisations:code", args=[record.details["group"]])


def _my_homes(record: Record) -> str:
    return reverse("places:live_here")


SENTENCES = (
    Sentence(
        "places.home_confirmed",
        message=gettext_lazy("社区核实了您的住处，可以投票、提点子了。"),
        url=_my_homes,
        icon="house",
    ),
    Sentence("places.home_refused", message=_refused, url=_my_homes, icon="house", tone="lamp"),
    Sentence(
        "organisations.code_expired",
        message=_expired,
        url=_code_page,
        icon="qr-code",
        tone="lamp",
    ),
    Sentence(
        "notices.posted",
        message=_posted,
        url="notices:notice",
        audience=Audience.PLACE,
        icon="megaphone",
        tone="dian",
    ),
)
