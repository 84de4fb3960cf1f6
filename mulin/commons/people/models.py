from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q

from .names import masked


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
        return self.public_name or masked(self.full_name) or "邻居"

    @property
    def name_for_staff(self) -> str:
        return self.full_name or self.name_in_public

    @property
    def signs_in_with_password(self) -> bool:
        return self.login is not None
