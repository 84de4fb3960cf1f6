"""Say which rules a room's templates and texts break."""

from collections.abc import Iterator
from pathlib import Path

from django.template import TemplateSyntaxError

from mulin.site.catalogues import in_templates
from mulin.site.catalogues.found import Room
from mulin.site.catalogues.message import Message

from .rules import OF_TEMPLATES, OF_TEXTS, Rule


def of_room(room: Room) -> Iterator[str]:
    """Yield one line per fault: where, what, and what to do instead."""
    for path in room.files():
        if "templates" in path.parts:
            yield from of_template(path)
    try:
        messages = room.messages()
    except TemplateSyntaxError:
        return  # already said
    for message in messages:
        yield from of_text(message)


def of_text(message: Message) -> Iterator[str]:
    """Yield the faults of one text that people read."""
    for rule in OF_TEXTS:
        for match in rule.find(message.text):
            yield f"{message.files[0]}: {message.text!r}: {match[0]!r}: {rule.instead}"


def of_template(path: Path) -> Iterator[str]:
    """Yield the faults of one template file."""
    try:
        in_templates.compiled(path)
    except TemplateSyntaxError as fault:
        yield str(fault)
        return
    source = path.read_text(encoding="utf-8")
    for rule in OF_TEMPLATES:
        if not _is_excused(rule, path):
            for match in rule.find(source):
                line = source.count("\n", 0, match.start()) + 1
                yield f"{path}:{line}: {match[0][:60]!r}: {rule.instead}"


def _is_excused(rule: Rule, path: Path) -> bool:
    name = path.as_posix().rpartition("/templates/")[2]
    return bool(rule.not_in) and name.startswith(f"{rule.not_in}/")
