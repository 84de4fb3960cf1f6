"""The letter that asks every household, its slips, what came back, and what is answered."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mulin.commons.occasions.models import Occasion
from mulin.commons.people.models import Person
from mulin.commons.places.models import AdminUnit, Building, Household
from mulin.commons.topics.models import Opinion


class LetterRound(models.Model):
    """One letter to every home of a community that asks what should be better."""

    KIND = "letter"
    """The kind of occasion on which one goes out."""

    occasion = models.OneToOneField(Occasion, models.PROTECT, related_name="+")
    words = models.TextField(max_length=600, blank=True)
    """What the letter says; empty: the usual words."""

    is_by_household = models.BooleanField(default=False)
    """Whether slips name a household; otherwise nobody can tell from which home one came."""

    returns_until = models.DateField(null=True)
    """The last day on which answers are taken; None before the letter is written."""

    summary = models.TextField(max_length=1000, blank=True)
    published_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(published_at=None) | ~Q(summary=""),
                name="what_is_published_has_a_summary",
            ),
        ]

    def __str__(self) -> str:
        return str(self.occasion)

    @property
    def community(self) -> AdminUnit:
        return self.occasion.unit

    @property
    def is_written(self) -> bool:
        return self.returns_until is not None

    @property
    def is_open(self) -> bool:
        """Whether answers are taken now."""
        return (
            self.returns_until is not None
            and self.published_at is None
            and timezone.localdate() <= self.returns_until
        )

    @property
    def is_published(self) -> bool:
        return self.published_at is not None


class LetterSlip(models.Model):
    """The part of one printed letter that is torn off and comes back."""

    letter = models.ForeignKey(LetterRound, models.PROTECT, related_name="slips")
    number = models.PositiveIntegerField()
    building = models.ForeignKey(Building, models.PROTECT, related_name="+")
    household = models.ForeignKey(Household, models.SET_NULL, null=True, related_name="+")
    code = models.CharField(max_length=12, unique=True)
    """What its address ends with: nobody can guess it."""

    class Meta:
        ordering = ["letter_id", "number"]
        constraints = [
            models.UniqueConstraint(fields=["letter", "number"], name="one_slip_of_a_number"),
            models.UniqueConstraint(
                fields=["letter", "household"],
                condition=Q(household__isnull=False),
                name="one_slip_for_a_household",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number:04}"


class LetterReturn(models.Model):
    """What came back on one slip, or without one."""

    class Channel(models.TextChoices):
        PAPER = "paper", _("纸回执")
        WEB = "web", _("扫码写的")
        WALK_IN = "walk_in", _("到社区说的")

    letter = models.ForeignKey(LetterRound, models.PROTECT, related_name="returns")
    slip = models.OneToOneField(LetterSlip, models.PROTECT, null=True, related_name="+")
    channel = models.CharField(max_length=7, choices=Channel)
    returned_at = models.DateTimeField(auto_now_add=True)
    entered_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    receipt = models.UUIDField(unique=True, null=True)
    """The key of the form it was entered with: the same form sent twice is one return."""

    corrected_at = models.DateTimeField(null=True)
    corrected_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    """Who corrected it in the office; nobody when its home did by its code."""

    corrected_because = models.CharField(max_length=100, blank=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(corrected_at=None, corrected_by=None, corrected_because="")
                | Q(corrected_at__isnull=False) & ~Q(corrected_because=""),
                name="a_corrected_return_says_why",
            ),
            models.CheckConstraint(
                condition=Q(channel="web", slip__isnull=False, entered_by=None)
                | ~Q(channel="web") & Q(entered_by__isnull=False),
                name="a_return_came_by_its_code_or_somebody_entered_it",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.letter_id}: {self.slip_id}"


class LetterAnswer(models.Model):
    """What a community says to several opinions of a letter that are about one thing."""

    letter = models.ForeignKey(LetterRound, models.PROTECT, related_name="answers")
    title = models.CharField(max_length=40)
    text = models.CharField(max_length=300)
    reply = models.CharField(max_length=12, choices=Opinion.Reply)
    opinions = models.ManyToManyField(Opinion, related_name="+")

    class Meta:
        ordering = ["letter_id", "id"]
        constraints = [
            models.UniqueConstraint(fields=["letter", "title"], name="one_answer_of_a_title")
        ]

    def __str__(self) -> str:
        return self.title
