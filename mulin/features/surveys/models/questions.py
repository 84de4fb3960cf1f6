"""The questions of a survey, as data."""

from typing import Any

from django.db import models
from django.db.models import Deferrable, F, Q
from django.utils.translation import gettext_lazy as _

from mulin.commons.siteplans.models import SitePlan

from .surveys import Survey


class SurveyQuestion(models.Model):
    """One question of a survey: what kind of answer it wants, and when it is asked."""

    class Kind(models.TextChoices):
        SINGLE = "single", _("单选")
        MULTI = "multi", _("多选")
        SCALE = "scale", _("打分")
        NUMBER = "number", _("填数字")
        PRICE = "price", _("填价钱")
        TIME = "time", _("时间段")
        PLACE = "place", _("地点")
        TEXT = "text", _("写几句话")

    survey = models.ForeignKey(Survey, models.CASCADE, related_name="questions")
    order = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=6, choices=Kind)
    text = models.CharField(max_length=120)
    help = models.CharField(max_length=200, blank=True)
    is_required = models.BooleanField(default=False)
    settings = models.JSONField(default=dict)
    """What its kind needs: options, most, unit, low, high, buildings, plan, points, labels."""

    only_if = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    """The earlier question that decides whether this one is asked."""

    only_if_choices = models.JSONField(default=list)
    """The choices there, one of which must be taken, such as [1, 3]."""

    plan: SitePlan | None = None
    """The picture on which people point at a place, where there is one: `queries` puts it here."""

    class Meta:
        ordering = ["survey_id", "order"]
        constraints = [
            models.UniqueConstraint(
                fields=["survey", "order"],
                name="one_survey_question_of_an_order",
                deferrable=Deferrable.DEFERRED,
            ),
            models.CheckConstraint(condition=~Q(text=""), name="survey_question_asks_something"),
            models.CheckConstraint(
                condition=Q(only_if=None) | ~Q(only_if=F("id")),
                name="no_question_depends_on_itself",
            ),
            models.CheckConstraint(
                condition=Q(only_if=None, only_if_choices=[])
                | Q(only_if__isnull=False) & ~Q(only_if_choices=[]),
                name="a_condition_names_its_choices",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.order}. {self.text}"

    @property
    def field(self) -> str:
        """What its field is called on a form."""
        return f"q{self.pk}"

    @property
    def options(self) -> list[str]:
        return self.settings.get("options", [])

    @property
    def choices(self) -> list[tuple[int, str]]:
        """Its options with their numbers; the points of a scale with what stands at its ends."""
        if self.kind == self.Kind.SCALE:
            return [(point, self._point(point)) for point in range(1, self.points + 1)]
        return list(enumerate(self.options, start=1))

    @property
    def points(self) -> int:
        return int(self.settings.get("points", 5))

    def _point(self, point: int) -> str:
        ends = {1: self.settings.get("low_label"), self.points: self.settings.get("high_label")}
        label = ends.get(point)
        return f"{point} {label}" if label else str(point)

    @property
    def may_decide(self) -> bool:
        """Whether other questions can depend on it."""
        return self.kind in (self.Kind.SINGLE, self.Kind.MULTI)

    @property
    def is_words(self) -> bool:
        """Whether people answer it in their own words."""
        return self.kind == self.Kind.TEXT

    @property
    def condition(self) -> str:
        """The choices on which it depends, in words."""
        if self.only_if is None:
            return ""
        options: dict[int, Any] = dict(self.only_if.choices)
        return " / ".join(str(options.get(one, one)) for one in self.only_if_choices)
