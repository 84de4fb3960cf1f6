from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from mulin.commons.files.models import Photo
from mulin.commons.occasions.models import Occasion
from mulin.commons.organisations.models import Organisation
from mulin.commons.people.models import Person
from mulin.commons.people.names import masked
from mulin.commons.places.models import Building, Place
from mulin.commons.places.roles import Role
from mulin.commons.tasks.models import AgendaItem
from mulin.commons.topics.models import Opinion, Topic


class Meeting(models.Model):
    """What is said, decided and promised at one table."""

    occasion = models.OneToOneField(Occasion, models.PROTECT, related_name="+")
    topic = models.ForeignKey(Topic, models.PROTECT, null=True, related_name="+")
    """The matter whose round this is."""

    changed = models.CharField(max_length=200, blank=True)
    """What is different since the round before."""

    incident = models.CharField(max_length=200, blank=True)
    """What happened, when there is something to mediate."""

    place = models.ForeignKey(Place, models.PROTECT, null=True, related_name="+")
    """Which shared place it is about."""

    facilitator = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    others = models.PositiveSmallIntegerField(default=0)
    """How many came without giving a name."""

    photos = models.ManyToManyField(Photo, related_name="+")
    matter = models.CharField(max_length=300, blank=True)
    facts = models.CharField(max_length=500, blank=True)
    heard = models.CharField(max_length=1000, blank=True)
    decided = models.CharField(max_length=500, blank=True)
    left = models.CharField(max_length=500, blank=True)
    """What is left for another time.  These five are the minutes."""

    drafted_at = models.DateTimeField(null=True)
    """When the draft was written; what arrives later but is older does not take its place."""

    shown_at = models.DateTimeField(null=True)
    confirm_until = models.DateField(null=True)
    final_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-occasion__on", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(shown_at=None, confirm_until=None)
                | Q(shown_at__isnull=False, confirm_until__isnull=False),
                name="minutes_are_shown_until_a_day",
            ),
            models.CheckConstraint(
                condition=Q(final_at=None) | Q(shown_at__isnull=False),
                name="final_minutes_were_shown",
            ),
        ]
        indexes = [
            models.Index(fields=["topic", "id"], name="meeting_topic"),
            models.Index(
                fields=["confirm_until"],
                condition=Q(shown_at__isnull=False, final_at=None),
                name="meeting_waits_for_word",
            ),
        ]

    def __str__(self) -> str:
        return self.occasion.title

    def get_absolute_url(self) -> str:
        return reverse("meetings:meeting", args=[self.pk])

    @property
    def is_shown(self) -> bool:
        return self.shown_at is not None

    @property
    def is_final(self) -> bool:
        return self.final_at is not None

    @property
    def may_be_answered(self) -> bool:
        """Whether those who were there may still say whether it is right."""
        return (
            self.is_shown
            and not self.is_final
            and self.confirm_until is not None
            and timezone.localdate() <= self.confirm_until
        )

    @property
    def is_mediation(self) -> bool:
        return self.occasion.kind == "mediation"

    @property
    def may_choose_readers(self) -> bool:
        """Whether its door can still be opened or closed; once somebody spoke, only closed."""
        said = self.occasion.is_held and self.occasion.is_public and not self.is_shown
        return self.is_mediation and (self.occasion.is_planned or said)

    @property
    def is_by_building(self) -> bool:
        return self.occasion.kind == "steward"


class Attendance(models.Model):
    """Somebody who came to a table."""

    class Channel(models.TextChoices):
        CODE = "code", _("扫码")
        PAPER = "paper", _("纸质签到")

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="attendances")
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    name = models.CharField(max_length=20, blank=True)
    """As it stands on the paper list, of who has no account."""

    role = models.CharField(max_length=20, choices=Role, default=Role.RESIDENT)
    building = models.ForeignKey(Building, models.PROTECT, null=True, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    door = models.CharField(max_length=30, blank=True)
    """Which door, as a neighbour without an account wrote it; only staff read it."""

    channel = models.CharField(max_length=5, choices=Channel)
    came_at = models.DateTimeField(default=timezone.now)
    noted_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    receipt = models.UUIDField(unique=True, default=uuid4)
    struck_at = models.DateTimeField(null=True)
    struck_because = models.CharField(max_length=100, blank=True)
    struck_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["meeting_id", "id"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "person"], name="a_person_signs_in_once"),
            models.CheckConstraint(
                condition=Q(struck_at=None, struck_because="")
                | (Q(struck_at__isnull=False) & ~Q(struck_because="")),
                name="a_struck_line_says_why",
            ),
            models.CheckConstraint(
                condition=Q(person__isnull=False, name="") | (Q(person=None) & ~Q(name="")),
                name="who_came_has_one_name",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.meeting_id}: {self.pk}"

    @property
    def is_by_own_word(self) -> bool:
        """Whether nobody but the phone itself vouches for it."""
        return self.channel == self.Channel.CODE and self.person_id is None

    @property
    def name_in_public(self) -> str:
        return self.person.name_in_public if self.person else masked(self.name)

    @property
    def name_for_staff(self) -> str:
        return self.person.name_for_staff if self.person else self.name


