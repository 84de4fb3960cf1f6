"""A letter to every home: written, printed, sent, answered, told."""

import secrets
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from mulin.commons.occasions.actions import hold_occasion
from mulin.commons.occasions.models import Occasion
from mulin.commons.people.models import Person
from mulin.commons.places.codes import SIGNS
from mulin.commons.places.models import Building, Household
from mulin.commons.places.queries import households_of
from mulin.commons.tasks.actions import Keeper
from mulin.commons.tasks.actions import promise as make_promise
from mulin.commons.topics.actions import answer_opinion, note_opinion, withdraw_opinion
from mulin.commons.topics.models import Opinion
from mulin.errors import Refused, require
from mulin.locks import hold_alone

from .. import permissions, queries
from ..models import LetterAnswer, LetterReturn, LetterRound, LetterSlip
from .writing_down import write_down

CODE_LENGTH = 10
MOST_AT_ONCE = 400
MOST_ANSWERED = 100

Said = Mapping[str, Sequence[str]]
"""Lines by the kind of opinion they are."""


def plan_letters(actor: Person | None, occasions: Iterable[Occasion]) -> None:
    """Make a letter for each time one is to go out; part of the act that plans them."""
    for occasion in occasions:
        if not occasion.unit.is_community:
            raise Refused(_("征求意见信由社区来发，请选一个社区。"))
    LetterRound.objects.bulk_create(LetterRound(occasion=one) for one in occasions)


@transaction.atomic
def write_letter(
    *,
    actor: Person,
    letter: LetterRound,
    words: str,
    is_by_household: bool,
    returns_until: date,
) -> LetterRound:
    """Say what a letter asks, whether its slips name a home, and until when it is answered."""
    letter = _held(actor, letter)
    if letter.is_published:
        raise Refused(_("这一轮已经公布了，不能再改。"))
    if returns_until < max(letter.occasion.on, timezone.localdate()):
        raise Refused(_("收回执的最后一天不能早于今天，也不能早于发信那天。"))
    if is_by_household != letter.is_by_household and letter.slips.exists():
        raise Refused(_("信已经印了，记不记名不能再改。"))
    letter.words, letter.is_by_household = words, is_by_household
    letter.returns_until = returns_until
    letter.save(update_fields=["words", "is_by_household", "returns_until"])
    _note("listening.letter_written", actor, letter, until=str(returns_until))
    return letter


@transaction.atomic
def print_letters(
    *, actor: Person, letter: LetterRound, buildings: Collection[Building]
) -> list[LetterSlip]:
    """Give every home of these buildings a slip, numbered in walking order; twice adds nothing."""
    letter = _held(actor, letter)
    if not letter.is_written:
        raise Refused(_("先写好信、定好收回执的日子，再印。"))
    if letter.is_published:
        raise Refused(_("这一轮已经公布了，不用再印。"))
    require(all(one.compound.community_id == letter.community.pk for one in buildings))
    number = letter.slips.aggregate(n=Max("number"))["n"] or 0
    made: list[LetterSlip] = []
    for building in buildings:
        made += _missing_slips(letter, building, number + len(made))
    LetterSlip.objects.bulk_create(made)
    found = queries.slips_in(letter, [one.pk for one in buildings])
    if not found:
        raise Refused(_("这几栋楼还没有住户，先导入户册。"))
    if len(found) > MOST_AT_ONCE:
        raise Refused(_("一次最多印 %(most)d 封，请分几次印。") % {"most": MOST_AT_ONCE})
    if made:
        _note("listening.letters_printed", actor, letter, slips=len(made))
    return found


def _missing_slips(letter: LetterRound, building: Building, last: int) -> list[LetterSlip]:
    homes = households_of(building)
    before = letter.slips.filter(building=building)
    if letter.is_by_household:
        have = set(before.values_list("household", flat=True))
        wanted: list[Household | None] = [home for home in homes if home.pk not in have]
    else:
        wanted = [None] * max(len(homes) - before.count(), 0)
    return [
        LetterSlip(
            letter=letter, number=number, building=building, household=home, code=_new_code()
        )
        for number, home in enumerate(wanted, start=last + 1)
    ]


