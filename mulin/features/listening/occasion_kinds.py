"""What this room lets take place."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from mulin.commons.calendar.cadence import Cadence, Stretch
from mulin.commons.occasions import registry
from mulin.commons.occasions.models import Occasion

from .actions import plan_letters
from .models import LetterRound


def _page(occasion: Occasion) -> str:
    return reverse("listening:letter", args=[occasion.pk])


def register_kinds() -> None:
    """Let letters go out, every six months unless somebody decides otherwise."""
    registry.register(
        registry.OccasionKind(
            key=LetterRound.KIND,
            label=_("征求意见信"),
            page=_page,
            begin=plan_letters,
            usual=Cadence(Stretch.MONTH, every=6, day=10),
            icon="mail",
        )
    )
