from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mulin.commons.people.models import Person

from .roles import Role


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


class Compound(models.Model):
    """A residential compound: buildings behind one gate, several of them in a community."""

    class Kind(models.TextChoices):
        OLD = "old", _("老旧小区")
        MID_RANGE = "mid_range", _("中档住宅小区")
        COMMERCIAL = "commercial", _("商品房小区")
        PUBLIC_RENTAL = "public_rental", _("公租房小区")
        WORK_UNIT = "work_unit", _("单位宿舍")
        HERITAGE = "heritage", _("历史街区")
        MIXED = "mixed", _("混合")

    community = models.ForeignKey(AdminUnit, models.PROTECT, related_name="compounds")
    name = models.CharField(max_length=60)
    kind = models.CharField(max_length=16, choices=Kind, default=Kind.OLD)
    built_year = models.PositiveSmallIntegerField(null=True)
    origin = models.CharField(max_length=100, blank=True)
    declared_households = models.PositiveIntegerField(null=True)
    baseline = models.JSONField(default=dict)
    """What was there before anything was done, such as {"lift": false, "gas": false}."""

    class Meta:
        ordering = ["community_id", "name"]
        constraints = [
            models.UniqueConstraint(fields=["community", "name"], name="one_compound_of_a_name")
        ]

    def __str__(self) -> str:
        return self.name


class Grid(models.Model):
    """A part of a community that one grid worker looks after, of whole buildings."""

    community = models.ForeignKey(AdminUnit, models.PROTECT, related_name="grids")
    name = models.CharField(max_length=40)
    declared_households = models.PositiveIntegerField(null=True)

    class Meta:
        ordering = ["community_id", "name"]
        constraints = [
            models.UniqueConstraint(fields=["community", "name"], name="one_grid_of_a_name")
        ]

    def __str__(self) -> str:
        return self.name


class Building(models.Model):
    """One building of a compound."""

    compound = models.ForeignKey(Compound, models.PROTECT, related_name="buildings")
    grid = models.ForeignKey(Grid, models.SET_NULL, null=True, related_name="buildings")
    name = models.CharField(max_length=40)
    """As on its door plate, such as 3号楼 or 甲2号楼."""

    floors = models.PositiveSmallIntegerField(null=True)
    declared_households = models.PositiveIntegerField(null=True)

    class Meta:
        ordering = ["compound_id", "id"]
        constraints = [
            models.UniqueConstraint(fields=["compound", "name"], name="one_building_of_a_name")
        ]

    def __str__(self) -> str:
        return self.name


class Entrance(models.Model):
    """One stairwell of a building (单元)."""

    building = models.ForeignKey(Building, models.CASCADE, related_name="entrances")
    name = models.CharField(max_length=20)

    class Meta:
        ordering = ["building_id", "id"]
        constraints = [
            models.UniqueConstraint(fields=["building", "name"], name="one_entrance_of_a_name")
        ]

    def __str__(self) -> str:
        return self.name


class Dwelling(models.Model):
    """An exclusive part: what an owner owns and votes with."""

    class Kind(models.TextChoices):
        HOME = "home", _("住宅")
        SHOP = "shop", _("商铺")
        PARKING = "parking", _("车位")

    entrance = models.ForeignKey(Entrance, models.PROTECT, related_name="dwellings")
    room = models.CharField(max_length=20)
    kind = models.CharField(max_length=8, choices=Kind, default=Kind.HOME)
    area_m2 = models.DecimalField(max_digits=8, decimal_places=2, null=True)
    is_in_owners_register = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["entrance", "room"], name="one_dwelling_behind_a_door"),
            models.CheckConstraint(
                condition=Q(area_m2=None) | Q(area_m2__gt=0), name="dwelling_has_some_area"
            ),
        ]

    def __str__(self) -> str:
        return self.room


class Household(models.Model):
    """Those who live behind one door: the denominator of every consent."""

    dwelling = models.OneToOneField(Dwelling, models.PROTECT, related_name="household")
    community = models.ForeignKey(AdminUnit, models.PROTECT, related_name="households")
    contact_name = models.CharField(max_length=60, blank=True)
    contact_phone = models.CharField(max_length=20, blank=True)
    size = models.PositiveSmallIntegerField(null=True)
    is_vacant = models.BooleanField(default=False)

    class Meta:
        indexes = [models.Index(fields=["community", "id"], name="household_community")]

    def __str__(self) -> str:
        return f"{self.pk}"


class Ownership(models.Model):
    """One owner's share of a dwelling."""

    dwelling = models.ForeignKey(Dwelling, models.CASCADE, related_name="ownerships")
    owner_name = models.CharField(max_length=60)
    owner = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    share_numerator = models.PositiveIntegerField(default=1)
    share_denominator = models.PositiveIntegerField(default=1)
    is_developer = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["dwelling", "owner_name"], name="one_share_per_owner_of_a_dwelling"
            ),
            models.CheckConstraint(
                condition=Q(share_numerator__gt=0, share_denominator__gte=F("share_numerator")),
                name="share_is_a_part_of_the_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.dwelling_id}: {self.share_numerator}/{self.share_denominator}"


class Membership(models.Model):
    """A person's part in a place: person × place × role × term."""

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
        ]
        indexes = [models.Index(fields=["unit", "role"], name="membership_unit_role")]

    def __str__(self) -> str:
        return f"{self.person} {self.role}"

    def holds_on(self, day: date) -> bool:
        return self.from_on <= day and (self.until_on is None or day < self.until_on)

    @property
    def holds_now(self) -> bool:
        return self.holds_on(timezone.localdate())