def _new_code() -> str:
    return "".join(secrets.choice(SIGNS) for _sign in range(CODE_LENGTH))


@transaction.atomic
def send_letter(*, actor: Person, letter: LetterRound) -> LetterRound:
    """Say that the letters have gone out."""
    letter = _held(actor, letter)
    if not letter.slips.exists():
        raise Refused(_("还没有印信。"))
    hold_occasion(actor=actor, occasion=letter.occasion)
    _note("listening.letter_sent", actor, letter, name=str(letter), until=str(letter.returns_until))
    return queries.letters_run_by(actor).get(pk=letter.pk)


@transaction.atomic
def answer_letter(*, actor: Person | None, slip: LetterSlip, said: Said) -> LetterReturn:
    """Take what a home writes by the code on its letter, once, until the last day."""
    letter = _hold(slip.letter)
    require(queries.slip_with_code(slip.code) == slip)
    if not letter.is_open:
        raise Refused(_("这一轮已经收完了。还有话要说，请告诉社区。"))
    returned = _take(letter, slip, LetterReturn.Channel.WEB, None, said)
    write_down("listening.letter_answered", None, letter.community, returned)
    return returned


@transaction.atomic
def enter_return(
    *,
    actor: Person,
    letter: LetterRound,
    said: Said,
    slip: LetterSlip | None = None,
    channel: str = LetterReturn.Channel.PAPER,
    receipt: UUID | None = None,
) -> LetterReturn:
    """Enter what stands on a slip, or what came without one; the same receipt again is one."""
    letter = _held(actor, letter)
    if earlier := queries.return_with(letter, receipt):
        return earlier
    if letter.is_published or not letter.is_written:
        raise Refused(_("这一轮现在不收回执。"))
    require(slip is None or slip.letter_id == letter.pk)
    returned = _take(letter, slip, channel, actor, said, receipt)
    _note("listening.return_entered", actor, letter, slip=str(slip or ""))
    return returned


def _take(
    letter: LetterRound,
    slip: LetterSlip | None,
    channel: str,
    actor: Person | None,
    said: Said,
    receipt: UUID | None = None,
) -> LetterReturn:
    if slip and queries.return_on(slip):
        raise Refused(_("%(number)s 号回执已经收过了。") % {"number": slip})
    returned = LetterReturn.objects.create(
        letter=letter,
        slip=slip,
        channel=channel,
        entered_by=actor,
        receipt=receipt,
    )
    for kind, lines in said.items():
        for line in lines:
            _note_line(letter, returned, actor, kind, line)
    return returned


def _note_line(
    letter: LetterRound, returned: LetterReturn, actor: Person | None, kind: str, line: str
) -> None:
    note_opinion(
        actor=actor,
        unit=letter.community,
        kind=kind,
        text=line,
        said_on=timezone.localdate(),
        occasion=letter.occasion,
        origin=returned,
        building=returned.slip.building if returned.slip else None,
        is_public=False,
    )


@transaction.atomic
def correct_return(
    *, actor: Person | None, returned: LetterReturn, said: Said, because: str = ""
) -> LetterReturn:
    """
    Put right what stands on a slip: a line that stays keeps its answer, one that goes is kept.

    The office says why; nobody acts when a home corrects its own by its code, in time.
    """
    letter = _held(actor, returned.letter) if actor else _hold(returned.letter)
    require(actor is not None or returned.slip is not None)
    if letter.is_published or (actor is None and not letter.is_open):
        raise Refused(_("这一轮已经收完了，不能再改。"))
    if actor and not because:
        raise Refused(_("请写一句为什么改。"))
    because = because if actor else _("住户自己改的")
    gone, added = _differences(queries.opinions_heard_through(returned), said)
    if actor is None and (answered := [one for one in gone if one.is_answered]):
        raise Refused(_("“%(text)s”社区已经答复了，不能再改。") % {"text": answered[0].text})
    for opinion in gone:
        withdraw_opinion(actor=actor, opinion=opinion, because=because)
    LetterAnswer.opinions.through.objects.filter(opinion__in=gone).delete()
    for kind, line in added:
        _note_line(letter, returned, actor, kind, line)
    if gone or added:
        returned.corrected_at, returned.corrected_by = timezone.now(), actor
        returned.corrected_because = because
        returned.save(update_fields=["corrected_at", "corrected_by", "corrected_because"])
        counts = {"gone": len(gone), "added": len(added), "because": because}
        write_down("listening.return_corrected", actor, letter.community, returned, **counts)
    return returned


