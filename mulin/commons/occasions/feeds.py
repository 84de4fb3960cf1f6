"""What takes place and what is due, as a calendar program reads it (iCalendar, RFC 5545)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.http import HttpResponse
from django.utils import timezone
from icalendar import Calendar, Event

from .models import Occasion

USUAL_LENGTH = timedelta(hours=1, minutes=30)


@dataclass(frozen=True)
class Entry:
    """One line of a calendar: at a moment, or for a whole day."""

    uid: str
    """Lasting: the same thing keeps it when it is moved, so that calendars move it too."""

    title: str
    url: str
    on: date
    starts_at: datetime | None = None
    where: str = ""
    is_cancelled: bool = False


def entry_of(occasion: Occasion, url: str) -> Entry:
    """Return an occasion as a calendar's line."""
    starts_at = None
    if occasion.starts_at:
        starts_at = timezone.make_aware(datetime.combine(occasion.on, occasion.starts_at))
    return Entry(
        uid=f"occasion-{occasion.pk}",
        title=occasion.title,
        url=url,
        on=occasion.on,
        starts_at=starts_at,
        where=occasion.where,
        is_cancelled=occasion.state in ("missed", "called_off"),
    )


def calendar(name: str, entries: Iterable[Entry], *, host: str) -> bytes:
    """Return an iCalendar file."""
    book = Calendar()
    book.add("prodid", "-//Mulin//Mulin//ZH")
    book.add("version", "2.0")
    book.add("method", "PUBLISH")
    book.add("x-wr-calname", name)
    now = timezone.now()
    for entry in entries:
        book.add_component(_event(entry, host, now))
    return book.to_ical()


def _event(entry: Entry, host: str, now: datetime) -> Event:
    event = Event()
    event.add("uid", f"{entry.uid}@{host}")
    event.add("dtstamp", now)
    event.add("summary", entry.title)
    event.add("url", entry.url)
    if entry.where:
        event.add("location", entry.where)
    if entry.starts_at:
        event.add("dtstart", entry.starts_at)
        event.add("dtend", entry.starts_at + USUAL_LENGTH)
    else:
        event.add("dtstart", entry.on)
        event.add("dtend", entry.on + timedelta(days=1))
    event.add("status", "CANCELLED" if entry.is_cancelled else "CONFIRMED")
    return event


def calendar_response(content: bytes, name: str, *, is_secret: bool = False) -> HttpResponse:
    """Send a calendar file; programs ask again and again, so it has a lasting name."""
    response = HttpResponse(
        content,
        content_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": f'inline; filename="{name}.ics"'},
    )
    if is_secret:
        # Programs that ask have no session, by which other pages are kept out of caches.
        response["Cache-Control"] = "private, no-store"
        response["X-Robots-Tag"] = "noindex"
    return response
