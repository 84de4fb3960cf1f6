"""Agree to a use of one's data, and take it back."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mulin.commons.audit.actions import record
from mulin.errors import Refused

from ..models import Person, PrivacyConsent
from ..purposes import PUBLIC_NAME, TEXT_VERSION, Purpose


@transaction.atomic
def give_consent(*, actor: Person, purpose: Purpose) -> None:
    """Agree to one use of one's own data, in its present wording."""
    me = Person.objects.select_for_update().get(pk=actor.pk)
    _withdraw(me, purpose.key, text_version=TEXT_VERSION)
    _consent, is_new = PrivacyConsent.objects.get_or_create(
        person=me,
        purpose=purpose.key,
        withdrawn_at=None,
        defaults={"text_version": TEXT_VERSION, "given_at": timezone.now()},
    )
    if is_new:
        record("people.consent_given", by=me, about=me, purpose=purpose.key)


@transaction.atomic
def withdraw_consent(*, actor: Person, purpose: Purpose) -> None:
    """Take back one's consent to one use of one's own data, with what it allowed."""
    if purpose.is_needed:
        raise Refused(_("没有这一项就没有账号了。要收回它，请注销账号。"))
    me = Person.objects.select_for_update().get(pk=actor.pk)
    if purpose is PUBLIC_NAME and me.public_name:
        me.public_name = ""
        me.save(update_fields=["public_name"])
    if _withdraw(me, purpose.key):
        record("people.consent_withdrawn", by=me, about=me, purpose=purpose.key)


def withdraw_all_consents(person: Person) -> None:
    """End every consent; part of anonymising a person."""
    person.privacy_consents.filter(withdrawn_at=None).update(withdrawn_at=timezone.now())


def _withdraw(person: Person, purpose: str, *, text_version: str = "") -> int:
    """End a consent in force, but not one to the given wording."""
    return (
        person.privacy_consents.filter(purpose=purpose, withdrawn_at=None)
        .exclude(text_version=text_version)
        .update(withdrawn_at=timezone.now())
    )
