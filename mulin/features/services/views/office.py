"""What the office keeps: answers to what came up, the catalogue, the points and their hours."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.contrib.messages import success
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from mulin.commons.notices.queries import timeline_of
from mulin.commons.people.requests import Visit
from mulin.commons.places import queries as places
from mulin.web.forms import accepted
from mulin.web.pages import done, page
from mulin.web.sheets import sheet_response
from mulin.web.workbooks import MOST_BYTES

from .. import actions, permissions, queries, tables
from ..forms import (
    DecideForm,
    ExceptionForm,
    HoursForm,
    ItemForm,
    PointForm,
    RosterForm,
    UploadForm,
    WalksForm,
)
from ..presenting import week_of
from .public import by_kind


@login_required
def decide(request: Visit, escalation_id: int) -> HttpResponse:
    """Settle what a window could not do, with an answer to the resident."""
    found = get_object_or_404(queries.escalations_of(request.user), pk=escalation_id)
    form = DecideForm(request.POST if request.method == "POST" else None)
    if accepted(
        form,
        lambda given: actions.decide_escalation(actor=request.user, escalation=found, **given),
    ):
        success(request, _("答复好了，居民收得到消息。"))
        return done(request, reverse("services:handle", args=[found.matter_id]))
    context = {
        "escalation": found,
        "matter": found.matter,
        "events": timeline_of(found.matter),
        "form": form,
        "may_decide": not found.is_decided and permissions.can_decide(request.user, found),
    }
    return page(request, "services/decide.html", context)


@login_required
def catalogue(request: Visit, unit_id: int) -> HttpResponse:
    """Show a unit's catalogue, to be kept."""
    unit = _unit(request, unit_id)
    kinds = by_kind(list(queries.items_in(unit)))
    return page(request, "services/catalogue.html", {"unit": unit, "kinds": kinds})


@login_required
def sheet(request: Visit, unit_id: int) -> HttpResponse:
    """Give the catalogue as an Excel file that can be brought back in."""
    unit = _unit(request, unit_id)
    title = _("%(place)s服务事项") % {"place": unit.name}
    return sheet_response(title, tables.columns(), tables.rows(queries.items_in(unit)))


@login_required
def upload(request: Visit, unit_id: int) -> HttpResponse:
    """Take in a filled-in catalogue, all of it or nothing."""
    unit = _unit(request, unit_id)
    posted = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = UploadForm(*posted)
    new: list[int] = []
    if accepted(form, lambda given: _take_in(request, unit, form, given["file"], new)) and new:
        said = ngettext("新增 %(n)d 项。", "新增 %(n)d 项。", new[0]) % {"n": new[0]}
        success(request, said)
        return done(request, reverse("services:catalogue", args=[unit.pk]))
    return page(request, "services/upload.html", {"form": form, "unit": unit})


def _take_in(request: Visit, unit: Any, form: UploadForm, file: Any, new: list[int]) -> None:
    try:
        lines = tables.lines_from(file.read(MOST_BYTES + 1))
    except tables.Faulty as wrong:
        for fault in wrong.faults:
            form.add_error("file", fault)
        return
    new.append(actions.bring_in_items(actor=request.user, unit=unit, lines=lines))


@login_required
def item_add(request: Visit, unit_id: int) -> HttpResponse:
    """Put an item into the catalogue."""
    return _item_form(request, _unit(request, unit_id), None)


@login_required
def item_change(request: Visit, item_id: int) -> HttpResponse:
    """Change what the catalogue says of an item."""
    found = get_object_or_404(queries.items_kept_by(request.user), pk=item_id)
    return _item_form(request, found.unit, found)


ITEM_FACTS = (
    "name category bring working_days is_online online_url has_home_service department other_names"
).split()


def _item_form(request: Visit, unit: Any, item: Any) -> HttpResponse:
    initial = {name: getattr(item, name) for name in ITEM_FACTS} if item else {}
    if item:
        initial["fee"] = item.fee / 100
    form = ItemForm(request.POST if request.method == "POST" else None, initial=initial)
    if accepted(
        form,
        lambda given: actions.save_item(actor=request.user, unit=unit, item=item, **given),
    ):
        success(request, _("存好了。"))
        return done(request, reverse("services:catalogue", args=[unit.pk]))
    return page(request, "services/item_form.html", {"form": form, "unit": unit, "item": item})


@login_required
@require_POST
def item_retire(request: Visit, item_id: int) -> HttpResponse:
    """Take an item out of the catalogue."""
    found = get_object_or_404(queries.items_kept_by(request.user), pk=item_id)
    actions.retire_item(actor=request.user, item=found)
    success(request, _("拿掉了。"))
    return done(request, reverse("services:catalogue", args=[found.unit_id]))


@login_required
def point_open(request: Visit, unit_id: int) -> HttpResponse:
    """Open a new point."""
    return _point_form(request, _community(request, unit_id), None)


@login_required
def point_change(request: Visit, point_id: int) -> HttpResponse:
    """Change what is known of a point."""
    found = _point(request, point_id)
    return _point_form(request, found.unit, found)


POINT_FACTS = (
    "name address how_to_find phone slot_minutes slot_seats visit_seats days_ahead"
).split()


