from datetime import date

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mulin.commons.calendar.cadence import Cadence, Stretch, WhenOff
from mulin.commons.organisations.models import Committee, Organisation
from mulin.commons.people.models import Person
from mulin.commons.places.models import AdminUnit
from mulin.commons.places.roles import Role

from . import registry


class Series(models.Model):
    """What comes again: the talk day on the 10th, the joint meeting every two months."""

    unit = models.ForeignKey(AdminUnit, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20)
    """A kind of occasion that some room registered."""

    name = models.CharField(max_length=40)
    stretch = models.CharField(max_length=5, choices=Stretch)
    every = models.PositiveSmallIntegerField(default=1)
    day = models.PositiveSmallIntegerField(null=True)
    weekday = models.PositiveSmallIntegerField(null=True)
    nth = models.SmallIntegerField(null=True)
    when_off = models.CharField(max_length=6, choices=WhenOff, default=WhenOff.KEEP)
    starts_on = models.DateField()
    """What times are counted from."""

    ends_on = models.DateField(null=True)
    starts_at = models.TimeField(null=True)
    where = models.CharField(max_length=60, blank=True)
    required_roles = ArrayField(models.CharField(max_length=20, choices=Role), default=list)
    """Whose absence stands in the minutes."""

    host = models.ForeignKey(Committee, models.PROTECT, null=True, related_name="+")
    """The committee that calls it, such as the council of partner units; the office, when none."""

    partners = models.ManyToManyField(Organisation, related_name="+")
    """The units around the table."""

    planned_through = models.DateField(null=True)
    """Until when its times have been written down."""

    class Meta:
        ordering = ["unit_id", "kind", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "name"],
                condition=Q(ends_on=None),
                name="one_lasting_series_of_a_name",
            ),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="series_ends_after_it_begins",
            ),
            models.CheckConstraint(condition=Q(every__gte=1), name="series_comes_again"),
            models.CheckConstraint(
                condition=Q(day__isnull=False, weekday=None, nth=None)
                | Q(day=None, weekday__isnull=False),
                name="series_has_a_day_or_a_weekday",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def cadence(self) -> Cadence:
        return Cadence(
            self.stretch, self.every, self.day, self.weekday, self.nth, when_off=self.when_off
        )

    @property
    def is_running(self) -> bool:
        return self.ends_on is None or self.ends_on >= timezone.localdate()

    @property
    def kind_label(self) -> str:
        return str(registry.get(self.kind).label)


class Occasion(models.Model):
    """One time something takes place, by itself or in a series."""

    class State(models.TextChoices):
        PLANNED = "planned", _("计划中")
        HELD = "held", _("开过了")
        MISSED = "missed", _("没开成")
        CALLED_OFF = "called_off", _("取消了")

    unit = models.ForeignKey(AdminUnit, models.PROTECT, related_name="+")
    series = models.ForeignKey(Series, models.PROTECT, null=True, related_name="occasions")
    kind = models.CharField(max_length=20)
    title = models.CharField(max_length=60)
    nominal_on = models.DateField(null=True)
    """The day by the rule of its series."""

    planned_on = models.DateField()
    """The day that was announced first."""

    on = models.DateField()
    starts_at = models.TimeField(null=True)
    where = models.CharField(max_length=60, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.PLANNED)
    because = models.CharField(max_length=200, blank=True)
    """Why it was moved, missed or called off."""

    is_public = models.BooleanField(default=True)
    planned_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["on", "starts_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["series", "nominal_on"], name="a_series_comes_once_a_time"
            ),
            models.CheckConstraint(
                condition=Q(series=None, nominal_on=None)
                | Q(series__isnull=False, nominal_on__isnull=False),
                name="an_occasion_of_a_series_has_its_day",
            ),
            models.CheckConstraint(
                condition=Q(state__in=("planned", "held"), on=F("planned_on")) | ~Q(because=""),
                name="what_was_not_as_announced_says_why",
            ),
        ]
        indexes = [
            models.Index(fields=["unit", "on", "id"], name="occasion_unit_day"),
            models.Index(fields=["series", "on", "id"], name="occasion_series_day"),
            models.Index(
                fields=["on"], condition=Q(state="planned"), name="occasion_still_planned"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return registry.get(self.kind).page(self)

    @property
    def kind_label(self) -> str:
        return str(registry.get(self.kind).label)

    @property
    def is_planned(self) -> bool:
        return self.state == self.State.PLANNED

    @property
    def is_held(self) -> bool:
        return self.state == self.State.HELD

    @property
    def is_moved(self) -> bool:
        return self.on != self.planned_on

    @property
    def is_forgotten(self) -> bool:
        """Whether its day is over and nobody said that it was held."""
        return self.is_planned and self.on < timezone.localdate()

    @property
    def required_roles(self) -> list[str]:
        if self.series:
            return self.series.required_roles
        return list(registry.get(self.kind).roles)

    def is_on(self, day: date) -> bool:
        return self.on == day
