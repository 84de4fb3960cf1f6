from datetime import datetime
from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mulin.commons.people.models import Person
from mulin.commons.people.names import masked
from mulin.commons.places.models import AdminUnit, Building

from .points import ServiceItem, ServicePoint


class Matter(models.Model):
    """One thing that somebody wants done at a service point, from asking to the end (办件)."""

    class Way(models.TextChoices):
        WALK_IN = "walk_in", _("现场")
        APPOINTMENT = "appointment", _("预约")
        HOME_VISIT = "home_visit", _("上门办")

    class Channel(models.TextChoices):
        WEB = "web", _("网页")
        WALK_IN = "walk_in", _("自助机")
        WINDOW = "window", _("窗口")
        PHONE = "phone", _("电话")
        PAPER = "paper", _("纸条")

    class State(models.TextChoices):
        BOOKED = "booked", _("约好了")
        WAITING = "waiting", _("在等")
        CALLED = "called", _("叫到了")
        IN_HAND = "in_hand", _("在办")
        ESCALATED = "escalated", _("上报了，等答复")
        DONE = "done", _("办好了")
        LEFT = "left", _("没等到，走了")
        MISSED = "missed", _("约了没来")
        CANCELLED = "cancelled", _("自己取消了")

    COMING = (State.BOOKED, State.WAITING, State.CALLED)
    OPEN = (State.IN_HAND, State.ESCALATED)

    point = models.ForeignKey(ServicePoint, models.PROTECT, related_name="+")
    item = models.ForeignKey(ServiceItem, models.PROTECT, null=True, related_name="+")
    """None when somebody came and did not know yet what it is called."""

    way = models.CharField(max_length=12, choices=Way)
    channel = models.CharField(max_length=8, choices=Channel)
    on = models.DateField()
    starts_at = models.TimeField(null=True)
    seat = models.PositiveSmallIntegerField(null=True)
    """Which of the places of its slot it has."""

    number = models.PositiveSmallIntegerField(null=True)
    """Its place in the day's queue."""

    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    name = models.CharField(max_length=30, blank=True)
    phone = models.CharField(max_length=20, blank=True)
    building = models.ForeignKey(Building, models.PROTECT, null=True, related_name="+")
    door = models.CharField(max_length=60, blank=True)
    note = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=10, choices=State)
    first_contact = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    """The first person of the point who was asked."""

    keeper = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    """Who has it in hand, or called its number to her window."""

    offered_to = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    """The colleague who was asked to take it over and has not said yes yet."""

    visitor = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    """Who goes to the home."""

    result = models.CharField(max_length=300, blank=True)
    asked_at = models.DateTimeField(auto_now_add=True)
    called_at = models.DateTimeField(null=True)
    accepted_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)
    done_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    timed_at = models.DateTimeField(default=timezone.now)
    """When it was given the time it has now."""

    reminded_at = models.DateTimeField(null=True)
    receipt = models.UUIDField(default=uuid4, unique=True, editable=False)

    class Meta:
        ordering = ["on", "starts_at", "number", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["point", "on", "starts_at", "way", "seat"],
                condition=Q(seat__isnull=False) & ~Q(state="cancelled"),
                name="one_matter_in_a_seat_of_a_slot",
            ),
            models.UniqueConstraint(
                fields=["person", "on", "starts_at"],
                condition=Q(seat__isnull=False, person__isnull=False) & ~Q(state="cancelled"),
                name="a_person_is_in_one_slot_at_a_time",
            ),
            models.UniqueConstraint(
                fields=["point", "on", "number"], name="one_matter_of_a_number_a_day"
            ),
            models.CheckConstraint(
                condition=Q(way="walk_in", starts_at=None, seat=None)
                | Q(starts_at__isnull=False, seat__isnull=False),
                name="what_is_booked_has_a_time_and_a_seat",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["in_hand", "escalated", "done"])
                | Q(first_contact__isnull=False, keeper__isnull=False),
                name="what_is_in_hand_has_a_keeper",
            ),
            models.CheckConstraint(
                condition=Q(state="done", done_at__isnull=False, done_by__isnull=False)
                | (~Q(state="done") & Q(done_at=None, done_by=None)),
                name="what_is_done_says_when_and_by_whom",
            ),
        ]
        indexes = [
            models.Index(fields=["point", "on"], name="matter_point_on"),
            models.Index(fields=["point", "state"], name="matter_point_state"),
            models.Index(fields=["person", "on"], name="matter_person"),
            models.Index(fields=["keeper", "state"], name="matter_keeper"),
            models.Index(
                fields=["on"],
                condition=Q(state="booked", reminded_at=None),
                name="matter_to_remind_of",
            ),
        ]

    def __str__(self) -> str:
        return self.about

    @property
    def about(self) -> str:
        """What it is, in words."""
        return str(self.item) if self.item else str(_("还没说是什么事"))

    @property
    def starts(self) -> datetime | None:
        """The moment somebody is awaited."""
        if self.starts_at is None:
            return None
        return timezone.make_aware(datetime.combine(self.on, self.starts_at))

    @property
    def is_coming(self) -> bool:
        return self.state in self.COMING

    @property
    def is_open(self) -> bool:
        return self.state in self.OPEN

    @property
    def is_in_hand(self) -> bool:
        return self.state == self.State.IN_HAND

    @property
    def is_escalated(self) -> bool:
        return self.state == self.State.ESCALATED

    @property
    def is_done(self) -> bool:
        return self.state == self.State.DONE

    @property
    def is_booked(self) -> bool:
        return self.state == self.State.BOOKED

    @property
    def has_left(self) -> bool:
        return self.state == self.State.LEFT

    @property
    def is_home_visit(self) -> bool:
        return self.way == self.Way.HOME_VISIT

    @property
    def was_done_at_first_contact(self) -> bool:
        return self.is_done and self.done_by_id == self.first_contact_id

    @property
    def name_for_staff(self) -> str:
        """Whom to call."""
        if self.name or self.person is None:
            return self.name
        return self.person.name_for_staff

    @property
    def name_masked(self) -> str:
        """Whom to call, as a list that lies open may show it."""
        return masked(self.name_for_staff)

    @property
    def is_today(self) -> bool:
        return self.on == timezone.localdate()

    @property
    def phone_for_staff(self) -> str:
        return self.phone or (self.person.phone or "" if self.person else "")


