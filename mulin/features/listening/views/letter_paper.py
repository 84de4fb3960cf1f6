"""Letters as they are printed: one sheet for a home, with a slip to tear off."""

import random
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from mulin.commons.notices.pdf import NoPdf, pdf_of
from mulin.commons.notices.sharing import address
from mulin.commons.people.requests import Visit
from mulin.errors import Refused
from mulin.web.forms import accepted
from mulin.web.pages import done, page
from mulin.web.sheets import file_response

from .. import actions, queries
from ..forms import BuildingsForm
from ..wording import told
from .loading import letter_run

MOST_IN_A_FILE = 120
"""A file of more letters takes longer than somebody waits; the sheets on screen take any number."""


@login_required
def letter_print(request: Visit, occasion_id: int) -> HttpResponse:
    """Choose buildings, give each home its slip, and lead to the sheets."""
    letter = letter_run(request, occasion_id)
    buildings = queries.buildings_of(letter.community)
    printed = queries.printed_by_building(letter)
    notes = {
        one.pk: ngettext("印过 %(n)d 封", "印过 %(n)d 封", printed[one.pk]) % {"n": printed[one.pk]}
        for one in buildings
        if one.pk in printed
    }
    form = BuildingsForm(request.POST or None, buildings=buildings, notes=notes)

    def make(given: dict[str, Any]) -> None:
        chosen = [one for one in buildings if one.pk in given["buildings"]]
        actions.print_letters(actor=request.user, letter=letter, buildings=chosen)

    if accepted(form, make):
        query = "&".join(f"building={pk}" for pk in form.cleaned_data["buildings"])
        sheets = reverse("listening:letter_sheets", args=[occasion_id])
        return done(request, f"{sheets}?{query}")
    context = {"letter": letter, "unit": letter.community, "form": form, "printed": printed}
    status = 422 if form.errors else 200
    return page(request, "listening/letter_print.html", context, status=status)


@login_required
@require_safe
def letter_sheets(request: Visit, occasion_id: int) -> HttpResponse:
    """Show the letters of some buildings as they are printed; without any, a specimen."""
    letter = letter_run(request, occasion_id)
    slips = _slips(request, letter)
    context = _about(request, letter, slips) | {
        "back": reverse("listening:letter_desk", args=[occasion_id]),
        "query": request.GET.urlencode(),
        "fits_in_a_file": len(slips) <= MOST_IN_A_FILE,
    }
    return page(request, "listening/letter_sheets.html", context)


@login_required
@require_safe
def letter_pdf(request: Visit, occasion_id: int) -> HttpResponse:
    """Send the letters of some buildings as a file, or lead to the sheets."""
    letter = letter_run(request, occasion_id)
    slips = _slips(request, letter)
    if len(slips) > MOST_IN_A_FILE:
        words = _("一个文件最多装 %(most)d 封，请少选几栋，或者在网页上直接打印。")
        raise Refused(words % {"most": MOST_IN_A_FILE})
    html = render_to_string("listening/letter_pdf.html", _about(request, letter, slips))
    try:
        content = pdf_of(html, styles=["listening/letter.css"])
    except NoPdf:
        sheets = reverse("listening:letter_sheets", args=[occasion_id])
        return done(request, f"{sheets}?{request.GET.urlencode()}")
    return file_response(content, f"{letter}.pdf", "application/pdf")


def _slips(request: Visit, letter: Any) -> list[Any]:
    wanted = set(request.GET.getlist("building"))
    known = queries.buildings_of(letter.community) if wanted else []
    slips = queries.slips_in(letter, [one.pk for one in known if str(one.pk) in wanted])
    if not letter.is_by_household:
        # Who carries letters in the order of their numbers would know which home has which.
        random.shuffle(slips)
    return slips


def _about(request: Visit, letter: Any, slips: list[Any]) -> dict[str, Any]:
    sheets = [
        (slip, address(request, reverse("listening:slip", args=[slip.code]))) for slip in slips
    ]
    specimen = address(request, reverse("listening:letter", args=[letter.occasion_id]))
    return {
        "letter": letter,
        "unit": letter.community,
        "paragraphs": told(letter),
        "sheets": sheets or [(None, specimen)],
    }
