"""Who plays which part in a place: give it, end it, hand it over."""

from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from mulin.commons.audit.actions import record
from mulin.commons.people.actions import invite_staff, register_person
from mulin.commons.people.models import Person
from mulin.errors import Refused, require
from mulin.locks import hold_alone

from ..models import AdminUnit, Building, Grid, Membership
from ..permissions import may_change, may_give, role_at, works_for
from ..queries import forget_parts
from ..roles import NEEDS, STAFF, Role, may_be_held_at

NARROWER = ("compound", "building", "grid", "household")


@transaction.atomic
def give_role(
    *,
    actor: Person,
    person: Person,
    role: Role,
    unit: AdminUnit,
    **how: Any,
) -> Membership:
    """
    Give a person a part in a place.

    `how` says from when until when, and narrows it to a compound, building, grid or household.
    """
    require(may_give(actor, role, unit))
    require(actor != person, _("自己的身份要请别人来给。"))
    _check(person, role, unit, how)
    return _give(actor, person, role, unit, **how)


@transaction.atomic
def set_up_role(*, person: Person, role: Role, unit: AdminUnit, **how: Any) -> Membership:
    """
    Give a person a part on behalf of the site, which has nobody yet who may give one.

    Only programs on the site's own machine do: commands that set it up, the demo, tests.
    """
    return _give(None, person, role, unit, **how)


def _give(
    actor: Person | None,
    person: Person,
    role: Role,
    unit: AdminUnit,
    *,
    from_on: date | None = None,
    until_on: date | None = None,
    confirmed: bool = True,
    **where: Any,
) -> Membership:
    _check_place(role, unit, where)
    hold_alone(f"places.parts:{person.pk}")
    from_on = from_on or timezone.localdate()
    if until_on is not None and until_on <= from_on:
        raise Refused(_("结束的日子要在开始之后。"))
    narrower = {name: where.get(name) for name in NARROWER}
    same = Membership.objects.filter(person=person, role=role, unit=unit, **_exactly(narrower))
    if same.filter(Q(until_on=None) | Q(until_on__gt=from_on)).exists():
        raise Refused(_("%(name)s已经是这里的%(role)s了。") % _named(person, role))
    part = Membership.objects.create(
        person=person,
        role=role,
        unit=unit,
        from_on=from_on,
        until_on=until_on,
        confirmed_at=timezone.now() if confirmed else None,
        **where,
    )
    forget_parts(person)
    _note("places.role_given", actor, part, given=role)
    return part


@transaction.atomic
def end_role(*, actor: Person, part: Membership, because: str = "") -> None:
    """End a part somebody plays, from today on."""
    part = _locked(part)
    require(may_change(actor, part))
    _refuse_ended(part)
    part.until_on = max(timezone.localdate(), part.from_on)
    part.note = because[:100] or part.note
    part.save(update_fields=["until_on", "note"])
    forget_parts(part.person)
    _note("places.role_ended", actor, part, ended=part.role)


@transaction.atomic
def hand_over(*, actor: Person, part: Membership, person: Person) -> Membership:
    """Let somebody else take over a part from today on; who had it before stays in the history."""
    part = _locked(part)
    require(may_change(actor, part))
    if person == part.person:
        raise Refused(_("交接给谁？这就是现在这一位。"))
    until_on = part.until_on
    end_role(actor=actor, part=part, because=_("交接给%(name)s") % {"name": person.name_for_staff})
    narrower = {name: getattr(part, name) for name in NARROWER if getattr(part, name) is not None}
    successor = give_role(
        actor=actor,
        person=person,
        role=Role(part.role),
        unit=part.unit,
        until_on=until_on if until_on and until_on > timezone.localdate() else None,
        aide_type=part.aide_type,
        succeeds=part,
        **narrower,
    )
    _note("places.role_handed_over", actor, successor, given=part.role)
    return successor


@transaction.atomic
def invite_to_staff(
    *, actor: Person, unit: AdminUnit, full_name: str, phone: str
) -> tuple[Person, str]:
    """Open an account for a future colleague and return the secret of the invitation."""
    require(works_for(actor, unit))
    hold_alone(f"people.phone:{phone}")
    person = Person.objects.filter(phone=phone).first()
    if person is None:
        person = register_person(actor=actor, full_name=full_name, phone=phone)
    elif person.signs_in_with_password:
        # Not by name: whoever tries a telephone number is not told whose it is.
        raise Refused(_("这个手机号已经有工作账号了。"))
    elif person.full_name and person.full_name != full_name:
        raise Refused(_("这个手机号登记的是另一个名字，请再看看。"))
    token = invite_staff(actor=actor, person=person)
    record("places.staff_invited", by=actor, role=role_at(actor, unit), about=person, unit=unit)
    return person, token


def _check(person: Person, role: Role, unit: AdminUnit, where: dict[str, Any]) -> None:
    _check_place(role, unit, where)
    if role in STAFF and not person.signs_in_with_password:
        raise Refused(_("这个账号还不能做工作人员，先发一个邀请。"))
    needed = NEEDS.get(role)
    if needed == "grid" and not where.get("grid"):
        raise Refused(_("请选哪个网格。"))
    if needed == "building" and not where.get("building"):
        raise Refused(_("请选哪栋楼。"))


def _check_place(role: Role, unit: AdminUnit, where: dict[str, Any]) -> None:
    if not may_be_held_at(role, unit.level):
        level = unit.get_level_display()
        raise Refused(_("%(level)s没有“%(role)s”这个身份。") % {"level": level, "role": role.label})
    if not _lies_in(unit, where.get("grid"), where.get("building")):
        raise Refused(_("选的网格或楼不在这个社区。"))


def _lies_in(unit: AdminUnit, grid: Grid | None, building: Building | None) -> bool:
    places = [grid.community_id] if grid else []
    places += [building.compound.community_id] if building else []
    return all(place == unit.pk for place in places)


def _exactly(narrower: dict[str, Any]) -> dict[str, Any]:
    return {
        f"{name}__isnull" if place is None else name: True if place is None else place
        for name, place in narrower.items()
    }


def _locked(part: Membership) -> Membership:
    return (
        Membership.objects.select_for_update(of=("self",))
        .select_related("person", "unit", *NARROWER)
        .get(pk=part.pk)
    )


def _refuse_ended(part: Membership) -> None:
    if part.until_on is not None and part.until_on <= timezone.localdate():
        raise Refused(_("这个身份已经结束了。"))


def _named(person: Person, role: Role) -> dict[str, Any]:
    return {"name": person.name_for_staff, "role": role.label}


def _note(verb: str, actor: Person | None, part: Membership, **details: Any) -> None:
    record(
        verb,
        by=actor,
        role=role_at(actor, part.unit) if actor else "",
        about=part.person,
        unit=part.unit,
        membership=part.pk,
        **details,
    )