class Voice(models.Model):
    """For whom an opinion was spoken: a team, a unit, those on the ground floor."""

    opinion = models.OneToOneField(Opinion, models.CASCADE, related_name="+")
    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="voices")
    agenda_item = models.ForeignKey(AgendaItem, models.PROTECT, null=True, related_name="+")
    spoken_for = models.CharField(max_length=40, blank=True)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.spoken_for}: {self.opinion}"

    @property
    def name_in_public(self) -> str:
        if self.spoken_for:
            return self.spoken_for
        return self.opinion.name_in_public


class HandCount(models.Model):
    """How many raised a hand for, against or neither."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="hand_counts")
    agenda_item = models.ForeignKey(AgendaItem, models.PROTECT, null=True, related_name="+")
    question = models.CharField(max_length=100)
    agree = models.PositiveSmallIntegerField()
    disagree = models.PositiveSmallIntegerField(default=0)
    abstain = models.PositiveSmallIntegerField(default=0)
    counted_at = models.DateTimeField(auto_now_add=True)
    noted_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    receipt = models.UUIDField(unique=True, default=uuid4)

    class Meta:
        ordering = ["meeting_id", "id"]

    def __str__(self) -> str:
        return self.question

    @property
    def in_words(self) -> str:
        return gettext("同意 %(agree)d，反对 %(disagree)d，弃权 %(abstain)d") % {
            "agree": self.agree,
            "disagree": self.disagree,
            "abstain": self.abstain,
        }


class WayOut(models.Model):
    """One way out that was talked about."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="options")
    agenda_item = models.ForeignKey(AgendaItem, models.PROTECT, null=True, related_name="+")
    text = models.CharField(max_length=120)
    noted_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    receipt = models.UUIDField(unique=True, default=uuid4)

    class Meta:
        ordering = ["meeting_id", "id"]

    def __str__(self) -> str:
        return self.text


class Resolution(models.Model):
    """What was decided at a table (决议)."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="resolutions")
    agenda_item = models.ForeignKey(AgendaItem, models.PROTECT, null=True, related_name="+")
    number = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=200)
    withdrawn_because = models.CharField(max_length=200, blank=True)
    noted_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    noted_at = models.DateTimeField(auto_now_add=True)
    receipt = models.UUIDField(unique=True, default=uuid4)

    class Meta:
        ordering = ["meeting_id", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "number"], name="a_resolution_has_its_own_number"
            )
        ]

    def __str__(self) -> str:
        return self.text


class MinutesCorrection(models.Model):
    """One field of the minutes that was put right after they were shown."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="corrections")
    field = models.CharField(max_length=10)
    was = models.CharField(max_length=1000, blank=True)
    now = models.CharField(max_length=1000, blank=True)
    because = models.CharField(max_length=200)
    corrected_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    corrected_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["meeting_id", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(because=""), name="a_correction_says_why")
        ]

    def __str__(self) -> str:
        return f"{self.meeting_id}: {self.field}"


class MinutesReply(models.Model):
    """What somebody who was there says to the minutes: right, or not quite."""

    class Channel(models.TextChoices):
        OWN = "own", _("自己说的")
        PHONE = "phone", _("打电话说的")
        PAPER = "paper", _("写在纸上的")

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="replies")
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    attendance = models.ForeignKey(Attendance, models.CASCADE, null=True, related_name="+")
    """The line on the list, of who has no account."""

    channel = models.CharField(max_length=5, choices=Channel, default=Channel.OWN)
    noted_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    """Who wrote it down for her."""

    is_right = models.BooleanField()
    text = models.CharField(max_length=300, blank=True)
    """What is not right."""

    said_at = models.DateTimeField(auto_now=True)
    answer = models.CharField(max_length=200, blank=True)
    answered_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["meeting_id", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "person"], name="a_person_answers_minutes_once"
            ),
            models.UniqueConstraint(fields=["attendance"], name="a_line_answers_minutes_once"),
            models.CheckConstraint(
                condition=Q(person=None, attendance__isnull=False)
                | Q(person__isnull=False, attendance=None),
                name="who_answers_minutes_was_there",
            ),
            models.CheckConstraint(
                condition=Q(channel="own", noted_by=None)
                | (~Q(channel="own") & Q(noted_by__isnull=False)),
                name="a_reply_on_paper_says_who_noted_it",
            ),
            models.CheckConstraint(
                condition=Q(is_right=True, text="") | (Q(is_right=False) & ~Q(text="")),
                name="who_finds_minutes_wrong_says_where",
            ),
            models.CheckConstraint(
                condition=Q(answer="", answered_at=None)
                | (~Q(answer="") & Q(answered_at__isnull=False)),
                name="an_answered_reply_has_its_answer",
            ),
        ]
        indexes = [
            models.Index(
                fields=["meeting"],
                condition=Q(is_right=False, answered_at=None),
                name="minutes_reply_waits",
            )
        ]

    def __str__(self) -> str:
        return f"{self.meeting_id}: {self.pk}"

    @property
    def waits(self) -> bool:
        return not self.is_right and self.answered_at is None

    @property
    def name_for_staff(self) -> str:
        who = self.person or self.attendance
        return who.name_for_staff if who else ""
