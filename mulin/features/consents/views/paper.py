"""Paper forms: printed with a code of the household and the round, read by two people."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.contrib.messages import success, warning
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from mulin.commons.notices.actions import shorten
from mulin.commons.notices.sharing import address
from mulin.commons.people.requests import Visit
from mulin.errors import Refused
from mulin.web.forms import accepted
from mulin.web.pages import done, page

from .. import actions, queries
from ..forms import PaperFileForm, PaperForm, SerialForm
from ..notice_words import what_it_is_not
from ..rules import rule_in_words
from ..serials import is_right, serial_of


def _round(request: Visit, step_id: int) -> Any:
    found = get_object_or_404(queries.rounds_read_by(request.user), step=step_id)
    if not found.is_opened:
        raise Refused(_("这一轮还没有开始问，名册封存以后才印表、录表。"))
    return found


@login_required
def paper(request: Visit, step_id: int) -> HttpResponse:
    """Find a form by its number, take a file of many, and list those that wait."""
    asked = _round(request, step_id)
    by_number = "serial" in request.POST
    lookup = SerialForm(request.POST if by_number else None)
    file = PaperFileForm(*((request.POST, request.FILES) if request.FILES else (None,)))
    if lookup.is_valid():
        number, code = lookup.cleaned_data["serial"]
        if is_right(asked, number, code):
            return done(request, reverse("consents:paper_form", args=[step_id, number]))
        lookup.add_error("serial", _("这个表号不对，或者不是这一轮的表。"))
    if accepted(file, lambda given: _read_many(request, asked, given["file"])):
        return done(request, request.path)
    ids = [line.building_id for line in queries.counted_by_building(asked) if line.building_id]
    context = {
        "step": asked.step,
        "round": asked,
        "lookup": lookup,
        "file": file,
        "waiting": queries.unfinished_readings(asked),
        "buildings": queries.buildings_of(ids),
    }
    bad = lookup.errors or file.errors
    return page(request, "consents/paper.html", context, status=422 if bad else 200)


def _read_many(request: Visit, asked: Any, rows: list[tuple[tuple[int, str], str]]) -> None:
    wrong = [f"{number:04}" for (number, code), _said in rows if not is_right(asked, number, code)]
    if wrong:
        words = _("这些表号不对，或者不是这一轮的表：%(numbers)s。")
        raise Refused(words % {"numbers": _("、").join(wrong[:5])})
    homes = {home.number: home for home in queries.electors(asked)}
    if len({number for (number, _code), _said in rows}) < len(rows):
        raise Refused(_("同一张表在文件里出现了两次，请核对。"))
    found = {homes[number]: said for (number, _code), said in rows if number in homes}
    became = actions.read_papers(actor=request.user, round=asked, found=found)
    _tell(request, list(became.values()))


@login_required
def paper_form(request: Visit, step_id: int, number: int) -> HttpResponse:
    """Enter what stands on one household's form, without seeing what a colleague read."""
    asked = _round(request, step_id)
    home = get_object_or_404(queries.electors(asked), number=number)
    reading = queries.readings_of(asked, [home]).get(home.pk)
    form = PaperForm(request.POST or None)

    def read(given: dict[str, Any]) -> None:
        found = {home: given["answer"]}
        became = actions.read_papers(actor=request.user, round=asked, found=found)
        _tell(request, list(became.values()))

    if accepted(form, read):
        return done(request, reverse("consents:paper", args=[step_id]))
    context = {
        "step": asked.step,
        "round": asked,
        "home": home,
        "serial": serial_of(asked, home),
        "reading": reading,
        "differed": _differed(reading),
        "is_read_by_me": reading is not None and reading.was_read_by(request.user),
        "form": form,
        "back": reverse("consents:paper", args=[step_id]),
    }
    status = 422 if form.is_bound and form.errors else 200
    return page(request, "consents/paper_form.html", context, status=status)


def _differed(reading: Any) -> list[Any]:
    """Return the two entries that differed last, which both readers may see."""
    if reading is None:
        return []
    return reading.entries if reading.differs else reading.before


def _tell(request: Visit, became: list[str]) -> None:
    counts = {what: became.count(what) for what in ("waits", "counts", "spoilt", "differs")}
    if counts["differs"]:
        words = ngettext(
            "%(n)s 张两个人录的不一样，请对着表再录一次。",
            "%(n)s 张两个人录的不一样，请对着表再录一次。",
            counts["differs"],
        )
        warning(request, words % {"n": counts["differs"]})
    if counts["counts"] + counts["spoilt"]:
        words = ngettext("%(n)s 张核对一致。", "%(n)s 张核对一致。", counts["counts"])
        success(request, words % {"n": counts["counts"] + counts["spoilt"]})
    if counts["waits"]:
        words = ngettext(
            "录下 %(n)s 张，等另一位核对。", "录下 %(n)s 张，等另一位核对。", counts["waits"]
        )
        success(request, words % {"n": counts["waits"]})


@login_required
@require_safe
def forms(request: Visit, step_id: int, building_id: int) -> HttpResponse:
    """Show a building's forms as they are printed, one household on a sheet."""
    asked = _round(request, step_id)
    house = queries.building_listed_by(request.user, building_id)
    doors = list(queries.electors_in(asked, house)) if house else []
    if not doors:
        raise Http404
    link = shorten(reverse("consents:round", args=[step_id]))
    context = {
        "step": asked.step,
        "round": asked,
        "rule": rule_in_words(asked.step),
        "what_it_is_not": what_it_is_not(),
        "paragraphs": [line for line in asked.explanation.splitlines() if line.strip()],
        "sheets": [
            (
                home,
                serial_of(asked, home),
                address(request, reverse("consents:paper_form", args=[step_id, home.number])),
            )
            for home in doors
        ],
        "online": address(request, link.short_path),
        "back": reverse("consents:paper", args=[step_id]),
    }
    return page(request, "consents/forms.html", context)
