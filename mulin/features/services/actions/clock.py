"""What comes with time: days that are over, names that are forgotten."""

from django.db import transaction

from mulin.commons.people.models import Person

from .. import queries
from ..models import Matter

BLANK = {"name": "", "phone": "", "door": "", "note": ""}


@transaction.atomic
def close_days() -> int:
    """Note of days that are over who did not come and who did not wait; return how many."""
    over = queries.matters_to_close()
    missed = over.filter(state=Matter.State.BOOKED).update(state=Matter.State.MISSED)
    return missed + queries.matters_to_close().update(state=Matter.State.LEFT, keeper=None)


def forget_old_names() -> int:
    """Take names and doors from what has long been over; the count of matters stays."""
    return queries.matters_to_forget().update(**BLANK, building=None)


def forget_resident(*, person: Person) -> None:
    """Call off what a person had booked and take her name from what is over."""
    own = Matter.objects.filter(person=person)
    own.filter(state=Matter.State.BOOKED).update(state=Matter.State.CANCELLED)
    own.update(**BLANK, building=None)
