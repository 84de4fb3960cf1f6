"""What somebody answered; of several of one household, one counts and the others stay."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from mulin.commons.people.models import Person
from mulin.commons.places.models import Building, Household

from .questions import SurveyQuestion
from .sheets import SurveySheet
from .surveys import Survey


class SurveyResponse(models.Model):
    """
    One filled-in survey, by whatever way it came.

    Never changed: of several of one household or person, one counts and the others are kept.
    """

    class Channel(models.TextChoices):
        ONLINE = "online", _("手机上答的")
        PAPER = "paper", _("纸质卷")
        DOOR = "door", _("上门问的")

    survey = models.ForeignKey(Survey, models.PROTECT, related_name="responses")
    household = models.ForeignKey(Household, models.PROTECT, null=True, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    """Who answered with an account; nobody where the survey needs none."""

    channel = models.CharField(max_length=6, choices=Channel)
    receipt = models.UUIDField()
    """Names the form that was sent, so that the same one sent twice counts once."""

    sheet = models.OneToOneField(SurveySheet, models.PROTECT, null=True, related_name="response")
    answered_at = models.DateTimeField()
    entered_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    confirmed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    entered_at = models.DateTimeField(auto_now_add=True)
    counts = models.BooleanField(default=True)

    class Meta:
        ordering = ["survey_id", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["survey", "household"],
                condition=Q(counts=True, household__isnull=False),
                name="one_counted_response_of_a_household",
            ),
            models.UniqueConstraint(
                fields=["survey", "person"],
                condition=Q(counts=True, household=None, person__isnull=False),
                name="one_counted_response_of_a_person",
            ),
            models.UniqueConstraint(
                fields=["survey", "receipt"], name="a_receipt_brings_one_response"
            ),
            models.CheckConstraint(
                condition=~Q(channel="paper")
                | Q(sheet__isnull=False, entered_by__isnull=False, confirmed_by__isnull=False)
                & ~Q(entered_by=F("confirmed_by")),
                name="what_is_on_a_survey_sheet_two_people_read",
            ),
            models.CheckConstraint(
                condition=~Q(channel="door") | Q(entered_by__isnull=False),
                name="who_asked_at_the_door_is_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.survey_id}: {self.receipt}"


class SurveyAnswer(models.Model):
    """What one response says to one question; to a multiple choice, one row for each choice."""

    response = models.ForeignKey(SurveyResponse, models.PROTECT, related_name="answers")
    question = models.ForeignKey(SurveyQuestion, models.PROTECT, related_name="+")
    choice = models.PositiveSmallIntegerField(null=True)
    """The number of the option; of a scale, the points."""

    number = models.BigIntegerField(null=True)
    """Hundredths of a number, cents of a price, the minute of the day at which a time begins."""

    until = models.PositiveSmallIntegerField(null=True)
    """The minute of the day at which a time ends."""

    building = models.ForeignKey(Building, models.PROTECT, null=True, related_name="+")
    square = models.CharField(max_length=3, blank=True)
    """Where on its question's plan, such as B3."""

    text = models.CharField(max_length=2000, blank=True)

    class Meta:
        ordering = ["response_id", "question_id", "choice"]
        constraints = [
            models.UniqueConstraint(
                fields=["response", "question", "choice"],
                name="a_choice_is_made_once_in_a_response",
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                condition=Q(choice__isnull=False)
                | Q(number__isnull=False)
                | Q(building__isnull=False)
                | ~Q(square="")
                | ~Q(text=""),
                name="a_survey_answer_says_something",
            ),
            models.CheckConstraint(
                condition=Q(until=None) | Q(number__lt=F("until"), until__lte=1440),
                name="a_time_begins_before_it_ends",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.response_id}: {self.question_id}"


class ReleasedAnswer(models.Model):
    """Somebody's own words as everybody may read them, without what names anybody."""

    answer = models.OneToOneField(SurveyAnswer, models.PROTECT, related_name="released")
    text = models.CharField(max_length=2000)
    released_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    released_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="released_words_say_something")
        ]

    def __str__(self) -> str:
        return self.text
