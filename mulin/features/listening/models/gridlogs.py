from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mulin.commons.files.models import Photo
from mulin.commons.people.models import Person
from mulin.commons.places.models import AdminUnit, Building, Grid


class GridLog(models.Model):
    """One line of a grid worker's day: what was seen, heard or done, where and when."""

    class Kind(models.TextChoices):
        QUIET = "quiet", _("都好")
        SEEN = "seen", _("看到的问题")
        HEARD = "heard", _("听到的话")
        DONE = "done", _("做了的事")

    community = models.ForeignKey(AdminUnit, models.PROTECT, related_name="+")
    grid = models.ForeignKey(Grid, models.SET_NULL, null=True, related_name="+")
    kind = models.CharField(max_length=5, choices=Kind)
    text = models.CharField(max_length=300, blank=True)
    building = models.ForeignKey(Building, models.SET_NULL, null=True, related_name="+")
    spot = models.CharField(max_length=60, blank=True)
    """Where exactly, such as 3号楼北侧."""

    photo = models.ForeignKey(Photo, models.PROTECT, null=True, related_name="+")
    written_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    happened_at = models.DateTimeField()
    """When it was written down: before it arrived where the line was broken."""

    entered_at = models.DateTimeField(auto_now_add=True)
    key = models.CharField(max_length=64)
    """Which request it came with: the same one sent twice counts once."""

    class Meta:
        ordering = ["-happened_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["written_by", "key"], name="one_log_for_a_request"),
            models.CheckConstraint(
                condition=Q(kind="quiet") | ~Q(text=""), name="a_log_of_something_says_what"
            ),
        ]
        indexes = [
            models.Index(fields=["community", "-happened_at", "-id"], name="gridlog_community"),
            models.Index(fields=["written_by", "-happened_at"], name="gridlog_writer"),
        ]

    def __str__(self) -> str:
        return self.text or str(self.get_kind_display())

    @property
    def place(self) -> str:
        """Where it was, as people say it."""
        return f"{self.building.full_name if self.building else ''}{self.spot}"
