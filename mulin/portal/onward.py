"""What one room begins and another goes on with: only the portal knows both."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from mulin.commons.places import public_pages
from mulin.commons.places.models import Building, Compound
from mulin.features.listening.onward import Onward, register


def register_ways_on() -> None:
    """Let a line of a grid log become a case, and the office's places lead to their pages."""
    public_pages.register(Compound, lambda one: reverse("portal:compound", args=[one.pk]))
    public_pages.register(Building, lambda one: reverse("portal:building", args=[one.pk]))
    register(
        Onward(
            _("立成一件诉求"),
            "message-circle-warning",
            lambda community: reverse("cases:capture", args=[community.pk]),
        )
    )
