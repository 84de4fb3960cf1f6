"""Ballots as evidence: delivered, returned, read twice, never changed."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mulin.commons.electorates.models import Elector
from mulin.commons.files.models import Photo
from mulin.commons.people.models import Person

from .votes import OwnersVote


class Answer(models.TextChoices):
    """What an owner says to one question."""

    AGREE = "agree", _("同意")
    DISAGREE = "disagree", _("不同意")
    ABSTAIN = "abstain", _("弃权")


class BallotDelivery(models.Model):
    """Proof that a ballot reached an owner, and how."""

    class Channel(models.TextChoices):
        HAND = "hand", _("当面送到")
        POST = "post", _("邮寄")
        MESSAGE = "message", _("短信或微信")
        PHONE = "phone", _("本人在手机上打开")
        OFFICIAL = "official", _("政府投票系统")

    vote = models.ForeignKey(OwnersVote, models.PROTECT, related_name="deliveries")
    elector = models.ForeignKey(Elector, models.PROTECT, related_name="+")
    channel = models.CharField(max_length=8, choices=Channel)
    delivered_at = models.DateTimeField()
    photo = models.ForeignKey(Photo, models.PROTECT, null=True, related_name="+")
    entered_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    entered_at = models.DateTimeField(auto_now_add=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_because = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["vote_id", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["vote", "elector"],
                condition=Q(withdrawn_at=None),
                name="a_ballot_is_delivered_once",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None, withdrawn_because="")
                | Q(withdrawn_at__isnull=False) & ~Q(withdrawn_because=""),
                name="a_delivery_is_withdrawn_for_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.vote_id}: {self.elector_id}"


class OwnersProxy(models.Model):
    """A document by which an owner lets somebody else answer."""

    vote = models.ForeignKey(OwnersVote, models.PROTECT, related_name="proxies")
    elector = models.ForeignKey(Elector, models.PROTECT, related_name="+")
    name = models.CharField(max_length=60)
    """Who answers for the owner."""

    photo = models.ForeignKey(Photo, models.PROTECT, related_name="+")
    entered_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    entered_at = models.DateTimeField(auto_now_add=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_because = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["vote_id", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["vote", "elector"],
                condition=Q(withdrawn_at=None),
                name="one_proxy_document_of_an_owner",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None, withdrawn_because="")
                | Q(withdrawn_at__isnull=False) & ~Q(withdrawn_because=""),
                name="a_proxy_is_withdrawn_for_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.vote_id}: {self.elector_id} {self.name}"


class OwnersBallot(models.Model):
    """
    What one owner answered to every question.

    Never changed: a wrong one is withdrawn with a reason and the next one gets the next number.
    """

    class Channel(models.TextChoices):
        PAPER = "paper", _("纸质票")
        PHONE = "phone", _("本人在手机上答")
        PROXY = "proxy", _("委托别人交的纸质票")
        OFFICIAL = "official", _("政府投票系统")

    vote = models.ForeignKey(OwnersVote, models.PROTECT, related_name="ballots")
    elector = models.ForeignKey(Elector, models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()
    """Which ballot of this owner: 1, and one more after each withdrawal."""

    channel = models.CharField(max_length=8, choices=Channel)
    answers = models.JSONField()
    """By the number of the question, such as {"1": "agree"}."""

    returned_at = models.DateTimeField()
    """When it came back: not later than the vote closed."""

    photo = models.ForeignKey(Photo, models.PROTECT, null=True, related_name="+")
    proxy = models.ForeignKey(OwnersProxy, models.PROTECT, null=True, related_name="+")
    entered_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    confirmed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    """Who read it too; nobody where the owner answered on her own phone."""

    entered_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["vote_id", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["vote", "elector", "number"], name="one_ballot_of_a_number_for_an_owner"
            ),
            models.CheckConstraint(
                condition=Q(channel="phone")
                | Q(entered_by__isnull=False, confirmed_by__isnull=False)
                & ~Q(entered_by=models.F("confirmed_by")),
                name="what_others_enter_two_people_read",
            ),
            models.CheckConstraint(
                condition=Q(channel="proxy", proxy__isnull=False)
                | ~Q(channel="proxy") & Q(proxy=None),
                name="a_proxy_ballot_has_its_document",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.vote_id}: {self.elector_id}"

    @property
    def answers_in_words(self) -> list[tuple[str, str]]:
        """Every question's number with the answer as people read it."""
        return [(number, str(Answer(said).label)) for number, said in self.answers.items()]


class BallotWithdrawal(models.Model):
    """Why a ballot does not count any more: misread, or the owner answered anew."""

    ballot = models.OneToOneField(OwnersBallot, models.PROTECT, related_name="withdrawal")
    because = models.CharField(max_length=200)
    withdrawn_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    confirmed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    """Who agreed to it; needed once the vote is closed."""

    withdrawn_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(because=""), name="a_ballot_is_withdrawn_for_a_reason"
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by=None) | ~Q(confirmed_by=models.F("withdrawn_by")),
                name="a_withdrawal_is_confirmed_by_another",
            ),
        ]

    def __str__(self) -> str:
        return self.because


class WithdrawalProposal(models.Model):
    """What one person wants withdrawn after the vote closed; it counts until another agrees."""

    ballot = models.OneToOneField(OwnersBallot, models.PROTECT, related_name="withdrawal_proposal")
    because = models.CharField(max_length=200)
    proposed_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(because=""), name="a_withdrawal_is_proposed_for_a_reason"
            )
        ]

    def __str__(self) -> str:
        return self.because


class BallotReading(models.Model):
    """What one person read on a paper ballot; two who read the same make a ballot."""

    vote = models.ForeignKey(OwnersVote, models.PROTECT, related_name="readings")
    elector = models.ForeignKey(Elector, models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()
    """Which ballot of this owner is being read."""

    turn = models.PositiveSmallIntegerField(default=1)
    """One more each time two readers differed."""

    answers = models.JSONField()
    returned_on = models.DateField()
    photo = models.ForeignKey(Photo, models.PROTECT, null=True, related_name="+")
    proxy = models.ForeignKey(OwnersProxy, models.PROTECT, null=True, related_name="+")
    entered_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    entered_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["vote_id", "elector_id", "number", "turn", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["vote", "elector", "number", "turn", "entered_by"],
                name="nobody_reads_an_owners_ballot_twice",
            )
        ]

    def __str__(self) -> str:
        return f"{self.vote_id}: {self.elector_id}"
