"""What a programme sets out to reach, and what it reached before."""

from django.db import models
from django.db.models import F, Q

from mulin.commons.places.models import AdminUnit

from .staircase import Cycle, Programme
from .words import in_words


class EarlierYear(models.Model):
    """A year of a programme before it was run here, told in figures; what nobody knows is empty."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="earlier_years")
    year = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=40, blank=True)
    communities = models.PositiveIntegerField(null=True)
    ideas = models.PositiveIntegerField(null=True)
    ideas_are_at_least = models.BooleanField(default=False)
    """Whether there were so many ideas or more: “200 多个”."""

    proposals = models.PositiveIntegerField(null=True)
    selected = models.PositiveIntegerField(null=True)
    selected_by_category = models.JSONField(default=dict, blank=True)
    """How many of the selected were of which kind: what it was called → how many."""

    policy_note = models.CharField(max_length=200, blank=True)
    retrospective = models.TextField(blank=True)
    """What worked, what did not, and what changed the year after."""

    source = models.CharField(max_length=200)
    """Where the figures come from."""

    class Meta:
        ordering = ["year"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "year"], name="one_earlier_year_of_a_year"
            ),
            models.CheckConstraint(
                condition=Q(selected=None) | Q(proposals=None) | Q(selected__lte=F("proposals")),
                name="selected_are_among_the_proposals",
            ),
            models.CheckConstraint(
                condition=~Q(source=""), name="an_earlier_year_says_where_it_is_from"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.year} {self.name}".strip()


BY_HAND = "by_hand"
"""The indicator of a target that the house cannot count itself."""


class Target(models.Model):
    """How many of something a place set out to reach in a cycle: planned, and at the least."""

    cycle = models.ForeignKey(Cycle, models.CASCADE, related_name="targets")
    unit = models.ForeignKey(AdminUnit, models.PROTECT, null=True, related_name="+")
    """Whose share it is; nobody's when it is the whole."""

    indicator = models.SlugField(max_length=30)
    """What is counted, as a kind of step names it; `by_hand` when the office counts."""

    name = models.CharField(max_length=40, blank=True)
    """What is counted by hand."""

    planned = models.PositiveIntegerField()
    minimum = models.PositiveIntegerField(null=True)
    due_on = models.DateField()
    counted = models.PositiveIntegerField(null=True)
    source = models.CharField(max_length=200, blank=True)
    """Where the number counted by hand comes from."""

    class Meta:
        ordering = ["cycle_id", "indicator", "name", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["cycle", "unit", "indicator", "name"],
                name="one_target_for_a_place_and_thing",
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                condition=Q(minimum=None) | Q(minimum__lte=F("planned")),
                name="a_minimum_is_not_above_the_plan",
            ),
            models.CheckConstraint(
                condition=(Q(indicator=BY_HAND) & ~Q(name=""))
                | (~Q(indicator=BY_HAND) & Q(name="", counted=None)),
                name="only_what_is_counted_by_hand_has_a_name",
            ),
            models.CheckConstraint(
                condition=Q(counted=None, source="") | (Q(counted__isnull=False) & ~Q(source="")),
                name="a_number_by_hand_says_where_it_is_from",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit or self.cycle}: {self.planned}"

    @property
    def is_by_hand(self) -> bool:
        return self.indicator == BY_HAND

    @property
    def name_in_words(self) -> str:
        return in_words(self.name)
