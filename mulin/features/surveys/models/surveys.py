"""What a community asks everybody in the same words, from when to when, and for what."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mulin.commons.people.models import Person
from mulin.commons.places.models import AdminUnit, Compound


class Survey(models.Model):
    """
    Questions put to everybody who lives somewhere, on the phone, on paper and at the door.

    Once opened its questions never change: what has to be asked otherwise is a new version.
    """

    class OnePer(models.TextChoices):
        HOUSEHOLD = "household", _("一户一份")
        PERSON = "person", _("一人一份")
        ANYBODY = "anybody", _("谁都能答，不用登录")

    class Counting(models.TextChoices):
        LAST = "last", _("以最后一次为准")
        FIRST = "first", _("以第一次为准")

    class State(models.TextChoices):
        DRAFT = "draft", _("草稿")
        COMING = "coming", _("还没开始")
        OPEN = "open", _("正在收")
        OVER = "over", _("收完了")
        PUBLISHED = "published", _("结果公布了")

    unit = models.ForeignKey(AdminUnit, models.PROTECT, related_name="+")
    compound = models.ForeignKey(Compound, models.PROTECT, null=True, related_name="+")
    """Where only one compound of the unit is asked."""

    title = models.CharField(max_length=60)
    intro = models.TextField(blank=True)
    purpose = models.TextField()
    """What the answers are used for, and by whom, in plain words."""

    language = models.CharField(
        max_length=10, choices=settings.LANGUAGES, default=settings.LANGUAGE_CODE
    )
    """The language in which the questions are written."""

    one_per = models.CharField(max_length=10, choices=OnePer, default=OnePer.HOUSEHOLD)
    counting = models.CharField(max_length=5, choices=Counting, default=Counting.LAST)
    """Which of several responses of one household or person counts."""

    least = models.PositiveSmallIntegerField(default=5)
    """Fewer answers than this are never broken down in public."""

    opens_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    copied_from = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    version = models.PositiveSmallIntegerField(default=1)
    origin_type = models.CharField(max_length=60, blank=True)
    origin_id = models.BigIntegerField(null=True)
    """What this is asked for: a case, a topic, a meeting; named as in the record of acts."""

    drafted_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    drafted_at = models.DateTimeField(auto_now_add=True)
    opened_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    opened_at = models.DateTimeField(null=True)
    """Since when nothing of the questions changes any more."""

    closed_at = models.DateTimeField(null=True)
    published_at = models.DateTimeField(null=True)
    outcome = models.JSONField(default=dict)
    """The figures as they were published: what is too small is not in them."""

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["origin_type", "origin_id"], name="survey_origin")]
        constraints = [
            models.CheckConstraint(
                condition=Q(opens_at__lt=F("closes_at")), name="survey_opens_before_it_closes"
            ),
            models.CheckConstraint(condition=~Q(purpose=""), name="survey_says_what_it_is_for"),
            models.CheckConstraint(
                condition=Q(closed_at=None) | Q(opened_at__isnull=False),
                name="only_an_opened_survey_closes",
            ),
            models.CheckConstraint(
                condition=Q(published_at=None, outcome={})
                | Q(published_at__isnull=False, closed_at__isnull=False) & ~Q(outcome={}),
                name="results_are_published_after_closing",
            ),
            models.CheckConstraint(
                condition=Q(origin_type="", origin_id=None)
                | ~Q(origin_type="") & Q(origin_id__isnull=False),
                name="survey_origin_is_whole",
            ),
            models.CheckConstraint(
                condition=Q(least__gte=3, least__lte=50), name="small_cells_begin_at_three_or_more"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def state(self) -> "Survey.State":
        if self.opened_at is None:
            return self.State.DRAFT
        if self.published_at:
            return self.State.PUBLISHED
        return self._state_by_the_clock(timezone.now())

    def _state_by_the_clock(self, now: datetime) -> "Survey.State":
        if self.closed_at or now >= self.closes_at:
            return self.State.OVER
        return self.State.OPEN if now >= self.opens_at else self.State.COMING

    @property
    def is_draft(self) -> bool:
        return self.state == self.State.DRAFT

    @property
    def is_open(self) -> bool:
        """Whether answers are taken now."""
        return self.state == self.State.OPEN

    @property
    def is_over(self) -> bool:
        return self.state in (self.State.OVER, self.State.PUBLISHED)

    @property
    def is_published(self) -> bool:
        return self.published_at is not None

    @property
    def takes_paper(self) -> bool:
        """Whether sheets that came back in time can still be entered."""
        return self.state in (self.State.OPEN, self.State.OVER)

    def was_open_at(self, moment: datetime) -> bool:
        """Whether what somebody said then still counts: asked in time, nothing published yet."""
        ends = min(self.closed_at or self.closes_at, self.closes_at)
        return self.takes_paper and self.opens_at <= moment < ends

    @property
    def is_for_households(self) -> bool:
        return self.one_per == self.OnePer.HOUSEHOLD

    @property
    def is_for_anybody(self) -> bool:
        return self.one_per == self.OnePer.ANYBODY

    @property
    def place(self) -> str:
        """Who is asked, by the name of the place."""
        return f"{self.unit.name}{self.compound.name}" if self.compound else self.unit.name

    @property
    def tone(self) -> str:
        tones: dict[Any, str] = {self.State.OPEN: "lamp", self.State.PUBLISHED: "brand"}
        return tones.get(self.state, "dian")
