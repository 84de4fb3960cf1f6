"""Residents who said where they live: confirm them, or say no."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from mulin.commons.people.requests import Visit
from mulin.web.forms import accepted
from mulin.web.pages import done, page

from .. import actions, queries
from ..forms import ConfirmHomeForm, EndForm
from .doors import part_of, unit_worked_for

A_PAGE = 30


@login_required
def claims(request: Visit, unit_id: int) -> HttpResponse:
    """Show who said to live here and waits."""
    unit = unit_worked_for(request, unit_id)
    found = Paginator(queries.claims_at(unit), A_PAGE).get_page(request.GET.get("page"))
    return page(request, "places/claims.html", {"unit": unit, "claims": found})


@login_required
def claim_confirm(request: Visit, part_id: int) -> HttpResponse:
    """Confirm where somebody lives, and behind which door."""
    part = part_of(request, part_id)
    if not queries.is_claim(part):
        raise Http404
    homes = queries.households_of(part.building) if part.building else []
    doors = {str(home.pk): home for home in homes}
    offered = [(pk, home.address) for pk, home in doors.items()]
    form = ConfirmHomeForm(
        request.POST or None,
        initial={"household": part.household_id or queries.door_meant(homes, part.note)},
        choices={"household": offered},
    )

    def confirm(given: dict[str, Any]) -> None:
        home = doors.get(given.get("household", ""))
        actions.confirm_home(actor=request.user, part=part, household=home)

    if accepted(form, confirm):
        messages.success(request, _("核实好了。"))
        return done(request, reverse("places:claims", args=[part.unit_id]))
    return _claim_page(
        request,
        part,
        form,
        title=_("%(name)s住这儿吗？") % {"name": part.person.name_for_staff},
        then=_(
            "核实以后，对方马上能投票、提点子。问过楼长、看过证件，或者上过门，就点确实住这儿。"
        ),
        label=_("确实住这儿"),
    )


@login_required
def claim_refuse(request: Visit, part_id: int) -> HttpResponse:
    """Say that somebody does not live where they said."""
    part = part_of(request, part_id)
    if not queries.is_claim(part):
        raise Http404
    form = EndForm(request.POST or None)

    def refuse(given: dict[str, Any]) -> None:
        actions.refuse_home(actor=request.user, part=part, because=given["because"])

    if accepted(form, refuse):
        messages.success(request, _("记下了，会告诉对方。"))
        return done(request, reverse("places:claims", args=[part.unit_id]))
    return _claim_page(
        request,
        part,
        form,
        title=_("%(name)s不住这儿？") % {"name": part.person.name_for_staff},
        then=_("会告诉对方没有核实上，登记就此撤下；填错了的，对方可以重新登记。"),
        label=_("不住这儿"),
        kind="danger",
    )


def _claim_page(request: Visit, part: Any, form: Any, **said: str) -> HttpResponse:
    back = reverse("places:claims", args=[part.unit_id])
    context = {"part": part, "unit": part.unit, "form": form, "back": back, **said}
    return page(request, "places/claim.html", context)
