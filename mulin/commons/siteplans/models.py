from dataclasses import dataclass

from django.db import models

from mulin.commons.files.models import Photo
from mulin.commons.people.models import Person
from mulin.commons.places.models import AdminUnit, Compound

WHOLE = 1000
"""A spot is so many thousandths of a plan's width and height from its upper left corner."""


class SitePlan(models.Model):
    """A community's own picture of itself, or of one compound, on which people point at a spot."""

    community = models.ForeignKey(AdminUnit, models.PROTECT, related_name="+")
    compound = models.ForeignKey(Compound, models.PROTECT, null=True, related_name="+")
    """Which part it shows, when it is not the whole community."""

    name = models.CharField(max_length=60)
    picture = models.ForeignKey(Photo, models.PROTECT, related_name="+")
    drawn_up_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    drawn_up_at = models.DateTimeField(auto_now_add=True)
    retired_at = models.DateTimeField(null=True)
    """Since when nobody points at it any more; what was pointed at before stays."""

    class Meta:
        ordering = ["community_id", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["community", "name"],
                condition=models.Q(retired_at=None),
                name="one_plan_of_a_name",
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_retired(self) -> bool:
        return self.retired_at is not None


@dataclass(frozen=True)
class Spot:
    """Where on a plan somebody pointed, in thousandths of its width and height."""

    x: int
    y: int