def _differences(
    opinions: Iterable[Opinion], said: Said
) -> tuple[list[Opinion], list[tuple[str, str]]]:
    """Return which lines are said no longer, and which are new."""
    added = [(kind, line) for kind, lines in said.items() for line in lines]
    gone = []
    for opinion in opinions:
        if (opinion.kind, opinion.text) in added:
            added.remove((opinion.kind, opinion.text))
        else:
            gone.append(opinion)
    return gone, added


@transaction.atomic
def answer_opinions(
    *,
    actor: Person,
    letter: LetterRound,
    title: str,
    reply: str,
    text: str,
    opinions: Collection[Opinion],
    promise: str = "",
    keeper: Keeper | None = None,
    due_on: date | None = None,
) -> LetterAnswer:
    """
    Answer several lines that are about one thing, each for itself and together.

    What is promised besides goes where every promise goes, for everybody to follow.
    """
    letter = _held(actor, letter)
    if letter.is_published:
        raise Refused(_("这一轮已经公布了，不能再加答复。"))
    if not opinions:
        raise Refused(_("请勾选这是对哪几条意见的答复。"))
    if len(opinions) > MOST_ANSWERED:
        raise Refused(_("一次最多答复 %(most)d 条，请分几次。") % {"most": MOST_ANSWERED})
    known = set(queries.opinions_of(letter).values_list("pk", flat=True))
    require({one.pk for one in opinions} <= known)
    answer = letter.answers.filter(title=title).first()
    if answer is None:
        answer = LetterAnswer.objects.create(letter=letter, title=title, text=text, reply=reply)
    else:
        answer.text, answer.reply = text, reply
        answer.save(update_fields=["text", "reply"])
    answer.opinions.add(*opinions)
    for opinion in opinions:
        answer_opinion(actor=actor, opinion=opinion, reply=reply, answer=text)
    if promise:
        make_promise(
            actor=actor,
            unit=letter.community,
            what=promise,
            keeper=keeper or letter.community,
            due_on=due_on,
            occasion=letter.occasion,
            origin=answer,
            is_public=True,
        )
    _note("listening.opinions_answered", actor, letter, title=title, count=len(opinions))
    return answer


@transaction.atomic
def publish_letter(*, actor: Person, letter: LetterRound, summary: str) -> LetterRound:
    """Tell everybody what came back and what is done about it; every bottom line is answered."""
    letter = _held(actor, letter)
    if letter.is_published:
        raise Refused(_("这一轮已经公布了。"))
    if not letter.occasion.is_held:
        raise Refused(_("信还没有发出去。"))
    if letter.is_open:
        raise Refused(_("还在收回执，收完再公布。"))
    lacking = queries.opinions_unanswered(letter).filter(kind=Opinion.Kind.CONSTRAINT).count()
    if lacking:
        raise Refused(_("还有 %(n)d 条底线没有答复，答复了才能公布。") % {"n": lacking})
    letter.summary, letter.published_at = summary, timezone.now()
    letter.save(update_fields=["summary", "published_at"])
    answered, whole = queries.answered_of(letter)
    _note(
        "listening.letter_published",
        actor,
        letter,
        name=str(letter),
        answered=answered,
        opinions=whole,
    )
    return letter


def _held(actor: Person, letter: LetterRound) -> LetterRound:
    require(permissions.can_run_listening(actor, letter.community))
    return _hold(letter)


def _hold(letter: LetterRound) -> LetterRound:
    hold_alone(f"listening.letter:{letter.pk}")
    return LetterRound.objects.select_related("occasion__unit").get(pk=letter.pk)


def _note(verb: str, actor: Person, letter: LetterRound, **details: object) -> None:
    details["occasion"] = letter.occasion_id
    write_down(verb, actor, letter.community, letter, **details)
