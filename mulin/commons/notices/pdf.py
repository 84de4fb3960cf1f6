"""A sheet of paper as a PDF file."""

from collections.abc import Sequence
from datetime import timedelta
from hashlib import sha256
from pathlib import Path

from django.contrib.staticfiles import finders
from django.core.cache import cache
from PIL import ImageFile

from mulin.commons.people.limits import client_address, count_within
from mulin.commons.people.requests import Visit

STYLES = ("web/tokens.css", "web/mulin.css", "notices/notices.css", "notices/pdf.css")

STRANGERS_MAY = [(20, timedelta(minutes=10)), (100, timedelta(days=1))]
"""How many new sheets are drawn for one address without an account: each takes a second."""

A_DAY = 24 * 60 * 60


class NoPdf(Exception):
    """This machine lacks what draws a PDF."""


def pdf_of(html: str, *, styles: Sequence[str] = ()) -> bytes:
    """
    Draw one sheet.  It loads nothing: the styles are our own files, pictures are inline.

    `styles` are a room's own files, after those of every sheet.
    """
    try:
        # Slow to load, and not every machine has Pango, so only who wants a PDF asks for it.
        import weasyprint  # noqa: PLC0415
        from weasyprint.urls import URLFetcher  # noqa: PLC0415
    except (ImportError, OSError) as lacking:
        raise NoPdf from lacking
    # WeasyPrint lets Pillow take half-sent pictures, everywhere; uploads must not be.
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    # As one sheet: in several, WeasyPrint would count the layers of each from the start.
    sheets = (Path(str(finders.find(path))).read_text() for path in (*STYLES, *styles))
    nothing_from_outside = URLFetcher(allowed_protocols=("data",))
    page = weasyprint.HTML(string=html, url_fetcher=nothing_from_outside)
    return page.write_pdf(stylesheets=[weasyprint.CSS(string="\n".join(sheets))])


def pdf_for_all(request: Visit, html: str, *, styles: Sequence[str] = ()) -> bytes:
    """Return a sheet that everybody may have: drawn once, however often it is asked for."""
    key = f"pdf:{sha256(repr((html, styles)).encode()).hexdigest()}"
    content: bytes | None = cache.get(key)
    if content is None:
        if not request.user.is_authenticated:
            count_within(f"pdf:{client_address(request)}", STRANGERS_MAY)
        content = pdf_of(html, styles=styles)
        cache.set(key, content, A_DAY)
    return content
