"""A programme, its cycles, their steps and what is proposed in them."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mulin.commons.people.models import Person
from mulin.commons.places.models import AdminUnit
from mulin.commons.topics.models import Topic

from .words import in_words


class Programme(models.Model):
    """A named way of working together that a place runs year after year."""

    class Kind(models.TextChoices):
        CO_CREATION = "co_creation", _("社区创享")
        MICRO_RENEWAL = "micro_renewal", _("微改造")
        MICRO_GOVERNANCE = "micro_governance", _("微治理")
        PARTICIPATORY_BUDGET = "participatory_budget", _("参与式预算")
        CONSENT_RENEWAL = "consent_renewal", _("旧改征询")
        SERVICE_EXCHANGE = "service_exchange", _("以服务换服务")

    host = models.ForeignKey(AdminUnit, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=24, choices=Kind)
    title = models.CharField(max_length=80)
    purpose = models.CharField(max_length=300, blank=True)
    started_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return in_words(self.title)


class Cycle(models.Model):
    """
    One run of a programme, usually a year.

    The blueprint is copied in when it starts and never follows later edits.
    """

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="cycles")
    year = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=40)
    theme = models.CharField(max_length=100, blank=True)
    policy_note = models.CharField(max_length=200, blank=True)
    policy_tags = ArrayField(models.CharField(max_length=20), default=list, blank=True)
    """The drives of the year that a proposal may say it serves."""

    blueprint = models.JSONField()
    communities = models.ManyToManyField(AdminUnit, through="Participation", related_name="+")
    topics = models.ManyToManyField(Topic, related_name="+")
    """What is worked off in it: their obstacles hold its works."""

    started_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-year", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "name"], name="one_cycle_of_a_name")
        ]

    def __str__(self) -> str:
        return f"{self.programme} {self.name}"

    @property
    def categories(self) -> dict[str, str]:
        """The categories of this cycle: key → label."""
        return {c["key"]: in_words(c["label"]) for c in self.blueprint["categories"]}

    @property
    def criteria(self) -> dict[str, str]:
        """The screening criteria of this cycle: key → label."""
        return {c["key"]: in_words(c["label"]) for c in self.blueprint["criteria"]}

    @property
    def parties(self) -> list[dict[str, str]]:
        """Who works together on it, each with what they do: key, name, does."""
        return [
            {"key": party["key"], "name": in_words(party["name"]), "does": in_words(party["does"])}
            for party in self.blueprint.get("parties", [])
        ]

    def explainer(self, reader: str) -> dict[str, str]:
        """Return the four answers for `resident` or `staff`: question → answer."""
        answers = self.blueprint.get("explainer", {}).get(reader, {})
        return {question: in_words(answer) for question, answer in answers.items()}

    @property
    def current_step(self) -> "Step | None":
        """The first step that is not closed yet; None when all are."""
        return next((step for step in self.steps.all() if not step.is_closed), None)


class Zone(models.Model):
    """Communities of one cycle that have the same to do first.  The next cycle draws its own."""

    cycle = models.ForeignKey(Cycle, models.CASCADE, related_name="zones")
    name = models.CharField(max_length=40)
    focus = models.CharField(max_length=200)
    """What it is about, shown to those who write ideas and to judges."""

    priority_categories = ArrayField(models.CharField(max_length=30), default=list, blank=True)

    class Meta:
        ordering = ["cycle_id", "id"]
        constraints = [models.UniqueConstraint(fields=["cycle", "name"], name="one_zone_of_a_name")]

    def __str__(self) -> str:
        return in_words(self.name)

    @property
    def focus_in_words(self) -> str:
        return in_words(self.focus)

    @property
    def priority_labels(self) -> list[str]:
        categories = self.cycle.categories
        return [categories[key] for key in self.priority_categories if key in categories]


class Participation(models.Model):
    """One community taking part in one cycle, in one of its zones if it has any."""

    cycle = models.ForeignKey(Cycle, models.CASCADE, related_name="participations")
    community = models.ForeignKey(AdminUnit, models.PROTECT, related_name="+")
    zone = models.ForeignKey(Zone, models.SET_NULL, null=True, related_name="participations")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["cycle", "community"], name="a_community_takes_part_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.cycle_id}: {self.community_id}"


class Step(models.Model):
    """A stretch of time in which one kind of thing may be done."""

    cycle = models.ForeignKey(Cycle, models.CASCADE, related_name="steps")
    order = models.PositiveSmallIntegerField()
    kind = models.SlugField()
    name = models.CharField(max_length=30)
    settings = models.JSONField(default=dict)
    owner = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    opens_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    outcome = models.JSONField(null=True)
    owner_role = models.CharField(max_length=30, blank=True)
    """The key of the party that sees to it."""

    helper_roles = ArrayField(models.CharField(max_length=30), default=list, blank=True)
    needs = models.CharField(max_length=200, blank=True)
    """What has to stand before it opens, in words."""

    requires = ArrayField(models.CharField(max_length=20), default=list, blank=True)
    """What has to stand before it opens, as the machine can check it: see `conditions`."""

    lacks = ArrayField(models.CharField(max_length=20), default=list, blank=True)
    """Which of these is not there yet; while one is not, nothing can be done in it."""

    evidence = models.CharField(max_length=200, blank=True)
    """What is there when it is done, in words."""

    closes_itself = models.BooleanField(default=False)
    stuck_because = models.CharField(max_length=500, blank=True)
    """Why the clock could not close it when its time was over."""

    class Meta:
        ordering = ["cycle_id", "order"]
        constraints = [
            models.UniqueConstraint(fields=["cycle", "order"], name="one_step_at_a_place"),
            models.CheckConstraint(
                condition=Q(opens_at__lt=F("closes_at")), name="step_opens_before_it_closes"
            ),
            models.CheckConstraint(
                condition=Q(closed_at=None, outcome=None) | Q(closed_at__isnull=False),
                name="only_a_closed_step_has_an_outcome",
            ),
        ]

    def __str__(self) -> str:
        return in_words(self.name)

    @property
    def is_closed(self) -> bool:
        return self.closed_at is not None

    @property
    def is_open(self) -> bool:
        return self.state == "now" and timezone.now() < self.closes_at

    @property
    def is_overdue(self) -> bool:
        """Whether its time is over but nobody has closed it."""
        return not self.is_closed and timezone.now() >= self.closes_at

    @property
    def state(self) -> str:
        """`done`, `now` or `next`, as the row of steps draws it."""
        if self.is_closed:
            return "done"
        return "now" if self.opens_at <= timezone.now() and not self.lacks else "next"

    @property
    def is_held(self) -> bool:
        """Whether its day has come but what it requires is not there."""
        return not self.is_closed and bool(self.lacks) and self.opens_at <= timezone.now()

    @property
    def needs_in_words(self) -> str:
        return in_words(self.needs)

    @property
    def evidence_in_words(self) -> str:
        return in_words(self.evidence)

    @property
    def owner_role_label(self) -> str:
        names = {party["key"]: party["name"] for party in self.cycle.parties}
        return names.get(self.owner_role, self.owner_role)


class Proposal(models.Model):
    """What travels through the steps of a cycle until it is chosen or not."""

    class State(models.TextChoices):
        DRAFT = "draft", _("正在完善")
        SUBMITTED = "submitted", _("已提交")
        RETURNED = "returned", _("退回修改")
        SHORTLISTED = "shortlisted", _("入围")
        SELECTED = "selected", _("入选")
        WAITLISTED = "waitlisted", _("候补")
        NOT_SELECTED = "not_selected", _("未入选")
        WITHDRAWN = "withdrawn", _("已撤回")

    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="proposals")
    community = models.ForeignKey(AdminUnit, models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()
    """What it is called by on ballots and lists; counted from 1 in each cycle."""

    author = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    is_anonymous = models.BooleanField(default=False)
    """Whether its author wants no name beside it; staff always see it."""

    topic = models.ForeignKey(Topic, models.PROTECT, null=True, related_name="+")
    title = models.CharField(max_length=60)
    text = models.TextField(blank=True)
    category = models.CharField(max_length=30)
    cost_cents = models.BigIntegerField(null=True)
    is_flagship = models.BooleanField(default=False)
    """Whether it is the one its community stands up for."""

    policy_tags = ArrayField(models.CharField(max_length=20), default=list, blank=True)
    state = models.CharField(max_length=14, choices=State, default=State.DRAFT)
    submitted_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["cycle_id", "number"]
        constraints = [
            models.UniqueConstraint(fields=["cycle", "number"], name="one_proposal_of_a_number"),
            models.CheckConstraint(
                condition=Q(cost_cents=None) | Q(cost_cents__gte=0),
                name="proposal_costs_nothing_or_more",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "withdrawn", "returned"])
                | Q(submitted_at__isnull=False),
                name="proposal_is_submitted_before_it_goes_on",
            ),
        ]
        indexes = [models.Index(fields=["cycle", "community"], name="proposal_cycle_community")]

    def __str__(self) -> str:
        return self.title

    @property
    def is_selected(self) -> bool:
        return self.state == self.State.SELECTED

    @property
    def is_under_way(self) -> bool:
        """Whether it may still be built: nobody has said no to it, nor taken it back."""
        return self.state not in (self.State.NOT_SELECTED, self.State.WITHDRAWN)

    @property
    def category_label(self) -> str:
        return self.cycle.categories.get(self.category, self.category)

    @property
    def name_in_public(self) -> str:
        """What neighbours see of its author; nothing when there is none or none is to be seen."""
        return self.author.name_in_public if self.author and not self.is_anonymous else ""
