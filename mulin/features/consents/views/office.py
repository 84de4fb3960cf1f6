"""What those who run a round see: what to prepare, what is missing, what contradicts."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.contrib.messages import success
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from mulin.commons.notices.sharing import share
from mulin.commons.people.requests import Visit
from mulin.commons.topics.gates import obstacles_in_words
from mulin.programmes.queries import topics_worked_off
from mulin.web.forms import accepted
from mulin.web.pages import done, page

from .. import actions, permissions, queries
from ..board import Board
from ..forms import PrepareForm, PublishForm, StartForm
from ..gates import missing_among, missing_rounds
from ..notice_words import what_it_is_not
from ..rules import rule_in_words


@login_required
def desk(request: Visit, step_id: int) -> HttpResponse:
    """Show the board for staff, or let them prepare and open the round."""
    step = get_object_or_404(queries.steps_run_by(request.user), pk=step_id)
    asked = queries.round_of(step)
    if asked is None or not asked.is_opened:
        return _preparing(request, step, asked)
    form = PublishForm(
        request.POST or None,
        initial={"objection_contact": _where_to_object(step)},
    )
    if accepted(form, lambda given: actions.publish_round(actor=request.user, step=step, **given)):
        success(request, _("公示出去了。"))
        return done(request, request.path)
    context = {
        "step": step,
        "round": asked,
        "board": Board(step, asked, is_live=True),
        "rule": rule_in_words(step),
        "conflicts": list(queries.open_conflicts(asked)),
        "unread": len(queries.unfinished_readings(asked)),
        "notice": queries.notice_about(step),
        "form": form,
    }
    status = 422 if form.is_bound and form.errors else 200
    return page(request, "consents/desk.html", context, status=status)


def _where_to_object(step: Any) -> str:
    return _("到%(host)s当面说，或交一张纸") % {"host": step.cycle.programme.host.name}


def _preparing(request: Visit, step: Any, asked: Any) -> HttpResponse:
    if request.POST.get("do") == "open" and asked:
        actions.open_round(actor=request.user, round=asked)
        success(request, _("开始问了，名册已经封存。"))
        return done(request, request.path)
    host, compounds = queries.places_to_ask(step)
    stairs = queries.stairwells_to_ask(step)
    lifts = [(-one.pk, f"{one.building.compound.name}{one.address}") for one in stairs]
    form = PrepareForm(
        request.POST or None,
        places=lifts
        + [(0, _("%(place)s全部住户") % {"place": host.name})]
        + [(one.pk, f"{one.name}\n{one.community.name}") for one in compounds],
        initial=_so_far(step, asked, lifts),
    )

    def prepare(given: dict[str, Any]) -> None:
        entrance = next((one for one in stairs if -one.pk == given["compound"]), None)
        compound = next((one for one in compounds if one.pk == given["compound"]), None)
        if entrance:
            compound = entrance.building.compound
        actions.set_up_round(
            actor=request.user,
            step=step,
            question=given["question"],
            explanation=given["explanation"],
            unit=compound.community if compound else host,
            compound=compound,
            entrance=entrance,
        )

    if accepted(form, prepare):
        success(request, _("准备好了，看一遍，没错就开始问。"))
        return done(request, request.path)
    context = {
        "step": step,
        "round": asked,
        "form": form,
        "about": dict(queries.ABOUT)[step.settings["about"]],
        "rule": rule_in_words(step),
        "households": queries.electors(asked).count() if asked else 0,
        "missing": missing_rounds(step) if step.settings["only_after_passed"] else [],
        "what_it_is_not": what_it_is_not(),
    }
    status = 422 if form.is_bound and form.errors else 200
    return page(request, "consents/preparing.html", context, status=status)


def _so_far(step: Any, asked: Any, lifts: list[tuple[int, str]]) -> dict[str, Any]:
    if asked is None:
        where = {"compound": lifts[0][0]} if lifts else {}
        return {"question": step.settings["question"]} | where
    return {
        "question": asked.question,
        "explanation": asked.explanation,
        "compound": lifts[0][0] if lifts else asked.electorate.compound_id or 0,
    }


def start(request: Visit, step_id: int) -> HttpResponse:
    """Show everybody which rounds had to be reached, and the notice that works start."""
    step = get_object_or_404(queries.starts(), pk=step_id)
    context = _start_context(request, step, queries.told_count)
    about = step.cycle.programme
    words = _("开工了：%(what)s") if context["notice"] else _("等着开工：%(what)s")
    context["share"] = share(request, request.path, text=words % {"what": about})
    return page(request, "consents/start.html", context)


@login_required
def start_desk(request: Visit, step_id: int) -> HttpResponse:
    """Let the office issue the start notice, once every required round is reached."""
    step = get_object_or_404(queries.starts_run_by(request.user), pk=step_id)
    form = StartForm(
        request.POST or None,
        initial={"title": _("%(cycle)s开工公告") % {"cycle": step.cycle.programme}},
    )
    if accepted(
        form, lambda given: actions.issue_start_notice(actor=request.user, step=step, **given)
    ):
        success(request, _("开工公告贴出去了。"))
        return done(request, reverse("consents:start_desk", args=[step.pk]))
    context = _start_context(request, step, queries.count_of) | {"form": form}
    status = 422 if form.is_bound and form.errors else 200
    return page(request, "consents/start_desk.html", context, status=status)


def _start_context(request: Visit, step: Any, count_of: Any) -> dict[str, Any]:
    before = queries.steps_before(step)
    missing = {one.step.pk: one.words for one in missing_among(before, count_of=count_of)}
    held = obstacles_in_words(topics_worked_off(step.cycle))
    return {
        "step": step,
        "rounds": [(one, asked, missing.get(one.pk, "")) for one, asked in before],
        "held": held,
        "is_ready": not missing and not held,
        "notice": queries.notice_about(step),
        "may_run": permissions.can_run_round(request.user, step),
    }
