"""Paper: print numbered sheets, find one by its number, enter what stands on it."""

from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.contrib.messages import success, warning
from django.http import Http404, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_POST, require_safe

from mulin.commons.files.queries import inlined
from mulin.commons.notices.actions import shorten
from mulin.commons.notices.pdf import NoPdf, pdf_of
from mulin.commons.notices.sharing import address
from mulin.commons.people.requests import Visit
from mulin.errors import Refused
from mulin.web.forms import accepted
from mulin.web.pages import done, page
from mulin.web.sheets import file_response

from .. import actions, queries
from ..forms import PrintForm, SerialForm, SheetForm
from ..plans import drawn
from ..serials import is_right, serial_of
from .drafting import held_survey

MOST_ON_A_PAGE = 300
MOST_IN_A_FILE = 120
"""Each takes a good part of a second to draw; who asks waits no longer than a minute."""

LAST_DAY = "survey_returned_on"


def _asked(request: Visit, survey_id: int) -> Any:
    survey = held_survey(request, survey_id)
    if survey.is_draft:
        raise Http404
    return survey


@login_required
def paper(request: Visit, survey_id: int) -> HttpResponse:
    """Find a sheet by its number, list those that wait, and print more."""
    survey = _asked(request, survey_id)
    form = SerialForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        number, code = form.cleaned_data["serial"]
        if is_right(survey.pk, number, code) and queries.sheet_numbered(survey, number):
            return done(request, reverse("surveys:sheet", args=[survey.pk, number]))
        form.add_error("serial", _("没有这张卷，或者不是这份问卷的卷。"))
    context = {
        "survey": survey,
        "form": form,
        "print_form": PrintForm(),
        "waiting": queries.waiting_sheets(survey),
        "counts": queries.sheet_counts(survey),
        "buildings": queries.buildings_seen_by(request.user, survey),
    }
    return page(request, "surveys/paper.html", context)


@login_required
@require_POST
def print_out(request: Visit, survey_id: int) -> HttpResponse:
    """Number the sheets of a building, or some without a door, and lead to them."""
    survey = _asked(request, survey_id)
    wanted = request.POST.get("building", "")
    houses = {str(one.pk): one for one in queries.buildings_seen_by(request.user, survey)}
    form = PrintForm(request.POST)
    if wanted in houses:
        homes = queries.households_in(survey, houses[wanted])
        made = actions.print_sheets(actor=request.user, survey=survey, households=homes)
    elif form.is_valid():
        made = actions.print_sheets(actor=request.user, survey=survey, **form.cleaned_data)
    else:
        warning(request, _("请填要印几张，一次最多 %(most)s 张。") % {"most": MOST_ON_A_PAGE})
        return done(request, reverse("surveys:paper", args=[survey.pk]))
    if not made:
        warning(request, _("这栋楼户册上没有人家。"))
        return done(request, reverse("surveys:paper", args=[survey.pk]))
    numbers = [one.number for one in made]
    asked = {"building": wanted} if wanted in houses else {"from": min(numbers), "to": max(numbers)}
    return done(request, reverse("surveys:sheets", args=[survey.pk]) + f"?{urlencode(asked)}")


@login_required
@require_safe
def sheets(request: Visit, survey_id: int) -> HttpResponse:
    """Show numbered sheets as they are printed."""
    survey = _asked(request, survey_id)
    found = _wanted(request, survey)
    context = {
        "survey": survey,
        "sheets": _drawn(request, survey, found),
        "fits_in_a_file": len(found) <= MOST_IN_A_FILE,
        "asked": request.GET.urlencode(),
        "back": reverse("surveys:paper", args=[survey.pk]),
    }
    return page(request, "surveys/sheets.html", context)


@login_required
@require_safe
def sheets_pdf(request: Visit, survey_id: int) -> HttpResponse:
    """Send the sheets as a PDF, or lead to them where this machine cannot make one."""
    survey = _asked(request, survey_id)
    found = _wanted(request, survey)
    if len(found) > MOST_IN_A_FILE:
        words = _("一个文件最多装 %(most)s 张，请分几次印，或者在网页上直接打印。")
        raise Refused(words % {"most": MOST_IN_A_FILE})
    drawn = _drawn(request, survey, found)
    try:
        content = pdf_of(
            render_to_string("surveys/pdf.html", {"sheets": drawn, "survey": survey}),
            styles=["surveys/sheets.css"],
        )
    except NoPdf:
        here = reverse("surveys:sheets", args=[survey.pk])
        return done(request, f"{here}?{request.GET.urlencode()}")
    return file_response(content, f"{survey.title}.pdf", "application/pdf")


