from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mulin.commons.electorates.models import Elector, Electorate
from mulin.commons.files.models import Photo
from mulin.commons.people.models import Person
from mulin.commons.places.models import AdminUnit
from mulin.programmes.models import Proposal, Step


def key_of(number: int) -> str:
    """Return what rules and files call an option; as text, keys stand in the ballot's order."""
    return f"{number:03}"


class Channel(models.TextChoices):
    """How somebody took part."""

    ONLINE = "online", _("网上")
    PAPER = "paper", _("纸票")


class BudgetVote(models.Model):
    """
    One vote of a roll on what is bought: who may vote, on what, and with how much money.

    How it is voted and counted is in its step's settings, see `terms`.
    """

    step = models.OneToOneField(Step, models.PROTECT, related_name="+")
    electorate = models.ForeignKey(Electorate, models.PROTECT, null=True, related_name="+")
    budget_cents = models.BigIntegerField(default=0)
    begun_at = models.DateTimeField(null=True)
    """When roll, options and money were fixed; nobody votes before."""

    sealed_at = models.DateTimeField(null=True)
    """When voting was over, the ballots were mixed and turnout and ballots were compared."""

    turnout = models.PositiveIntegerField(null=True)
    """How many marks there were at sealing; as many as ballots."""

    registered = models.PositiveIntegerField(null=True)
    """How many lines the roll had at sealing."""

    seed = models.CharField(max_length=80, blank=True)
    """Of the lot: what the source named before voting showed afterwards."""

    counted_at = models.DateTimeField(null=True)
    outcome = models.JSONField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(begun_at=None) | Q(electorate__isnull=False),
                name="a_budget_vote_begins_with_a_roll",
            ),
            models.CheckConstraint(
                condition=Q(sealed_at=None, turnout=None, registered=None, seed="")
                | Q(begun_at__isnull=False, turnout__isnull=False, registered__isnull=False),
                name="a_sealed_budget_vote_knows_its_turnout",
            ),
            models.CheckConstraint(
                condition=Q(counted_at=None, outcome=None)
                | Q(sealed_at__isnull=False, outcome__isnull=False),
                name="a_budget_vote_is_counted_after_it_was_sealed",
            ),
            models.CheckConstraint(
                condition=Q(budget_cents__gte=0), name="a_budget_vote_has_no_debts"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.step_id}"

    @property
    def is_begun(self) -> bool:
        return self.begun_at is not None

    @property
    def is_sealed(self) -> bool:
        return self.sealed_at is not None

    @property
    def is_counted(self) -> bool:
        return self.counted_at is not None


class Envelope(models.Model):
    """The part of a vote's money that one community decides on for its own options."""

    vote = models.ForeignKey(BudgetVote, models.CASCADE, related_name="envelopes")
    community = models.ForeignKey(AdminUnit, models.PROTECT, related_name="+")
    budget_cents = models.BigIntegerField()

    class Meta:
        ordering = ["vote_id", "community_id"]
        constraints = [
            models.UniqueConstraint(
                fields=["vote", "community"], name="one_envelope_per_community_of_a_vote"
            ),
            models.CheckConstraint(
                condition=Q(budget_cents__gte=0), name="an_envelope_has_no_debts"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.vote_id}: {self.community_id}"


class Option(models.Model):
    """One thing on the ballot of a budget vote, with what it costs."""

    vote = models.ForeignKey(BudgetVote, models.CASCADE, related_name="options")
    number = models.PositiveSmallIntegerField()
    """What it is called by on ballots and lists."""

    title = models.CharField(max_length=60)
    text = models.CharField(max_length=300, blank=True)
    category = models.CharField(max_length=30, blank=True)
    """One of its cycle's categories."""

    cost_cents = models.BigIntegerField()
    community = models.ForeignKey(AdminUnit, models.PROTECT, null=True, related_name="+")
    """Whose envelope pays for it, where the money is split."""

    proposal = models.ForeignKey(Proposal, models.PROTECT, null=True, related_name="+")
    """Where its history can be read, if it came through the programme."""

    photo = models.ForeignKey(Photo, models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["vote_id", "number"]
        constraints = [
            models.UniqueConstraint(fields=["vote", "number"], name="one_option_of_a_number"),
            models.CheckConstraint(
                condition=Q(number__gte=1, cost_cents__gte=0),
                name="an_option_costs_nothing_or_more",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.title}"

    @property
    def key(self) -> str:
        """What rules and files call it."""
        return key_of(self.number)


class TurnoutMark(models.Model):
    """
    That somebody took part in a vote, on which day and how; never what she wants.

    It has no number of its own and no time of day, so that nothing says in which order people
    voted.
    """

    pk = models.CompositePrimaryKey("vote", "elector")
    # Ten thousand marks at once would queue to note on the vote's row that it is in use.
    vote = models.ForeignKey(
        BudgetVote, models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    elector = models.ForeignKey(Elector, models.PROTECT, related_name="+")
    made_on = models.DateField(default=timezone.localdate)
    channel = models.CharField(max_length=6, choices=Channel, default=Channel.ONLINE)

    def __str__(self) -> str:
        return f"{self.vote_id}: {self.elector_id}"


class PersonMark(models.Model):
    """
    That somebody cast a ballot for a household, so that she does so for no other one.

    Nothing leads from it to a ballot, and sealing the vote deletes it: who of a household voted
    is of no use any more.
    """

    pk = models.CompositePrimaryKey("vote", "person")
    vote = models.ForeignKey(
        BudgetVote, models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")

    def __str__(self) -> str:
        return f"{self.vote_id}: {self.person_id}"


class SecretBallot(models.Model):
    """
    What somebody wants, under a code that only she knows: no person, no time, no order.

    Rows are never changed.  Sealing the vote writes them anew in the order of their codes, so
    that how they lie in the database says nothing either.
    """

    pk = models.CompositePrimaryKey("vote", "code")
    vote = models.ForeignKey(
        BudgetVote, models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    code = models.CharField(max_length=12)
    """The receipt; see `receipts`."""

    choices = ArrayField(models.PositiveSmallIntegerField())
    """The numbers of options: ascending, or from the best on where the ballot ranks."""

    points = ArrayField(models.PositiveSmallIntegerField(), null=True)
    """As many as choices, where points are given."""

    on_paper = models.BooleanField(default=False)
    """Whether it was read from a paper ballot; its mark was then made at the booth."""

    def __str__(self) -> str:
        return f"{self.vote_id}: {self.code}"


class OpenBallot(models.Model):
    """What somebody wants, with her name, where the programme says that names are read out."""

    pk = models.CompositePrimaryKey("vote", "elector")
    vote = models.ForeignKey(BudgetVote, models.PROTECT, related_name="+")
    elector = models.ForeignKey(Elector, models.PROTECT, related_name="+")
    choices = ArrayField(models.PositiveSmallIntegerField())
    points = ArrayField(models.PositiveSmallIntegerField(), null=True)
    on_paper = models.BooleanField(default=False)
    cast_at = models.DateTimeField(auto_now=True)
    entered_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    """Who read it from paper, if she did not cast it herself."""

    def __str__(self) -> str:
        return f"{self.vote_id}: {self.elector_id}"
