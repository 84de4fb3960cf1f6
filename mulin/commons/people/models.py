from typing import TYPE_CHECKING
from uuid import uuid4

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _

from .names import masked, masked_phone
from .purposes import PURPOSES

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


class PersonManager(BaseUserManager["Person"]):
    def get_by_natural_key(self, login: str | None) -> "Person":
        return self.get(login=login)


class Person(AbstractBaseUser):
    """Someone who takes part: a resident, a partner or a member of staff.  No e-mail needed."""

    login = models.CharField(max_length=60, null=True, unique=True)
    """The name staff sign in with.  Residents have none."""

    phone = models.CharField(max_length=11, null=True, unique=True)
    full_name = models.CharField(max_length=60, blank=True)
    public_name = models.CharField(max_length=30, blank=True)
    """What this person chose to be called in public, instead of the masked name."""

    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(auto_now_add=True)
    anonymised_at = models.DateTimeField(null=True)

    USERNAME_FIELD = "login"
    objects = PersonManager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(phone=None) | Q(phone__regex=r"^1[3-9]\d{9}$"),
                name="phone_is_a_mobile_number",
            ),
            models.CheckConstraint(
                condition=Q(anonymised_at=None)
                | Q(phone=None, login=None, full_name="", public_name="", is_active=False),
                name="anonymised_person_keeps_nothing",
            ),
        ]

    def __str__(self) -> str:
        return self.name_in_public

    @property
    def name_in_public(self) -> str:
        """What neighbours see."""
        return self.public_name or masked(self.full_name) or _("邻居")

    @property
    def name_at_home(self) -> str:
        """What she is greeted by; only she sees it."""
        return self.public_name or self.full_name or self.name_in_public

    @property
    def name_for_staff(self) -> str:
        return self.full_name or self.name_in_public

    @property
    def phone_in_public(self) -> str:
        """What neighbours see of the telephone number."""
        return masked_phone(self.phone) if self.phone else ""

    @property
    def signs_in_with_password(self) -> bool:
        return self.login is not None

    @property
    def comes_in_by_phone(self) -> bool:
        """Whether a telephone has opened this account before and is all that opens it."""
        return self.login is None and self.phone is not None and self.last_login is not None


class Attempt(models.Model):
    """One try at something that may be tried only so often.  Whose it was is kept as a digest."""

    key = models.CharField(max_length=64)
    at = models.DateTimeField()
    counts_until = models.DateTimeField(db_index=True)

    class Meta:
        indexes = [models.Index(fields=["key", "at"], name="attempt_of_a_key")]

    def __str__(self) -> str:
        return f"{self.key[:8]} {self.at}"


class WaitingMessage(models.Model):
    """A short message that the gateway did not take and that is worth sending later."""

    phone = models.CharField(max_length=11)
    template = models.CharField(max_length=20)
    values = models.JSONField(default=dict)
    key = models.UUIDField(default=uuid4, editable=False)
    """The same each time it is offered, so that a gateway tells it from another."""

    language = models.CharField(max_length=10)
    given_up_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.template}: {masked_phone(self.phone)}"


class PhoneCode(models.Model):
    """Six digits sent to a telephone, to show that whoever types them holds it."""

    class Purpose(models.TextChoices):
        SIGN_IN = "sign_in"
        CHANGE_PHONE = "change_phone"

    phone = models.CharField(max_length=11)
    purpose = models.CharField(max_length=12, choices=Purpose)
    digest = models.CharField(max_length=64)
    expires_at = models.DateTimeField(db_index=True)
    tries = models.PositiveSmallIntegerField(default=0)
    used_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(tries__lte=5), name="five_tries_for_a_code")
        ]

    def __str__(self) -> str:
        return f"{self.purpose} {self.pk}"


class Invitation(models.Model):
    """A link that lets a member of staff choose a password, once."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    digest = models.CharField(max_length=64, unique=True)
    invited_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField(db_index=True)
    used_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"invitation of {self.person_id}"


class PrivacyConsent(models.Model):
    """A person's yes to one use of their data; when it is taken back the row stays."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="privacy_consents")
    purpose = models.CharField(max_length=30)
    text_version = models.CharField(max_length=10)
    """Which wording was agreed to."""

    given_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "purpose"],
                condition=Q(withdrawn_at=None),
                name="one_consent_in_force_per_purpose",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None) | Q(withdrawn_at__gte=models.F("given_at")),
                name="consent_is_withdrawn_after_it_was_given",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.purpose} {self.text_version}"

    @property
    def title(self) -> "StrOrPromise":
        return PURPOSES[self.purpose].title
