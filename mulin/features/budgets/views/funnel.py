"""From leaflets to what is built: for everybody, and where staff enter it."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.contrib.messages import success
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from mulin.commons.notices.sharing import share
from mulin.commons.people.requests import Visit
from mulin.web.forms import accepted
from mulin.web.pages import done, page

from .. import actions, permissions, queries
from ..funnel_forms import ItemFileForm, ItemForm, JudgeForm, LeafletForm
from ..item_sheets import items_in, items_sheet
from ..vote_office_forms import CENTS

PER_PAGE = 50
LATEST = 12


@require_safe
def funnel(request: Visit, step_id: int) -> HttpResponse:
    """Show how much came through each stage, and what became of every item."""
    step = get_object_or_404(queries.collecting_steps(), pk=step_id)
    told = queries.funnel_of(step)
    text = "\n".join([_("看大家想办什么：%(cycle)s") % {"cycle": step.cycle}, _sentence(told)])
    context = {
        "step": step,
        "stages": _stages(told),
        "sentence": _sentence(told),
        "days": queries.leaflets_by_day(step),
        "vote": told.vote,
        "page": Paginator(queries.items_of(step), PER_PAGE).get_page(request.GET.get("page")),
        "may_collect": permissions.can_collect(request.user, step),
        "share": share(request, request.path, text=text),
    }
    return page(request, "budgets/funnel.html", context)


def _stages(told: Any) -> list[dict[str, Any]]:
    counts = [
        (_("宣传单"), told.leaflets, _("份")),
        (_("征集到"), told.collected, _("项")),
        (_("初选上"), told.shortlisted, _("项")),
        (_("选出"), told.adopted, _("项")),
    ]
    return [
        {"label": label, "count": count, "note": note}
        for label, count, note in counts
        if count is not None
    ]


def _sentence(told: Any) -> str:
    facts = {
        "leaflets": told.leaflets,
        "collected": told.collected,
        "shortlisted": told.shortlisted,
        "adopted": told.adopted,
    }
    said = _("发了 %(leaflets)d 份宣传单，征集到 %(collected)d 项，初选上 %(shortlisted)d 项")
    if told.adopted is not None:
        said = _(
            "发了 %(leaflets)d 份宣传单，征集到 %(collected)d 项，初选上 %(shortlisted)d 项，"
            "投票选出 %(adopted)d 项"
        )
    return said % facts


@login_required
def collecting(request: Visit, step_id: int) -> HttpResponse:
    """Count leaflets, and list what is still to be looked at."""
    step = _helped(request, step_id)
    form = LeafletForm(request.POST or None)
    if accepted(form, lambda given: actions.count_leaflets(actor=request.user, step=step, **given)):
        success(request, _("记下了。"))
        return done(request, request.path)
    told = queries.funnel_of(step)
    context = {
        "step": step,
        "form": form,
        "stages": _stages(told),
        "sentence": _sentence(told),
        "leaflets": queries.leaflets_of(step)[:LATEST],
        "page": Paginator(queries.items_of(step), PER_PAGE).get_page(request.GET.get("page")),
        "may_judge": permissions.can_run_vote(request.user, step),
    }
    return page(request, "budgets/collecting.html", context)


@login_required
def item_add(request: Visit, step_id: int) -> HttpResponse:
    """Put one thing on the list."""
    step = _helped(request, step_id)
    form = ItemForm(request.POST or None, categories=step.cycle.categories)
    if accepted(
        form, lambda given: actions.collect_items(actor=request.user, step=step, items=[given])
    ):
        success(request, _("记下了。"))
        return _back(request, step_id)
    return _form_page(request, step, form, _("加一项"), _("记下"))


@login_required
def items_upload(request: Visit, step_id: int) -> HttpResponse:
    """Take a whole list from a spreadsheet."""
    step = _helped(request, step_id)
    posted = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = ItemFileForm(*posted)
    made: list[Any] = []

    def take(given: dict[str, Any]) -> None:
        items = items_in(given["file"].read(), step.cycle.categories)
        made.extend(actions.collect_items(actor=request.user, step=step, items=items))

    if accepted(form, take):
        n = len(made)
        success(request, ngettext("收下了 %(n)d 项。", "收下了 %(n)d 项。", n) % {"n": n})
        return _back(request, step_id)
    return _form_page(request, step, form, _("从表格录入"), _("上传"))


@login_required
def item_judge(request: Visit, step_id: int, number: int) -> HttpResponse:
    """Say whether something comes to the vote."""
    step = _helped(request, step_id)
    item = get_object_or_404(queries.items_of(step), number=number)
    if not permissions.can_run_vote(request.user, step):
        raise Http404
    cost = None if item.cost_cents is None else item.cost_cents / CENTS
    initial = {"verdict": item.verdict, "reason": item.reason, "cost": cost}
    form = JudgeForm(request.POST or None, initial=initial)
    if accepted(
        form,
        lambda _given: actions.judge_item(actor=request.user, item=item, **form.judgement),
    ):
        success(request, _("定好了。"))
        return _back(request, step_id)
    return _form_page(request, step, form, str(item), _("就这样定"))


@require_safe
def items_xlsx(request: Visit, step_id: int) -> HttpResponse:
    """Give out everything that was collected, with what became of it."""
    return items_sheet(get_object_or_404(queries.collecting_steps(), pk=step_id))


@login_required
def vote_shortlist(request: Visit, step_id: int) -> HttpResponse:
    """Ask once more, then put the shortlist on the ballot."""
    vote = get_object_or_404(queries.votes_run_by(request.user), step=step_id)
    back = reverse("budgets:vote_desk", args=[step_id])
    if request.method == "POST":
        n = actions.put_shortlist_on_ballot(actor=request.user, vote=vote)
        said = ngettext("%(n)d 项放上选票了。", "%(n)d 项放上选票了。", n)
        success(request, said % {"n": n})
        return done(request, back)
    context = {
        "title": _("把初选上的都放上选票？"),
        "text": _("已经在选票上的不会再放一次。"),
        "label": _("放上选票"),
        "back": back,
    }
    return page(request, "web/confirm.html", context)


def _helped(request: Visit, step_id: int) -> Any:
    return get_object_or_404(queries.collecting_helped_by(request.user), pk=step_id)


def _back(request: Visit, step_id: int) -> HttpResponse:
    return done(request, reverse("budgets:collecting", args=[step_id]))


def _form_page(request: Visit, step: Any, form: Any, title: str, label: str) -> HttpResponse:
    context = {
        "step": step,
        "form": form,
        "title": title,
        "label": label,
        "back": reverse("budgets:collecting", args=[step.pk]),
    }
    return page(request, "budgets/funnel_form.html", context)
