from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mulin.commons.people.models import Person
from mulin.commons.places.models import AdminUnit


class BaselineStudy(models.Model):
    """What a community looks like before anything is begun.  A change is a new version."""

    class Prompt(models.TextChoices):
        CONFLICT = "conflict", _("矛盾：谁和谁说不拢，为什么")
        MONEY = "money", _("钱：缺多少，能从哪里来")
        ORGANISATION = "organisation", _("人手：谁在做，够不够")
        DISTANCE = "distance", _("距离：哪些人够不着，远在哪里")

        @property
        def short(self) -> str:
            """What it is about, in a word."""
            return str(self.label).partition("：")[0]

    community = models.ForeignKey(AdminUnit, models.PROTECT, related_name="+")
    version = models.PositiveSmallIntegerField()
    numbers = models.JSONField(default=list)
    """What was counted, such as [["60岁以上", "812 人"]]."""

    problems = models.TextField(max_length=2000)
    resources = models.TextField(max_length=2000, blank=True)
    key_residents = models.TextField(max_length=1000, blank=True)
    """Whom to ask and who helps, for staff only."""

    diagnosis = models.JSONField(default=dict)
    """Prompt → what was found."""

    what_changed = models.CharField(max_length=100, blank=True)
    written_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    written_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["community_id", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["community", "version"], name="one_study_of_a_version"),
            models.CheckConstraint(
                condition=Q(version=1) | ~Q(what_changed=""),
                name="a_later_study_says_what_changed",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.community_id} v{self.version}"

    @property
    def found(self) -> list[tuple[Any, str]]:
        """What was found, prompt by prompt."""
        told = [(one.label, self.diagnosis.get(one.value, "")) for one in self.Prompt]
        return [(label, words) for label, words in told if words]
