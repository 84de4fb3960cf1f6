"""Who can be asked, what was asked and what they said: for everybody."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.contrib.messages import success
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from mulin.commons.notices.queries import timeline_of
from mulin.commons.notices.sharing import share
from mulin.commons.people.requests import Visit
from mulin.commons.tasks.queries import items_from
from mulin.errors import require
from mulin.web.forms import accepted
from mulin.web.pages import done, page

from .. import actions, permissions, queries
from ..forms import QuestionForm

PER_PAGE = 15
A_FEW = 5


@require_safe
def advisers(request: Visit, unit_id: int) -> HttpResponse:
    """Show the six kinds of advisers, and what they were asked and answered."""
    unit = get_object_or_404(queries.units(), pk=unit_id)
    asked = Paginator(queries.requests_below(unit), PER_PAGE)
    text = _("%(place)s可以请教谁：规划师、健康师、法治顾问……") % {"place": unit.name}
    context = {
        "unit": unit,
        "kinds": queries.six_kinds(unit),
        "page": asked.get_page(request.GET.get("page")),
        "questions": queries.questions_below(unit)[:A_FEW],
        "figures": queries.figures(unit),
        "may_ask": permissions.can_ask(request.user, unit),
        "may_propose": unit.is_community,
        "share": share(request, request.path, text=text),
    }
    return page(request, "advice/advisers.html", context)


@require_safe
def request(request: Visit, expert_request_id: int) -> HttpResponse:
    """Show what was asked of whom, and the answer."""
    found = get_object_or_404(queries.requests_visible_to(request.user), pk=expert_request_id)
    text = _("%(place)s请%(whom)s出主意：%(title)s") % {
        "place": found.unit.name,
        "whom": found.whom,
        "title": found.title,
    }
    context = {
        "found": found,
        "photos": found.photos.all() if found.is_answered else [],
        "events": timeline_of(found),
        "promises": items_from(found).filter(is_public=True),
        "is_asked_of_me": found.is_waiting and permissions.can_answer(request.user, found),
        "may_ask": permissions.can_ask(request.user, found.unit),
        "share": share(request, request.path, text=text),
    }
    return page(request, "advice/request.html", context)


@login_required
def propose(request: Visit, unit_id: int) -> HttpResponse:
    """Let a resident say what an expert should be asked."""
    unit = get_object_or_404(queries.units(), pk=unit_id)
    may_propose = permissions.can_propose(request.user, unit)
    require(may_propose or request.method != "POST")
    form = QuestionForm(request.POST or None)

    def act(given: dict[str, Any]) -> None:
        actions.propose_question(actor=request.user, unit=unit, **given)

    if accepted(form, act):
        success(request, _("收到了。社区会去请教，或者直接答复您。"))
        return done(request, reverse("advice:propose", args=[unit.pk]))
    context = {
        "unit": unit,
        "form": form,
        "may_propose": may_propose,
        "mine": queries.own_questions_at(request.user, unit),
    }
    return page(request, "advice/propose.html", context)
