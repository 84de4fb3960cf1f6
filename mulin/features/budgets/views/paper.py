"""Ballots on paper: the booth where they are handed out, and the table where two read them."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.contrib.messages import success, warning
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from mulin.commons.notices.actions import shorten
from mulin.commons.notices.sharing import address
from mulin.commons.people.requests import Visit
from mulin.web.forms import accepted
from mulin.web.pages import done, page
from mulin.web.pictures import qr

from .. import actions, queries
from ..paper_forms import PaperBatchForm, PaperReadingForm, RecountForm
from ..queries.recounts import recounts_of
from ..shuffling import in_chance_order
from ..telling_votes import how_to_fill, terms_in_words
from ..terms import terms_from


@login_required
def booth(request: Visit, step_id: int) -> HttpResponse:
    """Find somebody on the roll, and note that she takes a paper ballot or gives it back."""
    vote = get_object_or_404(queries.votes_at_booth_of(request.user), step=step_id)
    words = request.GET.get("q", "").strip()[:40]
    if request.method == "POST":
        return _handed_over(request, vote)
    form = PaperBatchForm()
    return _booth_page(request, vote, form, words)


@login_required
def paper_print(request: Visit, step_id: int) -> HttpResponse:
    """Number another batch of ballots."""
    vote = get_object_or_404(queries.votes_at_booth_of(request.user), step=step_id)
    form = PaperBatchForm(request.POST or None)
    if accepted(form, lambda given: actions.print_paper(actor=request.user, vote=vote, **given)):
        success(request, _("票号编好了，打开就能打印。"))
        return done(request, reverse("budgets:booth", args=[step_id]))
    return _booth_page(request, vote, form, "")


def _booth_page(request: Visit, vote: Any, form: PaperBatchForm, words: str) -> HttpResponse:
    context = {
        "step": vote.step,
        "vote": vote,
        "terms": terms_from(vote.step.settings),
        "words": words,
        "found": queries.at_booth(vote, words),
        "handed_out": queries.handed_out(vote),
        "batches": queries.batches_of(vote),
        "is_over": timezone.now() >= vote.step.closes_at,
        "form": form,
    }
    return page(request, "budgets/booth.html", context)


def _handed_over(request: Visit, vote: Any) -> HttpResponse:
    number = request.POST.get("elector", "")
    found = [
        one.elector for one in queries.at_booth(vote, number) if str(one.elector.number) == number
    ]
    if not found:
        raise Http404
    (elector,) = found
    said = elector.name or elector.address
    if request.POST.get("do") == "back":
        actions.take_paper_mark_back(actor=request.user, vote=vote, elector=elector)
        success(request, _("%(name)s的纸票收回了，可以在网上投。") % {"name": said})
    else:
        actions.mark_on_paper(actor=request.user, vote=vote, elector=elector)
        success(request, _("记下了，%(name)s领了一张纸票。") % {"name": said})
    return done(request, request.get_full_path())


@require_safe
@login_required
def paper_ballots(request: Visit, batch_id: int) -> HttpResponse:
    """Show a batch as it is printed: one ballot on A4, or two A5 on a sheet."""
    batch = get_object_or_404(queries.batches_at_booth_of(request.user), pk=batch_id)
    # Of the batch, never of a person: it leads the counters to its table.
    link = shorten(reverse("budgets:paper_read", args=[batch.pk]))
    context = {
        "step": batch.vote.step,
        "vote": batch.vote,
        "batch": batch,
        "terms": terms_from(batch.vote.step.settings),
        "serials": [f"{serial:04}" for serial in in_chance_order(batch.serials)],
        "options": queries.options_of(batch.vote),
        "how": how_to_fill(terms_from(batch.vote.step.settings)),
        "rules": terms_in_words(terms_from(batch.vote.step.settings)),
        "code": qr(address(request, link.short_path), _("这一批选票的二维码")),
        "is_small": request.GET.get("size") == "a5",
        "back": reverse("budgets:booth", args=[batch.vote.step_id]),
    }
    return page(request, "budgets/paper_ballots.html", context)


@login_required
def paper_read(request: Visit, batch_id: int) -> HttpResponse:
    """Let each of two people enter the ballots of a box; show both what differs."""
    batch = get_object_or_404(queries.batches_at_booth_of(request.user), pk=batch_id)
    form = PaperReadingForm(request.POST or None, serials=queries.serials_to_read(batch))
    if accepted(
        form,
        lambda _given: actions.enter_paper(actor=request.user, batch=batch, sheets=form.sheets),
    ):
        batch.refresh_from_db(fields=["round", "counted_at"])
        if batch.round > 1 and not queries.readings_now(batch) and not batch.is_counted:
            warning(request, _("有几张两位看的不一样，请都再看一遍。"))
        else:
            success(request, _("录好了。"))
        return done(request, request.path)
    here = queries.readings_now(batch)
    readers = queries.readers_of(batch)
    context = {
        "step": batch.vote.step,
        "batch": batch,
        "form": form,
        "is_over": timezone.now() >= batch.vote.step.closes_at,
        "has_entered": any(reading.reader_id == request.user.pk for reading in here),
        "is_outsider": batch.round > 1 and request.user.pk not in readers,
        "differing": queries.differing(batch) if request.user.pk in readers else [],
        "handed_out": queries.handed_out(batch.vote),
        "recount": RecountForm(),
        "recounts": recounts_of(batch),
        "is_begun": bool(readers),
    }
    return page(request, "budgets/paper_read.html", context)


@login_required
def paper_recount(request: Visit, batch_id: int) -> HttpResponse:
    """Ask why, then let a box be read anew."""
    batch = get_object_or_404(queries.batches_at_booth_of(request.user), pk=batch_id)
    form = RecountForm(request.POST or None)
    back = reverse("budgets:paper_read", args=[batch.pk])
    if accepted(
        form, lambda given: actions.recount_paper(actor=request.user, batch=batch, **given)
    ):
        success(request, _("清空了，请两位重新点。"))
        return done(request, back)
    return page(request, "budgets/paper_recount.html", {"batch": batch, "form": form, "back": back})
