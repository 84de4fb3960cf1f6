"""What is told of the years before a programme was run here."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from mulin.commons.audit.actions import record
from mulin.commons.people.models import Person
from mulin.commons.places.permissions import role_at
from mulin.errors import Refused, require

from .. import permissions
from ..models import EarlierYear, Programme


@transaction.atomic
def note_earlier_year(
    *, actor: Person, programme: Programme, year: int, source: str, **figures: Any
) -> EarlierYear:
    """
    Tell the figures of a year; told again, they are put right, and the record keeps both.

    `figures`: name, communities, ideas, ideas_are_at_least, proposals, selected,
    selected_by_category, policy_note, retrospective.
    """
    require(permissions.can_start_programme(actor, programme.host))
    if programme.cycles.filter(year=year).exists():
        raise Refused(_("%(year)s 年是在这里办的，数字会自己算出来。") % {"year": year})
    _refuse_wrong_sums(figures)
    before = EarlierYear.objects.filter(programme=programme, year=year).values().first()
    told, _is_new = EarlierYear.objects.update_or_create(
        programme=programme, year=year, defaults=figures | {"source": source}
    )
    record(
        "programmes.earlier_year_noted",
        by=actor,
        role=role_at(actor, programme.host),
        about=programme,
        unit=programme.host,
        year=year,
        source=source,
        figures=figures,
        before=before,
    )
    return told


def _refuse_wrong_sums(figures: dict[str, Any]) -> None:
    proposals, selected = figures.get("proposals"), figures.get("selected")
    if proposals is not None and selected is not None and selected > proposals:
        raise Refused(_("入选的不会比提案还多，请再看看。"))
    told = sum(figures.get("selected_by_category", {}).values())
    if told and (selected is None or told > selected):
        raise Refused(_("各类加起来比入选的还多，请再看看。"))
