"""Many voters at once, each with a session as after signing in."""

from collections.abc import Iterable
from datetime import timedelta

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.utils import timezone
from django.utils.crypto import get_random_string

from mulin.commons.electorates.models import Elector
from mulin.commons.people.models import Person

from ..models import BudgetVote


def sign_in_voters(vote: BudgetVote, count: int) -> dict[str, int]:
    """Put so many people on a vote's roll, and return their keys by the cookies of sessions."""
    people = Person.objects.bulk_create(Person(full_name=f"选民{n}") for n in range(count))
    Elector.objects.bulk_create(
        Elector(electorate=vote.electorate, number=100_000 + n, key=f"person:{p.pk}", person=p)
        for n, p in enumerate(people)
    )
    return sign_in(people)


def sign_in(people: Iterable[Person]) -> dict[str, int]:
    """Return the keys of people by the cookies of sessions in which they are signed in."""
    until = timezone.now() + timedelta(days=1)
    sessions = {get_random_string(32): person for person in people}
    Session.objects.bulk_create(
        Session(session_key=key, session_data=_signed_in(person), expire_date=until)
        for key, person in sessions.items()
    )
    return {key: person.pk for key, person in sessions.items()}


def _signed_in(person: Person) -> str:
    return SessionStore().encode(
        {
            SESSION_KEY: str(person.pk),
            BACKEND_SESSION_KEY: settings.AUTHENTICATION_BACKENDS[0],
            HASH_SESSION_KEY: person.get_session_auth_hash(),
        }
    )
