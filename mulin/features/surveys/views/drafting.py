"""Begin a survey, say what it is for, look at it and copy it."""

from typing import Any
from uuid import uuid4

from django.contrib.auth.decorators import login_required
from django.contrib.messages import success
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from mulin.commons.audit import things
from mulin.commons.people.requests import Visit
from mulin.web.forms import accepted
from mulin.web.pages import done, page

from .. import actions, queries
from ..forms import AnswerForm, CopyForm, NewForm, SurveyForm
from ..kits import KITS, kit
from .times import next_weeks

PER_PAGE = 20
MOST_FORMER = 30
EMPTY = "empty"
FACTS = (*("title", "intro", "purpose", "language", "one_per", "counting", "least"),)
TIMES = ("opens_at", "closes_at")


def held_survey(request: Visit, survey_id: int) -> Any:
    """Return a survey for whose place the viewer works."""
    return get_object_or_404(queries.surveys_held_by(request.user), pk=survey_id)


@login_required
@require_safe
def desk(request: Visit) -> HttpResponse:
    """Show the surveys of the viewer's places."""
    units, _compounds = queries.places_to_ask(request.user)
    if not units:
        raise Http404
    found = queries.surveys_held_by(request.user)
    context = {
        "page": Paginator(found, PER_PAGE).get_page(request.GET.get("page")),
        "kits": list(KITS.items()),
    }
    return page(request, "surveys/desk.html", context)


@login_required
def new(request: Visit) -> HttpResponse:
    """Begin a survey: empty, from a template or from a former one."""
    units, compounds = queries.places_to_ask(request.user)
    if not units:
        raise Http404
    former = {str(one.pk): one for one in queries.surveys_held_by(request.user)[:MOST_FORMER]}
    places: dict[str, tuple[Any, Any]] = {f"u{one.pk}": (one, None) for one in units}
    places |= {f"c{one.pk}": (one.community, one) for one in compounds}
    chosen = request.GET.get("start", EMPTY)
    form = NewForm(
        request.POST if request.method == "POST" else None,
        places=[(key, _place(*one)) for key, one in places.items()],
        starts=_starts(former),
        initial=_first_facts(units, chosen) | {"origin": request.GET.get("origin", "")[:80]},
    )
    reference = str(form["origin"].value() or "")
    origin = things.find(request.user, reference) if reference else None
    made: list[Any] = []

    def act(given: dict[str, Any]) -> None:
        given.pop("origin")
        unit, compound = places[given.pop("place")]
        survey = actions.draft_survey(
            actor=request.user,
            unit=unit,
            compound=compound,
            questions=_questions(given.pop("start"), former),
            origin=(origin.type, origin.id) if origin else None,
            **given,
        )
        made.append(survey)

    if accepted(form, act):
        success(request, _("存成草稿了。题目都定好了再发出去。"))
        return done(request, reverse("surveys:held", args=[made[0].pk]))
    return page(request, "surveys/new.html", {"form": form, "origin": origin})


def _place(unit: Any, compound: Any) -> str:
    return f"{unit.name} · {compound.name}" if compound else unit.name


def _starts(former: dict[str, Any]) -> list[tuple[str, str]]:
    return [
        (EMPTY, _("空白的，自己出题")),
        *[(name, str(label)) for name, label in KITS.items()],
        *[
            (f"copy-{key}", _("照以前的一份：%(title)s") % {"title": one.title})
            for key, one in former.items()
        ],
    ]


def _questions(start: str, former: dict[str, Any]) -> Any:
    if start in KITS:
        return kit(start)["questions"]
    key = start.removeprefix("copy-")
    if key in former:
        return actions.as_written(queries.questions_of(former[key]))
    return []


def _first_facts(units: list[Any], chosen: str) -> dict[str, Any]:
    opens_at, closes_at = next_weeks()
    nearest = next((one for one in units if one.is_community), units[0])
    facts: dict[str, Any] = {
        "place": f"u{nearest.pk}",
        "start": chosen if chosen in KITS else EMPTY,
        "one_per": "household",
        "counting": "last",
        "least": 5,
        "language": "zh-hans",
        "opens_at": opens_at,
        "closes_at": closes_at,
    }
    if chosen in KITS:
        facts |= {name: kit(chosen)[name] for name in ("intro", "purpose")}
    return facts


@login_required
def change(request: Visit, survey_id: int) -> HttpResponse:
    """Change what a draft says of itself."""
    survey = held_survey(request, survey_id)
    if not survey.is_draft:
        raise Http404
    form = SurveyForm(
        request.POST if request.method == "POST" else None,
        initial={name: getattr(survey, name) for name in FACTS}
        | {name: timezone.localtime(getattr(survey, name)) for name in TIMES},
    )

    def act(given: dict[str, Any]) -> None:
        actions.change_survey(actor=request.user, survey=survey, **given)

    if accepted(form, act):
        success(request, _("改好了。"))
        return done(request, reverse("surveys:held", args=[survey.pk]))
    context = {"survey": survey, "form": form, "heading": _("改开头和时间")}
    return page(request, "surveys/form.html", context | {"label": _("存下")})


@login_required
def copy(request: Visit, survey_id: int) -> HttpResponse:
    """Begin a new version with the same questions."""
    survey = held_survey(request, survey_id)
    opens_at, closes_at = next_weeks()
    form = CopyForm(
        request.POST if request.method == "POST" else None,
        initial={"title": survey.title, "opens_at": opens_at, "closes_at": closes_at},
    )
    made: list[Any] = []

    def act(given: dict[str, Any]) -> None:
        made.append(actions.copy_survey(actor=request.user, survey=survey, **given))

    if accepted(form, act):
        success(request, _("复制成新的一版草稿，题目可以改了。"))
        return done(request, reverse("surveys:held", args=[made[0].pk]))
    context = {
        "survey": survey,
        "form": form,
        "heading": _("复制成新的一版"),
        "text": _("题目都照搬过来，答卷不带过来。"),
        "label": _("复制"),
    }
    return page(request, "surveys/form.html", context)


@login_required
@require_safe
def preview(request: Visit, survey_id: int) -> HttpResponse:
    """Show a survey as it will be asked; nothing is sent."""
    survey = held_survey(request, survey_id)
    questions = queries.questions_of(survey)
    form = AnswerForm(
        questions=questions,
        buildings=queries.buildings_offered(survey, questions),
        initial={"receipt": uuid4()},
    )
    return page(request, "surveys/preview.html", {"survey": survey, "form": form})
