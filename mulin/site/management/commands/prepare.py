"""`mulin prepare`: make this machine ready to serve, and in a demo put a neighbourhood in."""

from typing import Any

from django.conf import settings
from django.core.management import call_command, get_commands
from django.core.management.base import BaseCommand

from mulin.site.catalogues.books import compile_stale
from mulin.site.statics import collect_if_changed


class Command(BaseCommand):
    """Bring database, messages and static files up to date; doing it twice changes nothing."""

    help = "Bring database, messages and static files up to date."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Do each part, and leave out what is up to date."""
        call_command("migrate", interactive=False, verbosity=0)
        compile_stale(settings.PACKAGE)
        collect_if_changed()
        if settings.MODE == "demo" and "demo" in get_commands():
            call_command("demo", stdout=self.stdout)
            call_command("demo", "--people", stdout=self.stdout)
