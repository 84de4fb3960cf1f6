"""Where offices ask, enter what came on paper, and see what nobody answered."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.contrib.messages import success
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from mulin.commons.organisations.queries import advisers_for
from mulin.commons.people.requests import Visit
from mulin.commons.tasks.actions import promise as write_promise
from mulin.web.forms import accepted
from mulin.web.pages import done, page
from mulin.web.sheets import sheet_response

from .. import actions, permissions, queries, tables
from ..forms import (
    AskForm,
    EnterForm,
    PromiseForm,
    QuestionAnswerForm,
    ReasonForm,
    TermForm,
)

PER_PAGE = 30
LISTS = ("late", "waiting", "answered", "all")


@login_required
@require_safe
def offices(request: Visit) -> HttpResponse:
    """Lead to the list of the office somebody works in."""
    places = queries.places_of(request.user)
    if not places:
        raise Http404
    return done(request, reverse("advice:desk", args=[places[0].pk]))


@login_required
@require_safe
def desk(request: Visit, unit_id: int) -> HttpResponse:
    """Show what an office and those below it asked: what nobody answered first."""
    unit = _office(request, unit_id)
    figures = queries.figures(unit)
    usual = "late" if figures["late"] else "waiting" if unit.is_community else "all"
    which = request.GET.get("list", usual)
    which = which if which in LISTS else usual
    asked = Paginator(queries.desk_list(request.user, unit, which), PER_PAGE)
    questions = queries.questions_waiting(request.user).filter(unit__path__startswith=unit.path)
    context = {
        "unit": unit,
        "figures": figures,
        "which": which,
        "chips": [
            ("late", _("到期没答复")),
            ("waiting", _("等答复")),
            ("answered", _("答复了")),
            ("all", _("全部")),
        ],
        "page": asked.get_page(request.GET.get("page")),
        "questions": questions[:PER_PAGE],
        "days": queries.days_for(unit),
        "may_set_term": permissions.can_set_term(request.user, unit),
    }
    return page(request, "advice/desk.html", context)


@login_required
@require_safe
def sheet(request: Visit, unit_id: int) -> HttpResponse:
    """Give the whole list as an Excel file."""
    unit = _office(request, unit_id)
    title = _("%(place)s约请") % {"place": unit.name}
    rows = tables.rows_of(queries.desk_list(request.user, unit, "all"))
    return sheet_response(title, tables.columns(), rows)


@login_required
def ask(request: Visit, unit_id: int) -> HttpResponse:
    """Ask an adviser or a department."""
    unit = _office(request, unit_id)
    form = _ask_form(request, unit)
    kept: list[Any] = []

    def act(given: dict[str, Any]) -> None:
        kept.append(actions.ask_expert(actor=request.user, unit=unit, **_meant(unit, given)))

    if accepted(form, act):
        success(request, _("发出去了，对方会收到消息。到期没有答复，街道看得到。"))
        return done(request, kept[0].get_absolute_url())
    context = {
        "form": form,
        "heading": _("约请"),
        "lede": _("%(place)s · 最晚 %(days)s 个工作日答复")
        % {"place": unit.name, "days": queries.days_for(unit)},
        "label": _("发出约请"),
        "back": reverse("advice:desk", args=[unit.pk]),
    }
    return page(request, "advice/desk_form.html", context)


@login_required
def question(request: Visit, advice_question_id: int) -> HttpResponse:
    """Take up a resident's question, or answer it."""
    found = get_object_or_404(queries.questions_waiting(request.user), pk=advice_question_id)
    is_ours = "answer" in request.POST
    answer_form = QuestionAnswerForm(request.POST if is_ours else None)
    form = _ask_form(request, found.unit, text=found.text, is_posted=not is_ours)
    kept: list[Any] = []

    def take_up(given: dict[str, Any]) -> None:
        meant = _meant(found.unit, given)
        kept.append(actions.take_up_question(actor=request.user, question=found, **meant))

    def reply(given: dict[str, Any]) -> None:
        actions.answer_advice_question(actor=request.user, question=found, **given)

    if accepted(answer_form, reply):
        success(request, _("答复了，提问的人会收到。"))
        return done(request, reverse("advice:desk", args=[found.unit_id]))
    if accepted(form, take_up):
        success(request, _("去请教了，提问的人也会收到。"))
        return done(request, kept[0].get_absolute_url())
    context = {"question": found, "form": form, "answer_form": answer_form}
    return page(request, "advice/question.html", context)


