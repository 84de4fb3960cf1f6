"""What people are told, read from the records."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.core.paginator import Page, Paginator
from django.db import models
from django.db.models import Q, QuerySet
from django.db.models.expressions import RawSQL

from mulin.commons.audit.models import Record
from mulin.commons.people.models import Person
from mulin.commons.places.queries import parts_of

from .models import ShortLink
from .sentences import (
    Audience,
    Sentence,
    address_of,
    name_of,
    role_of,
    said,
    sentence_for,
    verbs_with_message,
    verbs_with_timeline,
)

PER_PAGE = 20
MOST_UNREAD = 1000
LONGEST_TIMELINE = 100

TOLD = """
WITH seen AS (
    SELECT coalesce(max(seen_record_id), 0) AS id FROM notices_reader
     WHERE person_id = %(me)s AND %(unread_only)s
), told AS (
    SELECT record.id, record.by_id
      FROM notices_follow AS follow JOIN audit_record AS record USING (about_type, about_id)
     WHERE follow.person_id = %(me)s AND record.verb = ANY (%(verbs)s::text[])
       AND record.id > greatest(follow.since_record_id, (SELECT id FROM seen))
    UNION ALL
    SELECT id, by_id FROM audit_record
     WHERE about_type = 'people.person' AND about_id = %(me)s
       AND verb = ANY (%(verbs)s::text[]) AND id > (SELECT id FROM seen)
    UNION ALL
    SELECT id, by_id FROM audit_record
     WHERE unit_id = ANY (%(units)s::bigint[]) AND verb = ANY (%(place_verbs)s::text[])
       AND at >= %(joined_at)s AND id > (SELECT id FROM seen)
)
SELECT id FROM told
 WHERE by_id IS DISTINCT FROM %(me)s
   AND id <> ALL (ARRAY(
       SELECT unnest(seen_later) FROM notices_reader WHERE person_id = %(me)s AND %(unread_only)s))
"""
"""
The records one person is told about: of things she follows, of herself, of her places.

Each of the three is found by an index, which one condition with OR would not be.
"""

FACT = re.compile(r"%\((\w+)\)s")
TOLD_FACTS = FACT.findall(TOLD)
TOLD_SQL = FACT.sub("%s", TOLD)


@dataclass(frozen=True)
class Message:
    """What one person is told about one record."""

    text: str
    url: str
    at: datetime
    icon: str
    tone: str
    is_unread: bool


@dataclass(frozen=True)
class Entry:
    """One line of a public timeline, as the timeline block draws it."""

    title: str
    at: datetime
    who: str
    tone: str
    icon: str
    state: str = "done"
    text: str = ""
    verb: str = ""


def messages_for(
    person: Person, page: int | str = 1, *, unread: Collection[int] | None = None
) -> Page:
    """Return one page of a person's messages, the newest first."""
    found = Paginator(_records_told(person).select_related("by"), PER_PAGE).get_page(page)
    new = set(unread_ids(person) if unread is None else unread)
    messages = [_message(record, is_unread=record.pk in new) for record in found.object_list]
    return Page(messages, found.number, found.paginator)


def all_messages_for(person: Person) -> Iterator[Message]:
    """Yield every message of a person, the newest first."""
    for record in _records_told(person).select_related("by").iterator():
        yield _message(record, is_unread=False)


def unread_count(person: Person) -> int:
    """Count a person's unread messages; one query, besides the parts she plays."""
    return _records_told(person, unread_only=True).count()


def unread_ids(person: Person) -> list[int]:
    """Return the records a person has not been told about yet, the newest first."""
    unread = _records_told(person, unread_only=True).values_list("pk", flat=True)
    return list(unread[:MOST_UNREAD])


def timeline_of(*things: models.Model, after: int = 0) -> list[Entry]:
    """
    Return what was done about a thing, or about several that are one story, oldest first.

    `after` is a record that stands for the moment from which it matters.
    """
    about = Q(pk__in=[])
    for thing in things:
        about |= Q(about_type=thing._meta.label_lower, about_id=thing.pk)
    records = (
        Record.objects.filter(about, verb__in=verbs_with_timeline(), pk__gt=after)
        .select_related("by")
        .order_by("-pk")[:LONGEST_TIMELINE]
    )
    return [_entry(record) for record in reversed(records)]


def _records_told(person: Person, *, unread_only: bool = False) -> QuerySet[Record]:
    facts = {
        "me": person.pk,
        "unread_only": unread_only,
        "verbs": verbs_with_message(),
        "place_verbs": verbs_with_message(Audience.PLACE),
        "units": sorted(_units_around(person)),
        "joined_at": person.joined_at,
    }
    told = RawSQL(TOLD_SQL, [facts[name] for name in TOLD_FACTS])  # noqa: S611 (no input in it)
    return Record.objects.filter(pk__in=told).order_by("-pk")


def _units_around(person: Person) -> set[int]:
    """Return the units a person plays a part in, and all above them: their paths say it."""
    return {int(pk) for part in parts_of(person) for pk in part.unit.path.strip("/").split("/")}


def _sentence(record: Record) -> Sentence:
    sentence = sentence_for(record.verb)
    if sentence is None:
        raise LookupError(record.verb)
    return sentence


def _message(record: Record, *, is_unread: bool) -> Message:
    sentence = _sentence(record)
    return Message(
        text=said(sentence.message, record),
        url=address_of(sentence, record),
        at=record.at,
        icon=sentence.icon,
        tone=sentence.tone,
        is_unread=is_unread,
    )


def _entry(record: Record) -> Entry:
    sentence = _sentence(record)
    return Entry(
        title=said(sentence.timeline, record),
        at=record.at,
        who=" ".join(filter(None, (role_of(record), name_of(record)))),
        tone=sentence.tone,
        icon=sentence.icon,
        verb=record.verb,
    )


def link_of_code(code: str) -> ShortLink | None:
    """Return the page a short code stands for; capitals do not matter."""
    return ShortLink.objects.filter(code=code.lower()).first()


def link_of_path(path: str) -> ShortLink | None:
    return ShortLink.objects.filter(path=path).first()
