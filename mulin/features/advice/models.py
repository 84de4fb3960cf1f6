from datetime import date

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mulin.commons.files.models import Photo
from mulin.commons.organisations.models import Adviser, Organisation
from mulin.commons.people.models import Person
from mulin.commons.places.models import AdminUnit
from mulin.commons.topics.models import Topic

USUAL_DAYS = 5
WAITING = ("asked", "accepted", "visited")


class AnswerTerm(models.Model):
    """After how many working days an office wants what its communities asked to be answered."""

    unit = models.OneToOneField(AdminUnit, models.PROTECT, related_name="+")
    days = models.PositiveSmallIntegerField(default=USUAL_DAYS)
    set_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    set_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["unit_id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(days__gte=1, days__lte=60), name="an_answer_takes_1_to_60_days"
            )
        ]

    def __str__(self) -> str:
        return f"{self.unit}: {self.days}"


class ExpertRequest(models.Model):
    """A committee's request that an adviser or a department help with a problem (约请)."""

    class State(models.TextChoices):
        ASKED = "asked", _("等回音")
        ACCEPTED = "accepted", _("答应了")
        VISITED = "visited", _("来看过了")
        ANSWERED = "answered", _("答复了")
        DECLINED = "declined", _("来不了")
        WITHDRAWN = "withdrawn", _("撤回了")

    unit = models.ForeignKey(AdminUnit, models.PROTECT, related_name="+")
    topic = models.ForeignKey(Topic, models.PROTECT, null=True, related_name="+")
    adviser = models.ForeignKey(Adviser, models.PROTECT, null=True, related_name="+")
    department = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    title = models.CharField(max_length=60)
    problem = models.TextField(max_length=1000)
    wanted_on = models.DateField(null=True)
    """On which day somebody should come, if at all."""

    asked_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    asked_at = models.DateTimeField(auto_now_add=True)
    due_on = models.DateField()
    """The last day for an answer; then it shows one level up."""

    escalates_on = models.DateField()
    """The last day on which only that level shows it."""

    shown_up = models.PositiveSmallIntegerField(default=0)
    """How many levels up have been told that there is no answer."""

    state = models.CharField(max_length=9, choices=State, default=State.ASKED)
    reason = models.CharField(max_length=200, blank=True)
    visited_on = models.DateField(null=True)
    answer = models.TextField(max_length=3000, blank=True)
    signed_by = models.CharField(max_length=60, blank=True)
    """In whose name it was answered, as the public reads it."""

    answered_on = models.DateField(null=True)
    answered_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    """Who wrote it here: the adviser, or staff who had it on paper."""

    is_entered = models.BooleanField(default=False)
    photos = models.ManyToManyField(Photo, related_name="+")

    class Meta:
        ordering = ["-asked_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(adviser__isnull=False, department=None)
                | Q(adviser=None, department__isnull=False),
                name="one_adviser_or_one_department_is_asked",
            ),
            models.CheckConstraint(
                condition=Q(state="answered", answered_on__isnull=False) & ~Q(answer="")
                | (~Q(state="answered") & Q(answered_on=None, answer="")),
                name="an_answered_request_has_its_answer",
            ),
            models.CheckConstraint(
                condition=Q(state__in=("declined", "withdrawn")) & ~Q(reason="")
                | (~Q(state__in=("declined", "withdrawn")) & Q(reason="")),
                name="a_declined_request_says_why",
            ),
            models.CheckConstraint(
                condition=Q(escalates_on__gte=F("due_on")), name="a_request_climbs_level_by_level"
            ),
        ]
        indexes = [
            models.Index(fields=["unit", "-asked_at", "-id"], name="expert_request_unit"),
            models.Index(fields=["state", "due_on"], name="expert_request_due"),
            models.Index(fields=["topic", "id"], name="expert_request_topic"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("advice:request", args=[self.pk])

    @property
    def whom(self) -> str:
        """Who is asked, as everybody may know: advisers are named, for they are asked in public."""
        if self.adviser:
            return f"{self.adviser.get_kind_display()} {self.adviser.person.name_in_public}"
        return str(self.department)

    @property
    def is_waiting(self) -> bool:
        return self.state in WAITING

    @property
    def is_asked(self) -> bool:
        return self.state == self.State.ASKED

    @property
    def is_answered(self) -> bool:
        return self.state == self.State.ANSWERED

    @property
    def is_late(self) -> bool:
        """Whether there is no answer though its last day is over."""
        return self.is_waiting and self.due_on < timezone.localdate()

    @property
    def is_far_late(self) -> bool:
        """Whether it shows two levels up by now."""
        return self.is_waiting and self.escalates_on < timezone.localdate()

    @property
    def days_late(self) -> int:
        """How many days after its last day it was answered, or is waiting today."""
        end: date = self.answered_on or timezone.localdate()
        counts = self.is_answered or self.is_waiting
        return max((end - self.due_on).days, 0) if counts else 0

    @property
    def tone(self) -> str:
        if self.is_late:
            return "zhu"
        return {"answered": "brand", "declined": "plain", "withdrawn": "plain"}.get(
            self.state, "lamp"
        )

    @property
    def icon(self) -> str:
        if self.is_late:
            return "clock-alert"
        return {"answered": "message-circle-reply", "declined": "x", "withdrawn": "undo-2"}.get(
            self.state, "clock"
        )


class AdviceQuestion(models.Model):
    """What a resident would like an expert to be asked."""

    class State(models.TextChoices):
        OPEN = "open", _("社区还没看")
        TAKEN_UP = "taken_up", _("去请教了")
        ANSWERED = "answered", _("社区答了")

    unit = models.ForeignKey(AdminUnit, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=18, choices=Adviser.Kind, blank=True)
    text = models.CharField(max_length=300)
    asked_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    asked_at = models.DateTimeField(auto_now_add=True)
    state = models.CharField(max_length=8, choices=State, default=State.OPEN)
    request = models.ForeignKey(ExpertRequest, models.PROTECT, null=True, related_name="+")
    answer = models.CharField(max_length=300, blank=True)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-asked_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="open", request=None, answered_at=None, answer="")
                | Q(state="taken_up", request__isnull=False, answered_at__isnull=False)
                | (Q(state="answered", request=None, answered_at__isnull=False) & ~Q(answer="")),
                name="a_question_is_taken_up_or_answered",
            )
        ]
        indexes = [models.Index(fields=["unit", "state", "-id"], name="advice_question_unit")]

    def __str__(self) -> str:
        return self.text[:40]

    @property
    def is_open(self) -> bool:
        return self.state == self.State.OPEN
