"""Hold a survey still while something is done to it, and write down what was done."""

from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from mulin.commons.audit.actions import record
from mulin.commons.people.models import Person
from mulin.commons.places.permissions import role_at
from mulin.errors import Refused
from mulin.locks import hold_alone, share

from ..models import Survey


def alone(survey: Survey) -> Survey:
    """Keep everybody else from a survey, and return it as it is now."""
    hold_alone(f"surveys.survey:{survey.pk}")
    return Survey.objects.select_related("unit", "compound").get(pk=survey.pk)


def together(survey: Survey) -> Survey:
    """Let answers come in beside each other, but not while the survey closes."""
    share(f"surveys.survey:{survey.pk}")
    return Survey.objects.select_related("unit", "compound").get(pk=survey.pk)


def only_a_draft(survey: Survey) -> None:
    if survey.opened_at:
        raise Refused(_("问卷已经发出去了，题目不能再改。要改，请复制成新的一版。"))


def write_down(
    verb: str,
    actor: Person | None,
    survey: Survey,
    *,
    about: models.Model | None = None,
    **details: Any,
) -> None:
    """Write down an act about a survey, with what it was made for."""
    if survey.origin_type:
        details["origin"] = [survey.origin_type, survey.origin_id]
    record(
        verb,
        by=actor,
        about=about or survey,
        unit=survey.unit,
        role=role_at(actor, survey.unit) if actor else "",
        survey=survey.pk,
        title=survey.title,
        **details,
    )
