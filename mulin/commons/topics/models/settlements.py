"""What the parties of a quarrel agreed on."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from mulin.commons.occasions.models import Occasion
from mulin.commons.organisations.models import ResidentGroup
from mulin.commons.people.models import Person
from mulin.commons.people.names import masked
from mulin.commons.places.models import Place


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

    @property
    def words_in_public(self) -> str:
        """What anybody may read: of a table that was not open, only its kind and its terms."""
        return self.words if self.occasion.is_public else str(self.get_kind_display())


class SettlementParty(models.Model):
    """One side of a settlement, and who put a name to it."""

    settlement = models.ForeignKey(Settlement, models.CASCADE, related_name="parties")
    group = models.ForeignKey(ResidentGroup, models.PROTECT, null=True, related_name="+")
    name = models.CharField(max_length=40)
    is_group = models.BooleanField(default=False)
    """Whether it is many, such as a team or a stairwell, and not one person."""

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
    def name_in_public(self) -> str:
        return self.name if self.is_group else masked(self.name)

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
