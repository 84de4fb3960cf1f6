from datetime import date, timedelta

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mulin.commons.people.models import Person

from ..roles import Role
from .homes import Building, Compound, Grid, Household
from .units import AdminUnit


class Membership(models.Model):
    """A person's part in a place: person × place × role × term."""

    class AideType(models.TextChoices):
        SAFE_HOUSEHOLD_HEAD = "safe_household_head", _("平安中心户户长")
        PARTY_VOLUNTEER = "party_volunteer", _("党员志愿者")
        RETIREE = "retiree", _("离退休老人")

    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    role = models.CharField(max_length=20, choices=Role)
    unit = models.ForeignKey(AdminUnit, models.PROTECT, related_name="+")
    """The administrative unit this part lies in; the narrower places below are optional."""

    compound = models.ForeignKey(Compound, models.PROTECT, null=True, related_name="+")
    building = models.ForeignKey(Building, models.PROTECT, null=True, related_name="+")
    grid = models.ForeignKey(Grid, models.PROTECT, null=True, related_name="+")
    household = models.ForeignKey(Household, models.PROTECT, null=True, related_name="+")
    from_on = models.DateField()
    until_on = models.DateField(null=True)
    """The first day on which it no longer holds."""

    confirmed_at = models.DateTimeField(null=True)
    """When someone made sure it is true: a household's letter, or a member of staff."""

    aide_type = models.CharField(max_length=24, choices=AideType, blank=True)
    succeeds = models.ForeignKey("self", models.SET_NULL, null=True, related_name="+")
    """Whose part was handed over."""

    introduced_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    note = models.CharField(max_length=100, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "role", "unit", "compound", "building", "grid", "household"],
                condition=Q(until_on=None),
                nulls_distinct=False,
                name="one_lasting_part_of_a_kind",
            ),
            models.CheckConstraint(
                condition=Q(until_on=None) | Q(until_on__gte=F("from_on")),
                name="term_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(aide_type="") | Q(role="grid_aide"),
                name="only_grid_aides_have_an_aide_type",
            ),
        ]
        indexes = [models.Index(fields=["unit", "role"], name="membership_unit_role")]

    def __str__(self) -> str:
        return f"{self.person} {self.role}"

    def holds_on(self, day: date) -> bool:
        return self.from_on <= day and (self.until_on is None or day < self.until_on)

    @property
    def holds_now(self) -> bool:
        return self.holds_on(timezone.localdate())

    @property
    def last_on(self) -> date | None:
        """The last day on which it holds."""
        return self.until_on - timedelta(days=1) if self.until_on else None

    @property
    def place(self) -> str:
        """The narrowest place it is about, as people say it."""
        if self.household:
            return self.household.full_address
        if self.building:
            return self.building.full_name
        narrower = self.grid or self.compound
        return narrower.name if narrower else ""
