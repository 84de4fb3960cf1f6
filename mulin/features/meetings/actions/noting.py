"""What is said, counted, decided and promised at a table, one line at a time."""

from collections.abc import Iterable
from datetime import date

from django.db import models, transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from mulin.commons.files.actions import publish_photos, store_photo
from mulin.commons.files.pictures import Picture
from mulin.commons.people.models import Person
from mulin.commons.tasks import actions as tasks
from mulin.commons.tasks.models import ActionItem
from mulin.commons.topics.actions import note_opinion
from mulin.errors import Refused, require

from .. import permissions
from ..models import HandCount, Meeting, Resolution, Voice, WayOut
from ..queries import MINUTES
from .holding import Said, at_table, held, once, write_down


@transaction.atomic
def note_said(
    *,
    actor: Person,
    meeting: Meeting,
    kind: str,
    text: str,
    speaker_name: str = "",
    spoken_for: str = "",
    place: str = "",
    said: Said | None = None,
) -> Voice:
    """Write down a need, a suggestion or what must not happen; sent again it is the same line."""
    said = once(said)
    if earlier := Voice.objects.filter(meeting=meeting, opinion__receipt=said.receipt).first():
        return earlier
    meeting = at_table(actor, meeting, said)
    item = said.agenda_item
    opinion = note_opinion(
        actor=actor,
        unit=meeting.occasion.unit,
        kind=kind,
        text=text,
        said_on=meeting.occasion.on,
        topic=meeting.topic or (item.topic if item else None),
        occasion=meeting.occasion,
        origin=meeting,
        receipt=said.receipt,
        speaker_name=speaker_name,
        place=place,
        is_public=meeting.occasion.is_public,
    )
    voice = Voice.objects.create(
        opinion=opinion, meeting=meeting, agenda_item=item, spoken_for=spoken_for
    )
    write_down("meetings.said", actor, meeting, kind=kind)
    return voice


@transaction.atomic
def note_show_of_hands(
    *,
    actor: Person,
    meeting: Meeting,
    question: str,
    agree: int,
    disagree: int = 0,
    abstain: int = 0,
    said: Said | None = None,
) -> HandCount:
    """Write down how many raised a hand."""
    said = once(said)
    if earlier := meeting.hand_counts.filter(receipt=said.receipt).first():
        return earlier
    meeting = at_table(actor, meeting, said)
    if not agree + disagree + abstain:
        raise Refused(_("一只手也没有，请再数数。"))
    count = HandCount.objects.create(
        meeting=meeting,
        agenda_item=said.agenda_item,
        question=question,
        agree=agree,
        disagree=disagree,
        abstain=abstain,
        noted_by=actor,
        receipt=said.receipt,
    )
    write_down("meetings.hands_counted", actor, meeting, question=question, said=count.in_words)
    return count


@transaction.atomic
def note_option(*, actor: Person, meeting: Meeting, text: str, said: Said | None = None) -> WayOut:
    """Write down a way out that was named."""
    said = once(said)
    if earlier := meeting.options.filter(receipt=said.receipt).first():
        return earlier
    meeting = at_table(actor, meeting, said)
    option = WayOut.objects.create(
        meeting=meeting,
        agenda_item=said.agenda_item,
        text=text,
        noted_by=actor,
        receipt=said.receipt,
    )
    write_down("meetings.option_named", actor, meeting, text=text)
    return option


@transaction.atomic
def note_resolution(
    *, actor: Person, meeting: Meeting, text: str, said: Said | None = None
) -> Resolution:
    """Write down what was decided, under its own number."""
    said = once(said)
    if earlier := meeting.resolutions.filter(receipt=said.receipt).first():
        return earlier
    meeting = at_table(actor, meeting, said)
    last = meeting.resolutions.aggregate(last=Max("number"))["last"] or 0
    resolution = Resolution.objects.create(
        meeting=meeting,
        agenda_item=said.agenda_item,
        number=last + 1,
        text=text,
        noted_by=actor,
        receipt=said.receipt,
    )
    write_down("meetings.resolved", actor, meeting, text=text, number=last + 1)
    return resolution


@transaction.atomic
def withdraw_resolution(*, actor: Person, resolution: Resolution, because: str) -> Resolution:
    """Say that something was not decided so, and why; its number stays taken."""
    require(permissions.can_keep_minutes(actor, resolution.meeting))
    meeting = held(resolution.meeting)
    if not because:
        raise Refused(_("请写一句原因。"))
    if resolution.withdrawn_because:
        raise Refused(_("这一条已经撤下了。"))
    resolution.withdrawn_because = because
    resolution.save(update_fields=["withdrawn_because"])
    write_down(
        "meetings.resolution_withdrawn", actor, meeting, text=resolution.text, because=because
    )
    return resolution


@transaction.atomic
def note_promise(
    *,
    actor: Person,
    meeting: Meeting,
    what: str,
    keeper: models.Model,
    due_on: date | None = None,
    said: Said | None = None,
) -> ActionItem:
    """Write down who promised what by when; it comes back on the next agenda."""
    said = once(said)
    meeting = at_table(actor, meeting, said)
    item = said.agenda_item
    promised = tasks.promise(
        actor=actor,
        unit=meeting.occasion.unit,
        what=what,
        keeper=keeper,  # type: ignore[arg-type]
        due_on=due_on,
        occasion=meeting.occasion,
        origin=item or meeting,
        topic=meeting.topic,
        is_public=meeting.occasion.is_public,
        receipt=said.receipt,
    )
    write_down("meetings.promised", actor, meeting, what=what, keeper=promised.keeper_in_public)
    return promised


@transaction.atomic
def write_draft(
    *, actor: Person, meeting: Meeting, said: Said | None = None, **fields: str
) -> Meeting:
    """Write the five fields of the minutes; an older draft that arrives late changes nothing."""
    said = once(said)
    at = min(said.at or timezone.now(), timezone.now())
    meeting = at_table(actor, meeting, said)
    if meeting.drafted_at and at < meeting.drafted_at:
        return meeting
    for name in MINUTES:
        setattr(meeting, name, fields.get(name, "").strip())
    meeting.drafted_at = at
    meeting.save(update_fields=[*MINUTES, "drafted_at"])
    write_down("meetings.drafted", actor, meeting)
    return meeting


@transaction.atomic
def add_photos(*, actor: Person, meeting: Meeting, pictures: Iterable[Picture]) -> Meeting:
    """Hang photos of the table beside its minutes."""
    meeting = at_table(actor, meeting, Said())
    photos = [
        store_photo(actor=actor, upload=one, alt=meeting.occasion.title, unit=meeting.occasion.unit)
        for one in pictures
    ]
    meeting.photos.add(*photos)
    if meeting.occasion.is_public:
        publish_photos(actor=actor, photos=photos)
    write_down("meetings.photographed", actor, meeting, photos=len(photos))
    return meeting
