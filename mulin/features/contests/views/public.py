"""The contest for everybody: the ballot, the result, the files to count again from."""

from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from mulin.commons.notices.sharing import share
from mulin.commons.people.requests import Visit
from mulin.web.forms import accepted
from mulin.web.pages import done, page

from .. import actions, permissions, queries
from ..forms import BallotForm
from ..rules import invitation, rules_in_words
from ..voters import only_delegates_vote


def contest(request: Visit, step_id: int) -> HttpResponse:
    """Show a contest, and take a neighbour's ballot while it is open."""
    step = get_object_or_404(queries.contests(), pk=step_id)
    if request.method != "POST":
        return _ballot_page(request, step)
    if not request.user.is_authenticated:
        return redirect_to_login(request.path)
    wish = request.POST.get("do")
    if wish == "take_back":
        actions.take_back_votes(actor=request.user, step=step)
        return done(request, request.path)
    entries = queries.entries_of(step)
    most = step.settings["votes_per_person"]
    form = BallotForm(request.POST, entries=[e.pk for e in entries], at_most=most)
    if wish == "confirm" and accepted(
        form, lambda given: actions.cast_votes(actor=request.user, step=step, **given)
    ):
        return done(request, request.path)
    if wish == "review" and form.is_valid():
        chosen = [e for e in entries if e.pk in form.ticked]
        return page(request, "contests/check.html", {"step": step, "chosen": chosen})
    return _ballot_page(request, step, form)


def _ballot_page(request: Visit, step: Any, form: BallotForm | None = None) -> HttpResponse:
    entries = queries.competed_in(step) if step.is_closed else queries.entries_of(step)
    ballot = queries.ballot_of(request.user, step)
    before = None if step.is_closed else queries.still_before(step)
    may_vote = step.is_open and not before and permissions.can_vote(request.user, step)
    ticked = form.ticked if form else queries.choice_of(request.user, step)
    context = {
        "step": step,
        "entries": entries,
        "before": before if step.is_open else None,
        "rules": rules_in_words(step),
        "most": step.settings["votes_per_person"],
        "form": form,
        "ballot": ballot,
        "ticked": ticked,
        "may_vote": may_vote,
        "by_delegates": only_delegates_vote(step),
        "is_choosing": may_vote and (form or not ballot or "change" in request.GET),
        "voters": queries.voters_of(step),
        "has_timetable": queries.timetable_of(step) is not None,
        "may_judge": request.user.is_authenticated and permissions.can_judge(request.user, step),
        "may_run": permissions.can_run_contest(request.user, step),
    }
    if not context["is_choosing"]:
        context["share"] = share(request, request.path, text=invitation(step))
    return page(
        request, "contests/contest.html", context, status=422 if form and form.errors else 200
    )
