from uuid import uuid4

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy

from mulin.commons.files.models import Photo
from mulin.commons.people.models import Person
from mulin.commons.people.names import author_for_staff, author_in_public
from mulin.commons.places.models import AdminUnit, Building, Household
from mulin.programmes.models import Cycle, Proposal, Step

USUAL_URGENCY, MOST_URGENT = 3, 5


class Idea(models.Model):
    """What a neighbour would like changed, in a few words, and what became of it."""

    class Channel(models.TextChoices):
        WEB = "web", gettext_lazy("网页")
        WECHAT = "wechat", gettext_lazy("微信群")
        PHONE = "phone", gettext_lazy("电话")
        PAPER = "paper", gettext_lazy("纸质征集表")
        MEETING = "meeting", gettext_lazy("会上")
        VISIT = "visit", gettext_lazy("入户走访")
        WALK_IN = "walk_in", gettext_lazy("当面")
        WINDOW = "window", gettext_lazy("办事窗口")
        MAILBOX = "mailbox", gettext_lazy("书记主任信箱")
        GRID_LOG = "grid_log", gettext_lazy("网格日志")
        PROACTIVE = "proactive", gettext_lazy("主动发现")
        SCHOOL = "school", gettext_lazy("学校")
        IDEA = "idea", gettext_lazy("金点子")

    class State(models.TextChoices):
        AWAITING_REVIEW = "awaiting_review", gettext_lazy("等社工看过")
        VISIBLE = "visible", gettext_lazy("已挂出")
        HIDDEN = "hidden", gettext_lazy("没挂出")

    class Verdict(models.TextChoices):
        PENDING = "pending", gettext_lazy("还没筛")
        PROPOSAL = "proposal", gettext_lazy("做成提案")
        MERGED = "merged", gettext_lazy("并入相似的点子")
        TOO_INDIVIDUAL = "too_individual", gettext_lazy("个人的事，邻里自己动手")
        GROUP_SELF_INTEREST = "group_self_interest", gettext_lazy("只方便本团体")
        PROPERTY_DUTY = "property_duty", gettext_lazy("归物业办")
        GOVERNMENT_PLANNED = "government_planned", gettext_lazy("政府已有安排")
        OUT_OF_SCOPE = "out_of_scope", gettext_lazy("不在本计划范围")

    step = models.ForeignKey(Step, models.PROTECT, related_name="+")
    """The step it was given in."""

    community = models.ForeignKey(AdminUnit, models.PROTECT, related_name="+")
    category = models.CharField(max_length=30)
    title = models.CharField(max_length=60)
    text = models.CharField(max_length=500, blank=True)
    place = models.CharField(max_length=60, blank=True)
    """Where it is about, in its author's words."""

    beneficiaries = models.CharField(max_length=60, blank=True)
    """Who would be better off, in its author's words."""

    beneficiary_count = models.PositiveIntegerField(null=True)
    """Roughly how many people that is."""

    source_meeting = models.CharField(max_length=60, blank=True)
    """The meeting it was voiced at, if it was."""

    photos = models.ManyToManyField(Photo, related_name="+")
    channel = models.CharField(max_length=12, choices=Channel, default=Channel.WEB)
    author = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    author_name = models.CharField(max_length=60, blank=True)
    """What somebody without an account said they are called."""

    author_door = models.CharField(max_length=60, blank=True)
    """Where that somebody can be found or reached; for staff only."""

    building = models.ForeignKey(Building, models.PROTECT, null=True, related_name="+")
    """The building its author lives in, shown as a plate beside the name."""

    is_anonymous = models.BooleanField(default=False)
    """Whether neighbours see no name; staff always do."""

    entered_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    """The member of staff who wrote it down for somebody."""

    receipt = models.UUIDField(default=uuid4, unique=True, editable=False)
    """The secret address by which somebody without an account follows it."""

    state = models.CharField(max_length=16, choices=State)
    hiding_reason = models.CharField(max_length=200, blank=True)
    verdict = models.CharField(max_length=20, choices=Verdict, default=Verdict.PENDING)
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, related_name="merged_ideas")
    proposal = models.ForeignKey(Proposal, models.PROTECT, null=True, related_name="+")
    urgency = models.PositiveSmallIntegerField(default=USUAL_URGENCY)
    """How pressing its screeners find it, from 1 to 5."""

    wanted = models.PositiveIntegerField(default=0)
    """Homes that want it or one that is merged into it; kept by the acts that change it."""

    weight = models.GeneratedField(
        expression=F("wanted") * F("urgency"),
        output_field=models.PositiveIntegerField(),
        db_persist=True,
    )
    submitted_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(verdict="proposal", proposal__isnull=False)
                | ~Q(verdict="proposal") & Q(proposal=None),
                name="an_idea_made_a_proposal_names_it",
            ),
            models.CheckConstraint(
                condition=Q(verdict="merged", merged_into__isnull=False)
                | ~Q(verdict="merged") & Q(merged_into=None),
                name="a_merged_idea_names_the_other",
            ),
            models.CheckConstraint(
                condition=Q(merged_into=None) | ~Q(merged_into=F("id")),
                name="an_idea_is_not_merged_into_itself",
            ),
            models.CheckConstraint(
                condition=Q(state="visible") | Q(verdict="pending"),
                name="only_a_visible_idea_is_screened",
            ),
            models.CheckConstraint(
                condition=Q(state="hidden") & ~Q(hiding_reason="")
                | ~Q(state="hidden") & Q(hiding_reason=""),
                name="an_idea_is_hidden_for_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(urgency__gte=1, urgency__lte=5), name="urgency_is_from_one_to_five"
            ),
        ]
        indexes = [
            models.Index(fields=["step", "state", "-id"], name="idea_step"),
            models.Index(fields=["community", "state", "-id"], name="idea_community"),
            models.Index(
                fields=["step", "category", "-id"],
                condition=Q(state="visible"),
                name="idea_of_a_category",
            ),
            models.Index(
                fields=["step", "verdict", "-id"],
                condition=Q(state="visible"),
                name="idea_of_a_verdict",
            ),
            models.Index(
                fields=["step", "-weight", "-id"],
                condition=Q(state="visible"),
                name="idea_most_wanted",
            ),
            models.Index(
                fields=["step", "id"],
                condition=Q(state="visible", verdict="pending"),
                name="idea_waiting_for_screening",
            ),
            models.Index(
                fields=["step", "submitted_at"],
                condition=Q(state="visible", verdict="pending"),
                name="idea_waiting_long",
            ),
            models.Index(
                fields=["step", "id"],
                condition=Q(state="awaiting_review"),
                name="idea_waiting_for_review",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_visible(self) -> bool:
        return self.state == self.State.VISIBLE

    @property
    def is_hidden(self) -> bool:
        return self.state == self.State.HIDDEN

    @property
    def awaits_review(self) -> bool:
        return self.state == self.State.AWAITING_REVIEW

    @property
    def is_pending(self) -> bool:
        return self.verdict == self.Verdict.PENDING

    @property
    def is_merged(self) -> bool:
        return self.verdict == self.Verdict.MERGED

    @property
    def is_proposal(self) -> bool:
        return self.verdict == self.Verdict.PROPOSAL

    @property
    def is_too_individual(self) -> bool:
        return self.verdict == self.Verdict.TOO_INDIVIDUAL

    @property
    def category_label(self) -> str:
        return self.step.cycle.categories.get(self.category, self.category)

    @property
    def name_in_public(self) -> str:
        """What neighbours see of its author."""
        return author_in_public(self.author, self.author_name, is_anonymous=self.is_anonymous)

    @property
    def name_for_staff(self) -> str:
        return author_for_staff(self.author, self.author_name)

    @property
    def plate(self) -> str:
        """The building its author lives in, unless the author wants to stay unnamed."""
        return "" if self.is_anonymous or self.building is None else self.building.name


class Wording(models.Model):
    """What an idea says, as the marks by which ideas that say much the same are found."""

    idea = models.OneToOneField(Idea, models.CASCADE, primary_key=True, related_name="wording")
    cycle = models.ForeignKey(Cycle, models.CASCADE, related_name="+", db_index=False)
    community = models.ForeignKey(AdminUnit, models.PROTECT, related_name="+", db_index=False)
    category = models.CharField(max_length=30)
    title_marks = ArrayField(models.IntegerField())
    marks = ArrayField(models.IntegerField())
    """Of the title and the text together."""

    class Meta:
        indexes = [
            GinIndex(fields=["title_marks"], fastupdate=False, name="wording_title_marks"),
            GinIndex(fields=["marks"], fastupdate=False, name="wording_marks"),
        ]

    def __str__(self) -> str:
        return f"{self.idea_id}"


class Support(models.Model):
    """One household, or a neighbour whose household is not known yet, wants an idea too."""

    idea = models.ForeignKey(Idea, models.CASCADE, related_name="supports")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    household = models.ForeignKey(Household, models.PROTECT, null=True, related_name="+")
    building = models.ForeignKey(Building, models.PROTECT, null=True, related_name="+")
    given_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["idea", "person"], name="one_support_per_person"),
            models.UniqueConstraint(
                fields=["idea", "household"],
                condition=Q(household__isnull=False),
                name="one_support_per_household",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.idea_id}: {self.person_id}"


class ScreeningSheet(models.Model):
    """What a screener found of one idea by the criteria of its cycle, and told its author."""

    class Answer(models.TextChoices):
        YES = "yes", gettext_lazy("符合")
        PART = "part", gettext_lazy("部分符合")
        NO = "no", gettext_lazy("不符合")

    idea = models.OneToOneField(Idea, models.CASCADE, related_name="sheet")
    findings = models.JSONField(default=dict)
    """By the key of each criterion: {"answer": …, "reason": …}."""

    reply = models.CharField(max_length=500, blank=True)
    screened_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    screened_at = models.DateTimeField(auto_now=True)
    version = models.PositiveSmallIntegerField(default=1)
    """Counts how often it was written, so that nobody overwrites what they have not seen."""

    def __str__(self) -> str:
        return f"{self.idea_id}"


class SelfHelpTask(models.Model):
    """A matter of a few homes, which neighbours see to themselves, without money."""

    class Result(models.TextChoices):
        OPEN = "open", gettext_lazy("还没办")
        DONE = "done", gettext_lazy("办好了")
        NOT_DONE = "not_done", gettext_lazy("没办成")

    idea = models.OneToOneField(Idea, models.CASCADE, related_name="self_help")
    helper = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    """The building steward or neighbour who helps, when they have an account."""

    helper_name = models.CharField(max_length=60)
    text = models.CharField(max_length=200)
    """What is to be done."""

    result = models.CharField(max_length=8, choices=Result, default=Result.OPEN)
    note = models.CharField(max_length=200, blank=True)
    """How it came out."""

    offered_at = models.DateTimeField(auto_now_add=True)
    settled_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(result="open", settled_at=None)
                | ~Q(result="open") & Q(settled_at__isnull=False),
                name="a_settled_task_says_when",
            ),
            models.CheckConstraint(
                condition=~Q(result="not_done") | ~Q(note=""), name="a_task_not_done_says_why"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.idea_id}: {self.helper_name}"

    @property
    def is_open(self) -> bool:
        return self.result == self.Result.OPEN

    @property
    def is_done(self) -> bool:
        return self.result == self.Result.DONE
