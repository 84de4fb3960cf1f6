"""What was said of a topic, and what stands in its way."""

from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mulin.commons.occasions.models import Occasion
from mulin.commons.organisations.models import Organisation
from mulin.commons.people.models import Person
from mulin.commons.people.names import author_for_staff, author_in_public
from mulin.commons.places.models import AdminUnit, Building

from .topics import Topic


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
