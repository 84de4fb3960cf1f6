from django.db import models
from django.db.models import Q

from mulin.commons.people.models import Person

from .points import ServicePoint


class Kiosk(models.Model):
    """A screen that gives numbers at a point, until the point's people take it back (自助机)."""

    point = models.ForeignKey(ServicePoint, models.CASCADE, related_name="+")
    number = models.PositiveSmallIntegerField()
    """What stands on the screen, so that the window knows which one it is."""

    opened_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    closed_by = models.ForeignKey(Person, models.PROTECT, related_name="+", null=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["point_id", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["point", "number"], name="one_kiosk_of_a_number_at_a_point"
            ),
            models.CheckConstraint(
                condition=Q(closed_at=None, closed_by=None)
                | Q(closed_at__isnull=False, closed_by__isnull=False),
                name="a_kiosk_is_taken_back_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.point_id} {self.number}"
