"""
Take something on, hear what is said of it, and clear the way.

Every act says in the same order: may you, can it be done, do it, write it down.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mulin import locks
from mulin.commons.audit import things
from mulin.commons.audit.actions import record
from mulin.commons.occasions.models import Occasion
from mulin.commons.organisations.models import Organisation
from mulin.commons.people.models import Person
from mulin.commons.places.models import AdminUnit, Compound, Place
from mulin.commons.places.permissions import role_at
from mulin.errors import Refused, require

from . import permissions, queries
from .models import (
    Obstacle,
    Opinion,
    Settlement,
    SettlementParty,
    SettlementTerm,
    Topic,
    TopicAnswer,
)
from .terms import Term, refuse_overlaps


@transaction.atomic
def open_topic(
    *,
    actor: Person,
    community: AdminUnit,
    title: str,
    problem: str,
    form: str = Topic.Form.PLAIN,
    compound: Compound | None = None,
    origin: models.Model | None = None,
) -> Topic:
    """Take a matter on."""
    require(permissions.can_look_after(actor, community))
    if compound is not None and compound.community_id != community.pk:
        raise Refused(_("这个小区不在这个社区。"))
    origin_type, origin_id = things.key_of(origin) if origin else ("", None)
    topic = Topic.objects.create(
        community=community,
        compound=compound,
        title=title,
        problem=problem,
        form=form,
        origin_type=origin_type,
        origin_id=origin_id,
        opened_by=actor,
    )
    _record("topics.opened", actor, topic, title=title)
    return topic


@transaction.atomic
def answer_question(
    *,
    actor: Person,
    topic: Topic,
    question: str,
    decided_by: str,
    decided_on: date,
    whether: str = "",
    text: str = "",
    occasion: Occasion | None = None,
    because: str = "",
) -> TopicAnswer:
    """
    Write down what residents said to one question; another answer needs a reason.

    What and how are asked only after a yes: 改不改 is the gate.
    """
    require(permissions.can_look_after(actor, topic.community))
    topic = _held(topic)
    _refuse_closed(topic)
    if not topic.asks_first:
        raise Refused(_("这个议题没有按“改不改、改什么、怎么改”来商量。"))
    if question != TopicAnswer.Question.WHETHER and not queries.said_yes(topic):
        raise Refused(_("居民还没有说“改”，先商量改不改。"))
    if decided_on > timezone.localdate():
        raise Refused(_("还没到这一天，商量好了再记。"))
    _replace(topic, question, because)
    answer = TopicAnswer.objects.create(
        topic=topic,
        question=question,
        whether=whether,
        text=text,
        decided_by=decided_by,
        decided_on=decided_on,
        occasion=occasion,
        recorded_by=actor,
    )
    said = answer.get_whether_display() if whether else text[:60]
    asked = str(answer.get_question_display())
    _record(
        "topics.question_answered",
        actor,
        topic,
        question=asked,
        said=str(said),
        decided_by=decided_by,
    )
    return answer


def _replace(topic: Topic, question: str, because: str) -> None:
    before = queries.answers_in_force(topic).get(question)
    if before is None:
        return
    if not because:
        raise Refused(_("这个问题已经有结果了。要改，请写为什么改。"))
    before.replaced_at, before.replaced_because = timezone.now(), because
    before.save(update_fields=["replaced_at", "replaced_because"])


@transaction.atomic
def close_topic(*, actor: Person, topic: Topic, state: str, outcome: str) -> Topic:
    """Say what came of it, or why it goes no further."""
    require(permissions.can_look_after(actor, topic.community))
    topic = _held(topic)
    _refuse_closed(topic)
    held_by = [obstacle.what for obstacle in queries.obstacles_holding([topic])]
    if state == Topic.State.SETTLED and held_by:
        raise Refused(_("还有坎没过去：%(what)s。") % {"what": "、".join(held_by)})
    topic.state, topic.outcome, topic.closed_at = state, outcome, timezone.now()
    topic.save(update_fields=["state", "outcome", "closed_at"])
    said = str(topic.get_state_display())
    _record("topics.closed", actor, topic, title=topic.title, state=said, outcome=outcome[:80])
    return topic


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
    _record("topics.opinion_noted", actor, opinion, kind=kind)
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
    _record("topics.opinion_answered", actor, opinion, text=opinion.text, reply=said, answer=answer)
    return opinion


@transaction.atomic
def withdraw_opinion(*, actor: Person, opinion: Opinion, because: str) -> Opinion:
    """Say that a line does not hold, and why; it stays known as such."""
    require(permissions.can_look_after(actor, opinion.unit) or opinion.speaker == actor)
    opinion = Opinion.objects.select_for_update().get(pk=opinion.pk)
    if opinion.is_withdrawn:
        raise Refused(_("这条意见已经撤回了。"))
    opinion.withdrawn_because = because
    opinion.save(update_fields=["withdrawn_because"])
    _record("topics.opinion_withdrawn", actor, opinion, because=because)
    return opinion


@transaction.atomic
def raise_obstacle(
    *,
    actor: Person,
    topic: Topic,
    what: str,
    is_blocking: bool = True,
    keeper: Person | None = None,
    keeper_organisation: Organisation | None = None,
    affected: str = "",
    due_on: date | None = None,
) -> Obstacle:
    """Name a hurdle and whose it is."""
    require(permissions.can_look_after(actor, topic.community))
    topic = _held(topic)
    _refuse_closed(topic)
    obstacle = Obstacle.objects.create(
        topic=topic,
        what=what,
        is_blocking=is_blocking,
        keeper=keeper,
        keeper_organisation=keeper_organisation,
        affected=affected,
        due_on=due_on,
        raised_by=actor,
    )
    _record("topics.obstacle_raised", actor, topic, what=what)
    return obstacle


@transaction.atomic
def agree_on_obstacle(*, actor: Person, obstacle: Obstacle, solution: str) -> Obstacle:
    """Write down what was agreed; it still stands until it is out of the way."""
    obstacle = _held_obstacle(actor, obstacle)
    obstacle.solution, obstacle.state = solution, Obstacle.State.AGREED
    obstacle.save(update_fields=["solution", "state"])
    _record("topics.obstacle_agreed", actor, obstacle.topic, what=obstacle.what, solution=solution)
    return obstacle


@transaction.atomic
def solve_obstacle(
    *, actor: Person, obstacle: Obstacle, solution: str, is_confirmed_by_affected: bool = False
) -> Obstacle:
    """Say that it is out of the way; who loses something by it must have said so too."""
    obstacle = _held_obstacle(actor, obstacle)
    if obstacle.affected and not is_confirmed_by_affected:
        raise Refused(_("要先得到受影响的人确认：%(who)s。") % {"who": obstacle.affected})
    obstacle.solution, obstacle.state = solution, Obstacle.State.SOLVED
    obstacle.is_confirmed_by_affected = is_confirmed_by_affected
    obstacle.solved_at = timezone.now()
    obstacle.save(update_fields=["solution", "state", "is_confirmed_by_affected", "solved_at"])
    _record("topics.obstacle_solved", actor, obstacle.topic, what=obstacle.what, solution=solution)
    return obstacle


@transaction.atomic
def drop_obstacle(*, actor: Person, obstacle: Obstacle, because: str) -> Obstacle:
    """Say why it is no hurdle after all."""
    obstacle = _held_obstacle(actor, obstacle)
    if not because:
        raise Refused(_("请写一句原因。"))
    obstacle.state, obstacle.because = Obstacle.State.DROPPED, because
    obstacle.save(update_fields=["state", "because"])
    _record("topics.obstacle_dropped", actor, obstacle.topic, what=obstacle.what, because=because)
    return obstacle


@transaction.atomic
def write_settlement(
    *,
    actor: Person,
    occasion: Occasion,
    kind: str,
    words: str,
    parties: Mapping[str, str],
    terms: Sequence[Term] = (),
    from_on: date,
    until_on: date | None = None,
    place: Place | None = None,
) -> Settlement:
    """Write down what the sides agreed on: each party with who signed for it, each term whose."""
    require(permissions.can_look_after(actor, occasion.unit))
    locks.hold_alone(f"topics.settlement:{occasion.pk}")
    _refuse_half_a_settlement(occasion, kind, parties, place)
    refuse_overlaps(terms, parties)
    settlement = Settlement.objects.create(
        occasion=occasion,
        place=place,
        kind=kind,
        words=words,
        from_on=from_on,
        until_on=until_on,
        written_by=actor,
    )
    sides = {
        name: SettlementParty(
            settlement=settlement,
            name=name,
            signed_by=signed_by,
            signed_on=timezone.localdate() if signed_by else None,
        )
        for name, signed_by in parties.items()
    }
    SettlementParty.objects.bulk_create(sides.values())
    SettlementTerm.objects.bulk_create(
        SettlementTerm(
            settlement=settlement,
            party=sides.get(term.party),
            use=term.use,
            weekdays=sorted(term.weekdays),
            starts_at=term.starts_at,
            ends_at=term.ends_at,
        )
        for term in terms
    )
    _record("topics.settled", actor, settlement, words=words, parties="、".join(parties))
    return settlement


def _refuse_half_a_settlement(
    occasion: Occasion, kind: str, parties: Mapping[str, str], place: Place | None
) -> None:
    if queries.settlement_of(occasion):
        raise Refused(_("这次会已经记下了一份约定。"))
    if len(parties) < 2:
        raise Refused(_("约定至少要有两方。"))
    if kind == Settlement.Kind.TIME_SHARE and place is None:
        raise Refused(_("请选是哪个地方分时使用。"))
    if place is not None and not place.community.is_within(occasion.unit):
        raise Refused(_("这个地方不在这里。"))


@transaction.atomic
def end_settlement(*, actor: Person, settlement: Settlement, because: str) -> Settlement:
    """Say why it holds no longer; what was agreed stays known."""
    require(permissions.can_look_after(actor, settlement.occasion.unit))
    settlement = Settlement.objects.select_for_update(of=("self",)).get(pk=settlement.pk)
    if settlement.ended_on:
        raise Refused(_("这份约定已经停了。"))
    settlement.ended_on, settlement.ended_because = timezone.localdate(), because
    settlement.save(update_fields=["ended_on", "ended_because"])
    _record("topics.settlement_ended", actor, settlement, words=settlement.words, because=because)
    return settlement


def _held(topic: Topic) -> Topic:
    return (
        Topic.objects.select_for_update(of=("self",)).select_related("community").get(pk=topic.pk)
    )


def _held_obstacle(actor: Person, obstacle: Obstacle) -> Obstacle:
    require(permissions.can_look_after(actor, obstacle.topic.community))
    obstacle = (
        Obstacle.objects.select_for_update(of=("self",))
        .select_related("topic__community")
        .get(pk=obstacle.pk)
    )
    if not obstacle.is_open:
        raise Refused(_("这道坎已经过去了。"))
    return obstacle


def _refuse_closed(topic: Topic) -> None:
    if not topic.is_open:
        raise Refused(_("这个议题已经结束了。"))


def _record(
    verb: str, actor: Person | None, thing: Topic | Opinion | Settlement, **details: Any
) -> None:
    if isinstance(thing, Settlement):
        unit = thing.occasion.unit
    else:
        unit = thing.community if isinstance(thing, Topic) else thing.unit
    role = role_at(actor, unit) if actor else ""
    record(verb, by=actor, role=role, about=thing, unit=unit, **details)
