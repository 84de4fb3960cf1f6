"""Numbered sheets of paper, and what two people read on them."""

from django.db import models
from django.db.models import Q

from mulin.commons.people.models import Person
from mulin.commons.places.models import Household

from .surveys import Survey


class SurveySheet(models.Model):
    """One printed form with its number; for one household, or with a line to write its door on."""

    survey = models.ForeignKey(Survey, models.PROTECT, related_name="sheets")
    number = models.PositiveIntegerField()
    household = models.ForeignKey(Household, models.PROTECT, null=True, related_name="+")
    printed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    printed_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["survey_id", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["survey", "number"], name="one_survey_sheet_of_a_number"
            ),
            models.UniqueConstraint(
                fields=["survey", "household"],
                condition=Q(household__isnull=False),
                name="one_survey_sheet_for_a_household",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number:04}"


class SheetReading(models.Model):
    """What one person read on a sheet; two who read the same make a response."""

    sheet = models.ForeignKey(SurveySheet, models.PROTECT, related_name="readings")
    turn = models.PositiveSmallIntegerField(default=1)
    """One more each time two readers differed."""

    answers = models.JSONField(default=dict)
    """By the key of the question."""

    household = models.ForeignKey(Household, models.PROTECT, null=True, related_name="+")
    """Whose door is written on it."""

    returned_on = models.DateField()
    is_spoilt = models.BooleanField(default=False)
    entered_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    entered_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["sheet_id", "turn", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["sheet", "turn", "entered_by"], name="nobody_reads_a_survey_sheet_twice"
            )
        ]

    def __str__(self) -> str:
        return f"{self.sheet_id}: {self.turn}"
