"""Single households: who has answered, how (for the office), and what contradicts."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.contrib.messages import success
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from mulin.commons.people.requests import Visit
from mulin.web.forms import accepted
from mulin.web.pages import done, page
from mulin.web.sheets import sheet_response

from .. import actions, permissions, queries
from ..forms import SettleForm
from ..serials import serial_of


@login_required
@require_safe
def building(request: Visit, step_id: int, building_id: int) -> HttpResponse:
    """List a building's doors for its steward: answered or not yet, never how."""
    asked = get_object_or_404(queries.rounds(), step=step_id)
    house = queries.building_listed_by(request.user, building_id)
    if house is None or not asked.is_opened:
        raise Http404
    doors = list(queries.electors_in(asked, house))
    if not doors:
        raise Http404
    actions.note_list_viewing(actor=request.user, round=asked, building=house)
    heard = queries.heard_of(asked)
    context = {
        "step": asked.step,
        "round": asked,
        "building": house,
        "doors": [(door, door.pk in heard) for door in doors],
        "answered": sum(door.pk in heard for door in doors),
        "may_read": permissions.can_read_answers(request.user, asked),
    }
    return page(request, "consents/building.html", context)


def _read(request: Visit, step_id: int) -> Any:
    """Return a round whose single answers the viewer may read."""
    return get_object_or_404(queries.rounds_read_by(request.user), step=step_id)


@login_required
def household(request: Visit, step_id: int, number: int) -> HttpResponse:
    """Show one household's answers, which is written down; let a contradiction be settled."""
    asked = _read(request, step_id)
    home = get_object_or_404(queries.electors(asked), number=number)
    conflicts = queries.conflicts_of(asked, home)
    waiting = next((one for one in conflicts if not one.is_settled), None)
    history = queries.history_of(asked, home)
    form = SettleForm(request.POST or None, answers=_said(history, waiting))
    if waiting and accepted(
        form,
        lambda given: actions.settle_conflict(actor=request.user, conflict=waiting, **given),
    ):
        success(request, _("定下来了，您的名字和理由都记着。"))
        return done(request, request.path)
    if request.method == "GET":
        actions.note_card_viewing(actor=request.user, round=asked, elector=home)
    context = {
        "step": asked.step,
        "round": asked,
        "home": home,
        "serial": serial_of(asked, home),
        "history": history,
        "waiting": waiting,
        "settled": [one for one in conflicts if one.is_settled],
        "may_settle": waiting and permissions.can_settle(request.user, waiting),
        "form": form,
        "back": reverse("consents:desk", args=[step_id]),
    }
    status = 422 if form.is_bound and form.errors else 200
    return page(request, "consents/household.html", context, status=status)


def _said(history: list[Any], waiting: Any) -> list[tuple[str, str]]:
    """Return the different answers since a contradiction arose, as choices."""
    if waiting is None:
        return []
    said = {
        one.answer: str(one.get_answer_display())
        for one in history
        if one.is_said and one.pk >= waiting.first_id
    }
    return list(said.items())


@login_required
@require_safe
def answers_xlsx(request: Visit, step_id: int) -> HttpResponse:
    """Give out the roll with its answers, which is written down."""
    asked = _read(request, step_id)
    actions.note_answers_taken(actor=request.user, round=asked)
    homes = list(queries.electors(asked))
    standing = queries.standing_of(asked, [home.pk for home in homes])
    contradicting = {one.elector_id for one in queries.open_conflicts(asked)}
    columns = [
        *(_("编号"), _("楼栋"), _("门牌"), _("空置")),
        *(_("答复"), _("怎么答的"), _("什么时候"), _("对不上")),
    ]
    rows = [
        [
            *(home.number, home.building, home.address, _("是") if home.is_vacant else ""),
            *_cells(standing.get(home.pk)),
            _("是") if home.pk in contradicting else "",
        ]
        for home in homes
    ]
    return sheet_response(_("%(step)s答复") % {"step": asked.step}, columns, rows)


def _cells(kept: Any) -> list[str]:
    if kept is None:
        return ["", "", ""]
    when = timezone.localtime(kept.said_at).strftime("%Y-%m-%d %H:%M")
    return [str(kept.get_answer_display()), str(kept.get_channel_display()), when]
