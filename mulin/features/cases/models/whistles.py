from datetime import timedelta

from django.db import models
from django.db.models import Q
from django.utils import timezone

from mulin.commons.organisations.models import Organisation
from mulin.commons.people.models import Person

from .cases import Case


class Whistle(models.Model):
    """A community's call that several units come and solve a case together."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="whistles")
    level = models.CharField(max_length=12, choices=Case.Level, default=Case.Level.COMMUNITY)
    """Who sees that they come: the community, the street, the district."""

    task = models.CharField(max_length=200)
    where = models.CharField(max_length=80, blank=True)
    come_by = models.DateTimeField()
    sounded_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    sounded_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(come_by__gt=models.F("sounded_at")), name="a_whistle_leaves_some_time"
            )
        ]
        indexes = [
            models.Index(fields=["come_by"], condition=Q(ended_at=None), name="whistle_open")
        ]

    def __str__(self) -> str:
        return self.task

    @property
    def is_open(self) -> bool:
        return self.ended_at is None


class CalledUnit(models.Model):
    """One unit that a whistle calls: when it came, what it did, and what the community says."""

    whistle = models.ForeignKey(Whistle, models.CASCADE, related_name="units")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    checked_in_at = models.DateTimeField(null=True)
    checked_in_name = models.CharField(max_length=60, blank=True)
    """Who came."""

    checked_in_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    """Who says so: the unit's own contact, or staff who saw them."""

    did = models.CharField(max_length=200, blank=True)
    acted_at = models.DateTimeField(null=True)
    rating = models.PositiveSmallIntegerField(null=True)
    rating_words = models.CharField(max_length=200, blank=True)
    rated_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["whistle", "organisation"], name="a_whistle_calls_a_unit_once"
            ),
            models.CheckConstraint(
                condition=Q(checked_in_at=None) | ~Q(checked_in_name=""),
                name="whoever_checks_in_says_who_came",
            ),
            models.CheckConstraint(
                condition=Q(acted_at=None) | Q(checked_in_at__isnull=False) & ~Q(did=""),
                name="a_unit_acts_after_it_came",
            ),
            models.CheckConstraint(
                condition=Q(rating=None)
                | Q(checked_in_at__isnull=False, rating__gte=1, rating__lte=5),
                name="a_unit_is_rated_after_it_came",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.whistle_id}: {self.organisation_id}"

    @property
    def took(self) -> timedelta | None:
        """How long it was before the unit came."""
        return self.checked_in_at - self.whistle.sounded_at if self.checked_in_at else None

    @property
    def minutes(self) -> int | None:
        return int(self.took.total_seconds() // 60) if self.took is not None else None

    @property
    def is_late(self) -> bool:
        """Whether the unit came late, or has not come although it should have."""
        return (self.checked_in_at or timezone.now()) > self.whistle.come_by
