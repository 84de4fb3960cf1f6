from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mulin.commons.people.models import Person
from mulin.programmes.models import Step

from .votes import Option


class LeafletCount(models.Model):
    """So many leaflets handed out at one place on one day."""

    step = models.ForeignKey(Step, models.PROTECT, related_name="+")
    place = models.CharField(max_length=40)
    """A building, or where else people were met."""

    handed_on = models.DateField()
    number = models.PositiveIntegerField()
    counted_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-handed_on", "place"]
        constraints = [
            models.UniqueConstraint(
                fields=["step", "place", "handed_on"], name="leaflets_of_a_place_and_day_once"
            ),
            models.CheckConstraint(condition=Q(number__gte=1), name="some_leaflets_are_counted"),
        ]

    def __str__(self) -> str:
        return f"{self.place}: {self.number}"


class CollectedItem(models.Model):
    """Something neighbours want the budget to pay for, and whether it comes to the vote."""

    class Verdict(models.TextChoices):
        PENDING = "pending", _("还没看")
        SHORTLISTED = "shortlisted", _("初选上")
        MERGED = "merged", _("和别的合并")
        PROPERTY_DUTY = "property_duty", _("本来就该物业做")
        GOVERNMENT_PLANNED = "government_planned", _("区里市里已经安排")
        TOO_INDIVIDUAL = "too_individual", _("只关一家的事")
        OUT_OF_SCOPE = "out_of_scope", _("不归这笔钱管")

    step = models.ForeignKey(Step, models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=60)
    text = models.CharField(max_length=300, blank=True)
    category = models.CharField(max_length=30, blank=True)
    """One of its cycle's categories."""

    cost_cents = models.BigIntegerField(null=True)
    """What it would cost, estimated."""

    verdict = models.CharField(max_length=20, choices=Verdict, default=Verdict.PENDING)
    reason = models.CharField(max_length=200, blank=True)
    """Why it does not come to the vote, in words that everybody may read."""

    option = models.OneToOneField(Option, models.SET_NULL, null=True, related_name="+")
    """What it is on the ballot."""

    class Meta:
        ordering = ["step_id", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["step", "number"], name="one_collected_item_of_a_number"
            ),
            models.CheckConstraint(
                condition=~Q(verdict="shortlisted") | Q(cost_cents__isnull=False),
                name="what_is_shortlisted_has_a_cost",
            ),
            models.CheckConstraint(
                condition=Q(verdict__in=["pending", "shortlisted"]) | ~Q(reason=""),
                name="what_is_left_out_has_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.title}"

    @property
    def is_pending(self) -> bool:
        return self.verdict == self.Verdict.PENDING

    @property
    def is_shortlisted(self) -> bool:
        return self.verdict == self.Verdict.SHORTLISTED

    @property
    def category_label(self) -> str:
        return self.step.cycle.categories.get(self.category, self.category)
