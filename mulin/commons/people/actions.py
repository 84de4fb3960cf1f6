from django.db import transaction

from mulin.commons.audit.actions import record

from .models import Person


@transaction.atomic
def register_person(
    *,
    actor: Person | None,
    full_name: str = "",
    phone: str | None = None,
    login: str | None = None,
    public_name: str = "",
) -> Person:
    """Open an account for someone.  Who may ask for it is decided by the act that calls this."""
    person = Person(full_name=full_name, phone=phone, login=login, public_name=public_name)
    person.set_unusable_password()
    person.save()
    record("people.registered", by=actor, about=person)
    return person
