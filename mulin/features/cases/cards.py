"""How a case is shown in a line: its state as a tag, its story."""

from dataclasses import replace
from typing import Any

from mulin.commons.notices.queries import Entry, timeline_of

from . import queries
from .states import State

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
    """Return cases with their tags, for a list."""
    return [{"case": case, "tag": tag_of(case)} for case in cases]


def story_of(case: Any, *, knows_result: bool) -> list[Entry]:
    """
    Return a case's story, the oldest first.

    Until its reporter was told, nobody else reads how it ended.
    """
    found = timeline_of(*queries.story_sources(case))
    entries = sorted(found, key=lambda entry: entry.at)
    if not knows_result and case.resolved_at and not case.told_at:
        entries = [entry for entry in entries if entry.at < case.resolved_at]
    return [_in_lines(entry) for entry in entries]


def _in_lines(entry: Entry) -> Entry:
    """Put what was done into the first line, and what was said of it below."""
    first, _cut, rest = entry.title.partition("\n")
    return replace(entry, title=first, text=rest)
