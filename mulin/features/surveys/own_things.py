"""How a survey is named and shown where only its reference is known."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from mulin.commons.audit.things import ThingKind, register

from . import queries


def register_things() -> None:
    """Let tasks and records show what was asked."""
    register(
        ThingKind(
            "surveys.survey",
            _("问卷"),
            queries.surveys_visible_to,
            str,
            lambda one: reverse("surveys:survey", args=[one.pk]),
            begun_for=queries.surveys_about,
        )
    )
