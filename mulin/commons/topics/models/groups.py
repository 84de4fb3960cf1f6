"""Neighbours who see a lift through."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mulin.commons.occasions.models import Occasion
from mulin.commons.organisations.models import ResidentGroup
from mulin.commons.people.models import Person
from mulin.commons.people.names import masked

from .topics import Topic


class WorkingGroup(models.Model):
    """Residents who see a matter through for their neighbours: money, talking, watching (E16)."""

    class Task(models.TextChoices):
        FINANCE = "finance", _("财务小组")
        LIAISON = "liaison", _("联络小组")
        SUPERVISION = "supervision", _("监督小组")

    topic = models.ForeignKey(Topic, models.CASCADE, related_name="working_groups")
    task = models.CharField(max_length=11, choices=Task)
    group = models.OneToOneField(ResidentGroup, models.PROTECT, related_name="+")
    """As which it stands on the register, and promises things."""

    occasion = models.ForeignKey(Occasion, models.PROTECT, null=True, related_name="+")
    """The meeting at which it was chosen."""

    formed_on = models.DateField()
    formed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["topic_id", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["topic", "task"], name="a_topic_has_one_working_group_for_a_task"
            )
        ]

    def __str__(self) -> str:
        return f"{self.topic}: {self.task}"


class WorkingGroupMember(models.Model):
    """A neighbour in a working group, from one day to another."""

    working_group = models.ForeignKey(WorkingGroup, models.CASCADE, related_name="members")
    name = models.CharField(max_length=20)
    """Whole for staff, masked in public."""

    from_on = models.DateField()
    until_on = models.DateField(null=True)
    left_because = models.CharField(max_length=100, blank=True)

    class Meta:
        ordering = ["working_group_id", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["working_group", "name"],
                condition=Q(until_on=None),
                name="a_neighbour_is_in_a_working_group_once",
            ),
            models.CheckConstraint(
                condition=Q(until_on=None, left_because="")
                | (Q(until_on__isnull=False) & ~Q(left_because="")),
                name="who_leaves_a_working_group_says_why",
            ),
        ]

    def __str__(self) -> str:
        return self.name_in_public

    @property
    def name_in_public(self) -> str:
        return masked(self.name)
