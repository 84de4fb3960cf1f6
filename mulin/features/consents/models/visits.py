"""Going from door to door: campaigns, visits, and what households hold against the works."""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from mulin.commons.electorates.models import Elector
from mulin.commons.files.models import Photo
from mulin.commons.people.models import Person
from mulin.commons.places.models import Building

from .rounds import ConsentRound, HouseholdConsent


class VisitCampaign(models.Model):
    """The days on which visitors go to every door of a round."""

    round = models.ForeignKey(ConsentRound, models.PROTECT, related_name="campaigns")
    name = models.CharField(max_length=60)
    starts_on = models.DateField()
    ends_on = models.DateField()

    class Meta:
        ordering = ["round_id", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_on__lte=F("ends_on")), name="campaign_starts_before_it_ends"
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_on(self) -> bool:
        """Whether today is one of its days."""
        return self.starts_on <= timezone.localdate() <= self.ends_on

    def has_day(self, day: date) -> bool:
        return self.starts_on <= day <= self.ends_on


class Assignment(models.Model):
    """One building that one visitor goes through on one day of a campaign."""

    campaign = models.ForeignKey(VisitCampaign, models.PROTECT, related_name="assignments")
    building = models.ForeignKey(Building, models.PROTECT, related_name="+")
    visitor = models.ForeignKey(Person, models.PROTECT, related_name="+")
    day = models.DateField()

    class Meta:
        ordering = ["campaign_id", "day", "building_id", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "building", "visitor", "day"],
                name="one_assignment_of_a_visitor_to_a_building_on_a_day",
            )
        ]
        indexes = [models.Index(fields=["visitor", "campaign"], name="assignment_visitor")]

    def __str__(self) -> str:
        return f"{self.campaign_id}: {self.building_id} {self.day}"


class Visit(models.Model):
    """One knock on one door.  Never changed: who knocks again adds another."""

    class Outcome(models.TextChoices):
        ANSWERED = "answered", _("见到了，答复了")
        REFUSED = "refused", _("不愿意谈")
        ABSENT = "absent", _("没人在家")
        REVISIT = "revisit", _("约了再来")

    class Evidence(models.TextChoices):
        SIGNATURE = "signature", _("屏幕上签的字")
        PAPER = "paper", _("签过字的纸的照片")

    campaign = models.ForeignKey(VisitCampaign, models.PROTECT, related_name="visits")
    elector = models.ForeignKey(Elector, models.PROTECT, related_name="+")
    visitor = models.ForeignKey(Person, models.PROTECT, related_name="+")
    outcome = models.CharField(max_length=8, choices=Outcome)
    happened_at = models.DateTimeField()
    """When somebody knocked: before it was entered where the line was broken."""

    entered_at = models.DateTimeField(auto_now_add=True)
    again_at = models.DateTimeField(null=True)
    """When to come again, as agreed at the door."""

    note = models.CharField(max_length=200, blank=True)
    answer = models.ForeignKey(HouseholdConsent, models.PROTECT, null=True, related_name="+")
    """What the household said at this visit."""

    evidence = models.ForeignKey(Photo, models.PROTECT, null=True, related_name="+")
    evidence_kind = models.CharField(max_length=9, choices=Evidence, blank=True)
    key = models.CharField(max_length=64)
    """Which request it came with: the same one sent twice counts once."""

    class Meta:
        ordering = ["campaign_id", "-happened_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["campaign", "key"], name="one_visit_for_a_request"),
            models.CheckConstraint(
                condition=Q(outcome="revisit", again_at__isnull=False)
                | ~Q(outcome="revisit") & Q(again_at=None),
                name="who_comes_again_says_when",
            ),
            models.CheckConstraint(
                condition=Q(evidence=None, evidence_kind="")
                | Q(evidence__isnull=False) & ~Q(evidence_kind=""),
                name="evidence_of_a_visit_is_of_a_kind",
            ),
            models.CheckConstraint(
                condition=~Q(outcome="answered") | Q(answer__isnull=False),
                name="who_was_answered_has_the_answer",
            ),
        ]
        indexes = [models.Index(fields=["campaign", "elector"], name="visit_door")]

    def __str__(self) -> str:
        return f"{self.campaign_id}: {self.elector_id} {self.outcome}"


class Objection(models.Model):
    """What a household holds against the works, by topic, with what it wishes."""

    class State(models.TextChoices):
        OPEN = "open", _("还没谈")
        NEGOTIATING = "negotiating", _("正在商量")
        AGREED = "agreed", _("谈妥了")
        WITHDRAWN = "withdrawn", _("住户不提了")

    round = models.ForeignKey(ConsentRound, models.PROTECT, related_name="objections")
    elector = models.ForeignKey(Elector, models.PROTECT, related_name="+")
    visit = models.ForeignKey(Visit, models.PROTECT, null=True, related_name="objections")
    """At which visit it was raised."""

    topic = models.CharField(max_length=20)
    """One of the round's topics."""

    text = models.CharField(max_length=500)
    wish = models.CharField(max_length=300, blank=True)
    """What the household would like to have."""

    state = models.CharField(max_length=11, choices=State, default=State.OPEN)
    agreed_answer = models.CharField(max_length=500, blank=True)
    """What was offered; agreed upon once the state says so."""

    raised_at = models.DateTimeField()
    entered_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["round_id", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="an_objection_says_something"),
            models.CheckConstraint(
                condition=~Q(state="agreed") | ~Q(agreed_answer=""),
                name="what_was_agreed_is_written_down",
            ),
        ]
        indexes = [models.Index(fields=["elector"], name="objection_household")]

    def __str__(self) -> str:
        return f"{self.elector_id}: {self.topic}"

    @property
    def topic_label(self) -> str:
        """What its round calls the topic."""
        label = dict(self.round.topics).get(self.topic, self.topic)
        return _now(label)

    @property
    def is_settled(self) -> bool:
        return self.state in {self.State.AGREED, self.State.WITHDRAWN}
