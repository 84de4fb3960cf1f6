"""Going out to tell neighbours: who goes, where they were, whom they reached, with what paper."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from mulin.commons.people.models import Person
from mulin.commons.places.models import AdminUnit, Building


class OutreachTeam(models.Model):
    """Those who go out together to tell neighbours about something, and the buildings they take."""

    community = models.ForeignKey(AdminUnit, models.PROTECT, related_name="+")
    name = models.CharField(max_length=40)
    members = models.CharField(max_length=200, blank=True)
    """Who is in it, for staff."""

    size = models.PositiveSmallIntegerField()
    buildings = models.ManyToManyField(Building, related_name="+")
    since_on = models.DateField()
    ended_on = models.DateField(null=True)

    class Meta:
        ordering = ["community_id", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["community", "name"],
                condition=Q(ended_on=None),
                name="one_outreach_team_of_a_name",
            ),
            models.CheckConstraint(condition=Q(size__gte=1), name="a_team_has_somebody"),
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(ended_on__gte=F("since_on")),
                name="a_team_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_active(self) -> bool:
        return self.ended_on is None


class LeafletBatch(models.Model):
    """So many copies of one leaflet, printed once."""

    community = models.ForeignKey(AdminUnit, models.PROTECT, related_name="+")
    title = models.CharField(max_length=60)
    printed_on = models.DateField()
    printed = models.PositiveIntegerField()

    class Meta:
        ordering = ["community_id", "-printed_on", "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(printed__gte=1), name="some_leaflets_are_printed"),
            models.UniqueConstraint(
                fields=["community", "title", "printed_on"], name="one_batch_of_a_title_and_day"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class OutreachRecord(models.Model):
    """One time of going out: when, how, with which team and which leaflets."""

    class Method(models.TextChoices):
        DOOR = "door", _("上门")
        FORUM = "forum", _("座谈会")
        STALL = "stall", _("摆摊")

    community = models.ForeignKey(AdminUnit, models.PROTECT, related_name="+")
    team = models.ForeignKey(OutreachTeam, models.PROTECT, null=True, related_name="+")
    method = models.CharField(max_length=5, choices=Method)
    happened_on = models.DateField()
    about = models.CharField(max_length=60)
    """What was told."""

    spot = models.CharField(max_length=60, blank=True)
    batch = models.ForeignKey(LeafletBatch, models.PROTECT, null=True, related_name="+")
    leaflets = models.PositiveIntegerField(default=0)
    written_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    entered_at = models.DateTimeField(auto_now_add=True)
    key = models.CharField(max_length=64)
    """Which request it came with: the same one sent twice counts once."""

    class Meta:
        ordering = ["-happened_on", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["written_by", "key"], name="one_outreach_for_a_request"
            ),
            models.CheckConstraint(
                condition=Q(leaflets=0) | Q(batch__isnull=False),
                name="leaflets_handed_out_are_of_a_batch",
            ),
        ]
        indexes = [
            models.Index(fields=["community", "-happened_on", "-id"], name="outreach_community")
        ]

    def __str__(self) -> str:
        return f"{self.about} {self.happened_on}"


class OutreachReach(models.Model):
    """How many households of a building one time of going out reached first."""

    record = models.ForeignKey(OutreachRecord, models.CASCADE, related_name="reached")
    building = models.ForeignKey(Building, models.PROTECT, related_name="+")
    households = models.PositiveIntegerField()

    class Meta:
        ordering = ["record_id", "building_id"]
        constraints = [
            models.UniqueConstraint(
                fields=["record", "building"], name="a_building_is_reached_once_at_a_time"
            )
        ]

    def __str__(self) -> str:
        return f"{self.record_id}: {self.building_id} {self.households}"
