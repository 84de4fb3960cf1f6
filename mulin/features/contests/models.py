from datetime import datetime, timedelta
from secrets import token_hex

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from mulin.commons.notices.models import PublicNotice
from mulin.commons.people.models import Person
from mulin.commons.people.names import masked
from mulin.commons.places.models import AdminUnit
from mulin.commons.places.roles import Role
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
    points = models.JSONField(default=dict, blank=True)
    """What the score is made of: points by the name of each line of the rubric, as text."""

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
    def is_begun(self) -> bool:
        """Whether the judge has written anything on it."""
        return self.is_submitted or bool(self.points or self.comment or self.score is not None)

    @property
    def is_recused(self) -> bool:
        return self.recused_at is not None

    @property
    def is_missing(self) -> bool:
        return not self.is_submitted and not self.is_recused


class ConflictDeclaration(models.Model):
    """A judge's word, for a whole contest, on which proposals are too close to them."""

    step = models.ForeignKey(Step, models.PROTECT, related_name="+")
    judge = models.ForeignKey(Person, models.PROTECT, related_name="+")
    declared_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["step", "judge"], name="one_declaration_per_judge")
        ]

    def __str__(self) -> str:
        return f"{self.step_id}: {self.judge_id}"


class PaperBatch(models.Model):
    """Paper ballots printed for one community, which go into one box."""

    step = models.ForeignKey(Step, models.PROTECT, related_name="+")
    community = models.ForeignKey(AdminUnit, models.PROTECT, related_name="+")
    first = models.PositiveIntegerField()
    last = models.PositiveIntegerField()
    """Its serial numbers, from the first to the last; no two batches of a contest share one."""

    key = models.CharField(max_length=64, default=token_hex)
    """What the check codes on its ballots are made from."""

    round = models.PositiveSmallIntegerField(default=1)
    """How often it is being counted: once more for each time two counters disagreed."""

    agreed = models.OneToOneField("PaperTally", models.PROTECT, null=True, related_name="+")
    """The figures that count: two counters', or those of the third person who decided."""

    printed_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["step_id", "first"]
        constraints = [
            models.UniqueConstraint(fields=["step", "first"], name="one_batch_from_a_serial_on"),
            models.CheckConstraint(
                condition=Q(first__gte=1, last__gte=F("first")), name="batch_has_a_ballot"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.first:04}–{self.last:04}"

    @property
    def size(self) -> int:
        return self.last - self.first + 1

    @property
    def is_counted(self) -> bool:
        return self.agreed_id is not None

    @property
    def is_disputed(self) -> bool:
        return self.round > 1 and not self.is_counted


class PaperTally(models.Model):
    """What one person found in one box, entered without seeing what the other found."""

    batch = models.ForeignKey(PaperBatch, models.PROTECT, related_name="tallies")
    counter = models.ForeignKey(Person, models.PROTECT, related_name="+")
    role = models.CharField(max_length=24, blank=True)
    """The part the counter plays, which is published; the name is not."""

    round = models.PositiveSmallIntegerField()
    valid = models.PositiveIntegerField()
    spoilt = models.PositiveIntegerField()
    votes = models.JSONField()
    """The number of votes by the key of the proposal."""

    reason = models.CharField(max_length=300, blank=True)
    """Why a third person decided as they did; published.  Empty on the tally of a counter."""

    entered_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["batch_id", "round", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["batch", "counter", "round"], name="one_tally_per_counter_and_round"
            )
        ]

    def __str__(self) -> str:
        return f"{self.batch_id}: {self.counter_id}"

    @property
    def counters_role(self) -> str:
        return str(Role(self.role).label) if self.role in Role.values else ""

    def agrees_with(self, other: "PaperTally") -> bool:
        """Whether both found the same."""
        return (self.valid, self.spoilt, self.votes) == (other.valid, other.spoilt, other.votes)


