"""Going from door to door: campaigns, visits, and what households hold against the works."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from mulin.commons.electorates.models import Elector
from mulin.commons.people.models import Person

from .rounds import ConsentRound


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


class Visit(models.Model):
    """One knock on one door."""

    class Outcome(models.TextChoices):
        DONE = "done", _("见到了")
        ABSENT = "absent", _("没人在家")
        REFUSED = "refused", _("不愿意谈")
        REVISIT = "revisit", _("约了再来")

    campaign = models.ForeignKey(VisitCampaign, models.PROTECT, related_name="visits")
    elector = models.ForeignKey(Elector, models.PROTECT, related_name="+")
    visitor = models.ForeignKey(Person, models.PROTECT, related_name="+")
    outcome = models.CharField(max_length=8, choices=Outcome)
    happened_at = models.DateTimeField()
    note = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["campaign_id", "id"]

    def __str__(self) -> str:
        return f"{self.campaign_id}: {self.elector_id} {self.outcome}"


class Objection(models.Model):
    """What a household holds against the works, by topic, with what it wishes."""

    class Topic(models.TextChoices):
        COMPENSATION = "compensation", _("补偿")
        COOKING = "cooking", _("做饭")
        FLOODING = "flooding", _("污水、进水")
        TOILET = "toilet", _("厕所")
        FEE = "fee", _("收费")
        OTHER = "other", _("其他")

    round = models.ForeignKey(ConsentRound, models.PROTECT, related_name="objections")
    elector = models.ForeignKey(Elector, models.PROTECT, related_name="+")
    topic = models.CharField(max_length=12, choices=Topic)
    text = models.CharField(max_length=500)
    wish = models.CharField(max_length=300, blank=True)
    raised_at = models.DateTimeField()
    entered_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["round_id", "id"]

    def __str__(self) -> str:
        return f"{self.elector_id}: {self.topic}"
