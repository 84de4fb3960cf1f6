from django.db import models
from django.db.models import Q

from mulin.commons.people.models import Person

from .cases import Case


class CaseTransfer(models.Model):
    """A case offered to somebody, who has it only once they say yes."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="transfers")
    from_person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    to_person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    offered_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    reason = models.CharField(max_length=200)
    offered_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    is_accepted = models.BooleanField(null=True)
    answer = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["case"], condition=Q(answered_at=None), name="one_offer_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(answered_at=None, is_accepted=None)
                | Q(answered_at__isnull=False, is_accepted__isnull=False),
                name="an_offer_is_answered_yes_or_no",
            ),
            models.CheckConstraint(
                condition=~Q(is_accepted=False) | ~Q(answer=""), name="whoever_says_no_says_why"
            ),
        ]
        indexes = [
            models.Index(
                fields=["to_person"], condition=Q(answered_at=None), name="transfer_waiting"
            )
        ]

    def __str__(self) -> str:
        return f"{self.case_id}: {self.to_person_id}"


class Pause(models.Model):
    """A time in which a case's clock stood still, and why."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="pauses")
    reason = models.CharField(max_length=200)
    waiting_for = models.CharField(max_length=80)
    paused_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    paused_at = models.DateTimeField()
    resumed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["case"], condition=Q(resumed_at=None), name="a_clock_stands_still_once"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="a_clock_stops_for_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.case_id}: {self.reason}"
