from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mulin.commons.files.models import Photo
from mulin.commons.people.models import Person
from mulin.commons.places.models import AdminUnit
from mulin.programmes.models import Proposal, Step


class Evidence(models.Model):
    """What was done outside the system in a step, as a member of staff wrote it down."""

    class State(models.TextChoices):
        PLANNED = "planned", _("计划中")
        UNDER_WAY = "under_way", _("正在做")
        DONE = "done", _("做好了")
        HALTED = "halted", _("停下了")

    class Shows(models.TextChoices):
        BEFORE = "before", _("做之前")
        DURING = "during", _("过程中")
        AFTER = "after", _("做好以后")

    step = models.ForeignKey(Step, models.PROTECT, related_name="+")
    community = models.ForeignKey(AdminUnit, models.PROTECT, null=True, related_name="+")
    proposal = models.ForeignKey(Proposal, models.PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=9, choices=State, blank=True)
    """How the proposal stands since then; empty when it is about no proposal."""

    text = models.TextField()
    number = models.PositiveIntegerField(null=True)
    due_on = models.DateField(null=True)
    """By when the proposal is to be done, from then on."""

    photos = models.ManyToManyField(Photo, related_name="+")
    shows = models.CharField(max_length=6, choices=Shows, default=Shows.DURING)
    happened_on = models.DateField()
    recorded_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)
    receipt = models.UUIDField(default=uuid4, unique=True, editable=False)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_because = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["-happened_on", "-id"]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="evidence_says_what_was_done"),
            models.CheckConstraint(
                condition=Q(proposal=None, state="", due_on=None)
                | (Q(proposal__isnull=False, community__isnull=False) & ~Q(state="")),
                name="evidence_of_a_proposal_says_how_it_stands",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None, withdrawn_because="")
                | (Q(withdrawn_at__isnull=False) & ~Q(withdrawn_because="")),
                name="evidence_is_withdrawn_for_a_reason",
            ),
        ]
        indexes = [
            models.Index(fields=["step", "community"], name="evidence_step_community"),
            models.Index(fields=["step", "proposal"], name="evidence_step_proposal"),
        ]

    def __str__(self) -> str:
        return self.text[:40]

    @property
    def is_withdrawn(self) -> bool:
        return self.withdrawn_at is not None

    @property
    def is_halted(self) -> bool:
        return self.state == self.State.HALTED

    @property
    def is_done(self) -> bool:
        return self.state == self.State.DONE


class FinalReview(models.Model):
    """What was promised by a selected proposal and what came of it, when it is over."""

    step = models.ForeignKey(Step, models.PROTECT, related_name="+")
    proposal = models.ForeignKey(Proposal, models.PROTECT, related_name="+")
    goal = models.CharField(max_length=500)
    result = models.CharField(max_length=500)
    satisfaction = models.CharField(max_length=500)
    """What residents say of it, in words."""

    lessons = models.CharField(max_length=500)
    reviewed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    reviewed_at = models.DateTimeField(auto_now_add=True)
    replaced_at = models.DateTimeField(null=True)
    replaced_because = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["-reviewed_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["step", "proposal"],
                condition=Q(replaced_at=None),
                name="one_final_review_of_a_proposal_counts",
            ),
            models.CheckConstraint(
                condition=Q(replaced_at=None, replaced_because="")
                | (Q(replaced_at__isnull=False) & ~Q(replaced_because="")),
                name="final_review_is_replaced_for_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.result[:40]
