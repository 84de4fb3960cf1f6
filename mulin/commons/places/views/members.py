"""Who plays which part: the list, giving, ending, handing over, inviting."""

from contextlib import suppress
from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from mulin.commons.people.phones import mobile_number
from mulin.commons.people.requests import Visit
from mulin.errors import Refused
from mulin.web.forms import accepted
from mulin.web.pages import done, page
from mulin.web.sheets import sheet_response

from .. import actions, queries
from ..forms import EndForm, HandOverForm, InvitationForm, MembersFilter, RoleForm
from ..permissions import may_change, may_give
from ..roles import Role, may_be_held_at
from .doors import address_for, part_of, unit_worked_for

A_PAGE = 50
A_DAY = timedelta(days=1)


@login_required
def members(request: Visit, unit_id: int) -> HttpResponse:
    """Show who plays which part in a unit and below it."""
    unit = unit_worked_for(request, unit_id)
    filters, parts = _filtered(request, unit)
    context = {
        "unit": unit,
        "filters": filters,
        "parts": Paginator(parts, A_PAGE).get_page(request.GET.get("page")),
        "claims": queries.claims_at(unit).count(),
    }
    return page(request, "places/members.html", context)


@login_required
@require_safe
def members_sheet(request: Visit, unit_id: int) -> HttpResponse:
    """Give the list with telephone numbers as an Excel file, and write down who took it."""
    unit = unit_worked_for(request, unit_id)
    _filters, parts = _filtered(request, unit)
    columns = [_("地方"), _("身份"), _("姓名"), _("手机"), _("哪儿"), _("从哪天"), _("到哪天")]
    columns += [_("核实"), _("谁介绍的")]
    rows = [_cells(part) for part in parts]
    actions.note_members_export(actor=request.user, unit=unit)
    return sheet_response(_("%(name)s身份名单") % {"name": unit.name}, columns, rows)


@login_required
def member_give(request: Visit, unit_id: int) -> HttpResponse:
    """Give somebody a part."""
    unit = unit_worked_for(request, unit_id)
    choices = _choices(request, unit)
    form = RoleForm(request.POST or None, initial=request.GET.dict(), choices=choices)

    def give(given: dict[str, Any]) -> None:
        actions.give_role(
            actor=request.user,
            person=_person(given["person"]),
            role=Role(given["role"]),
            unit=unit,
            from_on=given["from_on"],
            until_on=given["last_on"] and given["last_on"] + A_DAY,
            **_where(unit, given),
        )

    if accepted(form, give):
        messages.success(request, _("身份给好了。"))
        return done(request, reverse("places:members", args=[unit.pk]))
    context = {
        "form": form,
        "unit": unit,
        "title": _("给一个身份"),
        "label": _("给这个身份"),
        "back": reverse("places:members", args=[unit.pk]),
    }
    return page(request, "places/change.html", context)


@login_required
@never_cache
def staff_invite(request: Visit, unit_id: int) -> HttpResponse:
    """Open an account for a future colleague, and show the link by which it is taken up."""
    unit = unit_worked_for(request, unit_id)
    form = InvitationForm(request.POST or None)
    invited: dict[str, Any] = {}

    def invite(given: dict[str, Any]) -> None:
        person, token = actions.invite_to_staff(actor=request.user, unit=unit, **given)
        link = reverse("people:invitation", args=[token])
        invited.update(person=person, link=address_for(request, link))

    context = {"form": form, "unit": unit, "invited": invited}
    context["is_invited"] = accepted(form, invite)
    return page(request, "places/staff_invite.html", context)


@login_required
def member(request: Visit, part_id: int) -> HttpResponse:
    """Show one part with how to reach who plays it, and write down who looked."""
    part = part_of(request, part_id)
    actions.note_member_viewing(actor=request.user, part=part)
    context = {
        "part": part,
        "unit": part.unit,
        "before": queries.history_of(part),
        "may_change": may_change(request.user, part) and part.holds_now,
        "is_claim": part.confirmed_at is None,
    }
    return page(request, "places/member.html", context)


