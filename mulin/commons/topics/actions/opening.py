"""Take something on, ask its questions in order, and say what came of it."""

from datetime import date

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mulin.commons.audit import things
from mulin.commons.occasions.models import Occasion
from mulin.commons.people.models import Person
from mulin.commons.places.models import AdminUnit, Compound, Entrance
from mulin.errors import Refused, require

from .. import permissions, queries
from ..models import Topic, TopicAnswer
from .holding import held, refuse_closed, write_down


@transaction.atomic
def open_topic(
    *,
    actor: Person,
    community: AdminUnit,
    title: str,
    problem: str,
    form: str = Topic.Form.PLAIN,
    compound: Compound | None = None,
    entrance: Entrance | None = None,
    origin: models.Model | None = None,
) -> Topic:
    """Take a matter on."""
    require(permissions.can_look_after(actor, community))
    if compound is not None and compound.community_id != community.pk:
        raise Refused(_("这个小区不在这个社区。"))
    if entrance is not None:
        compound = _compound_of(entrance, community, form)
    origin_type, origin_id = things.key_of(origin) if origin else ("", None)
    topic = Topic.objects.create(
        community=community,
        compound=compound,
        entrance=entrance,
        title=title,
        problem=problem,
        form=form,
        origin_type=origin_type,
        origin_id=origin_id,
        opened_by=actor,
    )
    write_down("topics.opened", actor, topic, title=title)
    return topic


def _compound_of(entrance: Entrance, community: AdminUnit, form: str) -> Compound:
    if form != Topic.Form.LIFT:
        raise Refused(_("只有加装电梯才按单元商量。"))
    compound = entrance.building.compound
    if compound.community_id != community.pk:
        raise Refused(_("这个单元不在这个社区。"))
    return compound


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
    topic = held(topic)
    refuse_closed(topic)
    if not topic.asks_first:
        raise Refused(_("这个议题没有按“改不改、改什么、怎么改”来商量。"))
    if question != TopicAnswer.Question.WHETHER and not queries.said_yes(topic):
        raise Refused(_("居民还没有说“改”，先商量改不改。"))
    if decided_on > timezone.localdate():
        raise Refused(_("还没到这一天，商量好了再记。"))
    if occasion and not queries.occasions_that_answer(topic).filter(pk=occasion.pk).exists():
        raise Refused(_("这次会不在这里，或者还没开。"))
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
    write_down(
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
    topic = held(topic)
    refuse_closed(topic)
    held_by = [obstacle.what for obstacle in queries.obstacles_holding([topic])]
    if state == Topic.State.SETTLED and held_by:
        raise Refused(_("还有坎没过去：%(what)s。") % {"what": "、".join(held_by)})
    topic.state, topic.outcome, topic.closed_at = state, outcome, timezone.now()
    topic.save(update_fields=["state", "outcome", "closed_at"])
    said = str(topic.get_state_display())
    write_down("topics.closed", actor, topic, title=topic.title, state=said, outcome=outcome[:80])
    return topic
