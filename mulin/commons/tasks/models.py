from uuid import uuid4

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mulin.commons.files.models import Photo
from mulin.commons.occasions.models import Occasion
from mulin.commons.organisations.models import Organisation, ResidentGroup
from mulin.commons.people.models import Person
from mulin.commons.places.models import AdminUnit
from mulin.commons.topics.models import Topic


class ActionItem(models.Model):
    """
    Something promised: who, what, by when, from where.

    One kind of promise for every room.  Promised by an organisation, it is a commitment (承诺).
    """

    class State(models.TextChoices):
        OPEN = "open", _("还没做完")
        KEPT = "kept", _("做到了")
        DROPPED = "dropped", _("不做了")

    unit = models.ForeignKey(AdminUnit, models.PROTECT, related_name="+")
    what = models.CharField(max_length=120)
    due_on = models.DateField(null=True)
    promised_for = models.DateField(null=True)
    """The day that was promised first; a later one does not hide it."""

    keeper = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    keeper_group = models.ForeignKey(ResidentGroup, models.PROTECT, null=True, related_name="+")
    keeper_organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, related_name="+"
    )
    keeper_office = models.ForeignKey(AdminUnit, models.PROTECT, null=True, related_name="+")
    origin_type = models.CharField(max_length=60, blank=True)
    origin_id = models.BigIntegerField(null=True)
    """What it was promised in or for, as records write it."""

    occasion = models.ForeignKey(Occasion, models.PROTECT, null=True, related_name="+")
    """Where it was promised, if people met."""

    topic = models.ForeignKey(Topic, models.PROTECT, null=True, related_name="+")
    is_public = models.BooleanField(default=False)
    state = models.CharField(max_length=8, choices=State, default=State.OPEN)
    note = models.CharField(max_length=300, blank=True)
    """What was done in the end, or why nothing will be."""

    photos = models.ManyToManyField(Photo, related_name="+")
    ended_at = models.DateTimeField(null=True)
    made_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    receipt = models.UUIDField(unique=True, default=uuid4)

    class Meta:
        ordering = [F("due_on").asc(nulls_last=True), "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    keeper__isnull=False,
                    keeper_group=None,
                    keeper_organisation=None,
                    keeper_office=None,
                )
                | Q(
                    keeper=None,
                    keeper_group__isnull=False,
                    keeper_organisation=None,
                    keeper_office=None,
                )
                | Q(
                    keeper=None,
                    keeper_group=None,
                    keeper_organisation__isnull=False,
                    keeper_office=None,
                )
                | Q(
                    keeper=None,
                    keeper_group=None,
                    keeper_organisation=None,
                    keeper_office__isnull=False,
                ),
                name="a_promise_is_kept_by_one",
            ),
            models.CheckConstraint(
                condition=Q(state="open", ended_at=None, note="")
                | (~Q(state="open") & Q(ended_at__isnull=False) & ~Q(note="")),
                name="an_ended_promise_says_how",
            ),
            models.CheckConstraint(
                condition=Q(origin_type="", origin_id=None)
                | (~Q(origin_type="") & Q(origin_id__isnull=False)),
                name="a_promise_comes_from_one_thing_or_none",
            ),
        ]
        indexes = [
            models.Index(fields=["unit", "state", "due_on", "id"], name="promise_unit"),
            models.Index(fields=["keeper", "state", "due_on", "id"], name="promise_keeper"),
            models.Index(
                fields=["keeper_organisation", "state", "due_on", "id"], name="promise_organisation"
            ),
            models.Index(fields=["origin_type", "origin_id"], name="promise_origin"),
            models.Index(fields=["occasion", "id"], name="promise_occasion"),
        ]

    def __str__(self) -> str:
        return self.what

    def get_absolute_url(self) -> str:
        return reverse("tasks:item", args=[self.pk])

    @property
    def is_open(self) -> bool:
        return self.state == self.State.OPEN

    @property
    def is_kept(self) -> bool:
        return self.state == self.State.KEPT

    @property
    def is_overdue(self) -> bool:
        return self.is_open and self.due_on is not None and self.due_on < timezone.localdate()

    @property
    def is_commitment(self) -> bool:
        return self.keeper_organisation_id is not None

    @property
    def is_postponed(self) -> bool:
        return self.due_on != self.promised_for

    @property
    def keeper_in_public(self) -> str:
        """Who promised, as everybody may know."""
        if self.keeper:
            return self.keeper.name_in_public
        return str(self.keeper_organisation or self.keeper_group or self.keeper_office)

    @property
    def keeper_for_staff(self) -> str:
        return self.keeper.name_for_staff if self.keeper else self.keeper_in_public


class AgendaItem(models.Model):
    """What somebody brings to a table (议题箱), until it was talked about."""

    class State(models.TextChoices):
        WAITING = "waiting", _("等着上会")
        ON_AGENDA = "on_agenda", _("排上议程了")
        DISCUSSED = "discussed", _("议过了")
        RETURNED = "returned", _("没有上会")
        WITHDRAWN = "withdrawn", _("撤回了")

    unit = models.ForeignKey(AdminUnit, models.PROTECT, related_name="+")
    title = models.CharField(max_length=60)
    detail = models.CharField(max_length=300, blank=True)
    for_kind = models.CharField(max_length=20, blank=True)
    """Which kind of occasion it is for; any, when empty."""

    raised_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    raised_by_organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, related_name="+"
    )
    origin_type = models.CharField(max_length=60, blank=True)
    origin_id = models.BigIntegerField(null=True)
    topic = models.ForeignKey(Topic, models.PROTECT, null=True, related_name="+")
    occasion = models.ForeignKey(Occasion, models.PROTECT, null=True, related_name="+")
    position = models.PositiveSmallIntegerField(default=0)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    outcome = models.CharField(max_length=300, blank=True)
    """What was said of it, or why it was not."""

    brought_up_at = models.DateTimeField(auto_now_add=True)
    receipt = models.UUIDField(unique=True, default=uuid4)

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=("waiting", "returned", "withdrawn"), occasion=None)
                | Q(state__in=("on_agenda", "discussed"), occasion__isnull=False),
                name="an_agenda_item_lies_on_a_table_or_waits",
            ),
            models.CheckConstraint(
                condition=~Q(state="returned") | ~Q(outcome=""),
                name="a_returned_agenda_item_says_why",
            ),
            models.UniqueConstraint(
                fields=["unit", "origin_type", "origin_id"],
                condition=Q(state__in=("waiting", "on_agenda")) & Q(origin_id__isnull=False),
                name="a_thing_waits_for_a_table_once",
            ),
        ]
        indexes = [
            models.Index(fields=["unit", "state", "id"], name="agenda_unit"),
            models.Index(fields=["origin_type", "origin_id"], name="agenda_origin"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_waiting(self) -> bool:
        return self.state == self.State.WAITING

    @property
    def raised_in_public(self) -> str:
        """Who brought it, as everybody may know."""
        if self.raised_by_organisation:
            return str(self.raised_by_organisation)
        return self.raised_by.name_in_public if self.raised_by else ""


class FeedKey(models.Model):
    """Lets a person's calendar program read what she has to do; only its digest is kept."""

    person = models.OneToOneField(Person, models.CASCADE, related_name="+")
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return f"{self.person_id}"
