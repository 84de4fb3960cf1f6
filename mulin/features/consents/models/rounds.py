"""Rounds in which every household is asked one question, and what each answered."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from mulin.commons.electorates.models import Elector, Electorate
from mulin.commons.people.models import Person
from mulin.commons.places.roles import Role
from mulin.programmes.models import Step


class Answer(models.TextChoices):
    """What a household says to the question of a round."""

    AGREE = "agree", _("同意")
    DISAGREE = "disagree", _("不同意")
    ABSTAIN = "abstain", _("弃权")
    NOT_REACHED = "not_reached", _("没见到人")


SAID = (Answer.AGREE, Answer.DISAGREE, Answer.ABSTAIN)
"""The answers that a household gives itself; the fourth says that it gave none."""


def standard_topics() -> list[list[str]]:
    """Return what objections are mostly about: what each is kept as, and what it is called."""
    return [
        ["compensation", gettext_noop("补偿")],
        ["cooking", gettext_noop("做饭")],
        ["flooding", gettext_noop("污水、进水")],
        ["toilet", gettext_noop("厕所")],
        ["fee", gettext_noop("收费")],
        ["other", gettext_noop("其他")],
    ]


class ConsentRound(models.Model):
    """
    One question to every household of a roll.

    What share must agree, and of whom, are settings of its step.  No decision of owners.
    """

    class About(models.TextChoices):
        WORKS = "works", _("工程：改什么、怎么改")
        MONEY = "money", _("收费：谁出钱、出多少")

    step = models.OneToOneField(Step, models.PROTECT, related_name="+")
    electorate = models.OneToOneField(Electorate, models.PROTECT, related_name="+")
    about = models.CharField(max_length=5, choices=About)
    question = models.CharField(max_length=120)
    explanation = models.TextField(blank=True)
    """What the household should know before it answers."""

    topics = models.JSONField(default=standard_topics)
    """What objections can be about, as pairs of a word that stays and what it is called."""

    prepared_at = models.DateTimeField(auto_now=True)
    opened_at = models.DateTimeField(null=True)
    """Since when the roll is frozen and households answer."""

    class Meta:
        ordering = ["-step_id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(about__in=["works", "money"]), name="a_round_is_about_works_or_money"
            ),
            models.CheckConstraint(condition=~Q(question=""), name="a_round_asks_something"),
        ]

    def __str__(self) -> str:
        return self.question

    @property
    def is_opened(self) -> bool:
        return self.opened_at is not None

    @property
    def is_open(self) -> bool:
        """Whether households can answer now."""
        return self.is_opened and self.step.is_open


class HouseholdConsent(models.Model):
    """
    One answer of one household.  Never changed: who answers anew adds another.

    The one said last counts, see `queries.standing`.
    """

    class Channel(models.TextChoices):
        CODE = "code", _("自己凭户码")
        DOOR = "door", _("上门当面")
        PAPER = "paper", _("纸质表")
        SETTLED = "settled", _("核实后定")

    round = models.ForeignKey(ConsentRound, models.PROTECT, related_name="answers")
    elector = models.ForeignKey(Elector, models.PROTECT, related_name="+")
    answer = models.CharField(max_length=11, choices=Answer)
    channel = models.CharField(max_length=7, choices=Channel)
    entered_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    """Who tapped it: somebody of the household, the visitor, the one who checked the paper."""

    role = models.CharField(max_length=24, blank=True)
    """The part the one who entered it played then."""

    said_at = models.DateTimeField()
    """When the household said it: before it was entered where the line was broken."""

    entered_at = models.DateTimeField(auto_now_add=True)
    key = models.CharField(max_length=64)
    """Which request it came with: the same one sent twice counts once."""

    class Meta:
        ordering = ["round_id", "id"]
        constraints = [
            models.UniqueConstraint(fields=["round", "key"], name="one_answer_for_a_request"),
            models.CheckConstraint(
                condition=~Q(channel__in=["code", "paper", "settled"], answer="not_reached"),
                name="only_at_the_door_nobody_is_reached",
            ),
        ]
        indexes = [
            models.Index(
                fields=["round", "elector", "-said_at", "-id"], name="household_consent_standing"
            )
        ]

    def __str__(self) -> str:
        return f"{self.round_id}: {self.elector_id} {self.answer}"

    @property
    def is_said(self) -> bool:
        """Whether the household answered, rather than not having been met."""
        return self.answer != Answer.NOT_REACHED

    @property
    def role_label(self) -> str:
        return str(Role(self.role).label) if self.role in Role.values else ""


class AnswerConflict(models.Model):
    """Two answers of one household that contradict each other until somebody settles it."""

    round = models.ForeignKey(ConsentRound, models.PROTECT, related_name="conflicts")
    elector = models.ForeignKey(Elector, models.PROTECT, related_name="+")
    first = models.ForeignKey(HouseholdConsent, models.PROTECT, related_name="+")
    second = models.ForeignKey(HouseholdConsent, models.PROTECT, related_name="+")
    arose_at = models.DateTimeField(auto_now_add=True)
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    settled_as = models.OneToOneField(HouseholdConsent, models.PROTECT, null=True, related_name="+")
    reason = models.CharField(max_length=300, blank=True)
    """How it was found out what the household means."""

    class Meta:
        ordering = ["round_id", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "elector"],
                condition=Q(settled_at=None),
                name="one_open_conflict_of_a_household",
            ),
            models.CheckConstraint(
                condition=Q(settled_at=None, settled_by=None, settled_as=None, reason="")
                | Q(settled_at__isnull=False, settled_by__isnull=False, settled_as__isnull=False)
                & ~Q(reason=""),
                name="a_conflict_is_settled_by_somebody_for_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.round_id}: {self.elector_id}"

    @property
    def is_settled(self) -> bool:
        return self.settled_at is not None


class PaperEntry(models.Model):
    """What one person read on a household's paper form; two who read the same make an answer."""

    SPOILT = "spoilt"
    CHOICES = [*((answer.value, answer.label) for answer in SAID), (SPOILT, _("没填或看不清"))]

    round = models.ForeignKey(ConsentRound, models.PROTECT, related_name="paper_entries")
    elector = models.ForeignKey(Elector, models.PROTECT, related_name="+")
    reading = models.PositiveSmallIntegerField(default=1)
    """How often the form is being read: once more each time two readers differed."""

    answer = models.CharField(max_length=8, choices=CHOICES)
    entered_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    entered_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["round_id", "elector_id", "reading", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "elector", "reading", "entered_by"],
                name="nobody_reads_a_paper_form_twice_at_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.round_id}: {self.elector_id} {self.answer}"
