from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.template import TemplateSyntaxError

from mulin.site.catalogues import books, faults
from mulin.site.catalogues.found import Room, rooms


class Command(BaseCommand):
    help = "Bring each room's English words up to date, compile them, or check them."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("rooms", nargs="*", help="such as ideas; all when left out")
        parser.add_argument("--compile", action="store_true", help="only make stale .mo files")
        parser.add_argument("--check", action="store_true", help="change nothing; fail on faults")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["compile"]:
            self.stdout.write(f"Compiled {len(books.compile_stale(settings.PACKAGE))} books.")
            return
        work = self._check if options["check"] else self._update
        try:
            work(self._chosen(options["rooms"]))
        except (TemplateSyntaxError, SyntaxError) as fault:
            raise CommandError(f"Cannot read the messages: {fault}") from None

    def _chosen(self, names: list[str]) -> list[Room]:
        known = rooms()
        if unknown := set(names) - known.keys():
            raise CommandError(f"No room {sorted(unknown)}; there are {sorted(known)}.")
        return [known[name] for name in names or known]

    def _update(self, chosen: list[Room]) -> None:
        translated = books.translated(room.book for room in rooms().values())
        for room in chosen:
            book = books.up_to_date(books.read(room.book), room.messages(), translated)
            if books.write(room.book, book):
                todo = len(book.untranslated_entries())
                self.stdout.write(f"{room.name}: {len(book)} messages, {todo} to translate")
        books.compile_stale(settings.PACKAGE)

    def _check(self, chosen: list[Room]) -> None:
        opened = {room.name: books.read(room.book) for room in rooms().values()}
        found = [
            f"{room.name}: {fault}"
            for room in chosen
            for fault in faults.of_book(opened[room.name], room.messages())
        ]
        found += faults.between_rooms(opened)
        if found:
            raise CommandError("\n".join(found))
        self.stdout.write(f"{sum(map(len, opened.values()))} messages, all in English too.")
