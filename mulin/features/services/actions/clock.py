"""What comes with time: a word the day before, days that are over, names that are forgotten."""

from django.db import transaction
from django.utils import timezone

from mulin.commons.people.models import Person

from .. import queries
from ..models import Matter
from .writing_down import note_matter

BLANK = {"name": "", "phone": "", "door": "", "note": ""}


def remind_of_tomorrow() -> int:
    """Tell those who are booked for tomorrow; return how many."""
    return sum(_remind(pk) for pk in queries.matters_to_remind().values_list("pk", flat=True))


@transaction.atomic
def _remind(pk: int) -> bool:
    # Another worker may be at it, or the visit was just called off: look again.
    found = Matter.objects.select_for_update(of=("self",), skip_locked=True).filter(
        pk=pk, state=Matter.State.BOOKED, reminded_at=None
    )
    matter = found.select_related("point__unit", "item").first()
    if matter is None:
        return False
    matter.reminded_at = timezone.now()
    matter.save(update_fields=["reminded_at"])
    note_matter(
        "reminded",
        actor=None,
        matter=matter,
        on=matter.on.isoformat(),
        at=f"{matter.starts_at:%H:%M}",
        way=matter.way,
    )
    return True


@transaction.atomic
def close_days() -> int:
    """Note of days that are over who did not come and who did not wait; return how many."""
    over = queries.matters_to_close()
    missed = over.filter(state=Matter.State.BOOKED).update(state=Matter.State.MISSED)
    return missed + queries.matters_to_close().update(state=Matter.State.LEFT)


def forget_old_names() -> int:
    """Take names and doors from what has long been over; the count of matters stays."""
    return queries.matters_to_forget().update(**BLANK, building=None)


def forget_resident(*, person: Person) -> None:
    """Call off what a person had booked and take her name from what is over."""
    own = Matter.objects.filter(person=person)
    own.filter(state=Matter.State.BOOKED).update(state=Matter.State.CANCELLED)
    own.update(**BLANK, building=None)
