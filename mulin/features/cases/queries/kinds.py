from django.db.models import QuerySet

from mulin.commons.people.models import Person
from mulin.commons.places.models import AdminUnit
from mulin.commons.places.queries import parts_of
from mulin.commons.places.roles import UPPER_OFFICE

from ..models import CaseKind
from ..presets import PRESETS


def kinds_of(subdistrict: AdminUnit) -> QuerySet[CaseKind]:
    """Return how a street sorts its cases; nothing before the first of them."""
    return CaseKind.objects.filter(subdistrict=subdistrict)


def kind_choices(community: AdminUnit) -> list[tuple[str, str]]:
    """Return the kinds a case of this community may be of, by their keys."""
    kept = list(CaseKind.objects.filter(subdistrict_id=community.parent_id))
    if kept:
        return [(kind.key, kind.name) for kind in kept if not kind.is_retired]
    return [(preset.key, str(preset.label)) for preset in PRESETS]


def kinds_kept_by(viewer: Person) -> QuerySet[AdminUnit]:
    """Return the subdistricts whose kinds of cases the viewer keeps."""
    paths = [part.unit.path for part in parts_of(viewer) if part.role in UPPER_OFFICE]
    found = AdminUnit.objects.none()
    for path in paths:
        found = found | AdminUnit.objects.filter(
            path__startswith=path, level=AdminUnit.Level.SUBDISTRICT
        )
    return found
