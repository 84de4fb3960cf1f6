"""The power of attorney that an owner signs: blank, or with her own line filled in."""

from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_safe

from mulin.commons.notices.pdf import NoPdf, pdf_for_all, pdf_of
from mulin.commons.notices.sharing import share
from mulin.commons.people.requests import Visit
from mulin.web.pages import done, page
from mulin.web.sheets import file_response

from .. import actions, queries
from .lines import line_of

STYLES = ["owners/owners.css"]


@require_safe
def proxy_sheet(request: Visit, vote_id: int) -> HttpResponse:
    """Show the form of a power of attorney; an owner finds her own line filled in."""
    found = _answered_now(vote_id)
    elector = queries.elector_line(found, request.user)
    is_blank = elector is None or "blank" in request.GET
    context = {
        "vote": found,
        "sheet": _sheet(request, found, None if is_blank else elector),
        "other": "" if elector is None else "?" if is_blank else "?blank",
        "pdf": reverse("owners:proxy_pdf", args=[found.pk]) + ("?blank" if is_blank else ""),
        "back": reverse("owners:vote", args=[found.pk]),
    }
    return page(request, "owners/proxy_sheet.html", context)


@require_safe
def proxy_pdf(request: Visit, vote_id: int) -> HttpResponse:
    """Send the same as a PDF, or lead to the sheet where this machine cannot make one."""
    found = _answered_now(vote_id)
    elector = queries.elector_line(found, request.user)
    is_blank = elector is None or "blank" in request.GET
    sheet = _sheet(request, found, None if is_blank else elector)
    html = render_to_string("owners/pdf.html", {"sheet": sheet, "vote": found})
    try:
        # What names somebody is drawn for her alone and not kept.
        content = (
            pdf_for_all(request, html, styles=STYLES) if is_blank else pdf_of(html, styles=STYLES)
        )
    except NoPdf:
        return done(request, reverse("owners:proxy_sheet", args=[found.pk]))
    name = _("委托书：%(title)s") % {"title": found.title}
    return file_response(content, f"{name}.pdf", "application/pdf")


@login_required
@require_safe
def line_proxy_sheet(request: Visit, vote_id: int, elector_id: int) -> HttpResponse:
    """Show the form with one owner's line filled in, for who takes it to her; written down."""
    found, elector = line_of(request, vote_id, elector_id)
    if not found.takes_evidence:
        raise Http404
    actions.note_roll_read(actor=request.user, vote=found, what=str(elector.number))
    context = {
        "vote": found,
        "sheet": _sheet(request, found, elector),
        "back": reverse("owners:line", args=[found.pk, elector.pk]),
    }
    return page(request, "owners/proxy_sheet.html", context)


def _answered_now(vote_id: int) -> Any:
    """Return an announced vote that is not over: later nobody can be sent to answer any more."""
    found = get_object_or_404(queries.public_votes(), pk=vote_id)
    if not found.takes_evidence:
        raise Http404
    return found


def _sheet(request: Visit, found: Any, elector: Any) -> str:
    """Return the form: always in the site's own language, for it is handed in."""
    with override(settings.LANGUAGE_CODE):
        facts = {
            "vote": found,
            "elector": elector,
            "questions": list(found.questions.all()),
            "qr": share(request, reverse("owners:vote", args=[found.pk]), text=found.title).qr_svg,
        }
        return render_to_string("owners/_proxy_sheet.html", facts)
