from collections.abc import Collection

from django.db.models import QuerySet

from mulin.commons.people.models import Person
from mulin.commons.places.models import AdminUnit
from mulin.programmes.models import Participation, Step

from ..models import BaselineStudy
from .units import communities_run_by

STUDY_STEP = "study_baseline"


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


def latest_studies(communities: Collection[AdminUnit]) -> dict[int, BaselineStudy]:
    """Return the version that holds in each community, by community."""
    found = BaselineStudy.objects.filter(community__in=communities)
    latest = found.order_by("community_id", "-version").distinct("community_id")
    return {study.community_id: study for study in latest}


def study_steps() -> QuerySet[Step]:
    """Return the steps in which studies are written; everybody may read of them."""
    return Step.objects.filter(kind=STUDY_STEP).select_related("cycle__programme__host")


def studies_written_by(viewer: Person) -> QuerySet[Step]:
    """Return the steps in which a community of the viewer's office writes its study."""
    here = Participation.objects.filter(community__in=communities_run_by(viewer))
    return study_steps().filter(cycle__in=here.values("cycle"))


def study_step_in(cycle_id: int) -> Step | None:
    return study_steps().filter(cycle=cycle_id).first()


def communities_in(cycle_id: int) -> list[AdminUnit]:
    """Return the communities that take part in a cycle, in their order."""
    taking_part = Participation.objects.filter(cycle=cycle_id).values("community")
    return list(AdminUnit.objects.filter(pk__in=taking_part).order_by("path"))
