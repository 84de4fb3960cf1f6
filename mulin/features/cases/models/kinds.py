from django.db import models
from django.db.models import Q
from django.utils.translation import gettext

from mulin.commons.calendar.due import LimitUnit, TimeLimit
from mulin.commons.places.models import AdminUnit


class CaseKind(models.Model):
    """What a case is about, as one street sorts them, and how long such a case may take."""

    subdistrict = models.ForeignKey(AdminUnit, models.PROTECT, related_name="+")
    key = models.CharField(max_length=30)
    label = models.CharField(max_length=30)
    number = models.PositiveSmallIntegerField()
    unit = models.CharField(max_length=12, choices=LimitUnit)
    recheck_days = models.PositiveSmallIntegerField(null=True)
    """How many days after it was solved somebody goes and looks again."""

    asks_cause = models.BooleanField(default=False)
    """Whether a relapse must be explained, habit or something missing, and both be worked on."""

    is_by_law = models.BooleanField(default=False)
    """Whether the law gives it to a department, so that whom one asked first cannot solve it."""

    is_retired = models.BooleanField(default=False)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["subdistrict_id", "order", "id"]
        constraints = [
            models.UniqueConstraint(fields=["subdistrict", "key"], name="a_street_has_a_kind_once"),
            models.CheckConstraint(condition=Q(number__gte=1), name="a_kind_leaves_some_time"),
            models.CheckConstraint(
                condition=Q(recheck_days=None) | Q(recheck_days__gte=1),
                name="a_recheck_comes_a_day_later_at_least",
            ),
            models.CheckConstraint(
                condition=Q(asks_cause=False) | Q(recheck_days__isnull=False),
                name="a_cause_is_asked_where_somebody_looks_again",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """Its label; those every street begins with are said in the reader's language."""
        return gettext(self.label)

    @property
    def limit(self) -> TimeLimit:
        """How long such a case may take."""
        return TimeLimit(self.number, self.unit)

    @property
    def limit_in_words(self) -> str:
        return f"{self.number} {self.get_unit_display()}"
