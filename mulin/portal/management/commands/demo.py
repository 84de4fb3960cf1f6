from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from mulin.commons.places.queries import parts_of
from mulin.portal.demo.cast import cast
from mulin.portal.demo.load import is_loaded, load_demo


class Command(BaseCommand):
    """Load the demo neighbourhood where there is nothing yet."""

    help = "Load the demo neighbourhood, or list the people in it."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--people", action="store_true", help="list who is in the demo")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("This site is in production; a demo is for MULIN_MODE=demo.")
        if options["people"]:
            self.list_people()
        elif not is_loaded():
            load_demo()

    def list_people(self) -> None:
        for _ref, person in sorted(cast().items()):
            roles = "、".join(f"{p.unit.name} {p.get_role_display()}" for p in parts_of(person))
            self.stdout.write(f"{person.full_name}\t{roles}")
