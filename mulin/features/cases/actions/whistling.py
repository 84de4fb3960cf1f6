"""吹哨: units are called, come, act, and are rated by the community that called."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mulin.commons.audit.actions import record
from mulin.commons.organisations.models import Organisation
from mulin.commons.organisations.queries import people_speaking_for
from mulin.commons.people.models import Person
from mulin.commons.places.permissions import role_at
from mulin.errors import Refused, require

from .. import permissions, queries
from ..models import CalledUnit, Case, Whistle
from .writing_down import held, write_down


@transaction.atomic
def sound_whistle(
    *,
    actor: Person,
    case: Case,
    units: Iterable[Organisation],
    task: str,
    come_by: datetime,
    where: str = "",
) -> Whistle:
    """Call several units to come and solve a case together."""
    require(permissions.can_work_on(actor, case))
    case = held(case, "whistle")
    called = list(dict.fromkeys(units))
    known = set(queries.units_to_call(case.community).filter(pk__in=[u.pk for u in called]))
    if not called or set(called) - known:
        raise Refused(_("请从名册里选至少一个单位。"))
    now = timezone.now()
    if come_by <= now:
        raise Refused(_("到场时间要在现在以后。"))
    whistle = Whistle.objects.create(
        case=case,
        level=case.level,
        task=task,
        where=where,
        come_by=come_by,
        sounded_by=actor,
        sounded_at=now,
    )
    CalledUnit.objects.bulk_create(CalledUnit(whistle=whistle, organisation=u) for u in called)
    if case.state == Case.State.ACCEPTED:
        case.state = Case.State.IN_PROGRESS
        case.save(update_fields=["state"])
    names = _("、").join(unit.name for unit in called)
    write_down("cases.whistled", actor, case, units=names, task=task)
    _call(actor, whistle, called)
    return whistle


def _call(actor: Person, whistle: Whistle, called: list[Organisation]) -> None:
    """Send a message to everybody who speaks for the units called."""
    community = whistle.case.community
    for person in people_speaking_for(called):
        record(
            "cases.called",
            by=actor,
            role=role_at(actor, community),
            about=person,
            unit=community,
            whistle=whistle.pk,
            task=whistle.task,
            place=community.name,
        )


def _held_unit(called: CalledUnit) -> CalledUnit:
    held(called.whistle.case)
    return (
        CalledUnit.objects.select_for_update(of=("self",))
        .select_related("whistle__case__community", "organisation")
        .get(pk=called.pk)
    )


@transaction.atomic
def check_in(*, actor: Person, called: CalledUnit, name: str) -> CalledUnit:
    """Say that a unit came, and who: its own people, or staff who see them."""
    require(permissions.can_check_in(actor, called))
    called = _held_unit(called)
    if called.checked_in_at:
        raise Refused(_("已经报到了。"))
    if not called.whistle.is_open:
        raise Refused(_("这次吹哨已经结束了。"))
    if not name.strip():
        raise Refused(_("请写来的人是谁。"))
    called.checked_in_at, called.checked_in_by = timezone.now(), actor
    called.checked_in_name = name.strip()
    called.save(update_fields=["checked_in_at", "checked_in_by", "checked_in_name"])
    _write(actor, called, "cases.checked_in", minutes=called.minutes)
    return called


@transaction.atomic
def note_deed(*, actor: Person, called: CalledUnit, did: str) -> CalledUnit:
    """Say what a unit did on the spot."""
    require(permissions.can_check_in(actor, called))
    called = _held_unit(called)
    if not called.checked_in_at:
        raise Refused(_("先报到，再记做了什么。"))
    if not did.strip():
        raise Refused(_("请写做了什么。"))
    called.did, called.acted_at = did.strip(), timezone.now()
    called.save(update_fields=["did", "acted_at"])
    _write(actor, called, "cases.acted", did=called.did)
    return called


@transaction.atomic
def rate_unit(*, actor: Person, called: CalledUnit, rating: int, words: str = "") -> CalledUnit:
    """Say how well a unit came and acted: the community that called it, not the unit."""
    require(permissions.can_work_on(actor, called.whistle.case))
    called = _held_unit(called)
    if not called.checked_in_at:
        raise Refused(_("还没报到，不能评。"))
    if not 1 <= rating <= 5:
        raise Refused(_("请评 1 到 5。"))
    called.rating, called.rating_words, called.rated_by = rating, words, actor
    called.save(update_fields=["rating", "rating_words", "rated_by"])
    _write(actor, called, "cases.rated", rating=rating)
    return called


@transaction.atomic
def escalate_whistle(*, actor: Person, whistle: Whistle, level: str) -> Whistle:
    """Let the street, or the district, see that those come who did not come."""
    require(permissions.can_work_on(actor, whistle.case))
    case = held(whistle.case)
    whistle = Whistle.objects.select_for_update().get(pk=whistle.pk)
    levels = Case.Level.values
    if not whistle.is_open:
        raise Refused(_("这次吹哨已经结束了。"))
    if level not in levels or levels.index(level) <= levels.index(whistle.level):
        raise Refused(_("已经报到这一级了。"))
    if whistle.come_by > timezone.now():
        raise Refused(_("还没到约定的时间，再等等。"))
    whistle.level = level
    whistle.save(update_fields=["level"])
    late = whistle.units.filter(checked_in_at=None).select_related("organisation")
    names = _("、").join(unit.organisation.name for unit in late)
    write_down("cases.whistle_escalated", actor, case, level=level, units=names)
    return whistle


@transaction.atomic
def end_whistle(*, actor: Person, whistle: Whistle) -> Whistle:
    """Say that the units need not come any more."""
    require(permissions.can_work_on(actor, whistle.case))
    case = held(whistle.case)
    whistle = Whistle.objects.select_for_update().get(pk=whistle.pk)
    if not whistle.is_open:
        raise Refused(_("这次吹哨已经结束了。"))
    whistle.ended_at = timezone.now()
    whistle.save(update_fields=["ended_at"])
    write_down("cases.whistle_ended", actor, case)
    return whistle


def _write(actor: Person, called: CalledUnit, verb: str, **details: object) -> None:
    write_down(verb, actor, called.whistle.case, unit_name=called.organisation.name, **details)
