from uuid import uuid4

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from mulin.commons.occasions.models import Occasion
from mulin.commons.organisations.models import Organisation, ResidentGroup
from mulin.commons.people.models import Person
from mulin.commons.people.names import author_for_staff, author_in_public, masked
from mulin.commons.places.models import AdminUnit, Building, Compound, Entrance, Place


class Topic(models.Model):
    """What a community has taken on to solve (治理议题), from the first word to the end."""

    class Form(models.TextChoices):
        PLAIN = "plain", _("一般议题")
        THREE_QUESTIONS = "three_questions", _("改不改、改什么、怎么改")
        LIFT = "lift", _("加装电梯")

    class State(models.TextChoices):
        OPEN = "open", _("正在商量")
        SETTLED = "settled", _("有了结果")
        DROPPED = "dropped", _("不再继续")

    community = models.ForeignKey(AdminUnit, models.PROTECT, related_name="+")
    compound = models.ForeignKey(Compound, models.PROTECT, null=True, related_name="+")
    entrance = models.ForeignKey(Entrance, models.PROTECT, null=True, related_name="+")
    """Whose lift it is: every stairwell says for itself whether it wants one."""

    title = models.CharField(max_length=60)
    problem = models.TextField(max_length=1000)
    form = models.CharField(max_length=16, choices=Form, default=Form.PLAIN)
    state = models.CharField(max_length=8, choices=State, default=State.OPEN)
    outcome = models.TextField(max_length=1000, blank=True)
    origin_type = models.CharField(max_length=60, blank=True)
    origin_id = models.BigIntegerField(null=True)
    """What it came from, as records write it."""

    opened_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    opened_at = models.DateTimeField(auto_now_add=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-opened_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="open", closed_at=None, outcome="")
                | (~Q(state="open") & Q(closed_at__isnull=False) & ~Q(outcome="")),
                name="a_closed_topic_says_what_came_of_it",
            ),
            models.CheckConstraint(
                condition=Q(origin_type="", origin_id=None)
                | (~Q(origin_type="") & Q(origin_id__isnull=False)),
                name="topic_comes_from_one_thing_or_none",
            ),
            models.CheckConstraint(
                condition=Q(entrance=None) | Q(form="lift"),
                name="only_a_lift_is_a_stairwells_own",
            ),
        ]
        indexes = [
            models.Index(fields=["community", "-opened_at", "-id"], name="topic_community"),
            models.Index(fields=["origin_type", "origin_id"], name="topic_origin"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("topics:topic", args=[self.pk])

    @property
    def is_open(self) -> bool:
        return self.state == self.State.OPEN

    @property
    def asks_first(self) -> bool:
        """Whether residents must say yes before anything is planned."""
        return self.form != self.Form.PLAIN


class TopicAnswer(models.Model):
    """What residents said to one of the three questions; a later answer takes its place."""

    class Question(models.TextChoices):
        WHETHER = "whether", _("改不改")
        WHAT = "what", _("改什么")
        HOW = "how", _("怎么改")

    class Whether(models.TextChoices):
        YES = "yes", _("改")
        NO = "no", _("不改")

    topic = models.ForeignKey(Topic, models.CASCADE, related_name="answers")
    question = models.CharField(max_length=8, choices=Question)
    whether = models.CharField(max_length=3, choices=Whether, blank=True)
    text = models.TextField(max_length=1000, blank=True)
    decided_by = models.CharField(max_length=60)
    """Which residents said it: the compound's meeting, 152 households at the door."""

    decided_on = models.DateField()
    occasion = models.ForeignKey(Occasion, models.PROTECT, null=True, related_name="+")
    recorded_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)
    replaced_at = models.DateTimeField(null=True)
    replaced_because = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["topic_id", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["topic", "question"],
                condition=Q(replaced_at=None),
                name="a_question_has_one_answer",
            ),
            models.CheckConstraint(
                condition=(Q(question="whether") & ~Q(whether=""))
                | (~Q(question="whether") & Q(whether="") & ~Q(text="")),
                name="an_answer_fits_its_question",
            ),
            models.CheckConstraint(
                condition=Q(replaced_at=None, replaced_because="")
                | (Q(replaced_at__isnull=False) & ~Q(replaced_because="")),
                name="a_replaced_answer_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.topic}: {self.question}"

    @property
    def is_yes(self) -> bool:
        return self.whether == self.Whether.YES


class Opinion(models.Model):
    """What somebody said in one line: a need, a suggestion, or what must not happen."""

    class Kind(models.TextChoices):
        NEED = "need", _("需求")
        SUGGESTION = "suggestion", _("建议")
        CONSTRAINT = "constraint", _("底线")

    class Reply(models.TextChoices):
        ADOPTED = "adopted", _("采纳")
        PARTLY = "partly", _("部分采纳")
        NOT_ADOPTED = "not_adopted", _("未采纳")

    unit = models.ForeignKey(AdminUnit, models.PROTECT, related_name="+")
    topic = models.ForeignKey(Topic, models.PROTECT, null=True, related_name="opinions")
    occasion = models.ForeignKey(Occasion, models.PROTECT, null=True, related_name="+")
    """Where it was said, if somebody met."""

    origin_type = models.CharField(max_length=60, blank=True)
    origin_id = models.BigIntegerField(null=True)
    """What else it was heard through: an interview, a letter, a display."""

    kind = models.CharField(max_length=10, choices=Kind, default=Kind.NEED)
    text = models.CharField(max_length=200)
    speaker = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    speaker_name = models.CharField(max_length=20, blank=True)
    """As noted on the spot; only staff read it, the public reads it masked."""

    building = models.ForeignKey(Building, models.PROTECT, null=True, related_name="+")
    place = models.CharField(max_length=40, blank=True)
    """What spot it is about, in the speaker's words."""

    is_public = models.BooleanField(default=True)
    reply = models.CharField(max_length=12, choices=Reply, blank=True)
    answer = models.CharField(max_length=300, blank=True)
    answered_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)
    said_on = models.DateField()
    recorded_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)
    withdrawn_because = models.CharField(max_length=200, blank=True)
    receipt = models.UUIDField(unique=True, default=uuid4)
    """Named by whoever sent it: the same one again is the same press of the button."""

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(reply="", answer="", answered_at=None)
                | (~Q(reply="") & ~Q(answer="") & Q(answered_at__isnull=False)),
                name="an_answered_opinion_has_its_reason",
            ),
            models.CheckConstraint(
                condition=Q(origin_type="", origin_id=None)
                | (~Q(origin_type="") & Q(origin_id__isnull=False)),
                name="opinion_was_heard_through_one_thing_or_none",
            ),
        ]
        indexes = [
            models.Index(fields=["topic", "id"], name="opinion_topic"),
            models.Index(fields=["occasion", "id"], name="opinion_occasion"),
            models.Index(fields=["origin_type", "origin_id"], name="opinion_origin"),
            models.Index(fields=["unit", "-said_on", "-id"], name="opinion_unit"),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def name_in_public(self) -> str:
        """What neighbours see of who said it."""
        return author_in_public(self.speaker, self.speaker_name)

    @property
    def name_for_staff(self) -> str:
        return author_for_staff(self.speaker, self.speaker_name)

    @property
    def is_constraint(self) -> bool:
        return self.kind == self.Kind.CONSTRAINT

    @property
    def is_answered(self) -> bool:
        return bool(self.reply)

    @property
    def is_withdrawn(self) -> bool:
        return bool(self.withdrawn_because)


class Obstacle(models.Model):
    """One hurdle on the way (坎): whose it is, what was agreed, whether it is out of the way."""

    class State(models.TextChoices):
        OPEN = "open", _("还没办法")
        AGREED = "agreed", _("有办法了")
        SOLVED = "solved", _("解决了")
        DROPPED = "dropped", _("不算了")

    topic = models.ForeignKey(Topic, models.CASCADE, related_name="obstacles")
    what = models.CharField(max_length=100)
    is_blocking = models.BooleanField(default=True)
    """Whether works wait for it."""

    keeper = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    keeper_organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, related_name="+"
    )
    affected = models.CharField(max_length=60, blank=True)
    """Who loses something by it, when somebody does."""

    is_confirmed_by_affected = models.BooleanField(default=False)
    solution = models.CharField(max_length=300, blank=True)
    due_on = models.DateField(null=True)
    state = models.CharField(max_length=8, choices=State, default=State.OPEN)
    because = models.CharField(max_length=200, blank=True)
    """Why it was dropped."""

    raised_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    raised_at = models.DateTimeField(auto_now_add=True)
    solved_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["topic_id", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="open") | ~Q(solution="") | ~Q(because=""),
                name="an_obstacle_goes_away_for_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(state="solved", solved_at__isnull=False)
                | (~Q(state="solved") & Q(solved_at=None)),
                name="a_solved_obstacle_has_its_day",
            ),
            models.CheckConstraint(
                condition=Q(keeper=None) | Q(keeper_organisation=None),
                name="an_obstacle_is_kept_by_one",
            ),
        ]

    def __str__(self) -> str:
        return self.what

    @property
    def is_open(self) -> bool:
        return self.state in (self.State.OPEN, self.State.AGREED)

    @property
    def holds_works(self) -> bool:
        return self.is_blocking and self.is_open


