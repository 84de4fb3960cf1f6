"""Accept, decline, come and see, and answer in writing."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mulin.commons.files.actions import publish_photos, store_photo
from mulin.commons.files.pictures import Picture
from mulin.commons.people.models import Person
from mulin.errors import Refused, require

from .. import permissions
from ..models import ExpertRequest
from .asking import held_open, write_down

State = ExpertRequest.State


@transaction.atomic
def accept_expert_request(*, actor: Person, request: ExpertRequest) -> ExpertRequest:
    """Say that one will help."""
    require(permissions.can_answer(actor, request))
    request = held_open(request)
    if not request.is_asked:
        raise Refused(_("已经答应过了。"))
    request.state = State.ACCEPTED
    request.save(update_fields=["state"])
    write_down("advice.accepted", actor, request)
    return request


@transaction.atomic
def decline_expert_request(*, actor: Person, request: ExpertRequest, reason: str) -> ExpertRequest:
    """Say that one cannot help, and why."""
    require(permissions.can_answer(actor, request))
    request = held_open(request)
    request.state, request.reason = State.DECLINED, reason
    request.save(update_fields=["state", "reason"])
    write_down("advice.declined", actor, request, reason=reason)
    return request


@transaction.atomic
def note_expert_visit(*, actor: Person, request: ExpertRequest, visited_on: date) -> ExpertRequest:
    """Write down that whoever was asked came and looked."""
    asks = permissions.can_ask(actor, request.unit)
    require(asks or permissions.can_answer(actor, request))
    request = held_open(request)
    _has_come(request, visited_on)
    request.state, request.visited_on = State.VISITED, visited_on
    request.save(update_fields=["state", "visited_on"])
    write_down("advice.visited", actor, request, on=visited_on.isoformat())
    return request


@transaction.atomic
def answer_expert_request(
    *, actor: Person, request: ExpertRequest, answer: str, photos: Iterable[Picture] = ()
) -> ExpertRequest:
    """Answer in writing; from then on everybody reads it."""
    require(permissions.can_answer(actor, request))
    request = held_open(request)
    request.signed_by = request.whom
    return _answer(actor, request, answer, timezone.localdate(), photos)


@transaction.atomic
def enter_expert_answer(
    *,
    actor: Person,
    request: ExpertRequest,
    answer: str,
    answered_on: date,
    signed_by: str,
    photos: Iterable[Picture] = (),
) -> ExpertRequest:
    """Enter the answer of somebody without an account, with a photo of the letter."""
    require(permissions.can_ask(actor, request.unit))
    request = held_open(request)
    _has_come(request, answered_on)
    request.signed_by, request.is_entered = signed_by, True
    return _answer(actor, request, answer, answered_on, photos)


def _answer(
    actor: Person,
    request: ExpertRequest,
    answer: str,
    answered_on: date,
    photos: Iterable[Picture],
) -> ExpertRequest:
    request.state, request.answer = State.ANSWERED, answer
    request.answered_on, request.answered_by = answered_on, actor
    request.save()
    kept = [
        store_photo(actor=actor, upload=photo, alt=request.title, unit=request.unit)
        for photo in photos
    ]
    request.photos.set(kept)
    publish_photos(actor=actor, photos=kept)
    write_down("advice.answered", actor, request, late=request.days_late)
    return request


def _has_come(request: ExpertRequest, day: date) -> None:
    if day > timezone.localdate():
        raise Refused(_("还没到这一天，请再看看。"))
    if day < timezone.localdate(request.asked_at):
        raise Refused(_("这一天在约请之前，请再看看。"))
