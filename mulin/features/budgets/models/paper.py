from django.db import models
from django.db.models import F, Q

from mulin.commons.people.models import Person

from .votes import BudgetVote

SPOILT = "-"
"""What is read of a ballot on which nothing valid stands."""

BLANK = "0"
"""What is read of a ballot on which nothing stands: it is cast, and counts for no option."""


class PaperBatch(models.Model):
    """
    So many numbered ballots on paper, for one box.

    The numbers tell copies from ballots; nobody writes down who got which.
    """

    vote = models.ForeignKey(BudgetVote, models.PROTECT, related_name="+")
    first = models.PositiveIntegerField()
    last = models.PositiveIntegerField()
    printed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    printed_at = models.DateTimeField(auto_now_add=True)
    round = models.PositiveSmallIntegerField(default=1)
    """Each time two readings differ, both read the differing ballots anew."""

    agreed = models.JSONField(default=dict)
    """Number of a ballot → what both read, such as "1 4" or, when spoilt, `SPOILT`."""

    counted_at = models.DateTimeField(null=True)
    """When both had read the same of every ballot."""

    recounts = models.JSONField(default=list)
    """Each time the box was read anew: why, and what had been read till the vote is sealed."""

    class Meta:
        ordering = ["vote_id", "first"]
        constraints = [
            models.UniqueConstraint(
                fields=["vote", "first"], name="one_paper_batch_begins_at_a_number"
            ),
            models.CheckConstraint(
                condition=Q(first__gte=1, last__gte=F("first")), name="a_paper_batch_has_ballots"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.first:04}–{self.last:04}"

    @property
    def size(self) -> int:
        return self.last - self.first + 1

    @property
    def serials(self) -> range:
        return range(self.first, self.last + 1)

    @property
    def is_counted(self) -> bool:
        return self.counted_at is not None


class PaperReading(models.Model):
    """What one of two people read from the ballots of a box, without seeing what the other did."""

    batch = models.ForeignKey(PaperBatch, models.PROTECT, related_name="readings")
    round = models.PositiveSmallIntegerField()
    reader = models.ForeignKey(Person, models.PROTECT, related_name="+")
    sheets = models.JSONField()
    """Number of a ballot → what stands on it; ballots that were not in the box are left out."""

    read_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["batch_id", "round", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["batch", "round", "reader"], name="one_reading_per_person_and_round"
            )
        ]

    def __str__(self) -> str:
        return f"{self.batch_id}: {self.round} {self.reader_id}"
