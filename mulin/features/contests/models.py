from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from mulin.commons.notices.models import PublicNotice
from mulin.commons.people.models import Person
from mulin.programmes.models import Proposal, Step


class ScoreSheet(models.Model):
    """One expert's score of one proposal: assigned, drafted, submitted or given up."""

    step = models.ForeignKey(Step, models.PROTECT, related_name="+")
    judge = models.ForeignKey(Person, models.PROTECT, related_name="+")
    proposal = models.ForeignKey(Proposal, models.PROTECT, related_name="+")
    score = models.DecimalField(
        max_digits=4,
        decimal_places=1,
        null=True,
        validators=[MinValueValidator(0), MaxValueValidator(100)],
    )
    comment = models.CharField(max_length=500, blank=True)
    """Published with the result, without the judge's name."""

    assigned_at = models.DateTimeField(auto_now_add=True)
    submitted_at = models.DateTimeField(null=True)
    recused_at = models.DateTimeField(null=True)
    """When it was decided that this judge does not score this proposal."""

    recusal_reason = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["step_id", "judge_id", "proposal_id"]
        constraints = [
            models.UniqueConstraint(
                fields=["step", "judge", "proposal"], name="one_sheet_per_judge_and_proposal"
            ),
            models.CheckConstraint(
                condition=Q(score=None) | Q(score__range=(0, 100)), name="score_is_from_0_to_100"
            ),
            models.CheckConstraint(
                condition=Q(submitted_at=None) | Q(score__isnull=False),
                name="submitted_sheet_has_a_score",
            ),
            models.CheckConstraint(
                condition=Q(recused_at=None, recusal_reason="")
                | Q(recused_at__isnull=False, score=None, submitted_at=None)
                & ~Q(recusal_reason=""),
                name="recused_judge_gives_a_reason_and_no_score",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.step_id}: {self.judge_id} → {self.proposal_id}"

    @property
    def is_submitted(self) -> bool:
        return self.submitted_at is not None

    @property
    def is_recused(self) -> bool:
        return self.recused_at is not None

    @property
    def is_missing(self) -> bool:
        return not self.is_submitted and not self.is_recused


class Ballot(models.Model):
    """One person's ballot in one contest.  It stays when its votes are taken back."""

    step = models.ForeignKey(Step, models.PROTECT, related_name="+")
    voter = models.ForeignKey(Person, models.PROTECT, related_name="+")
    entered_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    """The member of staff who entered it for a neighbour without a phone."""

    first_cast_at = models.DateTimeField(auto_now_add=True)
    cast_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["step", "voter"], name="one_ballot_per_person")
        ]

    def __str__(self) -> str:
        return f"{self.step_id}: {self.voter_id}"


class Vote(models.Model):
    """
    One person's vote for one proposal.

    It ties a voter to a choice, so only the count and the voter may read it.
    See docs/adr: secret ballots take its place.
    """

    ballot = models.ForeignKey(Ballot, models.CASCADE, related_name="votes")
    proposal = models.ForeignKey(Proposal, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["ballot", "proposal"], name="one_vote_per_person_and_proposal"
            )
        ]

    def __str__(self) -> str:
        return f"{self.ballot_id} → {self.proposal_id}"


class Publication(models.Model):
    """A contest's result put up for everybody to see and object to."""

    step = models.OneToOneField(Step, models.PROTECT, related_name="+")
    """The step of publishing; the contest is the closed one before it."""

    contest = models.OneToOneField(Step, models.PROTECT, related_name="+")
    notice = models.OneToOneField(PublicNotice, models.PROTECT, related_name="+")
    published_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"{self.contest_id}"
