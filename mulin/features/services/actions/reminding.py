"""A word before somebody is awaited: as a message, and to a telephone where there is no account."""

from uuid import UUID, uuid5

from django.db import transaction
from django.utils import timezone

from mulin.commons.people.actions import send_soon, take_back_message
from mulin.commons.people.sms import HOME_VISIT_TEXT, VISIT_OFF_TEXT, VISIT_TEXT

from .. import queries
from ..models import Matter
from ..reminders import in_words, is_due
from .writing_down import note_matter


def remind() -> int:
    """Tell those who are awaited soon; return how many."""
    return sum(_remind(pk) for pk in queries.matters_to_remind())


@transaction.atomic
def _remind(pk: int) -> bool:
    # Another worker may be at it, or the visit was just called off: look again.
    found = Matter.objects.select_for_update(of=("self",), skip_locked=True).filter(
        pk=pk, state=Matter.State.BOOKED, reminded_at=None
    )
    matter = found.select_related("point__unit", "item", "person").first()
    if matter is None or not _is_due(matter):
        return False
    matter.reminded_at = timezone.now()
    matter.save(update_fields=["reminded_at"])
    text(matter, "reminded")
    note_matter(
        "reminded",
        actor=None,
        matter=matter,
        on=matter.on.isoformat(),
        at=f"{matter.starts_at:%H:%M}",
        way=matter.way,
    )
    return True


def text(matter: Matter, why: str) -> None:
    """Let a telephone know when somebody is awaited: to remind, or because the office moved it."""
    if matter.is_home_visit:
        _send(matter, HOME_VISIT_TEXT, why, leave_out=("where",))
    else:
        _send(matter, VISIT_TEXT, why)


def text_off(matter: Matter) -> None:
    """Let a telephone know that the office called a visit off."""
    _send(matter, VISIT_OFF_TEXT, "cancelled", leave_out=("where", "bring"))


def take_back_texts(matter: Matter) -> None:
    """Keep what has not gone yet from going: the visit gets another time, or none."""
    for why in ("reminded", "moved"):
        take_back_message(key=_key(matter, why))


def _send(matter: Matter, template: str, why: str, leave_out: tuple[str, ...] = ()) -> None:
    phone, starts = queries.phone_to_text(matter), matter.starts
    if phone and starts:
        words = {name: said for name, said in in_words(matter).items() if name not in leave_out}
        key = _key(matter, why)
        send_soon(phone=phone, template=template, values=words, until=starts, key=key)


def _key(matter: Matter, why: str) -> UUID:
    """Return by what a gateway knows one message about a visit at its hour."""
    return uuid5(matter.receipt, f"{why} {matter.on} {matter.starts_at}")


def _is_due(matter: Matter) -> bool:
    """Return whether it is time, and somebody will be there: the day may be shut by now."""
    starts, now = matter.starts, timezone.localtime()
    if starts is None or not is_due(starts, timezone.localtime(matter.timed_at), now):
        return False
    spans = queries.hours_of(matter.point).spans_on(matter.on)
    return any(opens <= starts.time() < closes for opens, closes in spans)
