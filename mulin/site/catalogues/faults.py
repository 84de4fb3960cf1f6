"""Say what is wrong with a room's book of translations."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

import polib

from .books import place
from .chinese import SIGN
from .message import Message, Place

PLACEHOLDER = re.compile(r"%(?:\(\w+\))?[-#0+]*\d*(?:\.\d+)?[sdifr]|\{\w*\}")
CHINESE = re.compile(f"[{SIGN}]")
KEEPS_CHINESE = "keeps Chinese"
"""A translator's comment that begins so allows Chinese in the English; it says why."""


def of_book(book: polib.POFile, messages: Iterable[Message]) -> Iterator[str]:
    """Yield one sentence per fault of a book that should hold these messages."""
    wanted = {message.place: message for message in messages}
    written = {place(entry): entry for entry in book}
    for key, message in wanted.items():
        if key not in written:
            yield f"missing: {message.text!r} (run `manage.py messages`)"
    for key, entry in written.items():
        if key not in wanted:
            yield f"obsolete: {entry.msgid!r} (run `manage.py messages`)"
        else:
            yield from _of_entry(entry)
            if bool(wanted[key].plural) != bool(entry.msgid_plural):
                yield f"one form or two: {entry.msgid!r} (run `manage.py messages`)"


def between_rooms(books: Mapping[str, polib.POFile]) -> Iterator[str]:
    """Yield each message that two rooms translate differently; Django would show only one."""
    said: dict[Place, dict[str, str]] = defaultdict(dict)
    for room, book in books.items():
        for entry in book:
            if all(_forms(entry)):
                said[place(entry)].setdefault(_forms(entry)[0], room)
    for (_, text), ways in said.items():
        if len(ways) > 1:
            listed = ", ".join(f"{room}: {form!r}" for form, room in ways.items())
            yield f"{text!r} is translated in two ways ({listed}); choose one or give a context"


def _of_entry(entry: polib.POEntry) -> Iterator[str]:
    if entry.fuzzy:
        yield f"fuzzy: {entry.msgid!r}"
    if not all(_forms(entry)):
        yield f"untranslated: {entry.msgid!r}"
        return
    for number, form in enumerate(_forms(entry)):
        yield from _of_form(entry, form, is_singular=bool(entry.msgid_plural) and number == 0)


def _of_form(entry: polib.POEntry, form: str, *, is_singular: bool) -> Iterator[str]:
    theirs, ours = _placeholders(entry.msgid), _placeholders(form)
    if not (ours <= theirs if is_singular else ours == theirs):
        yield f"placeholders differ: {entry.msgid!r} and {form!r}"
    elif _can_be_filled(entry.msgid) and not _can_be_filled(form):
        yield f"a per cent sign must be doubled: {form!r}"
    if CHINESE.search(form) and not entry.tcomment.startswith(KEEPS_CHINESE):
        yield f"Chinese in English: {form!r} (comment `{KEEPS_CHINESE}: why` allows it)"


def _forms(entry: polib.POEntry) -> list[str]:
    return (
        [entry.msgstr_plural.get(n, "") for n in (0, 1)] if entry.msgid_plural else [entry.msgstr]
    )


def _placeholders(text: str) -> set[str]:
    return set(PLACEHOLDER.findall(text.replace("%%", "")))


def _can_be_filled(text: str) -> bool:
    try:
        text % defaultdict(int)
    except (TypeError, ValueError):
        return False
    return True
