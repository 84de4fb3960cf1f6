from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from .homes import Compound
from .units import AdminUnit


class Place(models.Model):
    """A space that neighbours share: a bike shed, a garden, a hall."""

    class Kind(models.TextChoices):
        STAIRWELL = "stairwell", _("楼道")
        BIKE_SHED = "bike_shed", _("车库")
        ACTIVITY_ROOM = "activity_room", _("活动室")
        GATEHOUSE = "gatehouse", _("门房间")
        GARDEN = "garden", _("花园")
        PAVILION = "pavilion", _("凉亭")
        COURTYARD = "courtyard", _("院子")
        SPORTS_COURT = "sports_court", _("球场")
        POCKET_PARK = "pocket_park", _("口袋公园")
        WALL = "wall", _("墙面")
        SERVICE_HALL = "service_hall", _("服务大厅")
        NEIGHBOURHOOD_CENTRE = "neighbourhood_centre", _("睦邻中心")
        SERVICE_STATION = "service_station", _("服务站")
        PARTY_STATION = "party_station", _("党群服务站")
        ROAD = "road", _("道路")
        OTHER = "other", _("别的地方")

    class Status(models.TextChoices):
        IN_USE = "in_use", _("在用")
        IDLE = "idle", _("闲着")
        CLOSED = "closed", _("关了")

    class Custody(models.TextChoices):
        MUNICIPAL = "municipal", _("市政")
        DEVELOPER = "developer", _("开发商，还没移交")
        OWNERS = "owners", _("业主共有")
        UNCLEAR = "unclear", _("说不清")

    community = models.ForeignKey(AdminUnit, models.PROTECT, related_name="places")
    compound = models.ForeignKey(Compound, models.PROTECT, null=True, related_name="places")
    kind = models.CharField(max_length=20, choices=Kind)
    name = models.CharField(max_length=40)
    named_on = models.DateField(null=True)
    """Since when it has this name; None when it always had."""

    spot = models.CharField(max_length=60, blank=True)
    """How to find it, such as 3号楼北侧."""

    area_m2 = models.DecimalField(max_digits=8, decimal_places=2, null=True)
    status = models.CharField(max_length=8, choices=Status, default=Status.IN_USE)
    custody = models.CharField(max_length=12, choices=Custody, blank=True)
    """Who has to look after it; empty while nobody has said."""

    class Meta:
        ordering = ["community_id", "name"]
        constraints = [
            models.UniqueConstraint(fields=["community", "name"], name="one_place_of_a_name"),
            models.CheckConstraint(
                condition=Q(area_m2=None) | Q(area_m2__gt=0), name="place_has_some_area"
            ),
            models.CheckConstraint(condition=~Q(name=""), name="place_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def where(self) -> str:
        """Where it is, as people would say it."""
        return "".join(filter(None, [self.compound.name if self.compound else "", self.spot]))


class PlaceAlias(models.Model):
    """A name that a place had before, which some neighbours still say."""

    place = models.ForeignKey(Place, models.CASCADE, related_name="aliases")
    name = models.CharField(max_length=40)
    from_on = models.DateField(null=True)
    until_on = models.DateField()
    """The day on which the next name came."""

    because = models.CharField(max_length=100, blank=True)
    """Why the place got another name."""

    class Meta:
        ordering = ["place_id", "-until_on", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(from_on=None) | Q(from_on__lte=F("until_on")),
                name="an_old_name_began_before_it_ended",
            ),
        ]

    def __str__(self) -> str:
        return self.name
