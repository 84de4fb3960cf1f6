"""A sheet of paper as a PDF file."""

from collections.abc import Sequence
from pathlib import Path

from django.contrib.staticfiles import finders
from PIL import ImageFile

STYLES = ("web/tokens.css", "web/mulin.css", "notices/notices.css", "notices/pdf.css")


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
