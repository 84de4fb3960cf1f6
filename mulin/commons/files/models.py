from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.urls import reverse

from mulin.commons.people.models import Person
from mulin.commons.places.models import AdminUnit


class Photo(models.Model):
    """A photo somebody sent, drawn anew, with its thumbnail beside it."""

    name = models.UUIDField(default=uuid4, unique=True, editable=False)
    """Its address.  It says nothing about what the photo shows or who sent it."""

    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    alt = models.CharField(max_length=120, blank=True)
    uploaded_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    unit = models.ForeignKey(AdminUnit, models.PROTECT, null=True, related_name="+")
    """Whose office may look at it before it is public."""

    for_staff = models.BooleanField(default=False)
    """Whether all who work there may look at it, grid workers and windows too."""

    is_public = models.BooleanField(default=False)
    uploaded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(width__gt=0, height__gt=0), name="photo_has_a_size")
        ]

    def __str__(self) -> str:
        return self.alt or str(self.name)

    @property
    def url(self) -> str:
        return reverse("files:photo", args=[self.name])

    @property
    def thumb_url(self) -> str:
        return reverse("files:thumb", args=[self.name])

    @property
    def path(self) -> str:
        """Where the photo lies in the storage."""
        return self._path_of("full")

    @property
    def thumb_path(self) -> str:
        return self._path_of("thumb")

    def _path_of(self, size: str) -> str:
        # Many folders, so that none gets crowded.
        return f"photos/{self.name.hex[:3]}/{self.name.hex}-{size}.jpg"
