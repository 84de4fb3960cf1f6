from decimal import Decimal

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mulin.commons.files.models import Photo
from mulin.commons.people.models import Person

from .cases import Case


class FieldCheck(models.Model):
    """What was measured on the spot: each fact with its value and unit, and who went."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="field_checks")
    checked_at = models.DateTimeField()
    who = models.CharField(max_length=80)
    note = models.CharField(max_length=300, blank=True)
    facts = models.JSONField(default=list)
    """Each {"label": "步行", "value": "2.5", "unit": "公里"}."""

    photos = models.ManyToManyField(Photo, related_name="+")
    written_by = models.ForeignKey(Person, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["checked_at", "id"]

    def __str__(self) -> str:
        return f"{self.case_id}: {self.who}"


def _plainly(number: Decimal) -> str:
    return f"{number.normalize():f}"


class JointHandling(models.Model):
    """What several units did together on the spot, measured before and after."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="joint_handlings")
    held_at = models.DateTimeField()
    units = models.CharField(max_length=200)
    done = models.CharField(max_length=300)
    measure = models.CharField(max_length=60, blank=True)
    """What is measured, such as how long 200 metres take."""

    unit = models.CharField(max_length=20, blank=True)
    before = models.DecimalField(max_digits=10, decimal_places=2, null=True)
    after = models.DecimalField(max_digits=10, decimal_places=2, null=True)
    photos = models.ManyToManyField(Photo, related_name="+")
    written_by = models.ForeignKey(Person, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["held_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(measure="", before=None, after=None)
                | ~Q(measure="") & Q(before__isnull=False),
                name="a_measure_says_how_it_was_before",
            )
        ]

    def __str__(self) -> str:
        return f"{self.case_id}: {self.done}"

    @property
    def change(self) -> str:
        """How it measured before and measures after, such as 20 → 6 分钟."""
        after = _("还没量") if self.after is None else _plainly(self.after)
        before = "" if self.before is None else _plainly(self.before)
        return f"{before} → {after} {self.unit}".strip()


class RecheckTask(models.Model):
    """A day on which somebody looks whether a solved case has stayed solved."""

    class Outcome(models.TextChoices):
        KEPT = "kept", gettext_lazy("没反复")
        RELAPSED = "relapsed", gettext_lazy("又反复了")

    case = models.ForeignKey(Case, models.CASCADE, related_name="rechecks")
    due_on = models.DateField()
    done_at = models.DateTimeField(null=True)
    done_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    outcome = models.CharField(max_length=10, choices=Outcome, blank=True)
    note = models.CharField(max_length=200, blank=True)
    photos = models.ManyToManyField(Photo, related_name="+")

    class Meta:
        ordering = ["due_on", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["case"], condition=Q(done_at=None), name="one_recheck_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(done_at=None, outcome="") | Q(done_at__isnull=False) & ~Q(outcome=""),
                name="a_recheck_says_what_was_found",
            ),
        ]
        indexes = [
            models.Index(fields=["due_on"], condition=Q(done_at=None), name="recheck_waiting")
        ]

    def __str__(self) -> str:
        return f"{self.case_id}: {self.due_on}"
