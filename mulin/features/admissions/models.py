from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mulin.commons.organisations.models import Organisation
from mulin.commons.people.models import Person
from mulin.commons.places.models import AdminUnit

ENDS_LATER = Q(until_on=None) | Q(from_on=None) | Q(until_on__gte=F("from_on"))
DEPARTMENTS = (
    Organisation.Kind.DEPARTMENT,
    Organisation.Kind.POLICE,
    Organisation.Kind.TRAFFIC_POLICE,
    Organisation.Kind.ENFORCEMENT,
)
"""The kinds of organisations that put tasks on communities."""


class Frequency(models.TextChoices):
    """How often a task comes."""

    AS_NEEDED = "as_needed", gettext_lazy("有事才做")
    ONCE = "once", gettext_lazy("一次")
    DAILY = "daily", gettext_lazy("每天")
    WEEKLY = "weekly", gettext_lazy("每周")
    MONTHLY = "monthly", gettext_lazy("每月")
    QUARTERLY = "quarterly", gettext_lazy("每季")
    HALF_YEARLY = "half_yearly", gettext_lazy("每半年")
    YEARLY = "yearly", gettext_lazy("每年")


class PolicyDocument(models.Model):
    """A paper of an authority on which a task or a rule rests."""

    unit = models.ForeignKey(AdminUnit, models.PROTECT, related_name="+")
    title = models.CharField(max_length=120)
    issuer = models.CharField(max_length=80, blank=True)
    number = models.CharField(max_length=60, blank=True)
    dated_on = models.DateField(null=True)
    link = models.URLField(max_length=300, blank=True)

    class Meta:
        ordering = ["title", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "title", "number"], name="one_policy_document_of_a_title"
            )
        ]

    def __str__(self) -> str:
        title = _("《%(title)s》") % {"title": self.title}
        return (
            _("%(title)s（%(number)s）") % {"title": title, "number": self.number}
            if (self.number)
            else title
        )


class AdmissionRule(models.Model):
    """The rule by which an office admits tasks, and the letter that answers all others."""

    unit = models.ForeignKey(AdminUnit, models.PROTECT, related_name="+")
    document = models.ForeignKey(PolicyDocument, models.PROTECT, related_name="+")
    letter = models.TextField(max_length=2000)
    contact = models.CharField(max_length=200)
    set_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    set_at = models.DateTimeField(auto_now_add=True)
    replaced_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["unit_id", "-set_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit"], condition=Q(replaced_at=None), name="one_admission_rule_counts"
            )
        ]

    def __str__(self) -> str:
        return str(self.document)


class AdmissionRound(models.Model):
    """One look through the tasks put on an office's communities: which of them stay."""

    unit = models.ForeignKey(AdminUnit, models.PROTECT, related_name="+")
    name = models.CharField(max_length=60)
    opened_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    opened_at = models.DateTimeField(auto_now_add=True)
    closed_at = models.DateTimeField(null=True)
    registered = models.PositiveIntegerField(default=0)
    """How many tasks there were when it closed."""

    admitted = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["unit_id", "-opened_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit"], condition=Q(closed_at=None), name="one_admission_round_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(admitted__lte=F("registered")), name="no_more_admitted_than_registered"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_closed(self) -> bool:
        return self.closed_at is not None


class Asked(models.Model):
    """What is known of a task: who wants it, on what ground, how often, how long, for how much."""

    name = models.CharField(max_length=100)
    department = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    basis = models.ForeignKey(PolicyDocument, models.PROTECT, null=True, related_name="+")
    frequency = models.CharField(max_length=11, choices=Frequency, default=Frequency.AS_NEEDED)
    from_on = models.DateField(null=True)
    until_on = models.DateField(null=True)
    """The last day; none when it has no end."""

    funding = models.BigIntegerField(null=True)
    """What the department pays for it a year, in cents; none when nobody said."""

    reason = models.CharField(max_length=200, blank=True)
    """Why it was decided so."""

    decided_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name


class TaskAdmission(Asked):
    """A task that a department puts on communities, and whether it is admitted."""

    class State(models.TextChoices):
        REGISTERED = "registered", gettext_lazy("待评审")
        ADMITTED = "admitted", gettext_lazy("准入")
        DECLINED = "declined", gettext_lazy("不准入")

    unit = models.ForeignKey(AdminUnit, models.PROTECT, related_name="+")
    """The office on whose register it stands; it counts for all communities below."""

    round = models.ForeignKey(AdmissionRound, models.PROTECT, null=True, related_name="tasks")
    """The round that looks at it; none when a department asked for it afterwards."""

    number = models.PositiveIntegerField()
    state = models.CharField(max_length=10, choices=State, default=State.REGISTERED)

    class Meta:
        ordering = ["unit_id", "number"]
        constraints = [
            models.UniqueConstraint(fields=["unit", "number"], name="one_task_of_a_number"),
            models.UniqueConstraint(
                fields=["unit", "department", "name"], name="a_task_is_registered_once"
            ),
            models.CheckConstraint(
                condition=Q(state="registered", decided_at=None)
                | (~Q(state="registered") & Q(decided_at__isnull=False) & ~Q(reason="")),
                name="a_task_is_decided_on_for_a_reason",
            ),
            models.CheckConstraint(condition=ENDS_LATER, name="a_task_ends_after_it_begins"),
            models.CheckConstraint(
                condition=Q(funding=None) | Q(funding__gte=0), name="a_task_is_not_paid_less_than_0"
            ),
        ]
        indexes = [models.Index(fields=["unit", "state", "number"], name="admission_task_state")]

    @property
    def is_admitted(self) -> bool:
        return self.state == self.State.ADMITTED

    @property
    def is_registered(self) -> bool:
        return self.state == self.State.REGISTERED

    @property
    def is_over(self) -> bool:
        """Whether it was admitted for a time that has passed."""
        return _is_past(self.until_on)

    @property
    def tone(self) -> str:
        if self.is_registered:
            return "lamp"
        return "brand" if self.is_admitted else "plain"

    @property
    def icon(self) -> str:
        if self.is_registered:
            return "clock"
        return "check" if self.is_admitted else "x"


