"""What the government's own voting system counted, brought in by two people."""

from django.db import models
from django.db.models import F, Q

from mulin.commons.people.models import Person

from .votes import OwnersVote


class OfficialResult(models.Model):
    """A file from the government's voting system: one uploads it, another one confirms it."""

    vote = models.ForeignKey(OwnersVote, models.PROTECT, related_name="official_results")
    name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    lines = models.JSONField()
    """Every line: roll number and answers, such as [[3, {"1": "agree"}], …]."""

    uploaded_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField(auto_now_add=True)
    confirmed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["vote", "sha256"], name="an_official_file_comes_once"),
            models.CheckConstraint(
                condition=Q(confirmed_by=None, confirmed_at=None)
                | Q(confirmed_by__isnull=False, confirmed_at__isnull=False)
                & ~Q(confirmed_by=F("uploaded_by")),
                name="an_official_result_is_confirmed_by_another",
            ),
        ]

    def __str__(self) -> str:
        return self.name
