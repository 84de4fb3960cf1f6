from django.db.models import QuerySet

from mulin.commons.people.models import Person
from mulin.commons.places.models import AdminUnit

from ..models import BaselineStudy
from .units import communities_run_by


def studies_visible_to(viewer: Person) -> QuerySet[BaselineStudy]:
    """Return the studies, in all versions, of the communities whose office the viewer works in."""
    return BaselineStudy.objects.filter(community__in=communities_run_by(viewer)).select_related(
        "community", "written_by"
    )


def studies_of(community: AdminUnit) -> QuerySet[BaselineStudy]:
    """Return the versions of a community's study, the latest first."""
    return BaselineStudy.objects.filter(community=community).select_related("written_by")


def study_of(community: AdminUnit) -> BaselineStudy | None:
    """Return the version that holds."""
    return studies_of(community).first()
