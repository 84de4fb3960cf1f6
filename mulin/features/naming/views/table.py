"""Votes on paper: the table where ballots are handed in, and the count by two people."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from mulin.commons.people.requests import Visit
from mulin.web.forms import accepted
from mulin.web.pages import done, page

from .. import actions, queries
from ..forms import CountForm


@login_required
def table(request: Visit, contest_id: int) -> HttpResponse:
    """Find somebody on the roll, and note that she put a ballot into the box."""
    found = _contest(request, contest_id)
    if request.method == "POST":
        return _noted(request, found)
    words = request.GET.get("q", "").strip()[:40]
    context = {
        "contest": found,
        "words": words,
        "found": queries.at_table(found, words),
        "turnout": queries.turnout(found),
    }
    return page(request, "naming/table.html", context)


def _noted(request: Visit, found: Any) -> HttpResponse:
    number = request.POST.get("elector", "")
    lines = [one for one, _vote in queries.at_table(found, number) if str(one.number) == number]
    if not lines:
        raise Http404
    (elector,) = lines
    if request.POST.get("do") == "back":
        actions.take_paper_voter_back(actor=request.user, contest=found, elector=elector)
        messages.success(request, _("划掉了。"))
    else:
        actions.note_paper_voter(actor=request.user, contest=found, elector=elector)
        messages.success(request, _("记下了，%(name)s交了纸票。") % {"name": elector.name})
    return done(request, request.get_full_path())


@login_required
def count(request: Visit, contest_id: int) -> HttpResponse:
    """Let each of two people enter what is in the box."""
    found = _contest(request, contest_id)
    form = CountForm(request.POST or None, names=queries.ballot_of(found))

    def enter(given: dict[str, Any]) -> None:
        actions.count_paper_names(
            actor=request.user, contest=found, counted=form.counted, blank=given["blank"]
        )

    if accepted(form, enter):
        if queries.settled_count(found) is not None:
            messages.success(request, _("两位点得一样，点清了。"))
        elif len(queries.counts_now(found)) > 1:
            messages.warning(request, _("两位点得不一样，请都再点一遍。"))
        else:
            messages.success(request, _("记下了，等另一位点完。"))
        return done(request, request.path)
    here = queries.counts_now(found)
    is_settled = queries.settled_count(found) is not None
    context = {
        "contest": found,
        "form": form,
        "is_settled": is_settled,
        "differ": len(here) > 1 and not is_settled,
        "has_counted": len(here) == 1 and here[0].counted_by_id == request.user.pk,
        "turnout": queries.turnout(found),
        "back": reverse("naming:held", args=[found.pk]),
    }
    return page(request, "naming/count.html", context)


def _contest(request: Visit, contest_id: int) -> Any:
    found = get_object_or_404(queries.contests_held_by(request.user), pk=contest_id)
    if not found.has_ballot:
        raise Http404
    return found
