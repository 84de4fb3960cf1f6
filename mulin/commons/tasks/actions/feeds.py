"""Give somebody a calendar of her own, and take it away with her account."""

from django.db import transaction

from mulin.commons.audit.actions import record
from mulin.commons.people.models import Person
from mulin.errors import require

from ..models import FeedKey
from ..secrets import digest_of, new_key


@transaction.atomic
def make_feed_key(*, actor: Person) -> str:
    """Give a person a new secret address for her calendar; return what only she learns."""
    require(actor.is_active)
    key = new_key()
    FeedKey.objects.update_or_create(person=actor, defaults={"digest": digest_of(key)})
    record("tasks.feed_made", by=actor, about=actor)
    return key


def forget_feed(*, person: Person) -> None:
    """Let nobody read a person's list any more: she closed her account."""
    FeedKey.objects.filter(person=person).delete()
