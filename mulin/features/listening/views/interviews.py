"""Talks, noted by whoever listened; read by them and by the office."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.contrib.messages import success
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from mulin.commons.people.requests import Visit
from mulin.commons.places.actions import note_household_viewing
from mulin.commons.places.queries import household_at
from mulin.errors import Refused
from mulin.web.forms import accepted
from mulin.web.pages import done, page
from mulin.web.paging import BoundedPaginator
from mulin.web.sheets import sheet_response

from .. import actions, permissions, queries
from ..forms import InterviewForm
from ..forms.fields import KINDS
from .loading import unit_run

PER_PAGE = 30


@login_required
def interview_new(request: Visit, unit_id: int) -> HttpResponse:
    """Note a talk, on a phone."""
    unit = get_object_or_404(queries.communities_interviewed_by(request.user), pk=unit_id)
    buildings = queries.buildings_of(unit)
    form = InterviewForm(request.POST or None, buildings=buildings)
    noted: list[Any] = []

    def note(given: dict[str, Any]) -> None:
        building = next((one for one in buildings if one.pk == given["building"]), None)
        door = given.pop("door")
        for kind in KINDS:
            given.pop(kind)
        given |= {"building": building, "household": _home(unit, building, door)}
        noted.append(
            actions.note_interview(actor=request.user, community=unit, said=form.said, **given)
        )

    if accepted(form, note):
        success(request, _("记下了。"))
        return done(request, reverse("listening:interview", args=[noted[0].pk]))
    context = {"unit": unit, "form": form}
    status = 422 if form.errors else 200
    return page(request, "listening/interview_new.html", context, status=status)


def _home(unit: Any, building: Any, door: str) -> Any:
    """Return the household a door means; its building may stand in the box before it."""
    if not door:
        return None
    found = household_at(unit, door)[1]
    if found is None and building:
        found = household_at(unit, f"{building.full_name}{door}")[1]
    if found is None:
        raise Refused(_("户册里找不到这个门牌。改一改，或者空着，写在“聊了什么”里。"))
    return found


@login_required
@require_safe
def interview(request: Visit, interview_id: int) -> HttpResponse:
    """Show one note to who wrote it and to the office."""
    found = get_object_or_404(queries.interviews_visible_to(request.user), pk=interview_id)
    if found.household and found.talked_by_id != request.user.pk:
        note_household_viewing(
            actor=request.user, unit=found.community, of=found.household, how="interview"
        )
    context = {
        "interview": found,
        "unit": found.community,
        "opinions": queries.opinions_heard_through(found),
        "may_run": permissions.can_run_listening(request.user, found.community),
    }
    return page(request, "listening/interview.html", context)


@login_required
@require_safe
def interviews(request: Visit, unit_id: int) -> HttpResponse:
    """Show the office every talk in a community."""
    unit = unit_run(request, unit_id)
    listed = BoundedPaginator(queries.interviews_of(unit), PER_PAGE)
    context = {"unit": unit, "page": listed.get_page(request.GET.get("page"))}
    return page(request, "listening/interviews.html", context)


@login_required
@require_safe
def interviews_xlsx(request: Visit, unit_id: int) -> HttpResponse:
    """Give the office the talks as an Excel file, without doors."""
    unit = unit_run(request, unit_id)
    actions.note_taken_along(actor=request.user, community=unit, what="interviews")
    columns = [
        _("哪天"),
        _("地方"),
        _("谁去聊的"),
        _("和谁聊的"),
        _("最想解决什么"),
        _("有什么好办法"),
        _("有什么千万别动"),
        _("聊了什么"),
    ]
    lines = queries.lines_of_talks(unit)
    rows = (
        (
            one.talked_on,
            one.place,
            one.talked_by.name_for_staff,
            one.with_whom,
            *("\n".join(lines.get((one.pk, kind), [])) for kind in KINDS),
            one.notes,
        )
        for one in queries.interviews_of(unit).iterator()
    )
    return sheet_response(_("%(name)s访谈") % {"name": unit.name}, columns, rows)
