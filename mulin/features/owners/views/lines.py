"""One owner's line: delivered, returned, by whom; paper is entered here by two people."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.contrib.messages import success, warning
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from mulin.commons.people.requests import Visit
from mulin.web.forms import accepted
from mulin.web.pages import done, page

from .. import actions, queries
from ..forms import PaperForm, ProxyForm, ReasonForm, SureForm
from .office import vote_of

A_PAGE = 50


@login_required
def roll(request: Visit, vote_id: int) -> HttpResponse:
    """Show who got a ballot and who gave one; looking is written down."""
    found = vote_of(request, vote_id)
    words = request.GET.get("q", "").strip()[:60]
    building = request.GET.get("building", "")[:100]
    lines = queries.roll_lines(found, words, building)
    if words.isascii() and words.isdigit() and len(words) <= 6:
        lines = queries.roll_lines(found).filter(number=int(words))
    actions.note_roll_read(actor=request.user, vote=found, what="search" if words else "roll")
    context = {
        "vote": found,
        "lines": Paginator(lines, A_PAGE).get_page(request.GET.get("page")),
        "words": words,
    }
    return page(request, "owners/roll.html", context)


@login_required
def line(request: Visit, vote_id: int, elector_id: int) -> HttpResponse:
    """Show one owner's ballots with everything that was done; looking is written down."""
    found, elector = line_of(request, vote_id, elector_id)
    actions.note_roll_read(actor=request.user, vote=found, what=str(elector.number))
    waiting = queries.open_readings(found, elector)
    context = {
        "vote": found,
        "elector": elector,
        "history": _told(found, elector),
        "delivery": queries.delivery_of(found, elector),
        "proxy": queries.proxy_of(found, elector),
        "proxies_withdrawn": queries.proxies_withdrawn(found, elector),
        "differ": queries.is_read_differently(found, elector),
        "has_ballot": queries.ballot_of(found, elector) is not None,
        "waiting": waiting,
        "is_mine": any(one.entered_by_id == request.user.pk for one in waiting),
    }
    return page(request, "owners/line.html", context)


@login_required
def paper(request: Visit, vote_id: int, elector_id: int) -> HttpResponse:
    """Enter what stands on a paper ballot, as the first or the second of two."""
    found, elector = line_of(request, vote_id, elector_id)
    posted = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = PaperForm(
        *posted,
        questions=found.questions.all(),
        initial={"returned_on": timezone.localdate()},
    )
    is_second = bool(queries.open_readings(found, elector))
    kept: list[Any] = []

    def act(given: dict[str, Any]) -> None:
        kept.append(
            actions.enter_paper_ballot(
                actor=request.user,
                vote=found,
                elector=elector,
                answers=form.answers,
                returned_on=given["returned_on"],
                photo=given["photos"][0] if given["photos"] else None,
                by_proxy=given["by_proxy"],
            )
        )

    if accepted(form, act):
        if kept[0]:
            success(request, _("两个人录的一样，这张票算数了。"))
        elif is_second:
            warning(request, _("两个人录的不一样。请两位都对着纸票再录一遍。"))
        else:
            success(request, _("录好了。再由另一位同事录一遍，一样才算数。"))
        return done(request, _here(found, elector))
    context = {"vote": found, "elector": elector, "form": form, "is_second": is_second}
    return page(request, "owners/paper.html", context)


@login_required
def proxy(request: Visit, vote_id: int, elector_id: int) -> HttpResponse:
    """Keep the document by which somebody answers for an owner."""
    found, elector = line_of(request, vote_id, elector_id)
    posted = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = ProxyForm(*posted)

    def act(given: dict[str, Any]) -> None:
        actions.keep_proxy(
            actor=request.user,
            vote=found,
            elector=elector,
            name=given["name"],
            photo=given["photos"][0],
        )

    if accepted(form, act):
        success(request, _("委托书登记好了。"))
        return done(request, _here(found, elector))
    said = {
        "heading": _("登记委托书"),
        "text": _("一位业主一份委托书。受委托的人只能交纸票。"),
        "label": _("登记委托书"),
    }
    return _form(request, found, elector, form, said)


