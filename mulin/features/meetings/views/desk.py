"""How an office gets meetings ready: calls them, sets the agenda, moves them."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.decorators import login_required
from django.contrib.messages import success
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from mulin.commons.occasions import actions as occasions
from mulin.commons.people.requests import Visit
from mulin.commons.places.queries import units_worked_for_by
from mulin.commons.tasks import actions as tasks
from mulin.commons.tasks.permissions import can_set_agenda
from mulin.commons.tasks.queries import agenda_items_visible_to, agenda_of, box_of
from mulin.web.forms import accepted
from mulin.web.pages import done, page

from .. import actions, presenting, queries
from ..forms import AboutForm, AgendaForm, BecauseForm, CallForm, MoveForm, PutForm, ReadersForm
from ..needs import expected_at, needs_of

MOST_WAITING = 60


def _posted(request: Visit) -> Any:
    return request.POST if request.method == "POST" else None


def kept(request: Visit, meeting_id: int) -> Any:
    """Load a meeting whose minutes the viewer writes, or nothing."""
    found = queries.with_numbers(queries.meetings_kept_by(request.user))
    return get_object_or_404(found, pk=meeting_id)


@login_required
def desk(request: Visit, unit_id: int) -> HttpResponse:
    """Show what waits: meetings to hold and write up, and what lies in the issue box."""
    unit = get_object_or_404(units_worked_for_by(request.user), pk=unit_id)
    tables = queries.next_tables_of(unit)
    context = {
        "unit": unit,
        "today": timezone.localdate(),
        "waiting": queries.to_do_at(unit),
        "coming": queries.coming_to_office(unit),
        "box": [
            (item, PutForm(tables=tables, auto_id=f"put{item.pk}_%s"))
            for item in box_of(unit)[:MOST_WAITING]
        ],
        "has_tables": bool(tables),
    }
    return page(request, "meetings/desk.html", context)


@login_required
def call(request: Visit, unit_id: int) -> HttpResponse:
    """Call a single meeting; one for today opens its table at once."""
    unit = get_object_or_404(units_worked_for_by(request.user), pk=unit_id)
    form = CallForm(
        _posted(request),
        topics=queries.topics_open_at(unit),
        places=queries.places_at(unit),
        initial={"on": timezone.localdate(), "topic": request.GET.get("topic", "")},
    )
    called: list[Any] = []
    if accepted(
        form,
        lambda given: called.append(actions.call_meeting(actor=request.user, unit=unit, **given)),
    ):
        [meeting] = called
        name = "table" if meeting.occasion.on <= timezone.localdate() else "prepare"
        return done(request, reverse(f"meetings:{name}", args=[meeting.pk]))
    return page(request, "meetings/call.html", {"unit": unit, "form": form})


@login_required
def prepare(request: Visit, meeting_id: int) -> HttpResponse:
    """Get one meeting ready: the matter it is a round of, its agenda, its sheets of paper."""
    found = kept(request, meeting_id)
    unit = found.occasion.unit
    topics = list(queries.topics_open_at(unit))
    form = AboutForm(
        _posted(request),
        is_mediation=found.is_mediation,
        topics=topics if found.topic in [None, *topics] else [found.topic, *topics],
        places=queries.places_at(unit),
        initial={
            "topic": found.topic_id,
            "changed": found.changed,
            "incident": found.incident,
            "place": found.place_id,
        },
    )
    told = {"topic": found.topic, "changed": found.changed, "place": found.place}

    def describe(given: dict[str, Any]) -> None:
        actions.describe_meeting(actor=request.user, meeting=found, **told | given)

    if accepted(form, describe):
        success(request, _("记下了。"))
        return done(request, request.path)
    context = {
        "meeting": found,
        "occasion": found.occasion,
        "needs": needs_of(found.occasion.kind),
        "expected": expected_at(found.occasion),
        "form": form,
        "wanted": AgendaForm(auto_id="agenda_%s"),
        "agenda": agenda_of(found.occasion),
        "box": box_of(unit)[:MOST_WAITING] if found.occasion.is_public else [],
        "carried": presenting.carried_of(found),
        "today": timezone.localdate(),
    }
    return page(request, "meetings/prepare.html", context)


@login_required
def readers(request: Visit, meeting_id: int) -> HttpResponse:
    """Choose who may read of a mediation."""
    found = kept(request, meeting_id)
    if not found.is_mediation:
        raise Http404
    now = "yes" if found.occasion.is_public else ""
    form = ReadersForm(_posted(request), initial={"for_everybody": now})

    def choose(given: dict[str, Any]) -> None:
        actions.choose_readers(actor=request.user, meeting=found, **given)

    if accepted(form, choose):
        success(request, _("记下了。"))
        return done(request, reverse("meetings:prepare", args=[found.pk]))
    context = {
        "form": form,
        "label": _("给谁看"),
        "heading": found.occasion.title,
        "unit": found.occasion.unit,
        "back": reverse("meetings:prepare", args=[found.pk]),
    }
    return page(request, "meetings/act.html", context)


@login_required
@require_POST
def add(request: Visit, meeting_id: int) -> HttpResponse:
    """Put one more matter on the agenda."""
    found = kept(request, meeting_id)
    form = AgendaForm(request.POST)

    def put_down(given: dict[str, Any]) -> None:
        actions.add_to_agenda(
            actor=request.user, meeting=found, title=given["title"], receipt=given["key"]
        )

    if accepted(form, put_down):
        success(request, _("排上议程了。"))
        return done(request, f"{reverse('meetings:prepare', args=[found.pk])}#agenda")
    return _ask(request, form, _("加一个议题"), found.occasion.title, found.occasion.unit)


def _item(request: Visit, item_id: int) -> Any:
    item = get_object_or_404(agenda_items_visible_to(request.user), pk=item_id)
    if not can_set_agenda(request.user, item.unit):
        raise Http404
    return item


@login_required
def put(request: Visit, item_id: int) -> HttpResponse:
    """Put something from the box onto a table."""
    item = _item(request, item_id)
    form = PutForm(_posted(request), tables=queries.next_tables_of(item.unit))

    def act(given: dict[str, Any]) -> None:
        tasks.put_on_agenda(actor=request.user, item=item, **given)

    if accepted(form, act):
        success(request, _("排上议程了，提的人会收到消息。"))
        return done(request, reverse("meetings:desk", args=[item.unit_id]))
    return _ask(request, form, _("排上议程"), item.title, item.unit)


@login_required
@require_POST
def take_off(request: Visit, item_id: int) -> HttpResponse:
    """Put something on the agenda back into the box."""
    item = _item(request, item_id)
    meeting = queries.meetings_kept_by(request.user).filter(occasion=item.occasion_id).first()
    tasks.take_off_agenda(actor=request.user, item=item)
    success(request, _("拿下来了，还在议题箱里。"))
    if meeting is None:
        return done(request, reverse("meetings:desk", args=[item.unit_id]))
    return done(request, f"{reverse('meetings:prepare', args=[meeting.pk])}#agenda")


@login_required
def give_back(request: Visit, item_id: int) -> HttpResponse:
    """Say why something is not brought to a table."""
    item = _item(request, item_id)
    form = BecauseForm(_posted(request))

    def act(given: dict[str, Any]) -> None:
        tasks.return_agenda_item(actor=request.user, item=item, **given)

    if accepted(form, act):
        success(request, _("退回了，提的人会看到原因。"))
        return done(request, reverse("meetings:desk", args=[item.unit_id]))
    return _ask(request, form, _("不上会，说明原因"), item.title, item.unit)


@login_required
def move(request: Visit, meeting_id: int) -> HttpResponse:
    """Hold it on another day."""
    occasion = kept(request, meeting_id).occasion
    initial = {"starts_at": occasion.starts_at, "where": occasion.where}
    form = MoveForm(_posted(request), initial=initial)
    return _change(request, meeting_id, form, occasions.move_occasion, _("改期"))


@login_required
def miss(request: Visit, meeting_id: int) -> HttpResponse:
    """Say that it did not take place."""
    form = BecauseForm(_posted(request))
    return _change(request, meeting_id, form, occasions.miss_occasion, _("没开成"))


@login_required
def call_off(request: Visit, meeting_id: int) -> HttpResponse:
    """Say beforehand that it will not take place."""
    form = BecauseForm(_posted(request))
    return _change(request, meeting_id, form, occasions.call_off, _("取消这一次"))


def _change(
    request: Visit, meeting_id: int, form: Form, act: Callable[..., Any], label: str
) -> HttpResponse:
    found = kept(request, meeting_id)
    if accepted(form, lambda given: act(actor=request.user, occasion=found.occasion, **given)):
        success(request, _("记下了，日历上也改了。"))
        return done(request, reverse("meetings:prepare", args=[found.pk]))
    return _ask(request, form, label, found.occasion.title, found.occasion.unit)


def _ask(request: Visit, form: Form, label: str, heading: str, unit: Any) -> HttpResponse:
    context = {"form": form, "label": label, "heading": heading, "unit": unit}
    return page(request, "meetings/act.html", context)
