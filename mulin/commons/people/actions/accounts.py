"""Accounts: open, correct, close."""

from collections.abc import Iterable

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django_otp import devices_for_user

from mulin.commons.audit.actions import record
from mulin.errors import Refused, require
from mulin.locks import hold_alone

from .. import mydata
from ..models import Invitation, Person, PhoneCode
from ..purposes import ACCOUNT, PUBLIC_NAME, PURPOSES
from ..sms import PHONE_CHANGED_TEXT
from .consents import give_consent, withdraw_all_consents, withdraw_consent
from .messages import send_now_or_later


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


@transaction.atomic
def arrive_for_the_first_time(
    *, phone: str, full_name: str = "", purposes: Iterable[str] = ()
) -> Person:
    """Open an account for whoever has just proved to hold a telephone, and keep their consents."""
    require(ACCOUNT.key in purposes, _("要开账号，请先同意第一项。"))
    hold_alone(f"people.phone:{phone}")
    person = Person.objects.filter(phone=phone).first()
    if person is None:
        person = register_person(actor=None, full_name=full_name, phone=phone)
        for key in purposes:
            give_consent(actor=person, purpose=PURPOSES[key])
    return person


@transaction.atomic
def correct_my_names(*, actor: Person, full_name: str, public_name: str) -> None:
    """Correct one's own name and choose what to be called in public."""
    me = Person.objects.select_for_update().get(pk=actor.pk)
    wanted = {"full_name": full_name, "public_name": public_name}
    changed = [name for name, value in wanted.items() if getattr(me, name) != value]
    if not changed:
        return
    if "public_name" in changed:
        agree = give_consent if public_name else withdraw_consent
        agree(actor=me, purpose=PUBLIC_NAME)
    me.full_name, me.public_name = full_name, public_name
    me.save(update_fields=changed)
    record("people.names_corrected", by=me, about=me, changed=changed)


@transaction.atomic
def change_phone(*, actor: Person, phone: str) -> None:
    """Move one's account to a telephone just proved, and end its other sessions."""
    hold_alone(f"people.phone:{phone}")
    if Person.objects.filter(phone=phone).exclude(pk=actor.pk).exists():
        raise Refused(_("这个号码已经有账号了。请用它登录，或者找社区帮忙。"))
    old, actor.phone = actor.phone, phone
    if not actor.signs_in_with_password:
        actor.set_unusable_password()
    actor.save(update_fields=["phone", "password"])
    record("people.phone_changed", by=actor, about=actor)
    if old and old != phone:
        # The change stands, and whoever holds the old telephone is warned, now or later.
        transaction.on_commit(lambda: send_now_or_later(phone=old, template=PHONE_CHANGED_TEXT))


@transaction.atomic
def anonymise(*, actor: Person) -> None:
    """Remove who somebody is from the house; what they did stays, by nobody."""
    person = Person.objects.select_for_update().get(pk=actor.pk)
    require(person.is_active)
    for section in mydata.sections():
        if section.forget:
            section.forget(person)
    for device in devices_for_user(person, confirmed=None):
        device.delete()
    Invitation.objects.filter(person=person).delete()
    PhoneCode.objects.filter(phone=person.phone).delete()
    withdraw_all_consents(person)
    person.phone = person.login = None
    person.full_name = person.public_name = ""
    person.is_active = False
    person.anonymised_at = timezone.now()
    person.set_unusable_password()
    person.save()
    record("people.anonymised", by=person, about=person)


@transaction.atomic
def note_viewing(
    *, actor: Person, person: Person, unit: models.Model | None = None, role: str = ""
) -> None:
    """Write down that somebody looked at another person's data, for that person to see."""
    if actor.pk != person.pk:
        record("people.viewed", by=actor, about=person, unit=unit, role=role)


@transaction.atomic
def note_export(*, actor: Person, form: str) -> None:
    """Write down that a person took their data along."""
    record("people.data_exported", by=actor, about=actor, form=form)
