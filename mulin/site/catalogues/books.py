"""Keep a room's book of translations: bring it up to date, and make what gettext reads."""

import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import polib

from .message import Message, Place

HEADER = {
    "Project-Id-Version": "Mulin",
    "Language": "en",
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
    "Plural-Forms": "nplurals=2; plural=(n != 1);",
}


def read(path: Path) -> polib.POFile:
    """Return a room's book; an empty one when there is none yet."""
    return polib.pofile(str(path), wrapwidth=0) if path.exists() else polib.POFile(wrapwidth=0)


def place(entry: polib.POEntry) -> Place:
    return entry.msgctxt, entry.msgid


def translated(paths: Iterable[Path]) -> dict[Place, polib.POEntry]:
    """Return every finished entry of these books; of two, the first."""
    found: dict[Place, polib.POEntry] = {}
    for path in paths:
        for entry in read(path).translated_entries():
            found.setdefault(place(entry), entry)
    return found


def up_to_date(
    old: polib.POFile, messages: Iterable[Message], elsewhere: Mapping[Place, polib.POEntry]
) -> polib.POFile:
    """
    Return the book with exactly these messages.

    What was translated stays; what another room has already translated is taken over.
    """
    known = {**elsewhere, **{place(entry): entry for entry in old}}
    book = polib.POFile(wrapwidth=0)
    book.metadata = dict(HEADER)
    for message in messages:
        book.append(_entry(message, known.get(message.place)))
    return book


def _entry(message: Message, known: polib.POEntry | None) -> polib.POEntry:
    entry = polib.POEntry(
        msgid=message.text,
        msgctxt=message.context,
        msgid_plural=message.plural,
        occurrences=[(name, "") for name in message.files],
        msgstr_plural={0: "", 1: ""} if message.plural else {},
    )
    if known is None:
        return entry
    entry.flags, entry.tcomment = list(known.flags), known.tcomment
    one = known.msgstr or known.msgstr_plural.get(0, "")
    if message.plural:
        entry.msgstr_plural = {0: one, 1: known.msgstr_plural.get(1, "")}
    else:
        entry.msgstr = one
    return entry


def write(path: Path, book: polib.POFile) -> bool:
    """Write the book, and say whether that changed anything."""
    text = f"{book}".strip("#\n") + "\n"
    if path.exists() and path.read_text(encoding="utf-8") == text:
        return False
    if len(book) or path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return True


def compile_stale(package: Path) -> list[Path]:
    """Make the .mo files that are missing or older than their book.  Needs no Django."""
    return [path for path in stale(package) if _compile(path)]


def stale(package: Path) -> Iterator[Path]:
    """Yield every book below a folder whose .mo file is missing or older."""
    for path in sorted(package.rglob("locale/*/LC_MESSAGES/*.po")):
        made = path.with_suffix(".mo")
        if not made.exists() or made.stat().st_mtime_ns < path.stat().st_mtime_ns:
            yield path


def _compile(path: Path) -> bool:
    unfinished = path.with_suffix(f".{os.getpid()}.mo")
    polib.pofile(str(path)).save_as_mofile(str(unfinished))
    unfinished.replace(path.with_suffix(".mo"))
    return True