def _point_form(request: Visit, unit: Any, point: Any) -> HttpResponse:
    grids = {str(one.pk): one for one in places.by_name(places.grids_of(unit))}
    items = {str(one.pk): one for one in queries.items_for(unit)}
    initial: dict[str, Any] = {name: getattr(point, name) for name in POINT_FACTS} if point else {}
    if point:
        initial["grids"] = [str(pk) for pk in queries.grid_keys_of(point)]
        initial["items"] = [str(one.pk) for one in queries.items_of(point)]
    form = PointForm(
        request.POST if request.method == "POST" else None,
        grids=[(pk, one.name) for pk, one in grids.items()],
        items=[(pk, one.name) for pk, one in items.items()],
        initial=initial,
    )
    kept: list[Any] = []

    def save(given: dict[str, Any]) -> None:
        given["grids"] = [grids[pk] for pk in given.get("grids", [])]
        given["items"] = [items[pk] for pk in given.get("items", [])]
        kept.append(actions.save_point(actor=request.user, unit=unit, point=point, **given))

    if accepted(form, save):
        success(request, _("存好了。"))
        leads_to = "services:point_change" if point else "services:hours"
        return done(request, reverse(leads_to, args=[kept[0].pk]))
    return page(request, "services/point_form.html", {"form": form, "unit": unit, "point": point})


@login_required
@require_POST
def point_retire(request: Visit, point_id: int) -> HttpResponse:
    """Close a point for good."""
    found = _point(request, point_id)
    actions.retire_point(actor=request.user, point=found)
    success(request, _("关掉了。"))
    return done(request, reverse("services:points", args=[found.unit_id]))


@login_required
def hours(request: Visit, point_id: int) -> HttpResponse:
    """Say when a point is open."""
    found = _point(request, point_id)
    now = queries.hours_of(found)
    form = HoursForm(request.POST if request.method == "POST" else None, week=now.week)
    if accepted(form, lambda given: actions.set_hours(actor=request.user, point=found, **given)):
        success(request, _("存好了，门口的海报也换了。"))
        return done(request, request.path)
    return page(request, "services/hours.html", {"form": form, "point": found})


@login_required
def exceptions(request: Visit, point_id: int) -> HttpResponse:
    """Say which days are not as usual."""
    found = _point(request, point_id)
    form = ExceptionForm(request.POST if request.method == "POST" else None)

    def save(given: dict[str, Any]) -> None:
        span = given.pop("hours") or (None, None)
        given |= dict(zip(("opens_at", "closes_at"), span, strict=True))
        actions.except_day(actor=request.user, point=found, **given)

    if accepted(form, save):
        success(request, _("记下了。那天约好的居民，请在名单里给他们改时间。"))
        return done(request, request.path)
    context = {"form": form, "point": found, "exceptions": queries.exceptions_of(found)}
    return page(request, "services/exceptions.html", context)


@login_required
@require_POST
def exception_remove(request: Visit, exception_id: int) -> HttpResponse:
    """Let a day be as usual again."""
    found = get_object_or_404(queries.exceptions_kept_by(request.user), pk=exception_id)
    actions.remove_exception(actor=request.user, exception=found)
    success(request, _("这天照平常开。"))
    return done(request, reverse("services:exceptions", args=[found.point_id]))


@login_required
def roster(request: Visit, point_id: int) -> HttpResponse:
    """Show who sits at a point in the next two weeks, and plan more."""
    found = _point(request, point_id)
    people = {str(one.pk): one for one in queries.colleagues_of(found)}
    form = RosterForm(
        request.POST if request.method == "POST" else None,
        people=[(pk, one.name_for_staff) for pk, one in people.items()],
    )
    new: list[int] = []

    def plan(given: dict[str, Any]) -> None:
        starts_at, ends_at = given.pop("hours")
        person = people[given.pop("person")]
        new.append(
            actions.plan_shifts(
                actor=request.user,
                point=found,
                person=person,
                starts_at=starts_at,
                ends_at=ends_at,
                **given,
            )
        )

    if accepted(form, plan):
        said = ngettext("排了 %(n)d 班。", "排了 %(n)d 班。", new[0]) % {"n": new[0]}
        success(request, said)
        return done(request, request.path)
    first = timezone.localdate()
    context = {
        "form": form,
        "point": found,
        "week": week_of(queries.hours_of(found)),
        "shifts": queries.shifts_of(found, first, first + queries.TWO_WEEKS),
    }
    return page(request, "services/roster.html", context)


@login_required
@require_POST
def shift_remove(request: Visit, shift_id: int) -> HttpResponse:
    """Take somebody off the roster of a day."""
    found = get_object_or_404(queries.shifts_kept_by(request.user), pk=shift_id)
    actions.remove_shift(actor=request.user, shift=found)
    success(request, _("拿掉了。"))
    return done(request, reverse("services:roster", args=[found.point_id]))


@login_required
def walks(request: Visit, point_id: int) -> HttpResponse:
    """Note how many minutes it is on foot from each building."""
    found = _point(request, point_id)
    form = WalksForm(
        request.POST if request.method == "POST" else None,
        buildings=queries.buildings_near(found),
        walks=queries.walks_to(found),
    )
    if accepted(
        form,
        lambda _given: actions.save_walks(actor=request.user, point=found, minutes=form.minutes),
    ):
        success(request, _("存好了。"))
        return done(request, request.path)
    return page(request, "services/walks.html", {"form": form, "point": found})


def _unit(request: Visit, unit_id: int) -> Any:
    return get_object_or_404(places.units_worked_for_by(request.user), pk=unit_id)


def _community(request: Visit, unit_id: int) -> Any:
    return get_object_or_404(places.communities_worked_for_by(request.user), pk=unit_id)


def _point(request: Visit, point_id: int) -> Any:
    return get_object_or_404(queries.points_kept_by(request.user), pk=point_id)