@login_required
def member_end(request: Visit, part_id: int) -> HttpResponse:
    """End a part."""
    part = part_of(request, part_id)
    form = EndForm(request.POST or None)

    def end(given: dict[str, Any]) -> None:
        actions.end_role(actor=request.user, part=part, because=given["because"])

    if accepted(form, end):
        messages.success(request, _("从今天起结束了，以前的记录还在。"))
        return done(request, reverse("places:member", args=[part.pk]))
    return _change_page(
        request,
        part,
        form,
        label=_("结束这个身份"),
        then=_("从今天起不再是了，能看的、能办的跟着停；做过的事和记录都留着。"),
        kind="danger",
    )


@login_required
def member_hand_over(request: Visit, part_id: int) -> HttpResponse:
    """Let somebody else take over a part."""
    part = part_of(request, part_id)
    form = HandOverForm(request.POST or None)

    def hand_over(given: dict[str, Any]) -> None:
        actions.hand_over(actor=request.user, part=part, person=_person(given["person"]))

    if accepted(form, hand_over):
        messages.success(request, _("交接好了。"))
        return done(request, reverse("places:members", args=[part.unit_id]))
    return _change_page(
        request,
        part,
        form,
        label=_("今天交接"),
        then=_("这边今天结束，那边今天开始，地方和网格照旧；谁交给谁，记录里查得到。"),
    )


def _change_page(request: Visit, part: Any, form: Any, **said: str) -> HttpResponse:
    title = f"{part.person.name_for_staff} · {part.get_role_display()}"
    back = reverse("places:member", args=[part.pk])
    context = {"form": form, "unit": part.unit, "title": title, "back": back, **said}
    return page(request, "places/change.html", context)


def _filtered(request: Visit, unit: Any) -> tuple[MembersFilter, Any]:
    roles = [("", _("全部身份")), *((role.value, str(role.label)) for role in Role)]
    filters = MembersFilter(request.GET, choices={"role": roles})
    given = filters.cleaned_data if filters.is_valid() else {}
    return filters, queries.memberships_at(
        unit,
        role=given.get("role", ""),
        words=given.get("words", ""),
        ended=given.get("when") == "ended",
    )


def _choices(request: Visit, unit: Any) -> dict[str, Any]:
    """Return the parts the viewer may give here, and the places they can be about."""
    roles = [
        (role.value, str(role.label))
        for role in Role
        if may_be_held_at(role, unit.level) and may_give(request.user, role, unit)
    ]
    return {
        "role": roles,
        "grid": [(str(grid.pk), grid.name) for grid in queries.by_name(queries.grids_of(unit))],
        "building": [(str(one.pk), one.full_name) for one in queries.buildings_of(unit)],
        "aide_type": queries.AIDE_TYPES if unit.is_community else [],
    }


def _where(unit: Any, given: dict[str, Any]) -> dict[str, Any]:
    """Return what narrows a part: grid, building and its compound, kind of aide, who introduced."""
    building = queries.buildings_of(unit).filter(pk=given.get("building") or 0).first()
    where = {
        "grid": queries.grids_of(unit).filter(pk=given.get("grid") or 0).first(),
        "building": building,
        "compound": building.compound if building else None,
        "introduced_by": _person(given["introduced_by"]) if given["introduced_by"] else None,
    }
    if given["role"] == Role.GRID_AIDE:
        where["aide_type"] = given.get("aide_type", "")
    return where


def _person(words: str) -> Any:
    """Return whose telephone number or login name this is."""
    with suppress(Refused):
        words = mobile_number(words)
    person = queries.person_with_phone_or_login(words)
    if person is None:
        said = _("没有“%(words)s”这个账号。请对方先用手机号登录一次，或者发工作邀请。")
        raise Refused(said % {"words": words})
    return person


def _cells(part: Any) -> list[Any]:
    return [
        part.unit.name,
        part.get_role_display(),
        part.person.name_for_staff,
        part.person.phone or "",
        part.place,
        str(part.from_on),
        "" if part.until_on is None else str(part.until_on - A_DAY),
        _("是") if part.confirmed_at else _("没有"),
        part.introduced_by.name_for_staff if part.introduced_by else "",
    ]
