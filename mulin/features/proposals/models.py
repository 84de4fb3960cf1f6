from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from mulin.commons.people.models import Person
from mulin.programmes.models import Proposal

from .sections import label_of


class ProposalSheet(models.Model):
    """What has been worked out of one proposal so far, beside what every proposal has."""

    class ProposerType(models.TextChoices):
        INDIVIDUAL = "individual", _("个人")
        RESIDENT_GROUP = "resident_group", pgettext_lazy("who proposes", "居民小组")
        COMMITTEE = "committee", _("居委会或委员会")
        PARTNER_UNIT = "partner_unit", pgettext_lazy("who proposes", "驻区单位")
        SOCIAL_ORGANISATION = "social_organisation", _("社会组织")

    proposal = models.OneToOneField(Proposal, models.CASCADE, related_name="+")
    version = models.PositiveIntegerField(default=1)
    """The number of the newest revision; who saves must have seen it."""

    proposer_type = models.CharField(
        max_length=20, choices=ProposerType, default=ProposerType.INDIVIDUAL
    )
    proposer_name = models.CharField(max_length=60, blank=True)
    """The group or organisation, when it is not one person."""

    goal = models.TextField(blank=True)
    beneficiaries = models.TextField(blank=True)
    beneficiary_count = models.PositiveIntegerField(null=True)
    steps = models.TextField(blank=True)
    sustainability = models.TextField(blank=True)
    zone_fit = models.TextField(blank=True)
    """How it serves what its zone is about this year."""

    method = models.TextField(blank=True)
    social_worker = models.CharField(max_length=60, blank=True)
    is_free = models.BooleanField(default=False)
    """Whether it needs no money at all."""

    missing = ArrayField(models.CharField(max_length=20), default=list)
    """What its step asks for and is not there yet, as of the newest revision."""

    consent = models.CharField(max_length=200, blank=True)
    """How the author agreed that staff hand it in for them; only staff see it."""

    returned_for = models.CharField(max_length=200, blank=True)
    """What was asked for when it was last sent back."""

    flagship_reason = models.CharField(max_length=200, blank=True)

    def __str__(self) -> str:
        return f"{self.proposal_id}: {self.version}"


class BudgetLine(models.Model):
    """One thing a proposal needs money for."""

    sheet = models.ForeignKey(ProposalSheet, models.CASCADE, related_name="budget_lines")
    place = models.PositiveSmallIntegerField()
    label = models.CharField(max_length=60)
    quantity = models.PositiveIntegerField()
    unit_cents = models.BigIntegerField()

    class Meta:
        ordering = ["sheet_id", "place"]
        constraints = [
            models.UniqueConstraint(fields=["sheet", "place"], name="one_budget_line_at_a_place"),
            models.CheckConstraint(
                condition=Q(quantity__gte=1, unit_cents__gte=0),
                name="a_budget_line_counts_something_and_costs_nothing_or_more",
            ),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def total_cents(self) -> int:
        return self.quantity * self.unit_cents


class ProposalRevision(models.Model):
    """One kept version of a proposal.  Never changed."""

    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="+")
    number = models.PositiveIntegerField()
    snapshot = models.JSONField()
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    """Who saved it; nobody for what came from the idea."""

    role = models.CharField(max_length=30, blank=True)
    reason = models.CharField(max_length=100, blank=True)
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["proposal_id", "number"]
        constraints = [
            models.UniqueConstraint(fields=["proposal", "number"], name="one_revision_of_a_number"),
        ]

    def __str__(self) -> str:
        return f"{self.proposal_id}: {self.number}"

    @property
    def name_in_public(self) -> str:
        """What coaches see of who saved it."""
        return _named(self.by, self.proposal)


class CoachComment(models.Model):
    """What a coach says about one section of a version of a proposal.  Kept when it is settled."""

    revision = models.ForeignKey(ProposalRevision, models.CASCADE, related_name="comments")
    section = models.CharField(max_length=20)
    text = models.CharField(max_length=500)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    written_at = models.DateTimeField(auto_now_add=True)
    answer = models.CharField(max_length=500, blank=True)
    answered_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    settled_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["revision_id", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(settled_at=None) | Q(settled_at__gte=F("written_at")),
                name="a_comment_is_settled_after_it_was_written",
            ),
            models.CheckConstraint(
                condition=Q(answer="", settled_at=None) | Q(answered_by__isnull=False),
                name="an_answer_says_who_gave_it",
            ),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def is_settled(self) -> bool:
        return self.settled_at is not None

    @property
    def section_label(self) -> str:
        return label_of(self.section)

    @property
    def answerers_name(self) -> str:
        """What coaches see of who answered."""
        return _named(self.answered_by, self.revision.proposal)


def _named(person: Person | None, proposal: Proposal) -> str:
    """Return a name beside a proposal, unless it is its author's, who wants none there."""
    if person is None:
        return ""
    if proposal.is_anonymous and person.pk == proposal.author_id:
        return gettext("没署名的邻居")
    return person.name_in_public
