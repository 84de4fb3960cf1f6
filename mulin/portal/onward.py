"""What one room begins and another goes on with: only the portal knows both."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from mulin.commons.audit.onward import Onward, register
from mulin.commons.places import public_pages
from mulin.commons.places.models import AdminUnit, Building, Compound


def register_ways_on() -> None:
    """Let a line of a log, an idea, a table become a case; places lead to their public pages."""
    public_pages.register(Compound, lambda one: reverse("portal:compound", args=[one.pk]))
    public_pages.register(Building, lambda one: reverse("portal:building", args=[one.pk]))
    register(
        Onward(
            _("立成一件诉求"),
            "message-circle-warning",
            _capture_at,
        )
    )


def _capture_at(unit: AdminUnit) -> str:
    is_community = unit.level == AdminUnit.Level.COMMUNITY
    return reverse("cases:capture", args=[unit.pk]) if is_community else ""
