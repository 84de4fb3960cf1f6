"""What households hold against the works: written down, talked over, settled."""

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mulin.commons.electorates.models import Elector
from mulin.commons.people.models import Person
from mulin.errors import Refused, require

from .. import door_permissions as permissions
from ..models import ConsentRound, Objection
from .visiting import Raised, refuse_empty
from .writing_down import write_down

MOST_TOPICS = 12


@transaction.atomic
def raise_objection(
    *, actor: Person, round: ConsentRound, elector: Elector, topic: str, text: str, wish: str = ""
) -> Objection:
    """Write down an objection that reached the office without a visit."""
    require(permissions.can_read_objections(actor, round))
    if elector.electorate_id != round.electorate_id:
        raise Refused(_("这一户不在这一轮的名册上。"))
    refuse_empty(Raised(topic, text), dict(round.topics))
    objection = Objection.objects.create(
        round=round,
        elector=elector,
        topic=topic,
        text=text.strip(),
        wish=wish.strip(),
        raised_at=timezone.now(),
        entered_by=actor,
    )
    write_down("consents.objection_raised", actor, round, about=objection, topic=topic)
    return objection


@transaction.atomic
def answer_objection(
    *, actor: Person, objection: Objection, state: str, agreed_answer: str
) -> Objection:
    """Say how far the talk about an objection has come, and what was offered."""
    require(permissions.can_read_objections(actor, objection.round))
    agreed_answer = agreed_answer.strip()
    if state not in Objection.State.values:
        raise Refused(_("请选一下谈得怎么样了。"))
    if state == Objection.State.AGREED and not agreed_answer:
        raise Refused(_("谈妥了，请写下答应了什么。"))
    objection.state, objection.agreed_answer = state, agreed_answer
    objection.save(update_fields=["state", "agreed_answer"])
    write_down("consents.objection_answered", actor, objection.round, about=objection, state=state)
    return objection


@transaction.atomic
def name_topics(*, actor: Person, round: ConsentRound, names: Sequence[str]) -> ConsentRound:
    """Say what objections of a round can be about; topics in use stay."""
    require(permissions.can_read_objections(actor, round))
    names = list(dict.fromkeys(name.strip() for name in names if name.strip()))
    if not names or len(names) > MOST_TOPICS:
        raise Refused(_("请写 1 到 %(most)d 类意见，一行一类。") % {"most": MOST_TOPICS})
    kept = {label: key for key, label in round.topics}
    used = set(Objection.objects.filter(round=round).values_list("topic", flat=True))
    missing = [label for label, key in kept.items() if key in used and label not in names]
    if missing:
        raise Refused(_("“%(name)s”已经有住户提了，不能去掉。") % {"name": _(missing[0])})
    taken, topics = set(kept.values()), []
    for name in names:
        key = kept.get(name) or _free(taken)
        taken.add(key)
        topics.append([key, name])
    round.topics = topics
    round.save(update_fields=["topics"])
    write_down("consents.topics_named", actor, round, topics=names)
    return round


def _free(taken: set[str]) -> str:
    number = 1
    while f"topic{number}" in taken:
        number += 1
    return f"topic{number}"