class SecondLook(models.Model):
    """A wish that a decision on a task be looked at again, and what came of it."""

    task = models.ForeignKey(TaskAdmission, models.PROTECT, related_name="second_looks")
    asked_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    asked_for = models.CharField(max_length=80)
    """The department or the community in whose name it was asked."""

    reason = models.CharField(max_length=300)
    asked_at = models.DateTimeField(auto_now_add=True)
    is_changed = models.BooleanField(null=True)
    answer = models.CharField(max_length=300, blank=True)
    answered_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-asked_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["task"],
                condition=Q(answered_at=None),
                name="one_second_look_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(answered_at=None, is_changed=None, answer="")
                | (Q(answered_at__isnull=False, is_changed__isnull=False) & ~Q(answer="")),
                name="a_second_look_is_answered_in_words",
            ),
        ]

    def __str__(self) -> str:
        return self.reason[:40]


class TaskRequest(Asked):
    """What a department asks of communities without being on the list, and the answer it got."""

    class State(models.TextChoices):
        ASKED = "asked", gettext_lazy("等答复")
        ADMITTED = "admitted", gettext_lazy("准入了")
        REFUSED = "refused", gettext_lazy("没有准入")
        WITHDRAWN = "withdrawn", gettext_lazy("撤回了")

    class Way(models.TextChoices):
        APPLICATION = "application", gettext_lazy("按规定申请")
        DOCUMENT = "document", gettext_lazy("发文")
        PHONE = "phone", gettext_lazy("电话")
        CHAT = "chat", gettext_lazy("微信群")
        MEETING = "meeting", gettext_lazy("会上布置")

    unit = models.ForeignKey(AdminUnit, models.PROTECT, related_name="+")
    community = models.ForeignKey(AdminUnit, models.PROTECT, null=True, related_name="+")
    """The community that was asked to do it; none when it is asked of all."""

    way = models.CharField(max_length=11, choices=Way)
    why = models.CharField(max_length=500, blank=True)
    asked_on = models.DateField()
    entered_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    entered_at = models.DateTimeField(auto_now_add=True)
    state = models.CharField(max_length=9, choices=State, default=State.ASKED)
    task = models.ForeignKey(TaskAdmission, models.PROTECT, null=True, related_name="+")
    """The task that was admitted, or that had been declined before."""

    class Meta:
        ordering = ["-asked_on", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="asked", decided_at=None)
                | (~Q(state="asked") & Q(decided_at__isnull=False) & ~Q(reason="")),
                name="a_task_request_is_answered_for_a_reason",
            ),
            models.CheckConstraint(condition=ENDS_LATER, name="a_request_ends_after_it_begins"),
            models.CheckConstraint(
                condition=Q(way="application", community=None) | ~Q(way="application"),
                name="an_application_is_made_to_the_office",
            ),
            models.CheckConstraint(
                condition=Q(funding=None) | Q(funding__gte=0),
                name="a_request_is_not_paid_less_than_0",
            ),
        ]
        indexes = [models.Index(fields=["unit", "-asked_on", "-id"], name="admission_request_unit")]

    @property
    def is_open(self) -> bool:
        return self.state == self.State.ASKED

    @property
    def is_application(self) -> bool:
        return self.way == self.Way.APPLICATION

    @property
    def is_refused(self) -> bool:
        return self.state == self.State.REFUSED

    @property
    def tone(self) -> str:
        return {"asked": "lamp", "admitted": "brand"}.get(self.state, "plain")

    @property
    def icon(self) -> str:
        return {"asked": "clock", "admitted": "check", "refused": "mail"}.get(self.state, "undo-2")


class RefusalLetter(models.Model):
    """The letter by which a request was refused, as it was sent."""

    request = models.OneToOneField(TaskRequest, models.PROTECT, related_name="letter")
    unit = models.ForeignKey(AdminUnit, models.PROTECT, related_name="+")
    """Whose paper it is on."""

    rule = models.ForeignKey(AdmissionRule, models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    number = models.PositiveSmallIntegerField()
    addressee = models.CharField(max_length=80)
    body = models.TextField()
    sent_on = models.DateField()

    class Meta:
        ordering = ["unit_id", "-year", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "year", "number"], name="one_refusal_letter_of_a_number"
            )
        ]

    def __str__(self) -> str:
        return self.addressee

    @property
    def paragraphs(self) -> list[str]:
        return [line.strip() for line in self.body.splitlines() if line.strip()]


def _is_past(day: date | None) -> bool:
    return day is not None and day < timezone.localdate()
