from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mulin.commons.people.models import Person

from .homes import Compound
from .units import AdminUnit


def private_place(roll: "RollImport", name: str) -> str:
    """Return where a file of a roll is kept: under a name nobody can guess or reach by address."""
    return f"rolls/{uuid4()}.{name.rpartition('.')[2].lower()}"


class RollImport(models.Model):
    """One file of households handed in for a community, and what came of it."""

    class State(models.TextChoices):
        UPLOADED = "uploaded", _("等着核对")
        CHECKED = "checked", _("核对好了")
        CONFIRMED = "confirmed", _("正在导入")
        DONE = "done", _("导入了")
        FAILED = "failed", _("没能导入")

    community = models.ForeignKey(AdminUnit, models.PROTECT, related_name="+")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    name = models.CharField(max_length=200)
    """What the file was called where it came from."""

    file = models.FileField(upload_to=private_place, max_length=100, blank=True)
    annotated = models.FileField(upload_to=private_place, max_length=100, blank=True)
    """A copy with a column that says what is wrong in which line."""

    compound = models.ForeignKey(Compound, models.PROTECT, null=True, related_name="+")
    """Where the doors are when the file does not say."""

    language = models.CharField(max_length=10)
    state = models.CharField(max_length=10, choices=State, default=State.UPLOADED)
    progress = models.PositiveSmallIntegerField(default=0)
    """How much of the present work is done, in per cent."""

    progress_at = models.DateTimeField(auto_now_add=True)
    reason = models.CharField(max_length=300, blank=True)
    """Why it failed, or why it has to be looked at again."""

    new = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    gone = models.PositiveIntegerField(default=0)
    faulty = models.PositiveIntegerField(default=0)
    findings = models.JSONField(default=dict)
    """The first faults, doors that are missing, names not known yet and columns not used."""

    new_compounds = models.JSONField(default=list)
    """The compounds that were ticked to be put on the tree."""

    is_whole = models.BooleanField(default=False)
    """Whether the file has every household of the community."""

    finished_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=Q(progress__lte=100), name="progress_is_a_percentage"),
            models.CheckConstraint(
                condition=~Q(state="done") | Q(faulty=0), name="a_roll_with_faults_is_never_done"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_waiting(self) -> bool:
        """Whether the machine still has something to do with it."""
        return self.state in (self.State.UPLOADED, self.State.CONFIRMED)

    @property
    def is_checked(self) -> bool:
        return self.state == self.State.CHECKED

    @property
    def is_done(self) -> bool:
        return self.state == self.State.DONE

    @property
    def has_failed(self) -> bool:
        return self.state == self.State.FAILED

    @property
    def counts(self) -> tuple[int, int, int, int, int]:
        return self.new, self.changed, self.unchanged, self.gone, self.faulty

    @property
    def may_be_confirmed(self) -> bool:
        return self.is_checked and not self.faulty and bool(self.new + self.changed)
