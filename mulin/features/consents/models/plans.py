"""What is done in one household's home, agreed with that household: 一户一策."""

from django.db import models
from django.db.models import F, Q

from mulin.commons.files.models import Photo
from mulin.commons.people.models import Person
from mulin.commons.places.models import Household
from mulin.programmes.models import Step


class HouseholdPlan(models.Model):
    """What is to be done in one household's home, which signs it before the works begin there."""

    step = models.ForeignKey(Step, models.PROTECT, related_name="+")
    household = models.ForeignKey(Household, models.PROTECT, related_name="+")
    design_note = models.TextField(max_length=1000, blank=True)
    works_on = models.DateField(null=True)
    """On which day the works are to begin in this home."""

    cost = models.PositiveBigIntegerField(default=0)
    """What it costs, in cents."""

    cost_share = models.PositiveBigIntegerField(default=0)
    """What the household itself pays of that, in cents."""

    is_exemplar = models.BooleanField(default=False)
    """Whether it goes first, for neighbours to see; the household has agreed to that."""

    drawn_up_at = models.DateTimeField(auto_now_add=True)
    dropped_because = models.CharField(max_length=200, blank=True)
    """Why this household needs no plan after all."""

    signer = models.CharField(max_length=40, blank=True)
    """Who signed for the household."""

    signed_on = models.DateField(null=True)
    signature = models.ForeignKey(Photo, models.PROTECT, null=True, related_name="+")
    started_on = models.DateField(null=True)
    done_on = models.DateField(null=True)
    done_photo = models.ForeignKey(Photo, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["step_id", "-is_exemplar", "id"]
        constraints = [
            models.UniqueConstraint(fields=["step", "household"], name="one_plan_of_a_household"),
            models.CheckConstraint(
                condition=Q(cost_share__lte=F("cost")), name="nobody_pays_more_than_it_costs"
            ),
            models.CheckConstraint(
                condition=Q(signed_on=None, signature=None, signer="")
                | Q(signed_on__isnull=False, signature__isnull=False) & ~Q(signer=""),
                name="a_plan_is_signed_by_somebody_with_evidence",
            ),
            models.CheckConstraint(
                condition=Q(started_on=None)
                | Q(signed_on__isnull=False, started_on__gte=F("signed_on")),
                name="no_works_in_a_home_before_its_plan_is_signed",
            ),
            models.CheckConstraint(
                condition=Q(done_on=None)
                | Q(started_on__isnull=False, done_on__gte=F("started_on")),
                name="works_end_after_they_start",
            ),
            models.CheckConstraint(
                condition=Q(dropped_because="") | Q(signed_on=None),
                name="a_signed_plan_is_not_dropped",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.step_id}: {self.household_id}"

    @property
    def is_dropped(self) -> bool:
        return bool(self.dropped_because)

    @property
    def is_signed(self) -> bool:
        return self.signed_on is not None

    @property
    def is_started(self) -> bool:
        return self.started_on is not None

    @property
    def is_done(self) -> bool:
        return self.done_on is not None


class PlanItem(models.Model):
    """One thing of a household plan: a toilet, a shower, a kitchen moved."""

    plan = models.ForeignKey(HouseholdPlan, models.CASCADE, related_name="items")
    what = models.CharField(max_length=60)

    class Meta:
        ordering = ["plan_id", "id"]

    def __str__(self) -> str:
        return self.what


class ViewingSlot(models.Model):
    """A time at which neighbours may come and see an exemplar home."""

    plan = models.ForeignKey(HouseholdPlan, models.PROTECT, related_name="slots")
    starts_at = models.DateTimeField()
    places = models.PositiveSmallIntegerField(default=6)
    """How many neighbours fit in at once."""

    class Meta:
        ordering = ["starts_at", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(places__gt=0), name="a_slot_has_places"),
            models.UniqueConstraint(
                fields=["plan", "starts_at"], name="one_slot_of_a_home_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.plan_id}: {self.starts_at}"


class SlotGuest(models.Model):
    """One neighbour who comes to see."""

    slot = models.ForeignKey(ViewingSlot, models.CASCADE, related_name="guests")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["slot_id", "id"]
        constraints = [
            models.UniqueConstraint(fields=["slot", "person"], name="nobody_takes_two_places")
        ]

    def __str__(self) -> str:
        return f"{self.slot_id}: {self.person_id}"
