from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from mulin.commons.audit.actions import record
from mulin.commons.people.models import Person
from mulin.commons.places.models import AdminUnit
from mulin.commons.places.permissions import role_at
from mulin.errors import Refused, require

from .. import permissions
from ..models import CaseKind
from ..presets import PRESETS


def ready_kinds(subdistrict: AdminUnit) -> None:
    """Give a street the kinds of cases that every street begins with, once."""
    if CaseKind.objects.filter(subdistrict=subdistrict).exists():
        return
    with translation.override(settings.LANGUAGE_CODE):
        kinds = [
            CaseKind(
                subdistrict=subdistrict,
                key=preset.key,
                label=str(preset.label),
                number=preset.number,
                unit=preset.unit,
                recheck_days=preset.recheck_days,
                asks_cause=preset.asks_cause,
                is_by_law=preset.is_by_law,
                order=place,
            )
            for place, preset in enumerate(PRESETS)
        ]
    CaseKind.objects.bulk_create(kinds, ignore_conflicts=True)


def kind_meant(community: AdminUnit, key: str) -> CaseKind:
    """Return the kind a case of this community is to be of, or refuse."""
    if not community.is_community or community.parent is None:
        raise Refused(_("请选一个社区。"))
    ready_kinds(community.parent)
    kind = CaseKind.objects.filter(subdistrict=community.parent, key=key, is_retired=False).first()
    if kind is None:
        raise Refused(_("没有这个类别，请重新选一个。"))
    return kind


@transaction.atomic
def save_kind(
    *,
    actor: Person,
    subdistrict: AdminUnit,
    label: str,
    number: int,
    unit: str,
    recheck_days: int | None = None,
    asks_cause: bool = False,
    is_by_law: bool = False,
    is_retired: bool = False,
    kind: CaseKind | None = None,
) -> CaseKind:
    """Change how a street sorts its cases and how long they may take; cases keep their time."""
    require(permissions.can_keep_kinds(actor, subdistrict))
    if asks_cause and recheck_days is None:
        raise Refused(_("反复了要写原因的，请写办好几天后复查：复查了才知道反复没反复。"))
    ready_kinds(subdistrict)
    kept = CaseKind.objects.select_for_update().filter(subdistrict=subdistrict)
    known = list(kept)
    if any(one.label == label and one != kind for one in known):
        raise Refused(_("已经有叫这个名字的类别了。"))
    if kind is None:
        order = 1 + max(one.order for one in known)
        kind = CaseKind(subdistrict=subdistrict, key=f"own_{order}", order=order)
    elif kind not in known:
        raise Refused(_("没有这个类别，请重新选一个。"))
    kind.label, kind.number, kind.unit = label, number, unit
    kind.recheck_days, kind.asks_cause = recheck_days, asks_cause
    kind.is_by_law, kind.is_retired = is_by_law, is_retired
    kind.save()
    record(
        "cases.kind_saved",
        by=actor,
        role=role_at(actor, subdistrict),
        about=kind,
        unit=subdistrict,
        label=label,
        number=number,
        counted_in=unit,
    )
    return kind


@transaction.atomic
def begin_kinds(*, actor: Person, subdistrict: AdminUnit) -> None:
    """Give a street its first kinds, so that they can be changed before the first case comes."""
    require(permissions.can_keep_kinds(actor, subdistrict))
    ready_kinds(subdistrict)
    record(
        "cases.kinds_begun",
        by=actor,
        role=role_at(actor, subdistrict),
        about=subdistrict,
        unit=subdistrict,
    )
