from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from mulin.site.catalogues.found import rooms
from mulin.site.lint import faults


class Command(BaseCommand):
    help = "Check every template, and every Chinese text that people read."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        found = [fault for room in rooms().values() for fault in faults.of_room(room)]
        if found:
            raise CommandError("\n".join(found).replace(f"{settings.ROOT}/", ""))
        self.stdout.write("Every template and every text keeps the rules.")
