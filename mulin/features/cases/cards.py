"""How a case is shown in a line: its state as a tag, its story."""

from dataclasses import replace
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from mulin.commons.notices.queries import Entry, timeline_of
from mulin.web.formats import day_in_words

from . import queries
from .public_words import without_numbers
from .states import State

REPORTERS_WORDS = ("cases.reopened", "cases.answer_noted")
"""Acts whose second line is in the reporter's own words."""

TAGS = {
    State.NEW: ("lamp", "clock"),
    State.ASSIGNED: ("lamp", "clock"),
    State.ACCEPTED: ("dian", "user"),
    State.IN_PROGRESS: ("dian", "wrench"),
    State.WAITING: ("plain", "pause"),
    State.RESOLVED: ("brand", "check"),
    State.CONFIRMED: ("brand", "circle-check"),
    State.REOPENED: ("zhu", "rotate-ccw"),
    State.TRANSFERRED: ("plain", "share-2"),
}


def tag_of(case: Any) -> dict[str, str]:
    """Return the state of a case as a tag."""
    tone, icon = TAGS[State(case.state)]
    if case.is_late:
        tone = "zhu"
    return {"text": case.get_state_display(), "tone": tone, "icon": icon}


def rows_of(cases: Any) -> list[dict[str, Any]]:
    """Return cases with their tags, for a list of those who may read every word."""
    return [
        {"case": case, "tag": tag_of(case), "title": case.title, "where": case.where}
        for case in cases
    ]


def public_rows_of(cases: Any) -> list[dict[str, Any]]:
    """Return cases with their tags, in the words that are for everybody."""
    return [
        {
            "case": case,
            "tag": public_tag_of(case),
            "title": case.public_title,
            "where": case.where_in_public,
        }
        for case in cases
    ]


def public_tag_of(case: Any) -> dict[str, str]:
    """Return the state as a tag; until its reporter was told, nobody else reads that it ended."""
    if case.is_done and not case.told_at:
        return {"text": _("在办"), "tone": "dian", "icon": "wrench"}
    return tag_of(case)


def due_in_words(case: Any) -> str:
    """Return until when a case is to be solved, as lists and papers say it."""
    if case.is_due_at_an_hour:
        return f"{timezone.localtime(case.due_at):%Y-%m-%d %H:%M}"
    return f"{case.due_on:%Y-%m-%d}"


def due_when_spoken(case: Any) -> str:
    """Return until when, as it is said in a group: without a year that is this one."""
    if not case.is_due_at_an_hour:
        return day_in_words(case.due_on)
    at = timezone.localtime(case.due_at)
    return f"{day_in_words(at.date())} {at:%H:%M}"


def story_of(case: Any, *, knows_result: bool) -> list[Entry]:
    """
    Return a case's story, the oldest first.

    Until its reporter was told, nobody else reads how it ended.
    """
    found = timeline_of(*queries.story_sources(case, in_public=not knows_result))
    entries = sorted(found, key=lambda entry: entry.at)
    if not knows_result and case.is_done and not case.told_at:
        entries = [entry for entry in entries if entry.at < case.resolved_at]
    lines = [_in_lines(entry) for entry in entries]
    return lines if knows_result else [_in_public(line) for line in lines]


def _in_lines(entry: Entry) -> Entry:
    """Put what was done into the first line, and what was said of it below."""
    first, _cut, rest = entry.title.partition("\n")
    return replace(entry, title=first, text=rest)


def _in_public(entry: Entry) -> Entry:
    """Leave out what the reporter wrote later, which nobody looked through, and all numbers."""
    hidden = entry.verb in REPORTERS_WORDS
    return replace(entry, text="" if hidden else without_numbers(entry.text))