class WorkingGroup(models.Model):
    """Residents who see a matter through for their neighbours: money, talking, watching (E16)."""

    class Task(models.TextChoices):
        FINANCE = "finance", _("财务小组")
        LIAISON = "liaison", _("联络小组")
        SUPERVISION = "supervision", _("监督小组")

    topic = models.ForeignKey(Topic, models.CASCADE, related_name="working_groups")
    task = models.CharField(max_length=11, choices=Task)
    group = models.OneToOneField(ResidentGroup, models.PROTECT, related_name="+")
    """As which it stands on the register, and promises things."""

    occasion = models.ForeignKey(Occasion, models.PROTECT, null=True, related_name="+")
    """The meeting at which it was chosen."""

    formed_on = models.DateField()
    formed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["topic_id", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["topic", "task"], name="a_topic_has_one_working_group_for_a_task"
            )
        ]

    def __str__(self) -> str:
        return f"{self.topic}: {self.task}"


class WorkingGroupMember(models.Model):
    """A neighbour in a working group, from one day to another."""

    working_group = models.ForeignKey(WorkingGroup, models.CASCADE, related_name="members")
    name = models.CharField(max_length=20)
    """Whole for staff, masked in public."""

    from_on = models.DateField()
    until_on = models.DateField(null=True)
    left_because = models.CharField(max_length=100, blank=True)

    class Meta:
        ordering = ["working_group_id", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["working_group", "name"],
                condition=Q(until_on=None),
                name="a_neighbour_is_in_a_working_group_once",
            ),
            models.CheckConstraint(
                condition=Q(until_on=None, left_because="")
                | (Q(until_on__isnull=False) & ~Q(left_because="")),
                name="who_leaves_a_working_group_says_why",
            ),
        ]

    def __str__(self) -> str:
        return self.name_in_public

    @property
    def name_in_public(self) -> str:
        return masked(self.name)