def _wanted(request: Visit, survey: Any) -> list[Any]:
    """Find the sheets that were asked for."""
    found = queries.sheets_to_print(
        survey,
        building=_whole(request.GET.get("building")),
        first=_whole(request.GET.get("from")),
        last=_whole(request.GET.get("to")),
    )
    return found[:MOST_ON_A_PAGE]


def _drawn(request: Visit, survey: Any, found: list[Any]) -> str:
    """Draw sheets in the language of the survey."""
    link = shorten(reverse("surveys:survey", args=[survey.pk]))
    questions = queries.questions_of(survey)
    with override(survey.language or settings.LANGUAGE_CODE):
        facts = {
            "survey": survey,
            "questions": questions,
            "sheets": [(one, serial_of(one)) for one in found],
            "online": address(request, link.short_path),
            "drawings": {
                one.pk: drawn(one.plan) | {"src": inlined(one.plan.picture)}
                for one in questions
                if one.plan
            },
        }
        return render_to_string("surveys/_sheets.html", facts)


def _whole(given: str | None) -> int:
    return int(given) if given and given.isascii() and given.isdigit() and len(given) < 9 else 0


@login_required
def sheet(request: Visit, survey_id: int, number: int) -> HttpResponse:
    """Enter what stands on one sheet, without seeing what a colleague ticked."""
    survey = _asked(request, survey_id)
    state = queries.sheet_numbered(survey, number)
    if state is None:
        raise Http404
    state.sheet.survey = survey
    form = _sheet_form(request, survey, state)
    became: list[str] = []

    def act(given: dict[str, Any]) -> None:
        request.session[LAST_DAY] = given["returned_on"].isoformat()
        became.append(
            actions.read_sheet(
                actor=request.user,
                sheet=state.sheet,
                answers={} if given["is_spoilt"] else form.answers,
                returned_on=given["returned_on"],
                household=given.get("home"),
                is_spoilt=given["is_spoilt"],
            )
        )

    if not state.is_settled and accepted(form, act):
        _tell(request, became[0])
        return done(request, reverse("surveys:paper", args=[survey.pk]))
    context = {
        "survey": survey,
        "state": state,
        "serial": serial_of(state.sheet),
        "form": form,
        "differs": actions.words_that_differ(survey, state),
        "is_read_by_me": state.was_read_by(request.user),
        "back": reverse("surveys:paper", args=[survey.pk]),
    }
    return page(request, "surveys/sheet.html", context)


def _sheet_form(request: Visit, survey: Any, state: Any) -> SheetForm:
    questions = queries.questions_of(survey)
    return SheetForm(
        request.POST if request.method == "POST" else None,
        questions=questions,
        buildings=queries.buildings_offered(survey, questions),
        given=_words_read(questions, state),
        asks_home=survey.is_for_households and state.sheet.household_id is None,
        find=lambda written: queries.household_named(survey, written),
        initial={"returned_on": request.session.get(LAST_DAY) or timezone.localdate()},
    )


def _words_read(questions: list[Any], state: Any) -> dict[int, Any]:
    """Return what the first reader typed of people's own words: the second one corrects it."""
    if not state.is_read_once:
        return {}
    first = state.readings[0].answers
    return {
        one.pk: first[str(one.pk)] for one in questions if one.is_words and str(one.pk) in first
    }


def _tell(request: Visit, became: str) -> None:
    words = {
        "waits": _("录下了，等另一位核对。"),
        "counts": _("核对一致，算进去了。"),
        "double": _("核对一致。这一户另有一份算数的，这一份留着，不算。"),
        "spoilt": _("两个人都记成作废。"),
        "differs": _("两个人录的不一样，请对着卷子再录一次。"),
    }
    (warning if became == "differs" else success)(request, words[became])
