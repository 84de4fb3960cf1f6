from datetime import date

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from mulin.commons.calendar.days import DayKind
from mulin.commons.people.models import Person
from mulin.commons.places.models import AdminUnit

from .tables import PLACES_OF_TABLE, TableRow


class Follow(models.Model):
    """A person's wish to hear what happens to one thing."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    about_type = models.CharField(max_length=60)
    about_id = models.BigIntegerField()
    since_record_id = models.BigIntegerField(default=0)
    """The last record there was when it began; only later ones become messages."""

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "about_type", "about_id"], name="a_person_follows_a_thing_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person_id}: {self.about_type} {self.about_id}"


class Reader(models.Model):
    """How far one person has read her messages."""

    person = models.OneToOneField(Person, models.CASCADE, related_name="+")
    seen_record_id = models.BigIntegerField(default=0)
    """Every message up to this record has been seen."""

    seen_later = ArrayField(models.BigIntegerField(), default=list)
    """
    Later ones that were seen too, one by one.

    A record gets its number before its transaction ends, so a smaller number may appear
    after a larger one was read; it must still count as unread.
    """

    def __str__(self) -> str:
        return f"{self.person_id}: {self.seen_record_id}"

    def has_seen(self, record_id: int) -> bool:
        return record_id <= self.seen_record_id or record_id in self.seen_later


class ShortLink(models.Model):
    """A short address, easy to type, for one page of this site."""

    code = models.CharField(max_length=12, unique=True)
    path = models.CharField(max_length=200, unique=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(path__startswith="/") & ~Q(path__regex=r"^/[/\\]|[\s\\]"),
                name="short_link_stays_in_the_house",
            ),
            models.CheckConstraint(
                condition=Q(code__regex=r"^[2-9a-hjkmnp-z]+$"), name="short_link_has_no_look_alikes"
            ),
        ]

    def __str__(self) -> str:
        return self.path

    @property
    def short_path(self) -> str:
        return reverse("notices:short_link", args=[self.code])


class PublicNotice(models.Model):
    """What an office puts on its board for everybody to read."""

    class Kind(models.TextChoices):
        PUBLICITY = "publicity", _("公示")
        ANNOUNCEMENT = "announcement", _("公告")
        NOTICE = "notice", _("通知")
        LETTER = "letter", _("征求意见信")
        BRIEFING = "briefing", _("简报")

    class Style(models.TextChoices):
        PLAIN = "plain", _("黑色标题")
        RED = "red", _("红色标题")

    unit = models.ForeignKey(AdminUnit, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, choices=Kind)
    year = models.PositiveSmallIntegerField()
    number = models.PositiveSmallIntegerField()
    """Counted for each office, kind and year, as on its paper file."""

    title = models.CharField(max_length=80)
    body = models.TextField(max_length=4000)
    items = models.JSONField(default=dict)
    """A table: {"columns": [...], "rows": [[...], ...]}, or nothing."""

    posted_on = models.DateField()
    days = models.PositiveSmallIntegerField(null=True)
    day_kind = models.CharField(max_length=8, choices=DayKind, default=DayKind.NATURAL)
    ends_on = models.DateField(null=True)
    """The last day on which somebody may object; none when there is no period."""

    objection_contact = models.CharField(max_length=200, blank=True)
    """Where to object: a way on each line."""

    style = models.CharField(max_length=5, choices=Style, default=Style.PLAIN)
    posted_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    about_type = models.CharField(max_length=60, blank=True)
    about_id = models.BigIntegerField(null=True)
    posted_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-posted_on", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "kind", "year", "number"], name="one_notice_of_a_number"
            ),
            models.CheckConstraint(
                condition=Q(days=None, ends_on=None) | Q(days__gte=1, ends_on__gt=F("posted_on")),
                name="notice_period_begins_after_posting",
            ),
            models.CheckConstraint(
                condition=~Q(kind="publicity") | Q(days__isnull=False),
                name="publicity_lasts_some_days",
            ),
            models.CheckConstraint(
                condition=Q(about_type="", about_id=None)
                | (~Q(about_type="") & Q(about_id__isnull=False)),
                name="notice_is_about_one_thing_or_none",
            ),
        ]
        indexes = [
            models.Index(fields=["unit", "-posted_on", "-id"], name="notice_unit"),
            models.Index(fields=["about_type", "about_id"], name="notice_about"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("notices:notice", args=[self.pk])

    @property
    def file_number(self) -> str:
        """Its number as offices write it, in the language of the paper; a draft has none yet."""
        with override(settings.LANGUAGE_CODE):
            return gettext("%(place)s%(kind)s〔%(year)s〕%(number)s号") % {
                "place": self.unit.name,
                "kind": self.kind_label,
                "year": self.year,
                "number": self.number or "  ",
            }

    @property
    def kind_label(self) -> str:
        return str(self.Kind(self.kind).label)

    @property
    def first_on(self) -> date | None:
        """The first day that counts."""
        return date.fromordinal(self.posted_on.toordinal() + 1) if self.ends_on else None

    @property
    def is_running(self) -> bool:
        """Whether somebody may still object."""
        return self.ends_on is not None and timezone.localdate() <= self.ends_on

    @property
    def is_red(self) -> bool:
        return self.style == self.Style.RED

    @property
    def paragraphs(self) -> list[str]:
        return [line.strip() for line in self.body.splitlines() if line.strip()]

    @property
    def paragraphs_before_table(self) -> list[str]:
        return self.paragraphs[: self._place_of_table]

    @property
    def paragraphs_after_table(self) -> list[str]:
        return self.paragraphs[self._place_of_table + 1 :]

    @property
    def _place_of_table(self) -> int:
        lines = self.paragraphs
        places = (place for place, line in enumerate(lines) if line in PLACES_OF_TABLE)
        return next(places, len(lines))

    @property
    def columns(self) -> list[str]:
        return self.items.get("columns", [])

    @property
    def rows(self) -> list[TableRow]:
        texts = [[str(cell) for cell in row] for row in self.items.get("rows", [])]
        return [TableRow(self.columns, row) for row in texts]

    @property
    def ways_to_object(self) -> list[str]:
        return [line.strip() for line in self.objection_contact.splitlines() if line.strip()]
