"""Passwords, and the invitation by which staff get one."""

from datetime import timedelta
from secrets import token_urlsafe

from django.contrib.auth import authenticate
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django_otp import devices_for_user

from mulin.commons.audit.actions import record
from mulin.errors import Refused, require
from mulin.locks import hold_alone

from ..limits import count_attempt, count_within, forgive
from ..models import Invitation, Person
from ..queries import digest_of_invitation, invitation_with

LOCK_OUT = timedelta(minutes=15)
WRONG_TRIES = 5
TRIES_PER_ADDRESS = [(40, LOCK_OUT)]
INVITATION_LASTS = timedelta(days=7)


@transaction.atomic
def invite_staff(*, actor: Person | None, person: Person) -> str:
    """
    Return the secret of a new invitation, for a link to `people:invitation`.

    Whether the actor may invite this person is decided by the act that calls this.  Earlier
    invitations end.  Who accepts it sets the password anew and loses the old second factor,
    so an invitation is also how somebody gets back in after losing a telephone.
    """
    require(person.is_active, _("这个账号已经停用。"))
    Invitation.objects.filter(person=person, used_at=None).delete()
    token = token_urlsafe(24)
    Invitation.objects.create(
        person=person,
        digest=digest_of_invitation(token),
        expires_at=timezone.now() + INVITATION_LASTS,
    )
    record("people.invited", by=actor, about=person)
    return token


@transaction.atomic
def accept_invitation(
    *, token: str, login: str, password: str, visitor: Person | None = None
) -> Person:
    """
    Let the invited person have a login name and a password.

    Who has come in by telephone before must have done so now, as `visitor`: otherwise whoever
    invites a neighbour could take the link and the neighbour's account.
    """
    hold_alone(f"people.invitation:{digest_of_invitation(token)}")
    invitation = invitation_with(token)
    if invitation is None:
        raise Refused(_("这个邀请用过了或者过期了，请让邀请您的人再发一个。"))
    person = Person.objects.select_for_update().get(pk=invitation.person_id)
    require(person.is_active, _("这个账号已经停用。"))
    require(
        visitor == person or not person.comes_in_by_phone,
        _("这个邀请是给另一个账号的。请先用那个手机号登录。"),
    )
    hold_alone(f"people.login:{login}")
    if Person.objects.filter(login=login).exclude(pk=person.pk).exists():
        raise Refused(_("这个登录名有人用了，换一个吧。"))
    person.login = login
    person.set_password(password)
    person.save(update_fields=["login", "password"])
    for device in devices_for_user(person, confirmed=None):
        device.delete()
    invitation.used_at = timezone.now()
    invitation.save(update_fields=["used_at"])
    record("people.invitation_accepted", by=person, about=person)
    return person


def check_password(*, login: str, password: str, address: str) -> Person:
    """Return whose login and password these are."""
    count_within(f"passwords from {address}", TRIES_PER_ADDRESS)
    count_attempt(f"password of {login}", WRONG_TRIES, LOCK_OUT)
    person = authenticate(username=login, password=password)
    if person is None:
        raise Refused(_("登录名或密码不对，请再看看。"))
    forgive(f"password of {login}")
    return person


def check_own_password(person: Person, password: str) -> None:
    """Refuse unless this is the person's password; wrong tries are counted."""
    count_attempt(f"own password of {person.pk}", WRONG_TRIES, LOCK_OUT)
    if not person.check_password(password):
        raise Refused(_("现在的密码不对，请再看看。"))
    forgive(f"own password of {person.pk}")


def change_password(*, actor: Person, old: str, new: str) -> None:
    """Give oneself a new password; other sessions end."""
    check_own_password(actor, old)
    with transaction.atomic():
        actor.set_password(new)
        actor.save(update_fields=["password"])
        record("people.password_changed", by=actor, about=actor)
