"""What is heard in one room is begun in another: only the portal knows both."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from mulin.features.listening.onward import Onward, register


def register_ways_on() -> None:
    """Let a line of a grid log become a case."""
    register(
        Onward(
            _("立成一件诉求"),
            "message-circle-warning",
            lambda community: reverse("cases:capture", args=[community.pk]),
        )
    )
