"""A naming contest for everybody: what is to be named, which names there are, what came of it."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from mulin.commons.notices.boards import notices_about
from mulin.commons.notices.queries import timeline_of
from mulin.commons.notices.sharing import address, share
from mulin.commons.people.limits import client_address, count_within
from mulin.commons.people.requests import Visit
from mulin.web.forms import accepted
from mulin.web.pages import done, page
from mulin.web.pictures import qr

from .. import actions, permissions, queries
from ..forms import GiveForm, VoteForm
from ..presenting import result_lines

PER_PAGE = 20
NAMES_SHOWN = 60
VISITORS_MAY = [(6, timedelta(hours=1)), (20, timedelta(days=1))]
"""How many names may come from one address without an account; a household shares one."""


@require_safe
def contests(request: Visit) -> HttpResponse:
    """List what neighbours name and named."""
    found = Paginator(queries.public_contests(), PER_PAGE)
    context = {
        "page": found.get_page(request.GET.get("page")),
        "share": share(request, request.path, text=_("看看邻居们在给哪儿起名字")),
    }
    return page(request, "naming/contests.html", context)


@require_safe
def contest(request: Visit, contest_id: int) -> HttpResponse:
    """Show a contest as it stands."""
    found = _contest(contest_id)
    line = queries.elector_line(found, request.user)
    given = list(queries.given_names(found))
    names = [one for one in given if one.is_shown]
    context = {
        "contest": found,
        "names": names[:NAMES_SHOWN],
        "more": max(len(names) - NAMES_SHOWN, 0),
        "unseen": queries.hidden_and_waiting(given),
        "turnout": queries.turnout(found) if found.has_ballot else None,
        "result": result_lines(found),
        "line": line,
        "voted": queries.vote_of(found, line) if line else None,
        "may_hold": request.user.is_authenticated
        and permissions.can_hold_naming(request.user, found.place.community),
        "notices": notices_about(found.place) if found.is_decided else [],
        "events": timeline_of(found),
        "share": share(request, request.path, text="\n".join(_share_words(found))),
    }
    return page(request, "naming/contest.html", context)


def give(request: Visit, contest_id: int) -> HttpResponse:
    """Take a name, with or without an account."""
    found = _contest(contest_id)
    is_known = request.user.is_authenticated
    if not permissions.can_give_name(request.user if is_known else None, found):
        return page(request, "naming/sign_in_first.html", {"contest": found})
    form = GiveForm(request.POST or None, is_known=is_known)
    given: list[Any] = []

    def submit(told: dict[str, Any]) -> None:
        actor = request.user if is_known else None
        given.append(actions.submit_name(actor=actor, contest=found, **told))

    if _counted(request, form) and accepted(form, submit):
        return done(request, reverse("naming:slip", args=[given[0].receipt]))
    return page(request, "naming/give.html", {"contest": found, "form": form})


@require_safe
def slip(request: Visit, receipt: UUID) -> HttpResponse:
    """Show whoever holds the secret address what became of a name."""
    found = _submission(receipt)
    here = address(request, request.path)
    context = {
        "submission": found,
        "contest": found.candidate.contest,
        "here": here,
        "code": qr(here, _("这张回执的二维码")),
        "may_withdraw": _may_withdraw(request, found),
    }
    response = page(request, "naming/slip.html", context)
    response["Cache-Control"] = "private, no-store"
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex"
    return response


@require_POST
def withdraw(request: Visit, receipt: UUID) -> HttpResponse:
    """Take a name back."""
    found = _submission(receipt)
    if not _may_withdraw(request, found):
        raise Http404
    actor = request.user if request.user.is_authenticated else None
    actions.withdraw_name(actor=actor, submission=found)
    messages.success(request, _("收回了。"))
    return done(request, reverse("naming:slip", args=[receipt]))


@login_required
def vote(request: Visit, contest_id: int) -> HttpResponse:
    """Take a vote."""
    found = _contest(contest_id)
    line = queries.elector_line(found, request.user)
    if line is None:
        raise Http404
    before = queries.vote_of(found, line)
    names = {one.pk: one for one in queries.ballot_of(found)}
    initial = {"name": before.candidate_id} if before else {}
    form = VoteForm(request.POST or None, names=names.values(), initial=initial)

    def cast(given: dict[str, Any]) -> None:
        actions.vote_for_name(actor=request.user, contest=found, candidate=names[given["name"]])

    if accepted(form, cast):
        messages.success(request, _("投好了。截止以前都可以改。"))
        return done(request, reverse("naming:contest", args=[found.pk]))
    context = {"contest": found, "form": form, "before": before}
    return page(request, "naming/vote.html", context)


@login_required
@require_safe
def mine(request: Visit) -> HttpResponse:
    """List the names somebody gave."""
    found = Paginator(queries.submissions_by(request.user), PER_PAGE)
    return page(request, "naming/mine.html", {"page": found.get_page(request.GET.get("page"))})


@require_safe
def paper(request: Visit, contest_id: int) -> HttpResponse:
    """Draw the sheet for neighbours without a phone: to give a name, or to choose one."""
    found = _contest(contest_id)
    link = address(request, reverse("naming:contest", args=[found.pk]))
    context = {
        "contest": found,
        "names": queries.ballot_of(found) if found.has_ballot else [],
        "code": qr(link, _("在手机上打开的二维码")),
        "back": reverse("naming:contest", args=[found.pk]),
    }
    return page(request, "naming/paper.html", context)


@require_safe
def outcome(request: Visit, contest_id: int) -> HttpResponse:
    """Give the count whole, so that anybody can count again."""
    found = _contest(contest_id)
    if not found.is_decided:
        raise Http404
    return JsonResponse(found.outcome, json_dumps_params={"ensure_ascii": False, "indent": 1})


def _contest(contest_id: int) -> Any:
    return get_object_or_404(queries.public_contests(), pk=contest_id)


def _submission(receipt: UUID) -> Any:
    found = queries.submission_with(receipt)
    if found is None:
        raise Http404
    return found


def _may_withdraw(request: Visit, submission: Any) -> bool:
    is_hers = submission.given_by_id in (None, request.user.pk)
    return is_hers and submission.candidate.contest.takes_names and not submission.withdrawn_at


def _counted(request: Visit, form: GiveForm) -> bool:
    """Count what a visitor sends; too much at once becomes the form's own error."""
    if request.user.is_authenticated or not form.is_valid():
        return form.is_valid()
    key = f"naming:{client_address(request)}"
    return accepted(form, lambda told: count_within(key, VISITORS_MAY))


def _share_words(found: Any) -> list[str]:
    """Say first what to do; then where."""
    name, place = {"name": found.name_before}, found.place.community.name
    if found.is_collecting:
        until = {"day": f"{found.collects_until:%-m.%-d}"}
        return [_("给“%(name)s”起个新名字，点开就能写") % name, _("%(day)s 截止") % until, place]
    if found.is_voting:
        return [_("“%(name)s”叫什么好？请您投一票") % name, place]
    if found.is_decided:
        new = name | {"new": found.adopted.name}
        return [_("“%(name)s”有新名字了：%(new)s") % new, place]
    return [_("看看“%(name)s”的征名") % name, place]
