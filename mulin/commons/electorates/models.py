from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mulin.commons.people.models import Person
from mulin.commons.places.models import AdminUnit, Compound, Household
from mulin.commons.places.roles import Role


class Electorate(models.Model):
    """
    Everybody who may decide one thing, and nobody else.

    Drawn up from the rolls, corrected by hand with reasons, and frozen when the round opens: a
    later change of the rolls changes nothing here.
    """

    class Kind(models.TextChoices):
        HOUSEHOLDS = "households", _("住户")
        DELEGATES = "delegates", _("居民代表和党员代表")
        RESIDENTS = "residents", _("居民")
        OWNERS = "owners", _("业主")

    unit = models.ForeignKey(AdminUnit, models.PROTECT, related_name="+")
    compound = models.ForeignKey(Compound, models.PROTECT, null=True, related_name="+")
    """Where only those of one compound decide."""

    kind = models.CharField(max_length=10, choices=Kind)
    name = models.CharField(max_length=80)
    drawn_up_at = models.DateTimeField()
    drawn_up_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    frozen_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="owners", compound__isnull=False) | ~Q(kind="owners"),
                name="owners_decide_about_one_compound",
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_frozen(self) -> bool:
        return self.frozen_at is not None


class Elector(models.Model):
    """
    One line of an electorate's roll: a household, a person, or an owner with all her parts.

    What the line says was copied when it was drawn up.
    """

    electorate = models.ForeignKey(Electorate, models.PROTECT, related_name="electors")
    number = models.PositiveIntegerField()
    """Printed on lists and forms."""

    household = models.ForeignKey(Household, models.PROTECT, null=True, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    key = models.CharField(max_length=200)
    """What makes this line one: the household, the person, or the owners together."""

    name = models.CharField(max_length=200, blank=True)
    """Whom to ask for: owners by name, delegates by name; households have none."""

    address = models.CharField(max_length=200, blank=True)
    building = models.CharField(max_length=100, blank=True)
    parts = models.JSONField(default=list)
    """Owners: every exclusive part, as {"address": …, "area": …}."""

    area = models.PositiveBigIntegerField(default=0)
    """Owners: all their parts together, in hundredths of a square metre."""

    is_vacant = models.BooleanField(default=False)
    roles = models.JSONField(default=list)
    """Delegates: whose delegate, such as ["resident_delegate", "party_delegate"]."""

    added_because = models.CharField(max_length=200, blank=True)
    """Why it was added by hand; empty for lines drawn from the rolls."""

    struck_at = models.DateTimeField(null=True)
    struck_because = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["electorate_id", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["electorate", "number"], name="one_elector_of_a_number"
            ),
            models.UniqueConstraint(fields=["electorate", "key"], name="electors_are_told_apart"),
            models.UniqueConstraint(
                fields=["electorate", "person"],
                condition=Q(person__isnull=False),
                name="one_line_per_person_of_an_electorate",
            ),
            models.CheckConstraint(
                condition=Q(struck_at=None, struck_because="")
                | (Q(struck_at__isnull=False) & ~Q(struck_because="")),
                name="elector_struck_for_a_reason",
            ),
        ]
        indexes = [models.Index(fields=["person"], name="elector_person")]

    def __str__(self) -> str:
        return f"{self.number} {self.name or self.address}"

    @property
    def delegate_of(self) -> str:
        """Whose delegate, in words; one person may stand on both lists and has one line."""
        return str(_("、")).join(str(Role(role).label) for role in self.roles)

    @property
    def is_struck(self) -> bool:
        return self.struck_at is not None
