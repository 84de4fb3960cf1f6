"""What is done in one household's home, agreed with that household: 一户一策."""

from django.db import models

from mulin.commons.places.models import Household
from mulin.programmes.models import Step


class HouseholdPlan(models.Model):
    """What is to be done in one household's home, which signs it before the works begin there."""

    step = models.ForeignKey(Step, models.PROTECT, related_name="+")
    household = models.ForeignKey(Household, models.PROTECT, related_name="+")
    signed_on = models.DateField(null=True)
    done_on = models.DateField(null=True)

    class Meta:
        ordering = ["step_id", "id"]
        constraints = [
            models.UniqueConstraint(fields=["step", "household"], name="one_plan_of_a_household")
        ]

    def __str__(self) -> str:
        return f"{self.step_id}: {self.household_id}"


class PlanItem(models.Model):
    """One thing of a household plan: a toilet, a shower, a kitchen moved."""

    plan = models.ForeignKey(HouseholdPlan, models.CASCADE, related_name="items")
    what = models.CharField(max_length=60)

    class Meta:
        ordering = ["plan_id", "id"]

    def __str__(self) -> str:
        return self.what
