from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from mulin.commons.people.requests import Visit
from mulin.commons.places.queries import communities_worked_for_by, compounds_of
from mulin.web.forms import accepted
from mulin.web.pages import done, page

from . import actions, queries
from .forms import PlanForm


@login_required
def plans(request: Visit, community_id: int) -> HttpResponse:
    """Show a community's plans and take a new one."""
    community = get_object_or_404(communities_worked_for_by(request.user), pk=community_id)
    compounds = {one.pk: one for one in compounds_of(community)}
    posted = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = PlanForm(*posted, compounds=[(one.pk, one.name) for one in compounds.values()])

    def put_up(given: dict[str, Any]) -> None:
        given["picture"] = given["picture"][0]
        given["compound"] = compounds.get(given["compound"])
        actions.put_up_plan(actor=request.user, community=community, **given)

    if accepted(form, put_up):
        messages.success(request, _("挂好了。居民报事的时候，能在图上指位置。"))
        return done(request, request.path)
    context = {"community": community, "plans": queries.plans_of(community), "form": form}
    return page(request, "siteplans/plans.html", context)


@login_required
@require_POST
def take_down(request: Visit, community_id: int, plan_id: int) -> HttpResponse:
    """Take a plan down."""
    community = get_object_or_404(communities_worked_for_by(request.user), pk=community_id)
    plan = get_object_or_404(queries.plans_of(community), pk=plan_id)
    actions.take_down_plan(actor=request.user, plan=plan)
    messages.success(request, _("收起来了。以前指过的位置还看得到。"))
    return done(request, reverse("siteplans:plans", args=[community.pk]))
