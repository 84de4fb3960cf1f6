"""Where staff prepare a budget vote, begin it, and see how many have voted, never what."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.contrib.messages import success
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from mulin.commons.people.requests import Visit
from mulin.programmes.queries import proposals_of, steps_steered_by
from mulin.web.forms import accepted
from mulin.web.pages import done, page

from .. import actions, queries
from ..telling_votes import counted, terms_in_words
from ..terms import terms_from
from ..vote_office_forms import MoneyForm, OptionForm, ProposalsForm, RollChoiceForm, SeedForm


@require_safe
@login_required
def vote_desk(request: Visit, step_id: int) -> HttpResponse:
    """Show what is prepared, and how many voted on which day; others come for the booth."""
    steered = steps_steered_by(request.user).filter(pk=step_id)
    if not steered and queries.steps_at_booth_of(request.user).filter(pk=step_id):
        return redirect("budgets:booth", step_id)
    step = _steered(request, step_id)
    found = queries.vote_of(step)
    days = queries.turnout_by_day(found) if found else []
    terms = terms_from(step.settings)
    context = {
        "step": step,
        "vote": found,
        "terms": terms,
        "rules": terms_in_words(terms),
        "options": queries.options_of(found) if found else [],
        "registered": counted(terms, queries.registered(found) if found else 0),
        "turnout": counted(terms, sum(online + paper for _day, online, paper in days)),
        "days": days,
    }
    return page(request, "budgets/vote_desk.html", context)


@login_required
def vote_money(request: Visit, step_id: int) -> HttpResponse:
    """Set how much money there is, whole or by community, and draw up the roll."""
    step = _steered(request, step_id)
    communities = list(step.cycle.communities.order_by("path"))
    found = queries.vote_of(step)
    form = MoneyForm(request.POST or None, communities=communities, given=queries.money_of(found))
    if accepted(
        form, lambda _given: actions.prepare_vote(actor=request.user, step=step, **form.money)
    ):
        success(request, _("写好了。下面把要投的选项放上选票。"))
        return _back(request, step_id)
    return _form_page(request, step, form, _("有多少钱"), _("写好了"))


@login_required
def vote_roll(request: Visit, step_id: int) -> HttpResponse:
    """Choose another roll than the one drawn up from the registers."""
    step, found = _prepared(request, step_id)
    form = RollChoiceForm(
        request.POST or None,
        rolls=list(queries.rolls_for(found)),
        initial={"electorate": found.electorate_id},
    )
    if accepted(
        form,
        lambda _given: actions.choose_roll(actor=request.user, vote=found, electorate=form.roll),
    ):
        success(request, _("就用这份名册。"))
        return _back(request, step_id)
    return _form_page(request, step, form, _("换一份名册"), _("就用它"))


@login_required
def vote_option(request: Visit, step_id: int) -> HttpResponse:
    """Put one more thing on the ballot."""
    step, found = _prepared(request, step_id)
    form = OptionForm(
        request.POST or None,
        categories=step.cycle.categories,
        communities=list(step.cycle.communities.order_by("path")),
    )
    if accepted(
        form, lambda _given: actions.add_option(actor=request.user, vote=found, **form.option)
    ):
        success(request, _("放上选票了。"))
        return _back(request, step_id)
    return _form_page(request, step, form, _("加一个选项"), _("放上选票"))


@login_required
def vote_proposals(request: Visit, step_id: int) -> HttpResponse:
    """Put proposals of the cycle on the ballot."""
    step, found = _prepared(request, step_id)
    form = ProposalsForm(request.POST or None, proposals=list(proposals_of(step.cycle)))
    if accepted(
        form,
        lambda given: actions.put_proposals_on_ballot(actor=request.user, vote=found, **given),
    ):
        success(request, _("放上选票了。"))
        return _back(request, step_id)
    return _form_page(request, step, form, _("哪些提案放上选票"), _("放上选票"))


@login_required
def vote_option_remove(request: Visit, step_id: int, number: int) -> HttpResponse:
    """Ask once more, then take an option off the ballot."""
    _step, found = _prepared(request, step_id)
    option = get_object_or_404(found.options, number=number)
    if request.method == "POST":
        actions.remove_option(actor=request.user, option=option)
        success(request, _("拿下来了。"))
        return _back(request, step_id)
    context = {
        "title": _("把“%(title)s”从选票上拿下来？") % {"title": option.title},
        "text": _("别的选项编号不变。"),
        "label": _("拿下来"),
        "back": reverse("budgets:vote_desk", args=[step_id]),
    }
    return page(request, "web/confirm.html", context)


@login_required
def vote_begin(request: Visit, step_id: int) -> HttpResponse:
    """Ask once more, then fix roll, options and money."""
    _step, found = _prepared(request, step_id)
    if request.method == "POST":
        actions.begin_vote(actor=request.user, vote=found)
        success(request, _("定下来了。到了时间，名册上的人就能投票。"))
        return _back(request, step_id)
    context = {
        "title": _("名册、选项和钱都定下来？"),
        "text": _("定下来就不能再改，名册也封好。请先把选票再看一遍。"),
        "label": _("定下来"),
        "back": reverse("budgets:vote_desk", args=[step_id]),
    }
    return page(request, "web/confirm.html", context)


@login_required
def vote_seed(request: Visit, step_id: int) -> HttpResponse:
    """Take the seed that its source has shown, and count."""
    step, found = _prepared(request, step_id)
    form = SeedForm(request.POST or None, source=terms_from(step.settings).seed_source)
    if accepted(form, lambda given: actions.count_vote(actor=request.user, vote=found, **given)):
        success(request, _("算好了。"))
        return _back(request, step_id)
    return _form_page(request, step, form, _("填抽签的种子"), _("算结果"))


def _steered(request: Visit, step_id: int) -> Any:
    steps = steps_steered_by(request.user).filter(kind="hold_budget_vote")
    return get_object_or_404(steps, pk=step_id)


def _prepared(request: Visit, step_id: int) -> tuple[Any, Any]:
    step = _steered(request, step_id)
    return step, get_object_or_404(queries.votes(), step=step)


def _back(request: Visit, step_id: int) -> HttpResponse:
    return done(request, reverse("budgets:vote_desk", args=[step_id]))


def _form_page(request: Visit, step: Any, form: Any, title: str, label: str) -> HttpResponse:
    context = {"step": step, "form": form, "title": title, "label": label}
    return page(request, "budgets/vote_form.html", context, status=422 if form.errors else 200)
