from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from mulin.commons.people.models import Person

from .units import AdminUnit


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

    @property
    def full_name(self) -> str:
        """Its name with that of its compound, which some door plates have already."""
        compound = self.compound.name
        return self.name if self.name.startswith(compound) else f"{compound}{self.name}"


class Entrance(models.Model):
    """One stairwell of a building (单元)."""

    building = models.ForeignKey(Building, models.CASCADE, related_name="entrances")
    name = models.CharField(max_length=20, blank=True)
    """As people say it, such as 2单元; empty where a building has only one way in."""

    class Meta:
        ordering = ["building_id", "id"]
        constraints = [
            models.UniqueConstraint(fields=["building", "name"], name="one_entrance_of_a_name")
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def address(self) -> str:
        return f"{self.building.name}{self.name}"


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

    @property
    def full_address(self) -> str:
        """Its door with the name of the compound."""
        entrance = self.dwelling.entrance
        return f"{entrance.building.full_name}{entrance.name}{self.dwelling.room}"

    @property
    def address(self) -> str:
        """Its door as people say it, such as 3号楼2单元401."""
        return f"{self.dwelling.entrance.address}{self.dwelling.room}"


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
