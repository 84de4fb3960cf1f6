"""What is printed for a display: the big sheet for a board, and slips to write on beside it."""

from typing import TYPE_CHECKING, Any

from django.core.cache import cache
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from mulin.commons.files.queries import inlined
from mulin.commons.notices.actions import shorten
from mulin.commons.notices.pdf import NoPdf, pdf_of
from mulin.commons.notices.sharing import address
from mulin.commons.people.requests import Visit
from mulin.commons.topics.queries import constraints_on
from mulin.web.pages import page
from mulin.web.sheets import file_response

from .. import queries

if TYPE_CHECKING:
    from ..models import DisplayBoard

STYLES = ("designs/designs.css", "designs/board.css")
SLIPS = range(4)
AN_HOUR = 60 * 60


@require_safe
def poster(request: Visit, board_id: int) -> HttpResponse:
    """Show the sheet that hangs on one board."""
    found = get_object_or_404(queries.boards_shown(), pk=board_id)
    context = _sheet(request, found)
    for _option, picture in context["drawn"]:
        picture["src"] = picture["url"]
    return page(request, "designs/poster.html", context)


@require_safe
def poster_pdf(request: Visit, board_id: int) -> HttpResponse:
    """Send the sheet of one board as an A3 PDF, or the page where this machine makes none."""
    found = get_object_or_404(queries.boards_shown(), pk=board_id)
    context = _sheet(request, found)
    key = f"designs.pdf:{found.pk}:{context['version'].pk}:{get_language()}:{request.get_host()}"
    content = cache.get(key)
    if content is None:
        for option, picture in context["drawn"]:
            picture["src"] = inlined(option.rendering) if option.rendering else ""
        try:
            content = pdf_of(render_to_string("designs/poster_pdf.html", context), styles=STYLES)
        except NoPdf:
            return page(request, "designs/no_pdf.html", {"board": found}, status=503)
        cache.set(key, content, AN_HOUR)
    return file_response(content, f"{found.display.title}.pdf", "application/pdf")


def _sheet(request: Visit, board: "DisplayBoard") -> dict[str, Any]:
    version = queries.version_shown(board.display_id)
    if version is None:
        raise LookupError(board.display_id)
    short = address(request, shorten(reverse("designs:board", args=[board.pk])).short_path)
    options = list(version.options.all())
    return {
        "board": board,
        "display": version.display,
        "version": version,
        "drawn": [(one, {"url": one.rendering.url if one.rendering else ""}) for one in options],
        "columns": min(len(options), 3),
        "constraints": list(constraints_on(version.display.topic)),
        "short_url": short,
        "typed": short.partition("://")[2],
        "back": reverse("designs:display", args=[board.display_id]),
    }


@require_safe
def slips(request: Visit, display_id: int) -> HttpResponse:
    """Show a sheet of slips for those who would rather write on paper."""
    shown = get_object_or_404(queries.displays(), pk=display_id)
    path = reverse("designs:display", args=[shown.pk])
    context = {
        "display": shown,
        "slips": SLIPS,
        "short_url": address(request, shorten(path).short_path),
        "back": path,
    }
    return page(request, "designs/slips.html", context)
