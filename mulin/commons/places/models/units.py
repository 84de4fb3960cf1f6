from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class AdminUnit(models.Model):
    """A node of the administrative tree, from a province down to a community."""

    class Level(models.TextChoices):
        PROVINCE = "province", _("省")
        CITY = "city", _("市")
        DISTRICT = "district", _("区县")
        SUBDISTRICT = "subdistrict", _("街道")
        COMMUNITY = "community", _("社区")

    level = models.CharField(max_length=12, choices=Level)
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children")
    path = models.CharField(max_length=200, unique=True, db_collation="C")
    """The ids from the root to here, such as /1/5/23/.  What is below starts with it."""

    code = models.CharField(max_length=12, null=True, unique=True)
    """The statistical code, where there is one.  It may change, so nothing refers to it."""

    name = models.CharField(max_length=60)
    population = models.PositiveIntegerField(null=True)
    declared_households = models.PositiveIntegerField(null=True)
    """What the community reports, until its roll is imported."""

    facts_on = models.DateField(null=True)
    """On which day population and households were said to be so."""

    roll_complete_on = models.DateField(null=True)
    """Since when the roll has every household, so that it is counted instead."""

    area_km2 = models.DecimalField(max_digits=8, decimal_places=3, null=True)
    founded_on = models.DateField(null=True)
    predecessors = models.ManyToManyField("self", symmetrical=False, related_name="successors")
    story = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["path"]
        constraints = [
            models.UniqueConstraint(fields=["parent", "name"], name="one_name_below_a_parent"),
            models.CheckConstraint(
                condition=Q(level="province", parent=None) | ~Q(level="province"),
                name="province_is_the_root",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_community(self) -> bool:
        return self.level == self.Level.COMMUNITY

    def is_within(self, other: "AdminUnit") -> bool:
        """Return whether this unit is the other one or lies below it."""
        return self.path.startswith(other.path)


class CommunityManager(models.Manager["Community"]):
    def get_queryset(self) -> models.QuerySet["Community"]:
        return super().get_queryset().filter(level=AdminUnit.Level.COMMUNITY)


class Community(AdminUnit):
    """The area of one neighbourhood committee."""

    objects: ClassVar[CommunityManager] = CommunityManager()

    class Meta:
        proxy = True
