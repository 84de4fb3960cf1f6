"""
How a household answers: itself by its code, or to somebody at its door.

One short transaction: the household's name is held, so its answers come one after the other;
the step's is shared, so none comes after closing.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mulin.commons.electorates.models import Elector
from mulin.commons.people.models import Person
from mulin.commons.places.permissions import role_at
from mulin.errors import Refused, require
from mulin.locks import hold_each_alone
from mulin.programmes.actions import enter

from .. import permissions, queries
from ..models import AnswerConflict, ConsentRound, HouseholdConsent
from ..models.rounds import Answer
from .writing_down import write_down

Channel = HouseholdConsent.Channel
OWN = (Channel.CODE, Channel.SETTLED)
"""How a household speaks for itself, or somebody asked it again and vouches for what it said."""

OURS = ":"
"""Stands in keys that we give: what somebody sends must not take the place of one."""


@dataclass(frozen=True, slots=True)
class Told:
    """What one household said, to be entered together with what others said."""

    elector: Elector
    answer: str
    key: str
    """Names the request, so that the same one sent twice counts once."""

    said_at: datetime | None = None
    """When, if it is entered later."""


@transaction.atomic
def answer(
    *,
    actor: Person,
    round: ConsentRound,
    elector: Elector,
    answer: str,
    channel: str,
    key: str,
    said_at: datetime | None = None,
) -> HouseholdConsent:
    """
    Enter one household's answer; the one said last counts until the round closes.

    The same `key` sent again changes nothing and gives the same answer back.  An answer that
    contradicts what somebody else entered shortly before becomes a conflict.
    """
    require(permissions.can_answer(actor, elector, channel))
    if OURS in key:
        raise Refused(_("这一页不完整，请重新打开再答。"))
    round = entered(round)
    told = Told(elector, answer, key, said_at)
    [kept] = add(actor=actor, round=round, told=[told], channel=channel)
    return kept


@transaction.atomic
def answer_many(
    *, actor: Person, round: ConsentRound, told: Sequence[Told]
) -> list[HouseholdConsent]:
    """Enter what many households said at their doors, as from a walk sheet, in one act."""
    require(permissions.can_read_answers(actor, round))
    round = entered(round)
    return add(actor=actor, round=round, told=told, channel=Channel.DOOR)


def entered(round: ConsentRound, *, late: bool = False) -> ConsentRound:
    """Hold the round's step open while something is answered in it."""
    step = enter(round.step, late=late)
    if not round.is_opened:
        round = queries.rounds().get(pk=round.pk)
    if not round.is_opened:
        raise Refused(_("这一轮还没有开始问。"))
    round.step = step
    return round


def add(
    *,
    actor: Person,
    round: ConsentRound,
    told: Sequence[Told],
    channel: str,
) -> list[HouseholdConsent]:
    """Add answers, one of each household, and note those that contradict what stands."""
    hold_each_alone(f"consents.household:{round.pk}:{one.elector.pk}" for one in told)
    sent = _sent_before(round, told)
    fresh = [one for one in told if one.key not in sent]
    _refuse_strangers(round, fresh)
    _refuse_two_of_one(fresh)
    before = queries.standing_of(round, [one.elector.pk for one in fresh])
    role = role_at(actor, round.electorate.unit)
    made = [
        HouseholdConsent(
            round=round,
            elector=one.elector,
            answer=_checked(one, before.get(one.elector.pk)),
            channel=channel,
            entered_by=actor,
            role=role,
            said_at=_said_at(round, one),
            key=one.key,
        )
        for one in fresh
    ]
    HouseholdConsent.objects.bulk_create(made)
    _note_conflicts(actor, round, made, before)
    if made:
        _record(actor, round, made)
    kept = sent | {one.key: one for one in made}
    return [kept[one.key] for one in told]


def _sent_before(round: ConsentRound, told: Sequence[Told]) -> dict[str, HouseholdConsent]:
    """Return what these requests brought when they were sent before."""
    found = HouseholdConsent.objects.filter(round=round, key__in=[one.key for one in told])
    sent = {one.key: one for one in found}
    for one in told:
        twin = sent.get(one.key)
        if twin and (twin.elector_id, twin.answer) != (one.elector.pk, one.answer):
            raise Refused(_("这一页已经交过一次了。要改答复，请打开新的一页。"))
    return sent


