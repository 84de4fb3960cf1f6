from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from mulin.commons.people.models import Person
from mulin.commons.places.models import AdminUnit, Building, Grid

from ..hours import HOLIDAY


class ServiceItem(models.Model):
    """One thing that a service point does for residents, and what there is to know before."""

    class Category(models.TextChoices):
        MEDICAL = "medical", _("医保")
        SOCIAL = "social", _("社保")
        MINIMUM = "minimum", _("低保和救助")
        ELDERLY = "elderly", _("老年证和养老")
        DISABILITY = "disability", _("残疾人")
        PROPERTY_SERVICE = "property_service", _("物业")
        HOUSING = "housing", _("住房和房租")
        PARKING = "parking", _("停车")
        OTHER = "other", _("别的")

    unit = models.ForeignKey(AdminUnit, models.PROTECT, related_name="+")
    """Whose catalogue it stands in; every point below may offer it."""

    name = models.CharField(max_length=60)
    category = models.CharField(max_length=16, choices=Category, default=Category.OTHER)
    bring = models.TextField(blank=True)
    """What to bring, one thing on a line."""

    working_days = models.PositiveSmallIntegerField(default=0)
    """How long it takes; nought when it is done while one waits."""

    fee = models.PositiveIntegerField(default=0)
    """In cents."""

    is_online = models.BooleanField(default=False)
    online_url = models.URLField(max_length=300, blank=True)
    has_home_service = models.BooleanField(default=False)
    department = models.CharField(max_length=60, blank=True)
    """Whose window it is: the office that settles what cannot be done at the point."""

    other_names = models.CharField(max_length=200, blank=True)
    said = models.TextField(blank=True)
    """Its name, other names and papers as they are searched."""

    retired_on = models.DateField(null=True)

    class Meta:
        ordering = ["category", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "name"],
                condition=Q(retired_on=None),
                name="one_service_item_of_a_name",
            ),
            models.CheckConstraint(
                condition=Q(is_online=True) | Q(online_url=""),
                name="only_an_online_item_has_an_address",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def papers(self) -> list[str]:
        """What to bring, thing by thing."""
        return [line.strip() for line in self.bring.splitlines() if line.strip()]


class ServicePoint(models.Model):
    """A window near people's homes that takes every matter of its list (服务点)."""

    unit = models.ForeignKey(AdminUnit, models.PROTECT, related_name="+")
    name = models.CharField(max_length=40)
    address = models.CharField(max_length=120)
    how_to_find = models.CharField(max_length=200, blank=True)
    phone = models.CharField(max_length=20, blank=True)
    grids = models.ManyToManyField(Grid, related_name="+")
    items = models.ManyToManyField(ServiceItem, related_name="+")
    slot_minutes = models.PositiveSmallIntegerField(default=30)
    slot_seats = models.PositiveSmallIntegerField(default=2)
    """How many may come at one time."""

    visit_seats = models.PositiveSmallIntegerField(default=1)
    """How many home visits are made at one time; nought when none are made."""

    days_ahead = models.PositiveSmallIntegerField(default=14)
    retired_on = models.DateField(null=True)

    class Meta:
        ordering = ["unit_id", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "name"],
                condition=Q(retired_on=None),
                name="one_service_point_of_a_name",
            ),
            models.CheckConstraint(
                condition=Q(slot_minutes__gte=5, slot_minutes__lte=240),
                name="a_slot_lasts_five_minutes_to_four_hours",
            ),
            models.CheckConstraint(
                condition=Q(slot_seats__gte=1), name="somebody_may_come_in_a_slot"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class OpeningHours(models.Model):
    """One span of time in which a point is open on every Monday, or on every legal holiday."""

    point = models.ForeignKey(ServicePoint, models.CASCADE, related_name="hours")
    day = models.PositiveSmallIntegerField()
    """0 is Monday, 6 Sunday, 7 a legal holiday."""

    opens_at = models.TimeField()
    closes_at = models.TimeField()

    class Meta:
        ordering = ["day", "opens_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["point", "day", "opens_at"], name="a_point_opens_once_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(closes_at__gt=F("opens_at")), name="a_point_closes_after_it_opens"
            ),
            models.CheckConstraint(
                condition=Q(day__lte=HOLIDAY), name="a_week_has_seven_days_and_holidays"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.opens_at:%H:%M}-{self.closes_at:%H:%M}"


class OpeningException(models.Model):
    """One day on which a point is open at other hours than usual, or not at all."""

    point = models.ForeignKey(ServicePoint, models.CASCADE, related_name="exceptions")
    on = models.DateField()
    opens_at = models.TimeField(null=True)
    closes_at = models.TimeField(null=True)
    reason = models.CharField(max_length=60)

    class Meta:
        ordering = ["on"]
        constraints = [
            models.UniqueConstraint(fields=["point", "on"], name="one_opening_exception_a_day"),
            models.CheckConstraint(
                condition=Q(opens_at=None, closes_at=None)
                | Q(opens_at__isnull=False, closes_at__gt=F("opens_at")),
                name="an_exception_has_both_hours_or_none",
            ),
            models.CheckConstraint(
                condition=~Q(reason=""), name="an_opening_exception_has_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.on} {self.reason}"

    @property
    def is_closed(self) -> bool:
        return self.opens_at is None


class DutyShift(models.Model):
    """Who sits at a point on one day, and from when to when."""

    point = models.ForeignKey(ServicePoint, models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    on = models.DateField()
    starts_at = models.TimeField()
    ends_at = models.TimeField()

    class Meta:
        ordering = ["on", "starts_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["point", "person", "on", "starts_at"], name="a_person_begins_a_shift_once"
            ),
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="a_shift_ends_after_it_begins"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.on} {self.person}"


class WalkingTime(models.Model):
    """How many minutes it is on foot from a building to a point, as somebody walked it."""

    point = models.ForeignKey(ServicePoint, models.CASCADE, related_name="+")
    building = models.ForeignKey(Building, models.CASCADE, related_name="+")
    minutes = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["point", "building"], name="one_walk_from_a_building_to_a_point"
            ),
            models.CheckConstraint(
                condition=Q(minutes__gte=1, minutes__lte=240), name="a_walk_takes_some_minutes"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.building_id} {self.minutes}"
