"""What was taken on, and the answers to its questions."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from mulin.commons.occasions.models import Occasion
from mulin.commons.people.models import Person
from mulin.commons.places.models import AdminUnit, Compound, Entrance


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
