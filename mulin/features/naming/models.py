from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mulin.commons.electorates.models import Elector, Electorate
from mulin.commons.people.models import Person
from mulin.commons.places.models import Place


class NamingContest(models.Model):
    """Neighbours look for a name for one place: they give names, some are put to the vote."""

    class State(models.TextChoices):
        COLLECTING = "collecting", _("正在征名")
        SHORTLISTING = "shortlisting", _("征集结束，正在挑")
        VOTING = "voting", _("正在投票")
        COUNTING = "counting", _("投票结束，等计票")
        DECIDED = "decided", _("定名了")
        CALLED_OFF = "called_off", _("取消了")

    place = models.ForeignKey(Place, models.PROTECT, related_name="+")
    name_before = models.CharField(max_length=40)
    """What the place was called when the contest began."""

    why = models.CharField(max_length=200)
    needs_account = models.BooleanField(default=False)
    per_person = models.PositiveSmallIntegerField(default=3)
    """How many names one account may give; those without are held by the address they send from."""

    opened_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(auto_now_add=True)
    collects_until = models.DateTimeField()
    electorate = models.OneToOneField(Electorate, models.PROTECT, null=True, related_name="+")
    """Who votes: frozen when the shortlist is put to the vote."""

    votes_from = models.DateTimeField(null=True)
    votes_until = models.DateTimeField(null=True)
    concluded_at = models.DateTimeField(null=True)
    adopted = models.ForeignKey("CandidateName", models.PROTECT, null=True, related_name="+")
    outcome = models.JSONField(default=dict)
    """Every name's votes and how a tie was settled, whole, so that anybody can count again."""

    called_off_at = models.DateTimeField(null=True)
    called_off_because = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["place"],
                condition=Q(concluded_at=None, called_off_at=None),
                name="one_naming_contest_of_a_place_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(votes_from=None, votes_until=None, electorate=None)
                | Q(votes_from__isnull=False, votes_until__isnull=False, electorate__isnull=False),
                name="a_naming_vote_has_its_time_and_its_roll",
            ),
            models.CheckConstraint(
                condition=Q(concluded_at=None, adopted=None)
                | Q(concluded_at__isnull=False, adopted__isnull=False, called_off_at=None)
                & ~Q(outcome={}),
                name="a_naming_contest_concludes_with_a_name",
            ),
            models.CheckConstraint(
                condition=Q(called_off_at=None, called_off_because="")
                | Q(called_off_at__isnull=False) & ~Q(called_off_because=""),
                name="a_naming_contest_is_called_off_for_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.name_before

    @property
    def state(self) -> "NamingContest.State":
        if self.called_off_at:
            return self.State.CALLED_OFF
        if self.concluded_at:
            return self.State.DECIDED
        now = timezone.now()
        if self.votes_until:
            return self.State.VOTING if now < self.votes_until else self.State.COUNTING
        return self.State.COLLECTING if now < self.collects_until else self.State.SHORTLISTING

    @property
    def is_collecting(self) -> bool:
        return self.state == self.State.COLLECTING

    @property
    def is_voting(self) -> bool:
        return self.state == self.State.VOTING

    @property
    def is_decided(self) -> bool:
        return self.state == self.State.DECIDED

    @property
    def takes_names(self) -> bool:
        """Whether names given on time can still be written down, shown and withdrawn."""
        return self.state in (self.State.COLLECTING, self.State.SHORTLISTING)

    @property
    def has_ballot(self) -> bool:
        """Whether it is fixed which names neighbours choose from."""
        return self.votes_from is not None

    @property
    def is_over(self) -> bool:
        return self.state in (self.State.DECIDED, self.State.CALLED_OFF)


class CandidateName(models.Model):
    """One name that was given, however often and however written."""

    contest = models.ForeignKey(NamingContest, models.PROTECT, related_name="candidates")
    name = models.CharField(max_length=20)
    """As it was written first."""

    key = models.CharField(max_length=40)
    """The name without width, script and punctuation: those of one key are one name."""

    shown_at = models.DateTimeField(null=True)
    hidden_because = models.CharField(max_length=100, blank=True)
    """Why neighbours do not see it."""

    is_shortlisted = models.BooleanField(default=False)
    left_out_because = models.CharField(max_length=100, blank=True)
    """Why it is not on the ballot."""

    class Meta:
        ordering = ["contest_id", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["contest", "key"], name="the_same_name_is_one_candidate"
            ),
            models.CheckConstraint(condition=~Q(key=""), name="a_candidate_name_says_something"),
            models.CheckConstraint(
                condition=Q(hidden_because="") | Q(shown_at=None, is_shortlisted=False),
                name="a_hidden_name_is_not_on_the_ballot",
            ),
            models.CheckConstraint(
                condition=Q(is_shortlisted=False) | Q(left_out_because=""),
                name="a_name_on_the_ballot_was_not_left_out",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_shown(self) -> bool:
        return self.shown_at is not None

    @property
    def awaits_review(self) -> bool:
        return not self.shown_at and not self.hidden_because


class NameSubmission(models.Model):
    """One neighbour giving one name."""

    class Channel(models.TextChoices):
        PHONE = "phone", _("手机")
        PAPER = "paper", _("纸条")
        MEETING = "meeting", _("会上")
        CHAT = "chat", _("微信群")

    candidate = models.ForeignKey(CandidateName, models.PROTECT, related_name="submissions")
    written = models.CharField(max_length=20)
    """The name exactly as this neighbour wrote it."""

    meaning = models.CharField(max_length=100, blank=True)
    given_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    author_name = models.CharField(max_length=60, blank=True)
    """Who gave it, for those without an account; only staff read it."""

    channel = models.CharField(max_length=8, choices=Channel, default=Channel.PHONE)
    entered_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    receipt = models.UUIDField(unique=True, default=uuid4)
    given_at = models.DateTimeField(auto_now_add=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["candidate", "given_by"],
                condition=Q(withdrawn_at=None, given_by__isnull=False),
                name="nobody_gives_one_name_twice",
            ),
            models.CheckConstraint(
                condition=Q(channel="phone", entered_by=None)
                | ~Q(channel="phone") & Q(entered_by__isnull=False, given_by=None),
                name="what_was_told_on_paper_somebody_entered",
            ),
        ]
        indexes = [models.Index(fields=["given_by"], name="naming_given_by")]

    def __str__(self) -> str:
        return self.written


class NamingVote(models.Model):
    """
    One neighbour's vote; of a paper ballot only that she has handed it in.

    For which name is known until the contest is over, so that she can change it; then forgotten.
    """

    contest = models.ForeignKey(NamingContest, models.PROTECT, related_name="votes")
    elector = models.ForeignKey(Elector, models.PROTECT, related_name="+")
    candidate = models.ForeignKey(CandidateName, models.PROTECT, null=True, related_name="+")
    on_paper = models.BooleanField(default=False)
    is_forgotten = models.BooleanField(default=False)
    """Whether the contest is over and nothing tells any more which name it was for."""

    noted_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["contest", "elector"], name="one_vote_for_a_name_of_a_neighbour"
            ),
            models.CheckConstraint(
                condition=Q(on_paper=True, candidate=None, noted_by__isnull=False)
                | Q(on_paper=False, candidate__isnull=False, noted_by=None)
                | Q(on_paper=False, is_forgotten=True, noted_by=None),
                name="a_paper_vote_for_a_name_is_not_read_by_person",
            ),
            models.CheckConstraint(
                condition=Q(is_forgotten=False) | Q(on_paper=False, candidate=None),
                name="a_forgotten_vote_tells_no_name",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.contest_id}: {self.elector_id}"


class NamingCount(models.Model):
    """What one person counted in the box; two who counted the same settle it."""

    contest = models.ForeignKey(NamingContest, models.PROTECT, related_name="counts")
    turn = models.PositiveSmallIntegerField(default=1)
    """One more each time two people counted differently."""

    counted = models.JSONField()
    """Ballots by candidate, such as {"7": 31}, and under "" those without one valid mark."""

    counted_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    counted_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["contest_id", "turn", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["contest", "turn", "counted_by"], name="nobody_counts_a_box_of_names_twice"
            )
        ]

    def __str__(self) -> str:
        return f"{self.contest_id}: {self.turn}"
