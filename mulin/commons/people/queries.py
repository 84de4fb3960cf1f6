from collections.abc import Iterable

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django_otp.plugins.otp_static.models import StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from mulin.commons.audit.models import Record
from mulin.commons.audit.queries import records_about

from .models import Invitation, Person, PrivacyConsent


def person_with_phone(phone: str) -> Person | None:
    return Person.objects.filter(phone=phone).first()


def people_with_phones(phones: Iterable[str]) -> dict[str, Person]:
    """Return those whose accounts stand open, each by her telephone number."""
    found = Person.objects.filter(phone__in=set(phones), is_active=True)
    return {person.phone or "": person for person in found}


def active_person(pk: int | None) -> Person | None:
    return Person.objects.filter(pk=pk or 0, is_active=True).first()


def person_with_login(login: str) -> Person | None:
    return Person.objects.filter(login=login).first()


def digest_of_invitation(token: str) -> str:
    """Return what is kept of an invitation's secret."""
    return salted_hmac("mulin.people.invitation", token, algorithm="sha256").hexdigest()


def invitation_with(token: str) -> Invitation | None:
    """Return the invitation of this secret while it may still be accepted."""
    return (
        Invitation.objects.filter(
            digest=digest_of_invitation(token), used_at=None, expires_at__gt=timezone.now()
        )
        .select_related("person")
        .first()
    )


def has_authenticator(person: Person) -> bool:
    return TOTPDevice.objects.filter(user=person, confirmed=True).exists()


def recovery_codes_left(person: Person) -> int:
    return StaticToken.objects.filter(device__user=person).count()


def consents_of(person: Person) -> QuerySet[PrivacyConsent]:
    """Return every consent a person ever gave, newest first."""
    return person.privacy_consents.all()


def consents_in_force(person: Person) -> dict[str, PrivacyConsent]:
    """Return the consents a person has not taken back, by purpose."""
    return {consent.purpose: consent for consent in consents_of(person).filter(withdrawn_at=None)}


def has_agreed_to(person: Person, purpose: str) -> bool:
    """Return whether a person's data may be used in this way now."""
    return purpose in consents_in_force(person)


def viewings_of(person: Person) -> QuerySet[Record]:
    """Return who looked at a person's data, newest first."""
    return (
        records_about(person)
        .filter(Q(verb="people.viewed") | Q(verb__endswith="_viewed"))
        .exclude(by_id=person.pk)
        .select_related("by", "unit")
        .order_by("-id")
    )


def account_records_of(person: Person) -> QuerySet[Record]:
    """Return what happened to a person's account, newest first."""
    return (
        records_about(person)
        .filter(verb__startswith="people.")
        .exclude(verb="people.viewed")
        .order_by("-id")
    )


HISTORY = 50
"""How many lines of a history a page shows."""


def consent_history(person: Person) -> QuerySet[PrivacyConsent]:
    """Return the latest consents, those taken back too."""
    return consents_of(person)[:HISTORY]
