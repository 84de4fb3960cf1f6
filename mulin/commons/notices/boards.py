"""What hangs on which board, and who may put it there."""

from functools import reduce
from operator import or_
from typing import Any

from django.db import models
from django.db.models import Q, QuerySet
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mulin.commons.calendar.days import DayKind
from mulin.commons.calendar.queries import working_days
from mulin.commons.people.models import Person
from mulin.commons.places.models import AdminUnit, Building, Compound
from mulin.commons.places.permissions import holds
from mulin.commons.places.queries import (
    ancestors_of,
    buildings_to_live_in,
    compounds_with_buildings,
    parts_of,
)
from mulin.commons.places.roles import OFFICE, UPPER_OFFICE
from mulin.web.formats import day, full_day

from .models import PublicNotice

OF_BUILDING = Building._meta.label_lower
OF_COMPOUND = Compound._meta.label_lower

NAMED_ON_PAPER = (AdminUnit.Level.CITY, AdminUnit.Level.DISTRICT, AdminUnit.Level.SUBDISTRICT)
"""The levels that stand before an office's own name at the head of a notice."""


def notices() -> QuerySet[PublicNotice]:
    """Return the notices everybody may read: all of them, for that is what a notice is."""
    return PublicNotice.objects.select_related("unit")


def units() -> QuerySet[AdminUnit]:
    """Return the places that have a board: all of them."""
    return AdminUnit.objects.all()


def notices_of(unit: AdminUnit) -> QuerySet[PublicNotice]:
    """Return the board of one place: its own notices and those of the places above it."""
    return notices().filter(unit_id__in=[int(pk) for pk in unit.path.strip("/").split("/")])


def notices_about(thing: models.Model) -> QuerySet[PublicNotice]:
    """Return the notices about one thing."""
    return notices().filter(about_type=thing._meta.label_lower, about_id=thing.pk)


def notices_at(compound: Compound, building: Building | None = None) -> QuerySet[PublicNotice]:
    """Return what hangs for a compound, or one building of it: without those for others."""
    others = Compound.objects.exclude(pk=compound.pk).filter(community=compound.community_id)
    here = {"pk": building.pk} if building else {"compound": compound}
    not_here = Building.objects.filter(compound__community=compound.community_id).exclude(**here)
    return (
        notices_of(compound.community)
        .exclude(about_type=OF_BUILDING, about_id__in=not_here.values("pk"))
        .exclude(about_type=OF_COMPOUND, about_id__in=others.values("pk"))
    )


def spots_of(unit: AdminUnit) -> dict[str, Compound | Building]:
    """Return the compounds and buildings a notice of a community may be for, by a word each."""
    if not unit.is_community:
        return {}
    spots: dict[str, Compound | Building] = {}
    for compound, buildings in compounds_with_buildings(unit):
        spots[f"compound-{compound.pk}"] = compound
        spots |= {f"building-{one.pk}": one for one in buildings}
    return spots


def spot_of(notice: PublicNotice) -> str:
    """Return the compound or building a notice is for; nothing when it is for everybody."""
    about = [notice.about_id] if notice.about_id else []
    if notice.about_type == OF_COMPOUND:
        return "".join(one.name for one in Compound.objects.filter(pk__in=about))
    if notice.about_type == OF_BUILDING:
        return "".join(one.full_name for one in buildings_to_live_in().filter(pk__in=about))
    return ""


def notices_from(offices: list[AdminUnit]) -> QuerySet[PublicNotice]:
    """Return the notices of these offices and of the places below them."""
    return notices().filter(_below(offices, "unit__path"))


def offices_of(person: Person) -> list[AdminUnit]:
    """Return the places a person does the office's work for."""
    parts = [part for part in parts_of(person) if holds(part, OFFICE)]
    return sorted({part.unit for part in parts}, key=lambda unit: unit.path)


def planning_office_of(person: Person) -> AdminUnit | None:
    """Return the office for which a person may plan the year, if there is one."""
    offices = (part.unit for part in parts_of(person) if holds(part, UPPER_OFFICE))
    return next((unit for unit in offices if not unit.is_community), None)


def units_postable_by(person: Person) -> QuerySet[AdminUnit]:
    """Return the places on whose board a person may put a notice."""
    return AdminUnit.objects.filter(_below(offices_of(person), "path"))


def paper_facts(notice: PublicNotice) -> dict[str, Any]:
    """Return what stands on a notice besides its own words."""
    above = [unit.name for unit in ancestors_of(notice.unit) if unit.level in NAMED_ON_PAPER]
    office = office_of(notice.unit)
    return {
        "office": office,
        "office_in_full": "".join(above) + office,
        "period": period_of(notice),
        "is_sure": not notice.ends_on
        or notice.day_kind == DayKind.NATURAL
        or working_days().is_sure(notice.posted_on, notice.ends_on),
    }


def office_of(unit: AdminUnit) -> str:
    """Return what the office of a place is called."""
    if unit.level == AdminUnit.Level.COMMUNITY:
        return _("%(place)s居民委员会") % {"place": unit.name}
    if unit.level == AdminUnit.Level.SUBDISTRICT:
        return _("%(place)s办事处") % {"place": unit.name}
    return unit.name


def period_of(notice: PublicNotice) -> SafeString | str:
    """Return the words for how long a notice hangs; nothing when it has no end."""
    if not notice.ends_on:
        return ""
    first, last = notice.first_on, notice.ends_on
    in_one_year = first is not None and first.year == last.year
    days = {"first": full_day(first), "last": day(last) if in_one_year else full_day(last)}
    if notice.day_kind == DayKind.NATURAL:
        return format_html(_("公示期：{first} — {last}"), **days)
    words = ngettext(
        "公示期：{first} — {last}（{days} 个工作日）",
        "公示期：{first} — {last}（{days} 个工作日）",
        notice.days or 0,
    )
    return format_html(words, days=notice.days, **days)


def _below(offices: list[AdminUnit], path: str) -> Q:
    return reduce(or_, (Q(**{f"{path}__startswith": unit.path}) for unit in offices), Q(pk__in=[]))
