"""Find every message of a room, in the order of its files."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.apps import apps
from django.conf import settings

from . import in_blueprints, in_python, in_templates
from .message import Message, Place

SKIPPED = {"tests", "migrations", "locale", "static", "__pycache__"}
READERS = {
    ".py": in_python.read,
    ".yaml": in_blueprints.read,
    ".html": in_templates.read,
    ".svg": in_templates.read,
    ".txt": in_templates.read,
}
FOLDERS = {in_templates.read: "templates", in_blueprints.read: "blueprints"}
"""Where files stand that only this reader reads; others of their kind say nothing to people."""


@dataclass(frozen=True)
class Room:
    """One app: where its book stands, and which files say its messages."""

    name: str
    folder: Path
    searched: Path
    others: tuple[Path, ...] = ()
    """Folders inside the searched one that belong to other apps."""

    @property
    def book(self) -> Path:
        return self.folder / "locale" / "en" / "LC_MESSAGES" / "django.po"

    def files(self) -> Iterator[Path]:
        """Yield every file that may hold messages of this room."""
        for path in sorted(self.searched.rglob("*.*")):
            inside = path.relative_to(self.searched).parts
            if path.suffix not in READERS or SKIPPED.intersection(inside):
                continue
            if FOLDERS.get(READERS[path.suffix], "") not in ("", *inside):
                continue
            if not any(path.is_relative_to(other) for other in self.others):
                yield path

    def messages(self) -> list[Message]:
        """Return every message of this room once, with the files that say it."""
        known: dict[Place, Message] = {}
        for path in self.files():
            where = path.relative_to(self.searched.parent).as_posix()
            for words in READERS[path.suffix](path):
                message = known.setdefault(words.place, Message(words.text, words.context))
                message.plural = message.plural or words.plural
                if where not in message.files:
                    message.files.append(where)
        return list(known.values())


def rooms() -> dict[str, Room]:
    """Return every app of this house by its short name; the site takes what no other app has."""
    folders = {
        app.name.rpartition(".")[2]: settings.ROOT.joinpath(*app.name.split("."))
        for app in apps.get_app_configs()
        if app.name.startswith("mulin.")
    }
    found = {name: Room(name, folder, folder) for name, folder in sorted(folders.items())}
    others = tuple(folder for name, folder in folders.items() if name != "site")
    return found | {"site": Room("site", folders["site"], settings.PACKAGE, others)}
