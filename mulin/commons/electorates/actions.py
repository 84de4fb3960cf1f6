"""
Say who decides: draw up a roll, correct it, freeze it.

Every act says in the same order: may you, can it be done, do it, write it down.
"""

from collections.abc import Sequence

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from mulin.commons.audit.actions import record
from mulin.commons.people.models import Person
from mulin.commons.places.models import AdminUnit, Compound, Entrance, Household
from mulin.commons.places.permissions import role_at
from mulin.errors import Refused, require

from . import permissions, queries
from .drawing import LONGEST_KEY as KEY
from .drawing import Line, lines_for
from .models import Elector, Electorate


@transaction.atomic
def draw_up(
    *,
    actor: Person,
    unit: AdminUnit,
    kind: str,
    name: str,
    compound: Compound | None = None,
    entrance: Entrance | None = None,
    lines: Sequence[Line] | None = None,
) -> Electorate:
    """Put everybody on a roll who belongs there by the registers of today, or by a given list."""
    require(permissions.can_draw_up(actor, unit))
    if kind == Electorate.Kind.OWNERS and compound is None:
        raise Refused(_("业主共同决定是一个小区的事，请先选小区。"))
    if compound is not None and not compound.community.is_within(unit):
        raise Refused(_("这个小区不在这里。"))
    if lines is None:
        lines = _by_the_registers(kind, unit, compound, entrance)
    if not lines:
        raise Refused(_("名册上还没有人，请先补好户册。"))
    electorate = Electorate.objects.create(
        unit=unit,
        compound=compound,
        kind=kind,
        name=name,
        drawn_up_at=timezone.now(),
        drawn_up_by=actor,
    )
    Elector.objects.bulk_create(
        Elector(electorate=electorate, number=number, **vars(line))
        for number, line in enumerate(lines, start=1)
    )
    _write_down(actor, "electorates.drawn_up", electorate, kind=kind, lines=len(lines))
    return electorate


@transaction.atomic
def freeze(*, actor: Person | None, electorate: Electorate) -> Electorate:
    """
    Close the roll: from now on only corrections with reasons change it.

    Called by the room whose round opens, in the same transaction; by nobody when the clock does.
    """
    require(actor is None or permissions.can_draw_up(actor, electorate.unit))
    electorate = _held(electorate)
    if electorate.is_frozen:
        return electorate
    if not queries.roll_of(electorate).exists():
        raise Refused(_("名册上还没有人，不能开始。"))
    electorate.frozen_at = timezone.now()
    electorate.save(update_fields=["frozen_at"])
    _write_down(actor, "electorates.frozen", electorate, lines=queries.roll_of(electorate).count())
    return electorate


@transaction.atomic
def add_elector(
    *,
    actor: Person,
    electorate: Electorate,
    because: str,
    household: Household | None = None,
    person: Person | None = None,
    name: str = "",
    address: str = "",
    area: int = 0,
) -> Elector:
    """Add a line that the registers had missed; of an owner's, the door and its area too."""
    require(permissions.can_draw_up(actor, electorate.unit))
    electorate = _held(electorate)
    _check_reason(because)
    is_owner = electorate.kind == Electorate.Kind.OWNERS
    if is_owner:
        _check_part(electorate, address, area)
    building = ""
    if household is not None:
        key, address = f"household:{household.pk}", household.full_address
        building = household.dwelling.entrance.building.full_name
    else:
        key = f"person:{person.pk}" if person else f"added:{name.strip()}:{address}"[:KEY]
    name = person.full_name if person and not name else name.strip()
    if not (household or person or name):
        raise Refused(_("请写清楚要加的是谁。"))
    if electorate.electors.filter(key=key).exists():
        raise Refused(_("名册上已经有这一行了。"))
    elector = Elector.objects.create(
        electorate=electorate,
        number=(electorate.electors.aggregate(Max("number"))["number__max"] or 0) + 1,
        key=key,
        household=household,
        person=person,
        name=name,
        address=address,
        building=building,
        area=area,
        parts=[{"address": address, "area": area}] if is_owner else [],
        added_because=because.strip(),
    )
    _write_down(actor, "electorates.added", electorate, elector=elector.pk, because=because)
    return elector


