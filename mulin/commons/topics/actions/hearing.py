"""Write down what is said, and answer it."""

from datetime import date
from typing import Any
from uuid import UUID

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mulin import locks
from mulin.commons.audit import things
from mulin.commons.notices.actions import follow
from mulin.commons.occasions.models import Occasion
from mulin.commons.people.models import Person
from mulin.commons.places.models import AdminUnit
from mulin.errors import Refused, require

from .. import permissions, queries
from ..models import Opinion, Topic
from .holding import held, refuse_closed, write_down

A_DAY_EACH = 10
"""How many lines one neighbour may say about a topic in a day."""


@transaction.atomic
def note_opinion(
    *,
    actor: Person | None,
    unit: AdminUnit,
    kind: str,
    text: str,
    said_on: date,
    topic: Topic | None = None,
    occasion: Occasion | None = None,
    origin: models.Model | None = None,
    receipt: UUID | None = None,
    **more: Any,
) -> Opinion:
    """
    Write down what somebody said; the same receipt again is the same line again.

    `more`: speaker, speaker_name, building, place, is_public.  Nobody acts when a resident answers
    a letter or a display herself: the room that asked decides who may.
    """
    require(actor is None or permissions.can_note(actor, unit) or more.get("speaker") == actor)
    if receipt:
        locks.hold_alone(f"topics.receipt:{receipt}")
        if earlier := Opinion.objects.filter(receipt=receipt).first():
            return earlier
    if topic is not None:
        locks.share(f"topics.plan:{topic.pk}")
        if not topic.community.is_within(unit):
            raise Refused(_("这个议题不在这里。"))
    origin_type, origin_id = things.key_of(origin) if origin else ("", None)
    opinion = Opinion.objects.create(
        unit=unit,
        topic=topic,
        occasion=occasion,
        origin_type=origin_type,
        origin_id=origin_id,
        kind=kind,
        text=text,
        said_on=said_on,
        recorded_by=actor,
        **({"receipt": receipt} if receipt else {}),
        **more,
    )
    write_down("topics.opinion_noted", actor, opinion, kind=kind)
    return opinion


@transaction.atomic
def speak_up(*, actor: Person, topic: Topic, kind: str, text: str, **more: Any) -> Opinion:
    """
    Say something about a topic oneself; `more` is that of `note_opinion`: place, receipt.

    It stands there at once, for the neighbour is known; the office may take it down and says why.
    """
    require(permissions.can_speak_up(actor, topic), _("登记住在这儿、社区核对过的邻居才能说。"))
    refuse_closed(held(topic))
    locks.hold_alone(f"topics.speaks:{topic.pk}:{actor.pk}")
    today = timezone.localdate()
    if queries.said_by(actor, topic).filter(said_on=today).count() >= A_DAY_EACH:
        raise Refused(_("今天说得不少了，明天再接着说。"))
    told: dict[str, Any] = {"kind": kind, "text": text, "said_on": today}
    told |= {"speaker": actor, "topic": topic}
    opinion = note_opinion(actor=actor, unit=topic.community, **told, **more)
    follow(person=actor, thing=opinion)
    return opinion


@transaction.atomic
def answer_opinion(*, actor: Person, opinion: Opinion, reply: str, answer: str) -> Opinion:
    """Say what becomes of it and why; a later answer takes its place, the record keeps both."""
    require(permissions.can_look_after(actor, opinion.unit))
    opinion = Opinion.objects.select_for_update().get(pk=opinion.pk)
    if opinion.is_withdrawn:
        raise Refused(_("这条意见已经撤回了。"))
    if not answer:
        raise Refused(_("请写一句理由，提意见的人会看到。"))
    opinion.reply, opinion.answer = reply, answer
    opinion.answered_by, opinion.answered_at = actor, timezone.now()
    opinion.save(update_fields=["reply", "answer", "answered_by", "answered_at"])
    said = str(opinion.get_reply_display())
    told = {"text": opinion.text, "reply": said, "answer": answer, "topic": opinion.topic_id}
    write_down("topics.opinion_answered", actor, opinion, **told)
    return opinion


@transaction.atomic
def hide_opinions(*, actor: Person, occasion: Occasion) -> None:
    """Take what was said at a table out of the public's sight: its room closed the door."""
    require(permissions.can_look_after(actor, occasion.unit))
    heard = Opinion.objects.filter(occasion=occasion)
    seen = list(heard.select_for_update().filter(is_public=True))
    heard.update(is_public=False)
    for opinion in seen:
        write_down("topics.opinion_hidden", actor, opinion, topic=opinion.topic_id)


@transaction.atomic
def withdraw_opinion(*, actor: Person | None, opinion: Opinion, because: str) -> Opinion:
    """
    Say that a line does not hold, and why; it stays known as such.

    Nobody acts when a resident takes back what she answered a letter: the room that asked decides.
    """
    require(
        actor is None or permissions.can_look_after(actor, opinion.unit) or opinion.speaker == actor
    )
    opinion = Opinion.objects.select_for_update().get(pk=opinion.pk)
    if opinion.is_withdrawn:
        raise Refused(_("这条意见已经撤回了。"))
    opinion.withdrawn_because = because
    opinion.save(update_fields=["withdrawn_because"])
    told = {"because": because, "topic": opinion.topic_id}
    write_down("topics.opinion_withdrawn", actor, opinion, **told)
    return opinion
