"""What waits for a member of staff: residents' matters first, then the lists."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby, islice
from typing import Any

from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mulin.commons.organisations.permissions import can_keep_registers
from mulin.commons.people.models import Person
from mulin.commons.places.models import AdminUnit
from mulin.commons.places.queries import claims_waiting, parts_of
from mulin.commons.places.roles import STAFF
from mulin.commons.tasks.todo import waiting_for
from mulin.features.consents.queries import visits
from mulin.programmes import kinds
from mulin.programmes.kinds import Late
from mulin.programmes.models import Step
from mulin.programmes.permissions import can_steer
from mulin.programmes.queries import offices_of

A_FEW = 8


@dataclass(frozen=True)
class Waiting:
    """One step under way, and how much waits there."""

    step: Step
    count: int
    url: str
    """Where the viewer works on it, or else where everybody reads of it."""


def of(viewer: Person) -> dict[str, Any]:
    """Return what the workbench shows."""
    places = places_of(viewer)
    unclosed = _unclosed(places)
    waiting = list(_waiting(viewer, _running(unclosed)))
    claims = _claims(viewer)
    todos = waiting_for(viewer)
    return {
        "todos": [(one, one.todos[:A_FEW]) for one in todos],
        "places": places,
        "late": late_with(viewer, unclosed),
        "waiting": waiting,
        "claims": claims,
        "handy": _handy(viewer),
        "things": sum(
            [
                *(line.count for line in waiting),
                *(count for _unit, count in claims),
                *(len(one.todos) for one in todos),
            ]
        ),
        "steered": [line for line in waiting if can_steer(viewer, line.step.cycle)],
    }


def _handy(viewer: Person) -> list[tuple[str, str, str, str]]:
    """Return what is always worth doing: an icon, what, what for, and where."""
    handy = []
    if walks := len(visits.assignments_to(viewer)):
        here = ngettext("%(walks)d 栋楼等您上门", "%(walks)d 栋楼等您上门", walks) % {
            "walks": walks
        }
        handy.append(("footprints", here, _("走访表在手机上填"), reverse("consents:walks")))
    if offices_of(viewer):
        plans, notices = reverse("programmes:desk"), reverse("notices:desk")
        handy += [
            ("route", _("看看计划走到哪一步"), _("到时间的步骤在那里结束，也能新建计划"), plans),
            ("megaphone", _("贴一张公示或通知"), _("贴好就有短网址和楼道海报"), notices),
        ]
    units = registers_of(viewer)[:A_FEW]
    for unit in units:
        registers = reverse("organisations:registers", args=[unit.pk])
        if unit.is_community:
            roll = reverse("places:roll", args=[unit.pk])
            what_for = unit.name if len(units) > 1 else _("户数准了，一户一票才准")
            handy.append(("table-2", _("把户册对一遍"), what_for, roll))
        what_for = unit.name if len(units) > 1 else _("居民能看到有谁在一起出力")
        handy.append(("building-2", _("补机构和小组"), what_for, registers))
    return handy


def places_of(viewer: Person) -> list[AdminUnit]:
    """Return the units a member of staff works at, each once."""
    return list({p.unit_id: p.unit for p in parts_of(viewer) if p.role in STAFF}.values())


def registers_of(viewer: Person) -> list[AdminUnit]:
    """Return the units whose registers this person keeps."""
    return [unit for unit in places_of(viewer) if can_keep_registers(viewer, unit)]


def _claims(viewer: Person) -> list[tuple[AdminUnit, int]]:
    """Return the communities where somebody named a home that nobody has confirmed yet."""
    counted = (
        claims_waiting(viewer)
        .order_by()
        .values_list("unit")
        .annotate(claims=Count("pk"))
        .order_by("unit__path")[:A_FEW]
    )
    counts = dict(counted)
    return [(unit, counts[unit.pk]) for unit in AdminUnit.objects.filter(pk__in=counts)]


def late_with(viewer: Person, unclosed: list[Step]) -> list[Late]:
    """Return what the viewer should have done by now; costs the same however much it is."""
    return [*_steps_late(viewer, unclosed), *_things_late(viewer, _running(unclosed))]


def _steps_late(viewer: Person, unclosed: list[Step]) -> Iterator[Late]:
    """Return the steps that the viewer should have closed, and what keeps them open."""
    mine = (one for one in unclosed if one.is_overdue and can_steer(viewer, one.cycle))
    for step in islice(mine, A_FEW):
        days = (timezone.now() - step.closes_at).days
        words = step.stuck_because or ngettext(
            "过了 %(days)d 天，还没有结束", "过了 %(days)d 天，还没有结束", days
        ) % {"days": days}
        url = reverse("programmes:steer", args=[step.cycle_id]) + f"#step-{step.pk}"
        yield Late(step, words, url)


def _things_late(viewer: Person, steps: list[Step]) -> Iterator[Late]:
    """Return what is late within steps; each kind is asked once."""
    for name, ones in groupby(sorted(steps, key=lambda step: step.kind), lambda step: step.kind):
        yield from kinds.get(name).late(list(ones), viewer)


def _unclosed(places: list[AdminUnit]) -> list[Step]:
    """Return the steps nobody has closed where the viewer works, the next to end first."""
    reach = Q(pk__in=[])
    for unit in places:
        reach |= Q(cycle__programme__host__path__startswith=unit.path)
        reach |= Q(cycle__participations__community__path__startswith=unit.path)
    return list(
        Step.objects.filter(reach, closed_at=None)
        .distinct()
        .select_related("cycle__programme__host", "owner")
        .order_by("closes_at")
    )


def _running(unclosed: list[Step]) -> list[Step]:
    return [step for step in unclosed if step.state == "now"]


def _waiting(viewer: Person, running: list[Step]) -> Iterator[Waiting]:
    own = _worked_on_by(viewer, running)
    for step in running:
        kind = kinds.get(step.kind)
        if step.pk in own:
            yield Waiting(step, kind.waiting(step, viewer), reverse(kind.desk, args=[step.pk]))
        elif kind.desk:
            yield Waiting(step, 0, reverse(kind.page, args=[step.pk]))


def _worked_on_by(viewer: Person, steps: list[Step]) -> set[int]:
    """Return the keys of those steps whose desk opens for the viewer, asking once."""
    found = [
        kind.worked_on_by(viewer).filter(pk__in=[step.pk for step in steps]).order_by().values("pk")
        for name in sorted({step.kind for step in steps})
        if (kind := kinds.get(name)).desk
    ]
    return {row["pk"] for row in found[0].union(*found[1:])} if found else set()
