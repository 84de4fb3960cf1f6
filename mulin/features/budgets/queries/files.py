from django.db.models import QuerySet

from mulin.commons.people.models import Person
from mulin.commons.places.models import AdminUnit
from mulin.commons.places.queries import parts_of, units_worked_for_by
from mulin.commons.places.roles import OFFICE

from ..models import BallotFile


def offices_of(viewer: Person) -> list[AdminUnit]:
    """Return the units in whose office the viewer works, and for which files are uploaded."""
    parts = [part for part in parts_of(viewer) if part.role in OFFICE]
    return sorted({part.unit for part in parts}, key=lambda unit: unit.path)


def files() -> QuerySet[BallotFile]:
    """Return ballot files without their ballots, which are long."""
    return BallotFile.objects.select_related("unit", "uploaded_by").defer("packed")


def files_kept_by(viewer: Person) -> QuerySet[BallotFile]:
    """Return the files of the units for which the viewer works, the latest first."""
    return files().filter(unit__in=units_worked_for_by(viewer).values("pk"))


def files_published() -> QuerySet[BallotFile]:
    """Return the files whose result everybody may read."""
    return files().filter(published_at__isnull=False)


def files_from(person: Person) -> QuerySet[BallotFile]:
    """Return what one person uploaded, the latest first."""
    return files().filter(uploaded_by=person.pk)


def same_file(unit: AdminUnit, sha256: str) -> BallotFile | None:
    """Return the file with this fingerprint, when the unit has it already."""
    return files().filter(unit=unit, sha256=sha256).first()


def ballots_in(file_id: int) -> bytes:
    """Return a file's ballots as they are kept."""
    return bytes(BallotFile.objects.values_list("packed", flat=True).get(pk=file_id))