@login_required
def withdraw_proxy(request: Visit, vote_id: int, elector_id: int) -> HttpResponse:
    """Say that somebody may not answer for an owner any more."""
    said = {
        "heading": _("撤回委托书"),
        "text": _("撤回的委托书留着照片和原因。"),
        "label": _("撤回委托书"),
        "kind": "danger",
    }
    return _withdraw(request, vote_id, elector_id, actions.withdraw_proxy, said)


@login_required
def withdraw_delivery(request: Visit, vote_id: int, elector_id: int) -> HttpResponse:
    """Say that a ballot was not delivered after all."""
    said = {
        "heading": _("撤回送达登记"),
        "text": _("没有真正送到的，不能算送达。"),
        "label": _("撤回登记"),
        "kind": "danger",
    }
    return _withdraw(request, vote_id, elector_id, actions.withdraw_delivery, said)


@login_required
def withdraw_ballot(request: Visit, ballot_id: int) -> HttpResponse:
    """Say that a ballot was entered wrongly."""
    ballot = get_object_or_404(queries.ballots_held_by(request.user), pk=ballot_id)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if accepted(
        form,
        lambda given: actions.withdraw_ballot(actor=request.user, ballot=ballot, **given),
    ):
        if ballot.vote.is_open:
            success(request, _("撤回了。请两个人对着纸票重新录。"))
        else:
            success(request, _("提出来了，等另一位同事确认。确认以前这张票还算数。"))
        return done(request, _here(ballot.vote, ballot.elector))
    said = {
        "heading": _("撤回一张录错的票"),
        "text": _("撤回的票和原因一直留着。撤回以后，要由两个人重新录。")
        + ("" if ballot.vote.is_open else _("已经截止了，要另一位同事确认才撤回。")),
        "label": _("撤回这张票"),
        "kind": "danger",
    }
    return _form(request, ballot.vote, ballot.elector, form, said)


@login_required
def confirm_withdrawal(request: Visit, ballot_id: int) -> HttpResponse:
    """Agree to what a colleague wants withdrawn."""
    ballot = get_object_or_404(queries.ballots_held_by(request.user), pk=ballot_id)
    proposal = queries.withdrawal_proposed(ballot)
    if proposal is None:
        raise Http404
    form = SureForm(request.POST if request.method == "POST" else None)
    if accepted(form, lambda _given: actions.confirm_withdrawal(actor=request.user, ballot=ballot)):
        success(request, _("撤回了。请两个人对着纸票重新录。"))
        return done(request, _here(ballot.vote, ballot.elector))
    said = {
        "heading": _("确认撤回一张票"),
        "text": _("%(who)s提出撤回，原因：%(because)s。请对着纸票看过再确认。")
        % {"who": proposal.proposed_by.name_for_staff, "because": proposal.because},
        "label": _("看过了，撤回"),
        "kind": "danger",
    }
    return _form(request, ballot.vote, ballot.elector, form, said)


def _withdraw(
    request: Visit, vote_id: int, elector_id: int, act: Any, said: dict[str, str]
) -> HttpResponse:
    found, elector = line_of(request, vote_id, elector_id)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if accepted(
        form,
        lambda given: act(actor=request.user, vote=found, elector=elector, **given),
    ):
        success(request, _("撤回了，原因记下了。"))
        return done(request, _here(found, elector))
    return _form(request, found, elector, form, said)


def _form(
    request: Visit, found: Any, elector: Any, form: Any, said: dict[str, str]
) -> HttpResponse:
    context = {"vote": found, "elector": elector, "form": form, "back": _here(found, elector)}
    return page(request, "owners/form.html", context | said)


def line_of(request: Visit, vote_id: int, elector_id: int) -> tuple[Any, Any]:
    """Return a vote of the viewer's places, and one line of its roll."""
    found = vote_of(request, vote_id)
    elector = queries.electors_of(found).filter(pk=elector_id).first()
    if elector is None:
        raise Http404
    return found, elector


def _here(found: Any, elector: Any) -> str:
    return reverse("owners:line", args=[found.pk, elector.pk])


def _told(found: Any, elector: Any) -> list[tuple[Any, list[tuple[str, str]]]]:
    """Return every ballot with each question's number and the answer in words."""
    return [(one, one.answers_in_words) for one in queries.history_of(found, elector)]
