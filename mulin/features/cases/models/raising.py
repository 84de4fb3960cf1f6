from django.db import models
from django.db.models import Q

from mulin.commons.people.models import Person

from .cases import Case


class Escalation(models.Model):
    """What a community cannot solve alone, put before a higher office, and what it answered."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="escalations")
    level = models.CharField(max_length=12, choices=Case.Level)
    reason = models.CharField(max_length=200)
    raised_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    raised_at = models.DateTimeField()
    answer = models.CharField(max_length=300, blank=True)
    answered_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "level"], name="a_case_is_raised_to_a_level_once"
            ),
            models.CheckConstraint(
                condition=~Q(level="community"), name="a_case_is_raised_above_its_community"
            ),
            models.CheckConstraint(
                condition=Q(answered_at=None, answered_by=None, answer="")
                | Q(answered_at__isnull=False, answered_by__isnull=False) & ~Q(answer=""),
                name="an_office_answers_with_words",
            ),
        ]
        indexes = [
            models.Index(
                fields=["level"], condition=Q(answered_at=None), name="escalation_unanswered"
            )
        ]

    def __str__(self) -> str:
        return f"{self.case_id}: {self.level}"
