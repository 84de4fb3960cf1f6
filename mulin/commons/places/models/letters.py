from datetime import datetime

from django.db import models
from django.utils import timezone

from mulin.commons.people.models import Person

from .homes import Household


class HouseholdCode(models.Model):
    """The code on a household's printed letter.  Only its digest is kept."""

    household = models.ForeignKey(Household, models.CASCADE, related_name="codes")
    letter = models.UUIDField()
    """Which batch of letters it was printed with."""

    digest = models.CharField(max_length=64, unique=True)
    issued_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    opened_at = models.DateTimeField(null=True)
    """When it was first used."""

    person = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    """Who came in with it first."""

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["household", "letter"], name="one_code_per_household_and_letter"
            ),
            models.CheckConstraint(
                condition=models.Q(expires_at__gt=models.F("issued_at")),
                name="code_expires_after_it_is_issued",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.household_id} {self.issued_at:%Y-%m-%d}"

    def opens_at(self, moment: datetime) -> bool:
        return self.revoked_at is None and moment < self.expires_at

    @property
    def opens_now(self) -> bool:
        return self.opens_at(timezone.now())
