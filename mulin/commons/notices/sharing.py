"""What a page gives people to pass it on: words for a group, a short address, a code."""

from dataclasses import dataclass
from functools import cached_property

from django.conf import settings
from django.core import signing
from django.http import HttpRequest
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from mulin.web.pictures import Block, qr

from .actions import shorten
from .models import PublicNotice

LONGEST = 200
SALT = "mulin.notices.poster"

YARD = [Block(homes, lit) for homes, lit in ((30, 24), (30, 21), (24, 15), (24, 19), (30, 23))]
"""The yard on a poster.  It is an ornament and stands for no place."""


@dataclass(frozen=True)
class Share:
    """The words to paste into a group, with the short address at their end."""

    text: str
    url: str
    short_url: str
    poster_url: str

    @cached_property
    def qr_svg(self) -> SafeString:
        return qr(self.short_url, _("这一页的二维码"))


def share(request: HttpRequest, path: str, *, text: str) -> Share:
    """
    Return how to pass on one page of this site.

    The first line of `text` says what to do; date, place and contact follow.  What is too
    long for a group is cut before the address, never the address itself.
    """
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if not lines:
        raise ValueError("the first line of a share text says what to do")
    link = shorten(path)
    short_url = address(request, link.short_path)
    said = "\n".join(lines)
    room = LONGEST - len(short_url) - 1
    if len(said) > room:
        said = said[: room - 1].rstrip() + "…"
    return Share(
        text=f"{said}\n{short_url}",
        url=address(request, path),
        short_url=short_url,
        poster_url=f"{reverse('notices:poster', args=[link.code])}?words={sealed(lines)}",
    )


def share_notice(request: HttpRequest, notice: PublicNotice) -> Share:
    """Return how to pass on a notice."""
    lines = [_("看%(kind)s：%(title)s") % {"kind": notice.kind_label, "title": notice.title}]
    if notice.ends_on:
        day = {"month": notice.ends_on.month, "day": notice.ends_on.day}
        lines.append(_("提意见截止到%(month)s月%(day)s日") % day)
    lines.append(notice.unit.name)
    return share(request, notice.get_absolute_url(), text="\n".join(lines))


def address(request: HttpRequest, path: str) -> str:
    """Return a path of this site as the public reaches it."""
    if settings.PUBLIC_ADDRESS:
        return settings.PUBLIC_ADDRESS.rstrip("/") + path
    return request.build_absolute_uri(path)


def poster_size(headline: str) -> str:
    """Return how long a headline is for the poster's lettering."""
    if len(headline) <= 14:
        return "short"
    return "long" if len(headline) <= 30 else "longer"


def sealed(lines: list[str]) -> str:
    """Return a poster's words for its address, so that nobody can put others on our paper."""
    return signing.dumps(lines, salt=SALT, compress=True)


def unsealed(words: str) -> list[str]:
    """Return the words a page gave its poster; none when somebody changed them."""
    try:
        return signing.loads(words, salt=SALT)
    except signing.BadSignature:
        return []