@transaction.atomic
def strike_elector(*, actor: Person, elector: Elector, because: str) -> Elector:
    """Take a line off the roll; it stays readable, with the reason."""
    require(permissions.can_draw_up(actor, elector.electorate.unit))
    electorate = _held(elector.electorate)
    _check_reason(because)
    elector.refresh_from_db()
    if elector.is_struck:
        raise Refused(_("这一行已经划掉了。"))
    elector.struck_at, elector.struck_because = timezone.now(), because.strip()
    elector.save(update_fields=["struck_at", "struck_because"])
    _write_down(actor, "electorates.struck", electorate, elector=elector.pk, because=because)
    return elector


@transaction.atomic
def restore_elector(*, actor: Person, elector: Elector, because: str) -> Elector:
    """Put a struck line back."""
    require(permissions.can_draw_up(actor, elector.electorate.unit))
    electorate = _held(elector.electorate)
    _check_reason(because)
    elector.refresh_from_db()
    if not elector.is_struck:
        raise Refused(_("这一行没有划掉。"))
    if queries.has_been_joined(elector):
        raise Refused(_("这一行合到别的行里了，面积已经算在那边，不能再放回来。"))
    elector.struck_at, elector.struck_because = None, ""
    elector.save(update_fields=["struck_at", "struck_because"])
    _write_down(actor, "electorates.restored", electorate, elector=elector.pk, because=because)
    return elector


@transaction.atomic
def join_owners(*, actor: Person, electors: Sequence[Elector], because: str) -> Elector:
    """Make several owners' lines one: the same buyer has several parts."""
    if not electors:
        raise Refused(_("请至少选两行。"))
    require(permissions.can_draw_up(actor, electors[0].electorate.unit))
    electorate = _held(electors[0].electorate)
    electors = list(Elector.objects.filter(pk__in=[one.pk for one in electors]).order_by("number"))
    first, *others = electors
    _check_reason(because)
    if electorate.kind != Electorate.Kind.OWNERS or any(
        one.electorate_id != electorate.pk or one.is_struck for one in electors
    ):
        raise Refused(_("只有同一份业主名册上的几行可以合成一行。"))
    if not others:
        raise Refused(_("请至少选两行。"))
    if electorate.is_frozen:
        raise Refused(_("名册已经封存，不能再合并。"))
    for other in others:
        first.area += other.area
        first.parts = [*first.parts, *other.parts]
        other.struck_at, other.struck_because = timezone.now(), because.strip()
        other.save(update_fields=["struck_at", "struck_because"])
    first.save(update_fields=["area", "parts"])
    _write_down(
        actor,
        "electorates.joined",
        electorate,
        elector=first.pk,
        others=[other.pk for other in others],
        because=because,
    )
    return first


@transaction.atomic
def note_read(*, actor: Person, electorate: Electorate) -> None:
    """Write down that somebody looked at the names and doors of a roll."""
    require(permissions.can_read_roll(actor, electorate))
    _write_down(actor, "electorates.read", electorate)


@transaction.atomic
def note_taken_out(*, actor: Person, electorate: Electorate) -> None:
    """Write down that somebody printed or kept a whole roll."""
    require(permissions.can_read_roll(actor, electorate))
    _write_down(actor, "electorates.taken_out", electorate)


def _by_the_registers(
    kind: str, unit: AdminUnit, compound: Compound | None, entrance: Entrance | None
) -> list[Line]:
    try:
        return lines_for(kind, unit, compound, entrance)
    except ValueError as fault:
        raise Refused(
            _("业主名册还不全：每一处专有部分都要有面积和业主。请先补好户册再来。")
        ) from fault


def _held(electorate: Electorate) -> Electorate:
    """Let acts on one roll come one after the other."""
    return Electorate.objects.select_for_update().get(pk=electorate.pk)


def _check_part(electorate: Electorate, address: str, area: int) -> None:
    """Refuse an owner without a part, or with one whose area counts on another line already."""
    if not (address and area > 0):
        raise Refused(_("业主名册上的一行要有房号和面积：按人数和面积两样算。"))
    if address in queries.doors_counted(electorate):
        raise Refused(_("“%(door)s”已经算在别的行里了，请先划掉那一行。") % {"door": address})


def _check_reason(because: str) -> None:
    if not because.strip():
        raise Refused(_("请写明原因：名册改动都要留下理由。"))


def _write_down(actor: Person | None, verb: str, electorate: Electorate, **details: object) -> None:
    record(
        verb,
        by=actor,
        about=electorate,
        unit=electorate.unit,
        role=role_at(actor, electorate.unit) if actor else "",
        **details,
    )
