"""The plaque for the place: what it is called, since when, and who named it."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import override
from django.views.decorators.http import require_safe

from mulin.commons.notices.pdf import NoPdf, pdf_for_all
from mulin.commons.notices.sharing import share
from mulin.commons.people.requests import Visit
from mulin.web.pages import done, page
from mulin.web.sheets import file_response

from .. import queries
from ..presenting import plaque_words

STYLES = ("naming/naming.css",)


@require_safe
def plaque(request: Visit, contest_id: int) -> HttpResponse:
    """Show the plaque as it will be printed."""
    found = _decided(contest_id)
    context = {
        "contest": found,
        "sheet": _sheet(request, found),
        "back": reverse("naming:contest", args=[found.pk]),
    }
    return page(request, "naming/plaque.html", context)


@require_safe
def plaque_pdf(request: Visit, contest_id: int) -> HttpResponse:
    """Send the plaque as a PDF, or lead to the sheet where this machine cannot make one."""
    found = _decided(contest_id)
    html = render_to_string(
        "naming/plaque_pdf.html", {"contest": found, "sheet": _sheet(request, found)}
    )
    try:
        content = pdf_for_all(request, html, styles=STYLES)
    except NoPdf:
        return done(request, reverse("naming:plaque", args=[found.pk]))
    return file_response(content, f"{found.adopted.name}.pdf", "application/pdf")


def _sheet(request: Visit, found: Any) -> str:
    """Return the plaque: always in the site's own language, for it hangs on the place."""
    with override(settings.LANGUAGE_CODE):
        shared = share(request, reverse("naming:contest", args=[found.pk]), text=found.adopted.name)
        context = {
            "contest": found,
            "lines": plaque_words(found, queries.first_to_give(found.adopted)),
            "code": shared.qr_svg,
        }
        return render_to_string("naming/_plaque.html", context)


def _decided(contest_id: int) -> Any:
    found = get_object_or_404(queries.public_contests(), pk=contest_id)
    if not found.is_decided:
        raise Http404
    return found
