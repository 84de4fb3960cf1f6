"""The minutes in the office: written up, shown, put right."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.contrib.messages import success
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from mulin.commons.people.requests import Visit
from mulin.commons.topics.actions import write_settlement
from mulin.commons.topics.queries import settlement_of
from mulin.commons.topics.terms import Term
from mulin.web.forms import accepted
from mulin.web.pages import done, page

from .. import actions, queries
from ..forms import BecauseForm, CorrectForm, NoteReplyForm, SettleForm, SettlementForm, ShowForm
from ..presenting import LABELS, facts_of, gate_of
from .desk import kept


def _posted(request: Visit) -> Any:
    return request.POST if request.method == "POST" else None


@login_required
def write(request: Visit, meeting_id: int) -> HttpResponse:
    """Read over what was noted, and show it to those who were there."""
    found = kept(request, meeting_id)
    form = ShowForm(_posted(request))

    def show(given: dict[str, Any]) -> None:
        actions.show_minutes(actor=request.user, meeting=found, **given)

    if accepted(form, show):
        if found.occasion.is_public:
            told = _("纪要公开了。有账号的会收到消息，没账号的用签到的那部手机就能核对。")
        else:
            told = _("到场的人能看了。有账号的会收到消息，没账号的用签到的那部手机就能核对。")
        success(request, told)
        return done(request, request.path)
    replies = list(found.replies.select_related("person", "attendance"))
    facts = facts_of(found)
    context = facts | {
        "form": form,
        "gate": gate_of(found, facts["coming"]),
        "replies": replies,
        "fields": [(name, label(), getattr(found, name)) for name, label in LABELS.items()],
        "right": sum(one.is_right for one in replies),
        "wrong": [one for one in replies if not one.is_right],
        "settlement": settlement_of(found.occasion) if found.is_mediation else None,
        "may_read_minutes": True,
    }
    return page(request, "meetings/write.html", context)


@login_required
def correct(request: Visit, meeting_id: int) -> HttpResponse:
    """Put one field right, and say why."""
    found = kept(request, meeting_id)
    field = request.GET.get("field", "")
    written = getattr(found, field) if field in LABELS else ""
    form = CorrectForm(_posted(request), initial={"field": field, "now": written})

    def act(given: dict[str, Any]) -> None:
        actions.correct_minutes(actor=request.user, meeting=found, **given)

    return _act(request, found, form, act, _("更正纪要"))


@login_required
def note_reply(request: Visit, meeting_id: int) -> HttpResponse:
    """Write down what somebody who was there says by phone or on paper."""
    found = kept(request, meeting_id)
    form = NoteReplyForm(_posted(request), came=queries.attendances_of(found))

    def act(given: dict[str, Any]) -> None:
        actions.note_reply(actor=request.user, **given)

    return _act(request, found, form, act, _("记下打电话或纸上说的"))


@login_required
def settle(request: Visit, reply_id: int) -> HttpResponse:
    """Answer who found something wrong."""
    reply = get_object_or_404(queries.replies_to_settle(request.user), pk=reply_id)
    form = SettleForm(_posted(request))

    def act(given: dict[str, Any]) -> None:
        actions.settle_reply(actor=request.user, reply=reply, **given)

    told = {"lede": reply.text, "first": reverse("meetings:correct", args=[reply.meeting_id])}
    return _act(request, reply.meeting, form, act, _("答复"), **told)


@login_required
def take_back(request: Visit, resolution_id: int) -> HttpResponse:
    """Say that something was not decided so."""
    resolution = get_object_or_404(queries.resolutions_kept_by(request.user), pk=resolution_id)
    form = BecauseForm(_posted(request))

    def act(given: dict[str, Any]) -> None:
        actions.withdraw_resolution(actor=request.user, resolution=resolution, **given)

    return _act(request, resolution.meeting, form, act, _("撤下这一条"), lede=resolution.text)


@login_required
def settlement(request: Visit, meeting_id: int) -> HttpResponse:
    """Write down what the sides agreed on."""
    found = kept(request, meeting_id)
    initial = {"from_on": timezone.localdate(), "place": found.place_id}
    places = queries.places_at(found.occasion.unit)
    form = SettlementForm(
        _posted(request), places=places, is_public=found.occasion.is_public, initial=initial
    )

    def act(given: dict[str, Any]) -> None:
        terms = [Term(use, start, end, party=who) for use, start, end, who in given.pop("terms")]
        write_settlement(actor=request.user, occasion=found.occasion, terms=terms, **given)

    told = {"lede": found.incident, "look": "meetings-settlement"}
    return _act(request, found, form, act, _("记下约定"), **told)


def _act(
    request: Visit, meeting: Any, form: Any, act: Any, label: str, **told: str
) -> HttpResponse:
    back = reverse("meetings:write", args=[meeting.pk])
    if accepted(form, act):
        success(request, _("记下了。"))
        return done(request, back)
    context = told | {
        "form": form,
        "label": label,
        "back": back,
        "heading": meeting.occasion.title,
        "unit": meeting.occasion.unit,
    }
    return page(request, "meetings/act.html", context)
