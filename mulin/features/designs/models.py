from uuid import uuid4

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mulin.commons.files.models import Photo
from mulin.commons.people.models import Person
from mulin.commons.people.names import author_for_staff, author_in_public
from mulin.commons.topics.models import Topic


class DesignDisplay(models.Model):
    """Drawings of one topic, hung out and put online, on which neighbours say what they think."""

    topic = models.ForeignKey(Topic, models.PROTECT, related_name="+")
    title = models.CharField(max_length=60)
    text = models.CharField(max_length=500, blank=True)
    """What neighbours are asked, in plain words."""

    contact = models.CharField(max_length=60)
    """Who to ask, for those who would rather talk."""

    opens_on = models.DateField()
    closes_on = models.DateField()
    """The last day on which comments are taken."""

    set_up_at = models.DateTimeField(auto_now_add=True)
    published_at = models.DateTimeField(null=True)
    """Since when everybody sees its first version."""

    class Meta:
        ordering = ["-opens_on", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(closes_on__gte=F("opens_on")), name="a_display_closes_after_it_opens"
            )
        ]
        indexes = [models.Index(fields=["topic", "-opens_on"], name="display_of_a_topic")]

    def __str__(self) -> str:
        return self.title

    @property
    def is_published(self) -> bool:
        return self.published_at is not None

    @property
    def is_over(self) -> bool:
        return timezone.localdate() > self.closes_on

    @property
    def has_begun(self) -> bool:
        return timezone.localdate() >= self.opens_on

    @property
    def takes_comments(self) -> bool:
        """Whether today is one of its days; without published drawings nobody gets to see it."""
        return self.has_begun and not self.is_over


class DisplayBoard(models.Model):
    """One board at a place where people pass, with the drawings and a code on it."""

    display = models.ForeignKey(DesignDisplay, models.CASCADE, related_name="boards")
    place = models.CharField(max_length=40)
    hung_on = models.DateField()
    taken_down_on = models.DateField(null=True)
    photo = models.ForeignKey(Photo, models.PROTECT, null=True, related_name="+")
    """What it looks like where it hangs."""

    class Meta:
        ordering = ["hung_on", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["display", "place"],
                condition=Q(taken_down_on=None),
                name="one_display_board_at_a_place",
            ),
            models.CheckConstraint(
                condition=Q(taken_down_on=None) | Q(taken_down_on__gte=F("hung_on")),
                name="a_board_is_taken_down_after_it_is_hung",
            ),
        ]

    def __str__(self) -> str:
        return self.place


class DesignVersion(models.Model):
    """One state of the drawings: what is shown now, or what was shown before."""

    display = models.ForeignKey(DesignDisplay, models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField()
    what_changed = models.CharField(max_length=500, blank=True)
    """What is otherwise than in the version before."""

    drawn_by = models.CharField(max_length=60, blank=True)
    """Who made the drawings, in words."""

    published_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["display", "number"], name="one_design_version_of_a_number"
            ),
            models.UniqueConstraint(
                fields=["display"],
                condition=Q(published_at=None),
                name="one_version_of_a_display_is_being_drawn",
            ),
            models.CheckConstraint(
                condition=Q(number=1) | ~Q(what_changed=""),
                name="a_later_version_says_what_changed",
            ),
        ]

    def __str__(self) -> str:
        return _("第 %(number)s 版") % {"number": self.number}

    @property
    def is_published(self) -> bool:
        return self.published_at is not None


class DesignOption(models.Model):
    """One way of doing it, beside others, or the only one."""

    version = models.ForeignKey(DesignVersion, models.CASCADE, related_name="options")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=40)
    text = models.CharField(max_length=500, blank=True)
    rendering = models.ForeignKey(Photo, models.PROTECT, null=True, related_name="+")
    """What it will look like."""

    cost_cents = models.BigIntegerField(null=True)
    disruption = models.CharField(max_length=200, blank=True)
    """What people have to put up with while it is built."""

    pros = models.CharField(max_length=300, blank=True)
    cons = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["version_id", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["version", "number"], name="one_design_option_of_a_number"
            ),
            models.CheckConstraint(
                condition=Q(cost_cents=None) | Q(cost_cents__gte=0),
                name="a_design_costs_nothing_or_more",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def label(self) -> str:
        """What it is called beside others: 方案一."""
        return _("方案 %(number)s") % {"number": self.number}


class DesignLeaning(models.Model):
    """Which option a neighbour likes best so far.  It decides nothing."""

    version = models.ForeignKey(DesignVersion, models.CASCADE, related_name="+")
    option = models.ForeignKey(DesignOption, models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    said_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["version", "person"], name="one_leaning_per_person_and_version"
            )
        ]

    def __str__(self) -> str:
        return f"{self.option_id}: {self.person_id}"


