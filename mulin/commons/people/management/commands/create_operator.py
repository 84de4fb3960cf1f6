from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.urls import reverse

from mulin.commons.people import queries
from mulin.commons.people.actions import invite_staff, register_person


class Command(BaseCommand):
    """Open the first staff account and print the link by which its owner sets a password."""

    help = "Open a staff account and print its invitation; run again for a fresh link."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("full_name")
        parser.add_argument("login")

    def handle(self, *args: Any, full_name: str, login: str, **options: Any) -> None:
        person = queries.person_with_login(login) or register_person(
            actor=None, full_name=full_name, login=login
        )
        token = invite_staff(actor=None, person=person)
        address = reverse("people:invitation", args=[token])
        self.stdout.write(f"{settings.PUBLIC_ADDRESS.rstrip('/')}{address}")
