"""Where residents live: they say it, staff make sure of it."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mulin.commons.audit.actions import record
from mulin.commons.people.models import Person
from mulin.errors import Refused, require
from mulin.locks import hold_alone

from ..models import AdminUnit, Building, Household, Membership
from ..permissions import may_change, role_at
from ..queries import claims_of, forget_parts
from ..roles import Role

MOST_CLAIMS = 3
"""How many homes a person may have named that nobody has confirmed."""


@transaction.atomic
def claim_home(
    *,
    actor: Person,
    community: AdminUnit,
    building: Building | None = None,
    household: Household | None = None,
    room: str = "",
) -> Membership:
    """Say where one lives; somebody has to confirm it before it gives a vote."""
    hold_alone(f"places.parts:{actor.pk}")
    if not community.is_community:
        raise Refused(_("请选您住的社区。"))
    if household is not None:
        building = household.dwelling.entrance.building
    if building is not None and building.compound.community_id != community.pk:
        raise Refused(_("这栋楼不在这个社区。"))
    lasting = Membership.objects.filter(person=actor, role=Role.RESIDENT, until_on=None)
    if lasting.filter(unit=community, household=household, building=building).exists():
        raise Refused(_("这个住处您已经登记过了。"))
    if claims_of(actor).count() >= MOST_CLAIMS:
        raise Refused(_("您登记的住处还没有核实，请等社区核实好再加。"))
    part = Membership.objects.create(
        person=actor,
        role=Role.RESIDENT,
        unit=community,
        compound=building.compound if building else None,
        building=building,
        household=household,
        from_on=timezone.localdate(),
        note=room[:100],
    )
    forget_parts(actor)
    record("places.home_claimed", by=actor, about=actor, unit=community, membership=part.pk)
    return part


@transaction.atomic
def withdraw_claim(*, actor: Person, part: Membership) -> None:
    """Take back where one said to live."""
    part = _waiting(part)
    require(part.person_id == actor.pk)
    _end(part)
    record("places.claim_withdrawn", by=actor, about=actor, unit=part.unit, membership=part.pk)


@transaction.atomic
def confirm_home(*, actor: Person, part: Membership, household: Household | None = None) -> None:
    """Make sure that a resident lives where they said, behind this door."""
    part = _waiting(part)
    require(may_change(actor, part))
    household = household or part.household
    if household is not None:
        if household.community_id != part.unit_id:
            raise Refused(_("这一户不在这个社区。"))
        part.household = household
        part.building = household.dwelling.entrance.building
        part.compound = part.building.compound
    part.confirmed_at = timezone.now()
    part.note = ""
    part.save()
    forget_parts(part.person)
    _note("places.home_confirmed", actor, part)


@transaction.atomic
def refuse_home(*, actor: Person, part: Membership, because: str) -> None:
    """Say that a resident does not live where they said, and why."""
    part = _waiting(part)
    require(may_change(actor, part))
    part.note = because[:100]
    _end(part)
    _note("places.home_refused", actor, part, because=because)


def _waiting(part: Membership) -> Membership:
    part = (
        Membership.objects.select_for_update(of=("self",))
        .select_related("person", "unit", "household__dwelling__entrance__building__compound")
        .get(pk=part.pk)
    )
    if part.confirmed_at is not None or not part.holds_now:
        raise Refused(_("这一条已经办过了。"))
    return part


def _end(part: Membership) -> None:
    part.until_on = timezone.localdate()
    part.save(update_fields=["until_on", "note"])
    forget_parts(part.person)


def _note(verb: str, actor: Person, part: Membership, **details: str) -> None:
    record(
        verb,
        by=actor,
        role=role_at(actor, part.unit),
        about=part.person,
        unit=part.unit,
        membership=part.pk,
        **details,
    )
