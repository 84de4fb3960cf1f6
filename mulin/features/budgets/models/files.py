from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mulin.commons.people.models import Person
from mulin.commons.places.models import AdminUnit


class BallotFile(models.Model):
    """
    The ballots of one participatory budget, as a file told them.

    Of the voters only what they want is kept, never their age, sex or number.
    """

    class Kind(models.TextChoices):
        APPROVAL = "approval", _("选想要的，不排先后")
        CUMULATIVE = "cumulative", _("把分数分给想要的")
        SCORING = "scoring", _("给每一项打分")
        ORDINAL = "ordinal", _("按喜欢的先后排")

    unit = models.ForeignKey(AdminUnit, models.PROTECT, related_name="+")
    """Whose staff uploaded it."""

    title = models.CharField(max_length=80)
    sha256 = models.CharField(max_length=64)
    """The fingerprint of the file that was uploaded, so that whoever has it can compare."""

    kind = models.CharField(max_length=10, choices=Kind)
    voters = models.PositiveIntegerField()
    projects = models.PositiveIntegerField()
    budget = models.BigIntegerField()
    """In the smallest coin."""

    coin = models.PositiveIntegerField(default=1)
    """How many coins make one unit of the currency."""

    currency = models.CharField(max_length=3, blank=True)
    """Its code of three letters; empty when the file names none."""

    packed = models.BinaryField()
    """The election, see `packing`."""

    uploaded_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    uploaded_at = models.DateTimeField(auto_now_add=True)
    rule = models.JSONField(null=True)
    """By which rule the published result counts; `Rule.as_dict`."""

    against = models.JSONField(null=True)
    """The rule it is compared with in public, if there is one."""

    published_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-uploaded_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "sha256"], name="one_ballot_file_is_kept_once_by_a_unit"
            ),
            models.CheckConstraint(
                condition=Q(published_at=None, rule=None, against=None)
                | Q(published_at__isnull=False, rule__isnull=False),
                name="a_published_ballot_file_names_its_rule",
            ),
            models.CheckConstraint(
                condition=Q(projects__gt=0, budget__gte=0, coin__gt=0),
                name="a_ballot_file_has_projects_and_a_budget",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_published(self) -> bool:
        return self.published_at is not None