class Settlement(models.Model):
    """What those who quarrelled agreed on (约定); how a place is shared reads it."""

    class Kind(models.TextChoices):
        TIME_SHARE = "time_share", _("分时使用")
        UNDERTAKING = "undertaking", _("各让一步")

    occasion = models.OneToOneField(Occasion, models.PROTECT, related_name="+")
    """Where it was agreed."""

    place = models.ForeignKey(Place, models.PROTECT, null=True, related_name="+")
    kind = models.CharField(max_length=12, choices=Kind)
    words = models.CharField(max_length=300)
    from_on = models.DateField()
    until_on = models.DateField(null=True)
    ended_on = models.DateField(null=True)
    ended_because = models.CharField(max_length=200, blank=True)
    written_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    written_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-from_on", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until_on=None) | Q(until_on__gte=F("from_on")),
                name="a_settlement_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None, ended_because="")
                | (Q(ended_on__isnull=False) & ~Q(ended_because="")),
                name="an_ended_settlement_says_why",
            ),
            models.CheckConstraint(
                condition=~Q(kind="time_share") | Q(place__isnull=False),
                name="shared_time_is_shared_at_a_place",
            ),
        ]
        indexes = [models.Index(fields=["place", "-from_on", "-id"], name="settlement_place")]

    def __str__(self) -> str:
        return self.words


class SettlementParty(models.Model):
    """One side of a settlement, and who put a name to it."""

    settlement = models.ForeignKey(Settlement, models.CASCADE, related_name="parties")
    group = models.ForeignKey(ResidentGroup, models.PROTECT, null=True, related_name="+")
    name = models.CharField(max_length=40)
    signed_by = models.CharField(max_length=20, blank=True)
    """Whole for staff, masked in public."""

    signed_on = models.DateField(null=True)

    class Meta:
        ordering = ["settlement_id", "id"]
        constraints = [
            models.UniqueConstraint(fields=["settlement", "name"], name="a_party_settles_once"),
            models.CheckConstraint(
                condition=Q(signed_by="", signed_on=None)
                | (~Q(signed_by="") & Q(signed_on__isnull=False)),
                name="a_signature_has_its_day",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def signed_in_public(self) -> str:
        return masked(self.signed_by)


class SettlementTerm(models.Model):
    """One stretch of the day and who has it: 足球, 6:30–18:30, every day."""

    settlement = models.ForeignKey(Settlement, models.CASCADE, related_name="terms")
    party = models.ForeignKey(SettlementParty, models.CASCADE, null=True, related_name="terms")
    """Whose it is; everybody's, when nobody's."""

    use = models.CharField(max_length=20)
    weekdays = ArrayField(models.PositiveSmallIntegerField())
    """0 is Monday."""

    starts_at = models.TimeField()
    ends_at = models.TimeField()

    class Meta:
        ordering = ["settlement_id", "starts_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="a_term_ends_after_it_starts"
            ),
            models.CheckConstraint(condition=~Q(weekdays=[]), name="a_term_has_a_weekday"),
        ]

    def __str__(self) -> str:
        return f"{self.use} {self.starts_at:%H:%M}–{self.ends_at:%H:%M}"
