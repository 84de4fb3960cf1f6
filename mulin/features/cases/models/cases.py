from datetime import date, timedelta

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mulin.commons.calendar.due import LimitUnit
from mulin.commons.files.models import Photo
from mulin.commons.organisations.models import ChatGroup, Organisation
from mulin.commons.people.models import Person
from mulin.commons.people.names import author_for_staff, author_in_public, masked_phone
from mulin.commons.places.models import AdminUnit, Building, Place
from mulin.commons.siteplans.models import WHOLE, SitePlan

from .. import states
from .kinds import CaseKind

SATISFIED = 4
A_MOMENT = timedelta(microseconds=1)


class Case(models.Model):
    """What somebody needs solved, who has it in hand, and what became of it."""

    class Source(models.TextChoices):
        WALK_IN = "walk_in", gettext_lazy("上门来说")
        PHONE = "phone", gettext_lazy("电话")
        WECHAT = "wechat", gettext_lazy("微信群")
        WEB = "web", gettext_lazy("手机上报")
        MAILBOX = "mailbox", gettext_lazy("书记主任信箱")
        GRID_LOG = "grid_log", gettext_lazy("网格日志")
        PROACTIVE = "proactive", gettext_lazy("主动发现")
        MEETING = "meeting", gettext_lazy("会上")
        VISIT = "visit", gettext_lazy("入户走访")
        WINDOW = "window", gettext_lazy("办事窗口")
        PAPER = "paper", gettext_lazy("纸条")
        SCHOOL = "school", gettext_lazy("学校")
        IDEA = "idea", gettext_lazy("金点子")

    class State(models.TextChoices):
        NEW = "new", gettext_lazy("等人接")
        ACCEPTED = "accepted", gettext_lazy("接了")
        ASSIGNED = "assigned", gettext_lazy("派给人了，等他接")
        IN_PROGRESS = "in_progress", gettext_lazy("在办")
        WAITING = "waiting", gettext_lazy("等别人，停表")
        RESOLVED = "resolved", gettext_lazy("办好了，等确认")
        CONFIRMED = "confirmed", gettext_lazy("办结")
        REOPENED = "reopened", gettext_lazy("没办好，再办")
        TRANSFERRED = "transferred", gettext_lazy("转给别的单位")

    class Addressee(models.TextChoices):
        SECRETARY = "secretary", gettext_lazy("书记")
        DIRECTOR = "director", gettext_lazy("主任")

    class Level(models.TextChoices):
        COMMUNITY = "community", gettext_lazy("社区")
        SUBDISTRICT = "subdistrict", gettext_lazy("街道")
        DISTRICT = "district", gettext_lazy("区")

    class Cause(models.TextChoices):
        HABIT = "habit", gettext_lazy("习惯")
        INFRASTRUCTURE = "infrastructure", gettext_lazy("缺设施")
        BOTH = "both", gettext_lazy("都有")

    class ChronicProblem(models.TextChoices):
        AGING_FACILITIES = "aging_facilities", gettext_lazy("设施老旧")
        NO_PROPERTY_COMPANY = "no_property_company", gettext_lazy("没人物业")
        ELDER_MOBILITY = "elder_mobility", gettext_lazy("老人出行就医难")
        NO_GAS = "no_gas", gettext_lazy("没通管道燃气")
        LIFT_DISPUTE = "lift_dispute", gettext_lazy("加装电梯谈不拢")

    class Answering(models.TextChoices):
        PHONE = "phone", gettext_lazy("电话里说的")
        IN_PERSON = "in_person", gettext_lazy("当面说的")
        PAPER = "paper", gettext_lazy("回执条上写的")

    class Telling(models.TextChoices):
        MESSAGE = "message", gettext_lazy("站内消息")
        SMS = "sms", gettext_lazy("短信")
        PHONE = "phone", gettext_lazy("电话")
        IN_PERSON = "in_person", gettext_lazy("当面")
        WECHAT = "wechat", gettext_lazy("微信")
        NOBODY = "nobody", gettext_lazy("没有报的人")

    community = models.ForeignKey(AdminUnit, models.PROTECT, related_name="+")
    kind = models.ForeignKey(CaseKind, models.PROTECT, related_name="+")
    source = models.CharField(max_length=12, choices=Source)
    addressee = models.CharField(max_length=10, choices=Addressee, blank=True)
    """To whom a letter in the mailbox was written."""

    chat_group = models.ForeignKey(ChatGroup, models.PROTECT, null=True, related_name="+")
    title = models.CharField(max_length=60)
    text = models.CharField(max_length=1000, blank=True)
    photos = models.ManyToManyField(Photo, related_name="+")
    place = models.CharField(max_length=80, blank=True)
    building = models.ForeignKey(Building, models.PROTECT, null=True, related_name="+")
    plan = models.ForeignKey(SitePlan, models.PROTECT, null=True, related_name="+")
    spot_x = models.PositiveSmallIntegerField(null=True)
    spot_y = models.PositiveSmallIntegerField(null=True)
    shared_place = models.ForeignKey(Place, models.PROTECT, null=True, related_name="+")
    """The shared place of the register that it is about."""

    custody = models.CharField(max_length=12, choices=Place.Custody, blank=True)
    """Who has to look after the spot, where it is no place of the register or that is silent."""

    reporter = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    reporter_name = models.CharField(max_length=60, blank=True)
    reporter_phone = models.CharField(max_length=20, blank=True)
    is_anonymous = models.BooleanField(default=False)
    """Whether nobody is to read who it was, staff neither."""

    may_be_public = models.BooleanField(default=False)
    """Whether its reporter agrees that neighbours read of it, without a name."""

    is_public = models.BooleanField(default=False)
    public_title = models.CharField(max_length=60, blank=True)
    public_text = models.CharField(max_length=1000, blank=True)
    public_place = models.CharField(max_length=80, blank=True)
    """What neighbours read of it: what was said, without names and numbers."""

    code = models.CharField(max_length=12, unique=True)
    """The secret by which its reporter follows it."""

    draft = models.UUIDField(null=True, unique=True)
    """The form it was written on, so that pressing twice reports once."""

    entered_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    origin_type = models.CharField(max_length=60, blank=True)
    origin_id = models.BigIntegerField(null=True)
    """The thing it came from: an idea, a meeting."""

    external_number = models.CharField(max_length=40, blank=True)
    """Its number at the city's 12345 line."""

    level = models.CharField(max_length=12, choices=Level, default=Level.COMMUNITY)
    problem = models.CharField(max_length=20, choices=ChronicProblem, blank=True)
    state = models.CharField(max_length=12, choices=State, default=State.NEW)
    first_contact = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    """Who was asked first, and sees it through unless somebody else takes it over."""

    owner = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    came_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    """When somebody first took it."""

    due_from = models.DateTimeField()
    """Since when its time runs: since it came, or since it was opened again."""

    due_at = models.DateTimeField()
    resolved_at = models.DateTimeField(null=True)
    resolved_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    result = models.CharField(max_length=500, blank=True)
    passed_to = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    passed_to_name = models.CharField(max_length=80, blank=True)
    told_at = models.DateTimeField(null=True)
    told_how = models.CharField(max_length=10, choices=Telling, blank=True)
    satisfaction = models.PositiveSmallIntegerField(null=True)
    opinion = models.CharField(max_length=200, blank=True)
    """What its reporter said of the result."""

    answer_noted_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    """Who wrote that down for a reporter who has no phone to say it with."""

    answer_came = models.CharField(max_length=10, choices=Answering, blank=True)
    confirmed_at = models.DateTimeField(null=True)
    closed_itself = models.BooleanField(default=False)
    """Whether it ended because its reporter said nothing for so long."""

    cause = models.CharField(max_length=16, choices=Cause, blank=True)
    relapses = models.PositiveSmallIntegerField(default=0)
    related_cases = models.ManyToManyField("self")
    marks = ArrayField(models.IntegerField(), default=list)
    """What it says and where, as the marks by which it is found, and others that say the same."""

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["new", "assigned"], owner=None)
                | Q(state="transferred")
                | ~Q(state__in=["new", "assigned", "transferred"]) & Q(owner__isnull=False),
                name="a_case_in_hand_has_an_owner",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["resolved", "confirmed"])
                | Q(resolved_at__isnull=False, resolved_by__isnull=False) & ~Q(result=""),
                name="a_solved_case_says_how_when_and_by_whom",
            ),
            models.CheckConstraint(
                condition=~Q(state="transferred") | ~Q(passed_to_name=""),
                name="a_case_passed_on_says_to_whom",
            ),
            models.CheckConstraint(
                condition=Q(satisfaction=None) | Q(satisfaction__gte=1, satisfaction__lte=5),
                name="satisfaction_is_from_one_to_five",
            ),
            models.CheckConstraint(
                condition=Q(is_public=False)
                | Q(may_be_public=True)
                | Q(reporter_name="") & Q(reporter=None) & Q(reporter_phone=""),
                name="a_case_is_public_only_if_its_reporter_agrees",
            ),
            models.CheckConstraint(
                condition=Q(plan=None, spot_x=None, spot_y=None)
                | Q(plan__isnull=False, spot_x__lte=WHOLE, spot_y__lte=WHOLE),
                name="a_spot_lies_on_a_plan",
            ),
            models.CheckConstraint(
                condition=Q(source="mailbox") & ~Q(addressee="")
                | ~Q(source="mailbox") & Q(addressee=""),
                name="a_letter_in_the_mailbox_names_whom_it_is_for",
            ),
            models.CheckConstraint(
                condition=Q(is_anonymous=False) | Q(reporter_name="", reporter_phone=""),
                name="an_anonymous_case_keeps_no_name",
            ),
            models.CheckConstraint(
                condition=Q(answer_noted_by=None, answer_came="")
                | Q(answer_noted_by__isnull=False) & ~Q(answer_came=""),
                name="an_answer_noted_for_another_says_how_it_came",
            ),
            models.CheckConstraint(
                condition=Q(answer_noted_by=None) | ~Q(answer_noted_by=F("resolved_by")),
                name="nobody_notes_how_well_they_solved_it_themselves",
            ),
            models.CheckConstraint(
                condition=Q(is_public=False) | ~Q(public_title=""),
                name="a_public_case_has_words_for_the_public",
            ),
        ]
        indexes = [
            models.Index(fields=["community", "state", "-id"], name="case_state"),
            models.Index(fields=["community", "-came_at"], name="case_came"),
            models.Index(
                fields=["community", "due_at"],
                condition=Q(state__in=[*states.RUNNING]),
                name="case_due",
            ),
            models.Index(fields=["owner", "state", "due_at"], name="case_owner"),
            models.Index(
                fields=["community", "-id"], condition=Q(is_public=True), name="case_public"
            ),
            models.Index(
                fields=["told_at"], condition=Q(state="resolved"), name="case_waits_for_yes"
            ),
            models.Index(
                fields=["community", "problem"], condition=~Q(problem=""), name="case_problem"
            ),
            models.Index(fields=["origin_type", "origin_id"], name="case_origin"),
            models.Index(
                fields=["reporter_phone"], condition=~Q(reporter_phone=""), name="case_phone"
            ),
            models.Index(
                fields=["external_number"],
                condition=~Q(external_number=""),
                name="case_external_number",
            ),
            GinIndex(fields=["marks"], fastupdate=False, name="case_marks"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_new(self) -> bool:
        return self.state == self.State.NEW

    @property
    def is_open(self) -> bool:
        return self.state in states.OPEN

    @property
    def is_waiting(self) -> bool:
        return self.state == self.State.WAITING

    @property
    def is_letter(self) -> bool:
        """Whether it lay in the secretary's or the director's mailbox."""
        return self.source == self.Source.MAILBOX

    @property
    def is_resolved(self) -> bool:
        return self.state == self.State.RESOLVED

    @property
    def is_done(self) -> bool:
        return self.state in states.DONE

    @property
    def is_passed_on(self) -> bool:
        return self.state == self.State.TRANSFERRED

    @property
    def is_late(self) -> bool:
        return self.state in states.RUNNING and self.due_at < timezone.now()

    @property
    def due_on(self) -> date:
        """The last day on which it is in time, where its limit counts days."""
        return timezone.localdate(self.due_at - A_MOMENT)

    @property
    def is_due_at_an_hour(self) -> bool:
        return self.kind.unit == LimitUnit.HOURS

    @property
    def has_reporter(self) -> bool:
        """Whether there is somebody to be told."""
        return bool(self.reporter_id or self.reporter_phone or self.reporter_name)

    @property
    def code_in_groups(self) -> str:
        """Its receipt code as it is read aloud: four signs, four, four."""
        return " ".join(self.code[at : at + 4] for at in range(0, len(self.code), 4))

    @property
    def name_in_public(self) -> str:
        account = None if self.is_anonymous else self.reporter
        return author_in_public(account, self.reporter_name)

    @property
    def name_for_staff(self) -> str:
        if self.is_anonymous:
            return _("不留名")
        return author_for_staff(self.reporter, self.reporter_name)

    @property
    def phone_masked(self) -> str:
        phone = self.phone_to_call
        return masked_phone(phone) if phone else ""

    @property
    def phone_to_call(self) -> str:
        """The number by which its reporter can be told; nothing when they want no name."""
        if self.is_anonymous:
            return ""
        return self.reporter_phone or (self.reporter.phone if self.reporter else "") or ""

    @property
    def where(self) -> str:
        """The place in words, as whoever works on it needs it."""
        return self._where(self.place)

    @property
    def where_in_public(self) -> str:
        """The place in words, without what would say whose door it is."""
        return self._where(self.public_place)

    def _where(self, words: str) -> str:
        building = self.building.full_name if self.building else ""
        shared = self.shared_place.name if self.shared_place else ""
        return " · ".join(filter(None, [shared, building, words]))

    @property
    def custody_here(self) -> str:
        """Who has to look after it: as the register says, or else as was noted here."""
        return (self.shared_place.custody if self.shared_place else "") or self.custody

    @property
    def custody_in_words(self) -> str:
        return str(Place.Custody(self.custody_here).label) if self.custody_here else ""
