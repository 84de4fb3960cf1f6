"""What an adviser or a department does with what it is asked."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.decorators import login_required
from django.contrib.messages import success
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from mulin.commons.people.requests import Visit
from mulin.web.forms import accepted
from mulin.web.pages import done, page

from .. import actions, permissions, queries
from ..forms import AnswerForm, ReasonForm, VisitForm

PER_PAGE = 20


@login_required
@require_safe
def mine(request: Visit) -> HttpResponse:
    """Show somebody what is asked of her, what waits first."""
    asked = queries.requests_asked_of(request.user)
    waiting = asked.filter(state__in=("asked", "accepted", "visited")).order_by("due_on", "id")
    over = asked.exclude(state__in=("asked", "accepted", "visited"))
    context = {
        "waiting": waiting[:PER_PAGE],
        "page": Paginator(over, PER_PAGE).get_page(request.GET.get("page")),
    }
    return page(request, "advice/mine.html", context)


@login_required
@require_POST
def accept(request: Visit, expert_request_id: int) -> HttpResponse:
    """Say yes with one press."""
    found = _asked_of(request, expert_request_id)
    actions.accept_expert_request(actor=request.user, request=found)
    success(request, _("答应了，已经告诉社区。看过以后在这里写答复。"))
    return done(request, found.get_absolute_url())


@login_required
def decline(request: Visit, expert_request_id: int) -> HttpResponse:
    """Say no, and why."""
    return _act(
        request,
        _asked_of(request, expert_request_id),
        ReasonForm(request.POST or None),
        actions.decline_expert_request,
        (_("来不了"), _("告诉社区"), _("已经告诉社区了，他们会另外想办法。")),
    )


@login_required
def answer(request: Visit, expert_request_id: int) -> HttpResponse:
    """Answer in writing."""
    posted = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    return _act(
        request,
        _asked_of(request, expert_request_id),
        AnswerForm(*posted),
        actions.answer_expert_request,
        (_("写答复"), _("答复，公开"), _("答复好了，居民现在就能看到。谢谢您。")),
    )


@login_required
def visit(request: Visit, expert_request_id: int) -> HttpResponse:
    """Write down that somebody came and looked."""
    found = get_object_or_404(queries.requests_visible_to(request.user), pk=expert_request_id)
    asks = permissions.can_ask(request.user, found.unit)
    if not asks and not permissions.can_answer(request.user, found):
        raise Http404
    return _act(
        request,
        found,
        VisitForm(request.POST or None),
        actions.note_expert_visit,
        (_("来看过了"), _("记下来"), _("记下了。")),
    )


def _asked_of(request: Visit, request_id: int) -> Any:
    return get_object_or_404(queries.requests_asked_of(request.user), pk=request_id)


def _act(
    request: Visit,
    found: Any,
    form: Any,
    act: Callable[..., Any],
    words: tuple[str, str, str],
) -> HttpResponse:
    heading, label, told = words
    if accepted(form, lambda given: act(actor=request.user, request=found, **given)):
        success(request, told)
        return done(request, found.get_absolute_url())
    context = {
        "form": form,
        "found": found,
        "heading": heading,
        "label": label,
        "back": reverse("advice:request", args=[found.pk]),
    }
    return page(request, "advice/form.html", context)