def _refuse_strangers(round: ConsentRound, told: Sequence[Told]) -> None:
    """Refuse who is not on the roll, or was struck off it."""
    asked = {one.elector.pk for one in told}
    if queries.electors(round).filter(pk__in=asked).count() < len(asked):
        raise Refused(_("这一户不在这一轮的名册上。"))


def _refuse_two_of_one(told: Sequence[Told]) -> None:
    if len({one.elector.pk for one in told}) < len(told):
        raise Refused(_("同一户在里面出现了两次，请核对。"))


def _checked(told: Told, before: HouseholdConsent | None) -> str:
    if told.answer not in Answer.values:
        raise Refused(_("请选一个答复。"))
    if not told.key or len(told.key) > 64:
        raise Refused(_("这一页不完整，请重新打开再答。"))
    if told.answer == Answer.NOT_REACHED and before and before.is_said:
        raise Refused(
            _("%(home)s已经答复过了，不能再记成没见到人。") % {"home": told.elector.address}
        )
    return told.answer


def _said_at(round: ConsentRound, told: Told) -> datetime:
    now = timezone.now()
    said_at = min(told.said_at or now, now)
    if round.opened_at and said_at < round.opened_at:
        raise Refused(_("这一轮那时候还没有开始问。"))
    return said_at


def _note_conflicts(
    actor: Person,
    round: ConsentRound,
    made: Sequence[HouseholdConsent],
    before: dict[int, HouseholdConsent],
) -> None:
    window = timedelta(hours=round.step.settings["conflict_hours"])
    others = queries.said_by_others(round, made) if before else {}
    against = [
        (old, new)
        for new in made
        if (old := _contradicted(new, before.get(new.elector_id), others, window)) is not None
    ]
    if not against:
        return
    waiting = set(
        AnswerConflict.objects.filter(
            round=round, settled_at=None, elector__in=[new.elector_id for _old, new in against]
        ).values_list("elector_id", flat=True)
    )
    for old, new in against:
        if new.elector_id not in waiting:
            conflict = AnswerConflict.objects.create(
                round=round, elector=new.elector, first=old, second=new
            )
            write_down(
                "consents.conflict_arose", actor, round, about=conflict, elector=new.elector_id
            )


def _contradicted(
    new: HouseholdConsent,
    stands: HouseholdConsent | None,
    others: dict[int, list[HouseholdConsent]],
    window: timedelta,
) -> HouseholdConsent | None:
    """
    Return the answer that a new one contradicts: the one that stands, or what others last said.

    Others too: who first repeats what the household said does not make it hers to change.
    """
    if stands is not None and contradicts(stands, new, window):
        return stands
    if new.channel == Channel.PAPER:
        return None
    said = others.get(new.elector_id, [])
    own = max(
        (one for one in said if one.channel in OWN),
        key=lambda one: (one.said_at, one.pk),
        default=None,
    )
    if own is not None and overturns(own, new):
        return own
    return next((old for old in said if contradicts(old, new, window)), None)


def overturns(own: HouseholdConsent, new: HouseholdConsent) -> bool:
    """
    Whether an answer would take the place of what the household itself said, or was found to.

    However long ago: who stands at a door does not change alone what was said on the phone.
    What was said at the door before that is no news, and changes nothing.
    """
    if own.answer == new.answer or not new.is_said or new.channel == Channel.CODE:
        return False
    return new.said_at > own.said_at


def contradicts(old: HouseholdConsent, new: HouseholdConsent, window: timedelta) -> bool:
    """
    Whether an answer contradicts the one that stands, rather than changing it.

    Who answers again in the same way changes her mind.  Somebody else, or another way, within
    the window contradicts; so does a paper form whenever it says something else, for nobody
    knows when it was filled in.
    """
    if not (old.is_said and new.is_said) or old.answer == new.answer:
        return False
    if new.channel == Channel.PAPER:
        return True
    if (old.channel, old.entered_by_id) == (new.channel, new.entered_by_id):
        return False
    return abs(new.said_at - old.said_at) <= window


def _record(actor: Person, round: ConsentRound, made: Sequence[HouseholdConsent]) -> None:
    """Record that answers came, and which way; never what they were."""
    channel = made[0].channel
    if len(made) == 1:
        write_down("consents.answered", actor, round, about=made[0], channel=channel)
    else:
        write_down("consents.answers_entered", actor, round, channel=channel, count=len(made))
