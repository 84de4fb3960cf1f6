from django.db import models
from django.utils.translation import gettext_lazy as _

from mulin.commons.notices.models import PublicNotice

from .votes import BudgetVote, Option


class BudgetPublication(models.Model):
    """That what a vote came to was put up for everybody."""

    vote = models.OneToOneField(BudgetVote, models.PROTECT, related_name="+")
    notice = models.ForeignKey(PublicNotice, models.PROTECT, related_name="+")
    published_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"{self.vote_id}: {self.notice_id}"


class AdoptedItem(models.Model):
    """What a vote has chosen, on its way to being built; the works take over from there."""

    class State(models.TextChoices):
        TENDER = "tender", _("招标")

    option = models.OneToOneField(Option, models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=State, default=State.TENDER)
    adopted_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["option__number"]

    def __str__(self) -> str:
        return f"{self.option_id}: {self.state}"