@login_required
def enter(request: Visit, expert_request_id: int) -> HttpResponse:
    """Enter an answer that came on paper."""
    found = _request(request, expert_request_id)
    posted = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = EnterForm(*posted, initial={"signed_by": found.whom})
    if accepted(
        form,
        lambda given: actions.enter_expert_answer(actor=request.user, request=found, **given),
    ):
        success(request, _("录好了，居民现在就能看到。"))
        return done(request, found.get_absolute_url())
    return _form(request, found, form, _("代录答复"), _("录好，公开"))


@login_required
def promise(request: Visit, expert_request_id: int) -> HttpResponse:
    """Write down what was promised in an answer, to be followed to its end."""
    found = _request(request, expert_request_id)
    form = PromiseForm(request.POST or None)

    def act(given: dict[str, Any]) -> None:
        write_promise(
            actor=request.user,
            unit=found.unit,
            keeper=found.adviser.person if found.adviser else found.department,
            origin=found,
            topic=found.topic,
            is_public=True,
            **given,
        )

    if accepted(form, act):
        success(request, _("记下了，到期没做会提醒。"))
        return done(request, found.get_absolute_url())
    return _form(request, found, form, _("记一件答应的事"), _("记下来"))


@login_required
def withdraw(request: Visit, expert_request_id: int) -> HttpResponse:
    """Take a request back."""
    found = _request(request, expert_request_id)
    form = ReasonForm(request.POST or None)
    if accepted(
        form,
        lambda given: actions.withdraw_expert_request(actor=request.user, request=found, **given),
    ):
        success(request, _("撤回了，已经告诉对方。"))
        return done(request, reverse("advice:desk", args=[found.unit_id]))
    return _form(request, found, form, _("撤回约请"), _("撤回"))


@login_required
def term(request: Visit, unit_id: int) -> HttpResponse:
    """Say within how many working days an answer is wanted."""
    unit = _office(request, unit_id)
    if not permissions.can_set_term(request.user, unit):
        raise Http404
    form = TermForm(request.POST or None, initial={"days": queries.days_for(unit)})
    if accepted(
        form, lambda given: actions.set_answer_term(actor=request.user, unit=unit, **given)
    ):
        success(request, _("记下了，从现在起发的约请照它算。"))
        return done(request, reverse("advice:desk", args=[unit.pk]))
    context = {
        "form": form,
        "heading": _("几个工作日答复"),
        "lede": _("已经发出的约请不变。"),
        "label": _("记下来"),
        "back": reverse("advice:desk", args=[unit.pk]),
    }
    return page(request, "advice/desk_form.html", context)


def _office(request: Visit, unit_id: int) -> Any:
    return get_object_or_404(queries.units_asking_for(request.user), pk=unit_id)


def _request(request: Visit, request_id: int) -> Any:
    return get_object_or_404(queries.requests_worked_for_by(request.user), pk=request_id)


def _ask_form(request: Visit, unit: Any, *, text: str = "", is_posted: bool = True) -> AskForm:
    people = [
        (f"adviser-{one.pk}", f"{one.get_kind_display()} {one.person.name_for_staff}")
        for one in advisers_for(unit)
    ]
    offices = [
        (f"department-{one.pk}", one.name) for one in queries.departments_asked_by(unit)[:500]
    ]
    topics = queries.topics_to_ask_about(unit)[:200]
    return AskForm(
        request.POST if request.method == "POST" and is_posted else None,
        whom=[(_("三师三顾问"), people), (_("部门"), offices)],
        topics=[(one.pk, one.title) for one in topics],
        initial={
            "whom": request.GET.get("whom"),
            "topic": request.GET.get("topic"),
            "problem": text,
            "title": text[:20],
        },
    )


def _meant(unit: Any, given: dict[str, Any]) -> dict[str, Any]:
    """Return whom and what a filled-in form means."""
    kind, _dash, pk = given.pop("whom").partition("-")
    asked = advisers_for(unit) if kind == "adviser" else queries.departments_asked_by(unit)
    given[kind] = get_object_or_404(asked, pk=int(pk))
    if given["topic"]:
        given["topic"] = get_object_or_404(queries.topics_to_ask_about(unit), pk=given["topic"])
    return given


def _form(request: Visit, found: Any, form: Any, heading: str, label: str) -> HttpResponse:
    context = {
        "form": form,
        "heading": heading,
        "lede": _("%(place)s请%(whom)s：%(title)s")
        % {"place": found.unit.name, "whom": found.whom, "title": found.title},
        "label": label,
        "back": found.get_absolute_url(),
    }
    return page(request, "advice/desk_form.html", context)
