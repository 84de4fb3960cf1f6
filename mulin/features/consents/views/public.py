"""A round for everybody: the board, and a household's own answer."""

from typing import Any
from uuid import uuid4

from django.contrib.auth.decorators import login_required
from django.contrib.messages import warning
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from mulin.commons.electorates.queries import counting_corrections
from mulin.commons.notices.sharing import share
from mulin.commons.people.requests import Visit
from mulin.web.forms import accepted
from mulin.web.pages import done, page

from .. import actions, permissions, queries
from ..board import Board
from ..forms import AnswerForm
from ..notice_words import news, what_it_is_not
from ..rules import rule_in_words


@require_safe
def round(request: Visit, step_id: int) -> HttpResponse:
    """Show how far a round is: which homes have answered, never how, and what is missing."""
    asked = _with_corrections().filter(step=step_id).first()
    step = asked.step if asked else get_object_or_404(queries.steps(), pk=step_id)
    context: dict[str, Any] = {
        "step": step,
        "round": asked,
        "rule": rule_in_words(step),
        "what_it_is_not": what_it_is_not(),
        "may_run": permissions.can_run_round(request.user, step),
    }
    if asked is None or not asked.is_opened:
        text = _("快要入户征询了：%(what)s") % {"what": asked or step}
        context["share"] = share(request, request.path, text=text)
        return page(request, "consents/round.html", context)
    board = Board(step, asked)
    own = queries.own_electors(asked, request.user)
    heard = queries.standing_of(asked, [one.pk for one in own]) if own else {}
    numbers = [one.number for one in own]
    ids = [line.building_id for line in board.buildings if line.building_id]
    context |= {
        "board": board,
        "own": own,
        "has_answered": any(one.is_said for one in heard.values()),
        "walls": [
            (line, board.plate_of(line), board.mine_in(line, numbers)) for line in board.buildings
        ],
        "listed": queries.buildings_listed_by(request.user, ids),
        "notice": queries.notice_about(step) if step.is_closed else None,
        "corrections": asked.corrections,
        "share": share(request, request.path, text=news(board)),
    }
    return page(request, "consents/round.html", context)


def _with_corrections() -> Any:
    return queries.rounds().annotate(corrections=counting_corrections())


@login_required
@never_cache
def mine(request: Visit, step_id: int) -> HttpResponse:
    """Ask a household of one's own, one question on one screen, and take its answer."""
    asked = get_object_or_404(queries.rounds(), step=step_id)
    own = {one.number: one for one in queries.own_electors(asked, request.user)}
    if not own or not asked.is_opened:
        if not own:
            warning(request, _("这一轮的名册上没有您家。要是弄错了，请找社区。"))
        return done(request, reverse("consents:round", args=[step_id]))
    home = own.get(_number(request)) or next(iter(own.values()))
    form = AnswerForm(request.POST if request.method == "POST" else None)
    if accepted(form, lambda given: _answer(request, asked, own, given)):
        return done(request, f"{reverse('consents:mine', args=[step_id])}?home={home.number}")
    history = queries.history_of(asked, home)
    said = [one for one in history if one.is_said]
    context = {
        "step": asked.step,
        "round": asked,
        "home": home,
        "homes": list(own.values()),
        "form": form,
        "key": form["key"].value() or uuid4().hex,
        "said": said[-1] if said else None,
        "before": said[:-1],
        "in_conflict": queries.open_conflicts(asked).filter(elector=home).exists(),
        "is_choosing": asked.is_open and (not said or "change" in request.GET or form.is_bound),
        "what_it_is_not": what_it_is_not(),
    }
    return page(request, "consents/mine.html", context, status=422 if form.is_bound else 200)


def _number(request: Visit) -> int:
    given = request.POST.get("home") or request.GET.get("home") or ""
    return int(given) if given.isascii() and given.isdigit() and len(given) < 10 else 0


def _answer(request: Visit, asked: Any, own: dict[int, Any], given: dict[str, Any]) -> None:
    if given["home"] not in own:
        raise Http404
    actions.answer(
        actor=request.user,
        round=asked,
        elector=own[given["home"]],
        answer=given["answer"],
        channel="code",
        key=given["key"],
    )
