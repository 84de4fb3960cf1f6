"""A budget vote for everybody: the ballot, the receipt, and the list in which to find it."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.contrib.messages import success
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from mulin.commons.electorates.queries import corrections_since_frozen
from mulin.commons.notices.sharing import share
from mulin.commons.people.requests import Visit
from mulin.web.forms import accepted
from mulin.web.pages import done, page

from .. import actions, ballot_list, permissions, queries, receipts
from ..telling_votes import chosen_from, counted, invitation, lines_of, terms_in_words, turnout_said
from ..terms import terms_from
from ..voting_forms import BallotForm

PER_PAGE = 50
HOUR = 60 * 60
SIGNS_OF_VOTER = 12
ASK_BLANK, CAST_BLANK = "blank", "confirm_blank"


@never_cache
def vote(request: Visit, step_id: int) -> HttpResponse:
    """Show a budget vote, and take a ballot while it is open."""
    if request.method != "POST":
        return _vote_page(request, step_id)
    if not request.user.is_authenticated:
        return redirect_to_login(request.path)
    found = queries.begun_vote_at(step_id) or get_object_or_404(queries.vote_at(step_id))
    wish = request.POST.get("do")
    is_blank = wish in (ASK_BLANK, CAST_BLANK)
    form = BallotForm(request.POST, paper=queries.paper_of(found), is_blank=is_blank)
    if wish in ("confirm", CAST_BLANK) and accepted(
        form, lambda given: _cast(request, found, **given)
    ):
        to = "budgets:receipt" if form.paper.terms.is_secret else "budgets:vote"
        response = done(request, reverse(to, args=[step_id]))
        return _keeping_key(request, response, step_id)
    if wish in ("review", ASK_BLANK) and form.is_valid():
        return _check_page(request, found, form)
    return _vote_page(request, step_id, form)


def _cast(request: Visit, found: Any, **given: Any) -> None:
    if terms_from(found.step.settings).is_secret:
        key = request.POST.get("key", "")
        actions.cast_secret_ballot(actor=request.user, vote=found, key=key, **given)
    else:
        actions.cast_open_ballot(actor=request.user, vote=found, **given)


def _vote_page(request: Visit, step_id: int, form: BallotForm | None = None) -> HttpResponse:
    found = queries.votes().filter(step=step_id).first()
    step = found.step if found else get_object_or_404(queries.voting_steps(), pk=step_id)
    elector = queries.elector_in(found, request.user) if found else None
    mark = queries.mark_of(found, elector) if found and elector else None
    terms = terms_from(step.settings)
    own = None
    if found and elector and mark and not terms.is_secret:
        own = queries.open_ballot_of(found, elector)
    is_spent = bool(
        found
        and elector
        and not mark
        and terms.by_households
        and queries.has_voted_for_another(found, request.user, elector)
    )
    may_vote = bool(step.is_open and found and found.is_begun and elector and not is_spent)
    may_change = own is not None and not own.on_paper and "change" in request.GET
    is_choosing = may_vote and (not mark or form is not None or may_change)
    if found and form is None:
        form = BallotForm(paper=queries.paper_of(found), ballot=own)
    key = ""
    if is_choosing and terms.is_secret:
        key = _key_of(request, step_id) or receipts.new_key()
    context: dict[str, Any] = {
        "key": key,
        "step": step,
        "vote": found,
        "terms": terms,
        "rules": terms_in_words(terms),
        "options": lines_of(found, form) if found else [],
        "form": form,
        "mark": mark,
        "is_spent": is_spent,
        "own": chosen_from(found, own.choices, own.points) if found and own else [],
        "is_own_blank": own is not None and not own.choices,
        "elector": elector,
        "may_vote": may_vote,
        "may_change": own is not None and not own.on_paper and may_vote,
        "is_choosing": is_choosing,
        "turnout": _turnout_said(found, terms) if found else "",
        "winners": ballot_list.winners_of(found) if found and found.is_counted else [],
        "is_listed": bool(found and queries.is_listed(found)),
        "may_run": permissions.can_run_vote(request.user, step),
    }
    if not is_choosing:
        if found and found.is_begun and found.electorate:
            context["corrections"] = corrections_since_frozen(found.electorate)
        context["share"] = share(request, request.path, text=invitation(step, terms))
    wrong = form is not None and bool(form.errors)
    response = page(request, "budgets/vote.html", context, status=422 if wrong else 200)
    return _keeping_key(request, response, step_id, key)


def _turnout_said(found: Any, terms: Any) -> str:
    """Say how many have voted; of how many only when it is over."""
    turnout = queries.turnout(found)
    if found.step.is_closed:
        return turnout_said(terms, queries.registered(found), turnout)
    return _("已有 %(voters)s投了") % {"voters": counted(terms, turnout)} if turnout else ""


def _check_page(request: Visit, found: Any, form: BallotForm) -> HttpResponse:
    given = form.cleaned_data
    context = {
        "step": found.step,
        "terms": form.paper.terms,
        "chosen": chosen_from(found, given["choices"], given["points"]),
        "is_blank": form.is_blank,
        "given": form.given,
        "options": queries.options_of(found) if form.is_blank else [],
        "total": sum(form.paper.costs[number] for number in given["choices"]),
        "key": request.POST.get("key", ""),
    }
    return page(request, "budgets/check.html", context)


@login_required
@never_cache
def receipt(request: Visit, step_id: int) -> HttpResponse:
    """Show a voter her receipt while her browser keeps the key, and forget the key on request."""
    found = get_object_or_404(queries.vote_at(step_id))
    elector = queries.elector_in(found, request.user)
    if elector is None or not queries.mark_of(found, elector):
        raise Http404
    if request.method == "POST":
        success(request, _("回执码从这部手机上抹掉了。"))
        response = done(request, reverse("budgets:vote", args=[step_id]))
        cookie = _cookie(request, step_id)
        response.delete_cookie(cookie, path=reverse("budgets:vote", args=[step_id]))
        return response
    key, code = _key_of(request, step_id), ""
    if key:
        code = receipts.receipt_from(key, vote=found.pk, person=request.user.pk)
        code = code if queries.is_on_list(found, code) else ""
    context = {"step": found.step, "code": receipts.written(code), "raw": code}
    return page(request, "budgets/receipt.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def ballots(request: Visit, step_id: int) -> HttpResponse:
    """
    List the ballots of a sealed vote by their receipts, and find one.

    What is looked for is posted, so that no receipt stands in an address, a log or a history.
    """
    found = _sealed(step_id)
    typed = request.POST.get("code", "")[:40]
    code = receipts.read(typed)
    listed: Any = queries.ballots_of(found) if queries.is_listed(found) else []
    shown: Any = Paginator(listed, PER_PAGE).get_page(request.GET.get("page"))
    text = _("%(step)s：投了 %(turnout)s 张票，都公开在这里，用回执码找自己的那张。")
    context = {
        "step": found.step,
        "vote": found,
        "turnout": turnout_said(terms_from(found.step.settings), found.registered, found.turnout),
        "share": share(
            request, request.path, text=text % {"step": found.step, "turnout": found.turnout}
        ),
        "typed": typed,
        "is_code": receipts.is_receipt(code),
        "own": ballot_list.line_with(found, code) if receipts.is_receipt(code) else None,
        "is_listed": queries.is_listed(found),
        "page": shown,
        "lines": ballot_list.lines_of(found, shown.object_list),
    }
    return page(request, "budgets/ballots.html", context)


@require_safe
def named_ballots(request: Visit, step_id: int) -> HttpResponse:
    """Show who voted for what, where the programme had said before that names are read out."""
    found = get_object_or_404(queries.votes(), step=step_id)
    terms = terms_from(found.step.settings)
    if not found.is_sealed or terms.is_secret:
        raise Http404
    shown = Paginator(queries.open_ballots_of(found), PER_PAGE).get_page(request.GET.get("page"))
    text = _("%(step)s是记名投票，谁投了什么在这里。") % {"step": found.step}
    context = {
        "step": found.step,
        "share": share(request, request.path, text=text),
        "turnout": turnout_said(terms, found.registered or 0, found.turnout or 0),
        "page": shown,
        "lines": ballot_list.named_lines_of(found, shown.object_list),
    }
    return page(request, "budgets/named_ballots.html", context)


@require_safe
def ballots_json(request: Visit, step_id: int) -> HttpResponse:
    """Give out everything one needs to count again, for machines."""
    return ballot_list.as_json(_listed(step_id))


@require_safe
def ballots_csv(request: Visit, step_id: int) -> HttpResponse:
    """Give out the ballots as a table."""
    return ballot_list.as_csv(_listed(step_id))


def _sealed(step_id: int) -> Any:
    found = get_object_or_404(queries.votes(), step=step_id)
    if not found.is_sealed or not terms_from(found.step.settings).is_secret:
        raise Http404
    return found


def _listed(step_id: int) -> Any:
    found = _sealed(step_id)
    if not queries.is_listed(found):
        raise Http404
    return found


def _cookie(request: Visit, step_id: int) -> str:
    """Name the cookie of this vote and voter: many vote on a steward's phone, one after another."""
    voter = salted_hmac("mulin.budgets.ballot", f"{step_id} {request.user.pk}").hexdigest()
    return f"ballot-{step_id}-{voter[:SIGNS_OF_VOTER]}"


def _key_of(request: Visit, step_id: int) -> str:
    """Return the key that this browser keeps for this vote; the server keeps none."""
    key = request.COOKIES.get(_cookie(request, step_id), "")
    return key if receipts.is_key(key) else ""


def _keeping_key(
    request: Visit, response: HttpResponse, step_id: int, key: str | None = None
) -> HttpResponse:
    """Let the browser keep the key for an hour, so that a broken line costs nobody her receipt."""
    key = key or request.POST.get("key", "")
    if receipts.is_key(key):
        response.set_cookie(
            _cookie(request, step_id),
            key,
            max_age=HOUR,
            path=reverse("budgets:vote", args=[step_id]),
            secure=request.is_secure(),
            httponly=True,
            samesite="Lax",
        )
    return response
