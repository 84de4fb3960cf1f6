"""What the owners of a compound are asked, by which rule, and from when to when."""

from datetime import datetime, timedelta
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mulin.commons.electorates.models import Electorate
from mulin.commons.people.models import Person
from mulin.commons.places.models import AdminUnit, Compound
from mulin.decisions import OWNERS_MATTERS, OwnersMatter, ThresholdRule

YEARS_KEPT = 5
"""A decision can be taken to court for a year after one knew of it; proof is kept longer."""


class OwnersVote(models.Model):
    """
    One delivery of ballots to the owners of a compound, with one question or several.

    Decided by area and by head; no round of households and no vote of delegates.
    """

    class Unreturned(models.TextChoices):
        NOT_COUNTED = "not_counted", _("不算参加，也不算同意")
        TAKES_PART = "takes_part", _("算参加，不算同意")
        FOLLOWS_MAJORITY = "follows_majority", _("算参加，随多数意见")

    class State(models.TextChoices):
        DRAFT = "draft", _("还没公告")
        ANNOUNCED = "announced", _("公告中，还没开始")
        OPEN = "open", _("正在表决")
        CLOSED = "closed", _("已截止，等计票")
        CONCLUDED = "concluded", _("有结果了")
        CALLED_OFF = "called_off", _("取消了")

    unit = models.ForeignKey(AdminUnit, models.PROTECT, related_name="+")
    compound = models.ForeignKey(Compound, models.PROTECT, related_name="+")
    electorate = models.OneToOneField(Electorate, models.PROTECT, related_name="+")
    title = models.CharField(max_length=60)
    item = models.PositiveSmallIntegerField()
    """Which of the nine matters of article 278."""

    explanation = models.TextField(blank=True)
    rule = models.JSONField()
    """The thresholds as `ThresholdRule.as_dict` writes them: law's preset, or the compound's."""

    unreturned = models.CharField(max_length=16, choices=Unreturned, default=Unreturned.NOT_COUNTED)
    """What a ballot counts that was delivered and did not come back."""

    unreturned_source = models.CharField(max_length=200, blank=True)
    """Where the compound's own rules say so."""

    notice_days = models.PositiveSmallIntegerField()
    """So many days lie between the announcement and the first answer."""

    opens_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    contact = models.CharField(max_length=100, blank=True)
    prepared_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    prepared_at = models.DateTimeField(auto_now_add=True)
    announced_at = models.DateTimeField(null=True)
    """Since when the roll is frozen and nothing of the question changes any more."""

    called_off_at = models.DateTimeField(null=True)
    called_off_because = models.CharField(max_length=200, blank=True)
    concluded_at = models.DateTimeField(null=True)
    outcome = models.JSONField(default=dict)
    """Every question's tallies and tests, whole, so that anybody can count again."""

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(item__gte=1, item__lte=9), name="owners_decide_on_one_of_nine_matters"
            ),
            models.CheckConstraint(
                condition=Q(opens_at__lt=F("closes_at")), name="owners_vote_opens_before_it_closes"
            ),
            models.CheckConstraint(
                condition=Q(unreturned="not_counted") | ~Q(unreturned_source=""),
                name="silence_counts_only_where_a_rule_says_so",
            ),
            models.CheckConstraint(
                condition=Q(called_off_at=None, called_off_because="")
                | Q(called_off_at__isnull=False) & ~Q(called_off_because=""),
                name="owners_vote_is_called_off_for_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(concluded_at=None)
                | Q(announced_at__isnull=False, called_off_at=None) & ~Q(outcome={}),
                name="owners_vote_concludes_with_an_outcome",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def matter(self) -> OwnersMatter:
        return OWNERS_MATTERS[self.item]

    @property
    def threshold_rule(self) -> ThresholdRule:
        return ThresholdRule.from_dict(self.rule)

    @property
    def state(self) -> "OwnersVote.State":
        for moment, state in (
            (self.called_off_at, self.State.CALLED_OFF),
            (self.concluded_at, self.State.CONCLUDED),
        ):
            if moment:
                return state
        return self._state_by_the_clock(timezone.now())

    def _state_by_the_clock(self, now: datetime) -> "OwnersVote.State":
        if self.announced_at is None:
            return self.State.DRAFT
        if now < self.opens_at:
            return self.State.ANNOUNCED
        return self.State.OPEN if now < self.closes_at else self.State.CLOSED

    @property
    def is_draft(self) -> bool:
        return self.state == self.State.DRAFT

    @property
    def is_open(self) -> bool:
        """Whether owners can answer now."""
        return self.state == self.State.OPEN

    @property
    def is_concluded(self) -> bool:
        return self.state == self.State.CONCLUDED

    @property
    def takes_evidence(self) -> bool:
        """Whether deliveries and what came back can be written down: until it is counted."""
        return self.state in (self.State.ANNOUNCED, self.State.OPEN, self.State.CLOSED)

    @property
    def takes_paper(self) -> bool:
        """Whether paper that came back in time can still be entered."""
        return self.state in (self.State.OPEN, self.State.CLOSED)

    @property
    def kept_until(self) -> datetime:
        """Until when ballots, notices and proof of delivery are kept at least."""
        return (self.concluded_at or self.closes_at) + timedelta(days=366 * YEARS_KEPT)

    @property
    def outcomes(self) -> list[dict[str, Any]]:
        """What came out, question by question; empty before the count."""
        return self.outcome.get("questions", [])


class OwnersQuestion(models.Model):
    """One question on the owners' ballot; each is decided by itself."""

    vote = models.ForeignKey(OwnersVote, models.CASCADE, related_name="questions")
    number = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=200)

    class Meta:
        ordering = ["vote_id", "number"]
        constraints = [
            models.UniqueConstraint(fields=["vote", "number"], name="one_question_of_a_number"),
            models.CheckConstraint(condition=~Q(text=""), name="an_owners_question_asks_something"),
        ]

    def __str__(self) -> str:
        return self.text


class MatterNote(models.Model):
    """What a place's own rules add to the law on one kind of matter, with their source."""

    class Topic(models.TextChoices):
        LIFTS = "lifts", _("加装电梯")
        NOTICE = "notice", _("提前多少天公告")
        UNRETURNED = "unreturned", _("票没交回来怎么算")
        OTHER = "other", _("其他")

    unit = models.ForeignKey(AdminUnit, models.PROTECT, related_name="+")
    topic = models.CharField(max_length=12, choices=Topic)
    text = models.CharField(max_length=500)
    source = models.CharField(max_length=200)
    written_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["unit_id", "topic"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "topic"], name="one_note_on_a_matter_of_a_place"
            ),
            models.CheckConstraint(condition=~Q(source=""), name="a_matter_note_names_its_source"),
        ]

    def __str__(self) -> str:
        return self.text
