from django.conf import settings
from django.db import models


class Record(models.Model):
    """One thing that was done: who did what, about what, where and when.  Never changed."""

    verb = models.CharField(max_length=60)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    role = models.CharField(max_length=30, blank=True)
    """The role in which it was done, as the role was then."""

    about_type = models.CharField(max_length=60)
    about_id = models.BigIntegerField()
    unit = models.ForeignKey("places.AdminUnit", models.PROTECT, null=True, related_name="+")
    details = models.JSONField(default=dict)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [
            models.Index(fields=["about_type", "about_id", "id"], name="record_about"),
            models.Index(fields=["unit", "id"], name="record_unit"),
            models.Index(fields=["by", "id"], name="record_by"),
            models.Index(fields=["unit", "verb", "id"], name="record_unit_verb"),
        ]

    def __str__(self) -> str:
        return f"{self.verb} {self.about_type}:{self.about_id}"