class Ballot(models.Model):
    """One person's ballot in one contest.  It stays when its votes are taken back."""

    step = models.ForeignKey(Step, models.PROTECT, related_name="+")
    voter = models.ForeignKey(Person, models.PROTECT, related_name="+")
    entered_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    """The member of staff who entered it for a neighbour without a phone, or gave out the paper."""

    batch = models.ForeignKey(PaperBatch, models.PROTECT, null=True, related_name="+")
    """Where the paper ballot came from that the voter took instead of voting here."""

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
    without_flagship = ArrayField(models.CharField(max_length=80), default=list, blank=True)
    """The communities that lacked a flagship when it was published all the same."""

    override_reason = models.CharField(max_length=300, blank=True)
    """Why it was; everybody may read it."""

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(without_flagship=[]) | ~Q(override_reason=""),
                name="publishing_without_a_flagship_gives_a_reason",
            )
        ]

    def __str__(self) -> str:
        return f"{self.contest_id}"


class NoticeObjection(models.Model):
    """What somebody holds against a published result: received, acknowledged, answered."""

    publication = models.ForeignKey(Publication, models.PROTECT, related_name="objections")
    proposal = models.ForeignKey(Proposal, models.PROTECT, null=True, related_name="+")
    """What it is about; none when it is about the whole result."""

    text = models.CharField(max_length=1000)
    objector = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    """Who handed it in on the site; none for one on paper."""

    paper_name = models.CharField(max_length=60, blank=True)
    """The name under one on paper, shown to the public masked; empty when it had none."""

    entered_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    received_on = models.DateField()
    created_at = models.DateTimeField(auto_now_add=True)
    acknowledged_at = models.DateTimeField(null=True)
    answer = models.CharField(max_length=1000, blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    answered_as = models.CharField(max_length=24, blank=True)
    """The part the one who answered played then."""

    class Meta:
        ordering = ["publication_id", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(objector__isnull=False, entered_by=None, paper_name="")
                | Q(objector=None, entered_by__isnull=False),
                name="objection_comes_from_its_objector_or_on_paper",
            ),
            models.CheckConstraint(
                condition=Q(answered_at=None, answer="", answered_by=None)
                | (
                    Q(answered_at__isnull=False, acknowledged_at__isnull=False)
                    & Q(answered_by__isnull=False)
                    & ~Q(answer="")
                ),
                name="an_answer_has_words_and_somebody_who_gave_them",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.publication_id}: {self.text[:20]}"

    @property
    def is_answered(self) -> bool:
        return self.answered_at is not None

    @property
    def name_in_public(self) -> str:
        """What everybody sees of who it came from; nothing when the paper bore no name."""
        return self.objector.name_in_public if self.objector else masked(self.paper_name)

    @property
    def name_for_staff(self) -> str:
        return self.objector.name_for_staff if self.objector else self.paper_name

    @property
    def answerers_role(self) -> str:
        return str(Role(self.answered_as).label) if self.answered_as in Role.values else ""


class Timetable(models.Model):
    """When each proposal of a contest is presented."""

    class Order(models.TextChoices):
        ZONE = "zone", _("按片区，再按社区")
        COMMUNITY = "community", _("按社区")
        NUMBER = "number", _("按编号")
        LOT = "lot", _("抽签")

    step = models.OneToOneField(Step, models.PROTECT, related_name="+")
    order = models.CharField(max_length=10, choices=Order)
    seed = models.CharField(max_length=80, blank=True)
    """What the lot was drawn from; everybody may draw again."""

    is_changed = models.BooleanField(default=False)
    """Whether it was changed by hand since."""

    made_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=(Q(order="lot") & ~Q(seed="")) | (~Q(order="lot") & Q(seed="")),
                name="only_a_lot_has_a_seed_and_always",
            )
        ]

    def __str__(self) -> str:
        return f"{self.step_id}"


class TimetableSlot(models.Model):
    """One proposal's time on the stage."""

    timetable = models.ForeignKey(Timetable, models.CASCADE, related_name="slots")
    proposal = models.ForeignKey(Proposal, models.PROTECT, related_name="+")
    starts_at = models.DateTimeField()
    minutes = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["timetable_id", "starts_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["timetable", "proposal"], name="one_slot_per_proposal_on_a_timetable"
            ),
            models.CheckConstraint(
                condition=Q(minutes__range=(1, 240)), name="slot_lasts_from_1_to_240_minutes"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.timetable_id}: {self.proposal_id}"

    @property
    def ends_at(self) -> datetime:
        return self.starts_at + timedelta(minutes=self.minutes)
