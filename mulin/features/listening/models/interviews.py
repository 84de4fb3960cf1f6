from django.db import models
from django.db.models import Q

from mulin.commons.people.models import Person
from mulin.commons.places.models import AdminUnit, Building, Household


class Interview(models.Model):
    """A talk with somebody who lives here, as the one who listened noted it."""

    community = models.ForeignKey(AdminUnit, models.PROTECT, related_name="+")
    building = models.ForeignKey(Building, models.SET_NULL, null=True, related_name="+")
    household = models.ForeignKey(Household, models.SET_NULL, null=True, related_name="+")
    spot = models.CharField(max_length=60, blank=True)
    """Where it was when it was at nobody's home, such as 大榕树下."""

    with_whom = models.CharField(max_length=60, blank=True)
    """Who was talked to, for staff only, such as 住了三十年的王阿姨."""

    notes = models.TextField(max_length=2000, blank=True)
    talked_on = models.DateField()
    talked_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    entered_at = models.DateTimeField(auto_now_add=True)
    key = models.CharField(max_length=64)
    """Which request it came with: the same one sent twice counts once."""

    class Meta:
        ordering = ["-talked_on", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["talked_by", "key"], name="one_interview_for_a_request"
            ),
            models.CheckConstraint(
                condition=Q(household=None) | Q(building__isnull=False),
                name="a_household_talked_to_lives_in_a_building",
            ),
        ]
        indexes = [
            models.Index(fields=["community", "-talked_on", "-id"], name="interview_community"),
            models.Index(fields=["talked_by", "-talked_on"], name="interview_talker"),
            models.Index(fields=["household"], name="interview_household"),
        ]

    def __str__(self) -> str:
        return f"{self.community_id} {self.talked_on}"

    @property
    def place(self) -> str:
        """Where it was: a building for everybody who may read it, never a door."""
        return f"{self.building.full_name if self.building else ''}{self.spot}"
