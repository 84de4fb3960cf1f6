"""One plan for each household: what everybody may see of it, and where the office works on it."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.contrib.messages import success
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from mulin.commons.notices.sharing import share
from mulin.commons.people.requests import Visit
from mulin.commons.places.queries import household_at
from mulin.errors import Refused
from mulin.web.forms import accepted
from mulin.web.pages import done, page
from mulin.web.sheets import sheet_response

from .. import door_permissions as permissions
from .. import visit_tables as tables
from ..actions import planning, showing
from ..forms import plans as forms
from ..gates import missing_rounds
from ..queries import objections, plans


@require_safe
def plans_page(request: Visit, step_id: int) -> HttpResponse:
    """Show how many homes have signed, building by building, and the homes that went first."""
    step = get_object_or_404(plans.plan_steps(), pk=step_id)
    found = [plan for plan in plans.plans_of(step) if not plan.is_dropped]
    exemplars = plans.exemplars_among(found)
    slots = plans.slots_of(exemplars, request.user)
    count = plans.count_of(step)
    context = {
        "step": step,
        "count": count,
        "share": share(request, request.path, text=_news(step, count)),
        "buildings": plans.by_building(found),
        "own": plans.own_plans(request.user, step),
        "exemplars": [
            (plan, slots.get(plan.pk, []), permissions.can_go_and_see(request.user, plan))
            for plan in exemplars
        ],
        "may_handle": request.user.is_authenticated
        and permissions.can_draw_up_plans(request.user, step),
    }
    return page(request, "consents/plans.html", context)


def _news(step: Any, count: Any) -> str:
    """Say in a chat how far the homes' own plans are."""
    return _("%(cycle)s一户一策：%(needed)s 户要商量，%(signed)s 户签了字。") % {
        "cycle": step.cycle,
        "needed": count.needed,
        "signed": count.signed,
    }


@login_required
@require_POST
def slot(request: Visit, slot_id: int) -> HttpResponse:
    """Take a place among those who come and see, or give it back."""
    found = get_object_or_404(plans.slots(), pk=slot_id)
    if "leave" in request.POST:
        showing.leave_slot(actor=request.user, slot=found)
        success(request, _("取消了，位子让给别人。"))
    else:
        showing.join_slot(actor=request.user, slot=found)
        success(request, _("给您留了位子。地址写在下面，到时候直接去。"))
    return done(request, reverse("consents:plans", args=[found.plan.step_id]))


@login_required
def plans_desk(request: Visit, step_id: int) -> HttpResponse:
    """Show every plan of a step, and start new ones."""
    step = get_object_or_404(plans.plan_steps_run_by(request.user), pk=step_id)
    form = forms.HomeForm(request.POST if "address" in request.POST else None)
    made: list[Any] = []

    def start(given: dict[str, Any]) -> None:
        home = _home(step, given["address"])
        made.append(planning.draw_up_plan(actor=request.user, step=step, household=home))

    if "gather" in request.POST:
        return _gathered(request, step)
    if accepted(form, start):
        return done(request, reverse("consents:plan", args=[made[0].pk]))
    found = plans.plans_of(step)
    context = {
        "step": step,
        "form": form,
        "missing": missing_rounds(step),
        "count": plans.count_of(step),
        "buildings": plans.by_building(found),
        "plans": found,
        "objecting": len(plans.households_objecting(step)),
    }
    return page(request, "consents/plans_desk.html", context)


def _gathered(request: Visit, step: Any) -> HttpResponse:
    n = planning.draw_up_from_objections(actor=request.user, step=step)
    success(request, ngettext("新建了 %(n)d 户。", "新建了 %(n)d 户。", n) % {"n": n})
    return done(request, request.path)


def _home(step: Any, address: str) -> Any:
    for community in plans.communities_of(step):
        _building, home = household_at(community, address)
        if home is not None:
            return home
    raise Refused(_("没找到这一户，请照 3号楼1单元101 这样写。"))


@login_required
@require_safe
def plans_xlsx(request: Visit, step_id: int) -> HttpResponse:
    """Give a step's plans as an Excel file; that is written down."""
    step = get_object_or_404(plans.plan_steps_run_by(request.user), pk=step_id)
    planning.note_plans_taken(actor=request.user, step=step)
    rows = tables.plan_rows(plans.plans_of(step))
    title = _("%(step)s清单") % {"step": step}
    return sheet_response(title, tables.plan_columns(), rows)