class DesignComment(models.Model):
    """What a neighbour says about the drawings, and what became of it."""

    class Channel(models.TextChoices):
        WEB = "web", gettext_lazy("网页")
        BOARD = "board", gettext_lazy("扫展板上的码")
        PAPER = "paper", gettext_lazy("展板旁的纸条")

    class State(models.TextChoices):
        AWAITING_REVIEW = "awaiting_review", gettext_lazy("等社工看过")
        VISIBLE = "visible", gettext_lazy("已挂出")
        HIDDEN = "hidden", gettext_lazy("没挂出")

    class Answer(models.TextChoices):
        NONE = "", gettext_lazy("还没答复")
        ADOPTED = "adopted", gettext_lazy("采纳")
        PARTLY = "partly", gettext_lazy("部分采纳")
        NOT_ADOPTED = "not_adopted", gettext_lazy("未采纳")

    display = models.ForeignKey(DesignDisplay, models.PROTECT, related_name="+")
    version = models.ForeignKey(DesignVersion, models.PROTECT, related_name="+")
    """What was shown when it was said."""

    board = models.ForeignKey(DisplayBoard, models.PROTECT, null=True, related_name="+")
    channel = models.CharField(max_length=5, choices=Channel, default=Channel.WEB)
    text = models.CharField(max_length=500)
    author = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    author_name = models.CharField(max_length=60, blank=True)
    """What somebody without an account said they are called."""

    is_anonymous = models.BooleanField(default=False)
    entered_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    """The member of staff who typed in a paper slip."""

    receipt = models.UUIDField(default=uuid4, unique=True, editable=False)
    """The secret address by which somebody without an account follows it."""

    state = models.CharField(max_length=16, choices=State)
    hiding_reason = models.CharField(max_length=200, blank=True)
    answer = models.CharField(max_length=12, choices=Answer, default=Answer.NONE, blank=True)
    reason = models.CharField(max_length=500, blank=True)
    """Why it was taken up or not, in words for its author."""

    answered_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)
    built_into = models.ForeignKey(
        DesignVersion, models.PROTECT, null=True, related_name="comments_built_in"
    )
    """The version in which it is drawn."""

    submitted_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="a_comment_says_something"),
            models.CheckConstraint(
                condition=Q(answer="", reason="", answered_at=None)
                | (~Q(answer="") & ~Q(reason="") & Q(answered_at__isnull=False)),
                name="a_comment_is_answered_with_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(state="visible") | Q(answer=""), name="only_a_shown_comment_is_answered"
            ),
            models.CheckConstraint(
                condition=Q(built_into=None) | Q(answer__in=["adopted", "partly"]),
                name="only_an_adopted_comment_is_built_in",
            ),
            models.CheckConstraint(
                condition=Q(state="hidden") & ~Q(hiding_reason="")
                | ~Q(state="hidden") & Q(hiding_reason=""),
                name="a_comment_is_hidden_for_a_reason",
            ),
        ]
        indexes = [
            models.Index(fields=["display", "state", "-id"], name="comment_of_a_display"),
            models.Index(
                fields=["display", "id"],
                condition=Q(state="visible", answer=""),
                name="comment_waiting_for_an_answer",
            ),
        ]

    def __str__(self) -> str:
        return self.text[:40]

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
    def is_answered(self) -> bool:
        return self.answer != self.Answer.NONE

    @property
    def is_adopted(self) -> bool:
        return self.answer == self.Answer.ADOPTED

    @property
    def is_partly_adopted(self) -> bool:
        return self.answer == self.Answer.PARTLY

    @property
    def is_not_adopted(self) -> bool:
        return self.answer == self.Answer.NOT_ADOPTED

    @property
    def name_in_public(self) -> str:
        """What neighbours see of its author."""
        return author_in_public(self.author, self.author_name, is_anonymous=self.is_anonymous)

    @property
    def name_for_staff(self) -> str:
        return author_for_staff(self.author, self.author_name)