class Escalation(models.Model):
    """What a window could not do, why, and what the office above decided and answered (上报)."""

    class Decision(models.TextChoices):
        HERE = "here", _("就在窗口办\n按下面写的办，还是原来那位办到底")
        TAKEN = "taken", _("我来办\n由我这边接着办，办好了告诉居民")
        ANSWERED = "answered", _("答复居民\n依据是什么，还能怎么办、找谁，都写清楚")

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="escalations")
    office = models.ForeignKey(AdminUnit, models.PROTECT, related_name="+")
    """Whose supervisors decide."""

    department = models.CharField(max_length=60, blank=True)
    reason = models.CharField(max_length=300)
    raised_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    raised_at = models.DateTimeField(auto_now_add=True)
    due_on = models.DateField()
    decision = models.CharField(max_length=8, choices=Decision, blank=True)
    answer = models.CharField(max_length=500, blank=True)
    decided_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["raised_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["matter"],
                condition=Q(decided_at=None),
                name="one_open_escalation_of_a_matter",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="an_escalation_has_a_reason"),
            models.CheckConstraint(
                condition=Q(decided_at=None, decided_by=None, decision="", answer="")
                | (Q(decided_at__isnull=False, decided_by__isnull=False) & ~Q(answer="")),
                name="whoever_decides_gives_an_answer",
            ),
        ]
        indexes = [models.Index(fields=["office", "decided_at"], name="escalation_office")]

    def __str__(self) -> str:
        return self.reason[:40]

    @property
    def is_decided(self) -> bool:
        return self.decided_at is not None

    @property
    def is_late(self) -> bool:
        return not self.is_decided and self.due_on < timezone.localdate()

    @property
    def decision_in_words(self) -> str:
        label = self.Decision(self.decision).label if self.decision else ""
        return str(label).partition("\n")[0]