@login_required
def plan(request: Visit, plan_id: int) -> HttpResponse:
    """Show one household's plan, and do the next thing to it."""
    found = _plan(request, plan_id)
    act = request.POST.get("act", "") if request.method == "POST" else ""
    shown = {name: make(request, found, act == name) for name, make in FORMS.items()}
    if act in ACTS and accepted(shown[act], lambda given: ACTS[act](request, found, given)):
        success(request, _("记下了。"))
        return done(request, request.path)
    planning.note_household_opened(actor=request.user, household=found.household)
    context = {
        "plan": found,
        "step": found.step,
        "forms": shown,
        "wrong": act,
        "objections": objections.objections_at(found.household),
        "slots": [
            (one, plans.guests_of(one.slot)) for one in plans.slots_of([found]).get(found.pk, [])
        ],
    }
    return page(request, "consents/plan.html", context)


@login_required
@require_safe
def plan_sheet(request: Visit, plan_id: int) -> HttpResponse:
    """Show one household's plan as the sheet of paper it signs; to the household too."""
    found = get_object_or_404(plans.plans_readable_by(request.user), pk=plan_id)
    may_handle = permissions.can_handle_plan(request.user, found)
    if may_handle:
        planning.note_household_opened(actor=request.user, household=found.household)
        back = reverse("consents:plan", args=[found.pk])
    else:
        back = reverse("consents:plans", args=[found.step_id])
    context = {
        "plan": found,
        "step": found.step,
        "back": back,
        "may_handle": may_handle,
        "objections": objections.objections_at(found.household),
    }
    return page(request, "consents/plan_sheet.html", context)


def _plan(request: Visit, plan_id: int) -> Any:
    return get_object_or_404(plans.plans_handled_by(request.user), pk=plan_id)


def _posted(request: Visit, is_meant: bool) -> tuple[Any, Any]:
    return (request.POST, request.FILES) if is_meant else (None, None)


def _change_form(request: Visit, plan: Any, is_meant: bool) -> Any:
    usual = forms.things_of(plan.step.settings)
    things = [item.what for item in plan.items.all()]
    initial = {name: getattr(plan, name) for name in ("design_note", "works_on", "is_exemplar")}
    initial |= {
        "usual": [one for one in things if one in usual],
        "more": "\n".join(one for one in things if one not in usual),
        "cost": _in_yuan(plan.cost) if things else None,
        "cost_share": _in_yuan(plan.cost_share),
    }
    return forms.PlanForm(*_posted(request, is_meant), things=usual, initial=initial)


def _in_yuan(cents: int) -> float | int:
    """Return an amount as people write it: 15400, not 15400.0."""
    return cents / 100 if cents % 100 else cents // 100


def _form(kind: Any, prefix: str, **initial: Any) -> Any:
    def make(request: Visit, plan: Any, is_meant: bool) -> Any:
        given = {name: value() for name, value in initial.items()}
        return kind(*_posted(request, is_meant), initial=given, auto_id=f"{prefix}_%s")

    return make


FORMS = {
    "change": _change_form,
    "sign": _form(forms.SignForm, "sign", signed_on=timezone.localdate),
    "reopen": _form(forms.ReasonForm, "reopen"),
    "drop": _form(forms.ReasonForm, "drop"),
    "start": _form(forms.DayForm, "start", on=timezone.localdate),
    "finish": _form(forms.DoneForm, "finish", on=timezone.localdate),
    "slot": _form(forms.SlotForm, "slot"),
}


def _sign(request: Visit, plan: Any, given: dict[str, Any]) -> None:
    [picture] = given.pop("evidence")
    planning.sign_plan(actor=request.user, plan=plan, evidence=picture, **given)


def _finish(request: Visit, plan: Any, given: dict[str, Any]) -> None:
    [picture] = given.pop("photo")
    planning.finish_in_home(actor=request.user, plan=plan, photo=picture, **given)


def _by(act: Any) -> Any:
    return lambda request, plan, given: act(actor=request.user, plan=plan, **given)


ACTS = {
    "change": _by(planning.change_plan),
    "sign": _sign,
    "reopen": _by(planning.reopen_plan),
    "drop": _by(planning.drop_plan),
    "start": _by(planning.start_in_home),
    "finish": _finish,
    "slot": _by(showing.offer_slot),
}
