"""How the communities of a cycle are put into zones, and what a cycle says of itself."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from mulin import locks
from mulin.commons.audit.actions import record
from mulin.commons.people.models import Person
from mulin.commons.places.permissions import role_at
from mulin.errors import Refused, require

from .. import permissions
from ..models import Cycle, Participation, Zone
from .holding import hold, look_again


@transaction.atomic
def save_zone(
    *,
    actor: Person,
    cycle: Cycle,
    zone: Zone | None = None,
    name: str,
    focus: str,
    priority_categories: Iterable[str] = (),
) -> Zone:
    """Draw a zone of a cycle, or change what it is called and about."""
    require(permissions.can_steer(actor, cycle))
    _hold_zones(cycle)
    others = cycle.zones.exclude(pk=zone.pk) if zone else cycle.zones
    if others.filter(name=name).exists():
        raise Refused(_("已经有一个“%(name)s”了。") % {"name": name})
    zone = zone or Zone(cycle=cycle)
    zone.name, zone.focus = name, focus
    zone.priority_categories = list(priority_categories)
    zone.save()
    _write_down("programmes.zone_saved", actor, cycle, zone=name)
    return zone


@transaction.atomic
def remove_zone(*, actor: Person, zone: Zone) -> None:
    """Take away a zone that no community is in any more."""
    cycle = zone.cycle
    require(permissions.can_steer(actor, cycle))
    _hold_zones(cycle)
    if zone.participations.exists():
        raise Refused(_("“%(name)s”里还有社区，先把它们分到别的片区。") % {"name": zone})
    zone.delete()
    _write_down("programmes.zone_removed", actor, cycle, zone=zone.name)


@transaction.atomic
def assign_zones(*, actor: Person, cycle: Cycle, zones: dict[int, int | None]) -> int:
    """Put communities into zones, community → zone; return how many changed."""
    require(permissions.can_steer(actor, cycle))
    _hold_zones(cycle)
    known = set(cycle.zones.values_list("pk", flat=True))
    if not {zone for zone in zones.values() if zone is not None} <= known:
        raise Refused(_("有一个片区不是这一季的，请刷新再选。"))
    changed = [
        part
        for part in cycle.participations.filter(community__in=zones).select_related("community")
        if part.zone_id != zones[part.community_id]
    ]
    waiting = cycle.steps.filter(requires__contains=["zones"], closed_at=None)
    steps = [hold(step) for step in waiting]
    for part in changed:
        if zones[part.community_id] is None and any(step.state == "now" for step in steps):
            raise Refused(
                _("%(name)s不能没有片区：要靠片区的那一步已经开始了。")
                % {"name": part.community.name}
            )
        part.zone_id = zones[part.community_id]
    Participation.objects.bulk_update(changed, ["zone"])
    look_again(steps)
    if changed:
        _write_down("programmes.zones_assigned", actor, cycle, communities=len(changed))
    return len(changed)


@transaction.atomic
def describe_cycle(
    *,
    actor: Person,
    cycle: Cycle,
    theme: str,
    policy_note: str,
    policy_tags: list[str],
    parties: list[dict[str, str]],
) -> Cycle:
    """Say what a cycle is about this year, and who works together on it."""
    require(permissions.can_steer(actor, cycle))
    cycle = _hold_cycle(cycle)
    used = set(cycle.steps.values_list("owner_role", flat=True)) - {""}
    if gone := sorted(used - {party["key"] for party in parties}):
        raise Refused(
            _("“%(name)s”还管着某一步，不能去掉。")
            % {"name": next((p["name"] for p in cycle.parties if p["key"] == gone[0]), gone[0])}
        )
    cycle.theme, cycle.policy_note, cycle.policy_tags = theme, policy_note, policy_tags
    cycle.blueprint["parties"] = parties
    cycle.save(update_fields=["theme", "policy_note", "policy_tags", "blueprint"])
    _write_down("programmes.cycle_described", actor, cycle)
    return cycle


@transaction.atomic
def explain_cycle(*, actor: Person, cycle: Cycle, explainer: dict[str, Any]) -> Cycle:
    """Write the four answers for residents and for staff."""
    require(permissions.can_steer(actor, cycle))
    cycle = _hold_cycle(cycle)
    cycle.blueprint["explainer"] = explainer
    cycle.save(update_fields=["blueprint"])
    _write_down("programmes.cycle_explained", actor, cycle)
    return cycle


def _hold_zones(cycle: Cycle) -> None:
    locks.hold_alone(f"programmes.zones_of:{cycle.pk}")


def _hold_cycle(cycle: Cycle) -> Cycle:
    return (
        Cycle.objects.select_for_update(of=["self"])
        .select_related("programme__host")
        .get(pk=cycle.pk)
    )


def _write_down(verb: str, actor: Person, cycle: Cycle, **details: Any) -> None:
    host = cycle.programme.host
    record(verb, by=actor, role=role_at(actor, host), about=cycle, unit=host, **details)
