from collections.abc import Collection

from django.db.models import Count, Model, Q, QuerySet
from django.utils import timezone

from mulin.commons.people.models import Person
from mulin.commons.places.models import AdminUnit, Building
from mulin.commons.places.queries import by_name, units_worked_for_by
from mulin.commons.siteplans.models import SitePlan
from mulin.commons.siteplans.queries import plans_of

from ..models import Survey, SurveyQuestion

WITH = ("unit", "compound", "copied_from")


def _surveys() -> QuerySet[Survey]:
    return Survey.objects.select_related(*WITH)


def public_surveys() -> QuerySet[Survey]:
    """Return the surveys that were opened, which everybody may read about."""
    return _surveys().filter(opened_at__isnull=False)


def surveys_visible_to(viewer: Person) -> QuerySet[Survey]:
    """Return the surveys whose page the viewer may open: drafts have none."""
    return public_surveys()


def surveys_of(unit: AdminUnit) -> QuerySet[Survey]:
    """Return the public surveys of a place: of what lies in it, and of what it lies in."""
    above = [int(part) for part in unit.path.strip("/").split("/")]
    return public_surveys().filter(Q(unit__path__startswith=unit.path) | Q(unit__in=above))


def surveys_held_by(viewer: Person) -> QuerySet[Survey]:
    """Return the surveys for whose place the viewer works, drafts too."""
    if not viewer.is_authenticated:
        return Survey.objects.none()
    return _surveys().filter(unit__in=units_worked_for_by(viewer))


def surveys_about(thing: Model) -> QuerySet[Survey]:
    """Return the surveys that were made for one thing: a case, a topic, a meeting."""
    return _surveys().filter(origin_type=thing._meta.label_lower, origin_id=thing.pk)


def surveys_about_counted(thing: Model) -> QuerySet[Survey]:
    """Return the surveys that went out for one thing, each with how many responses count."""
    counted = Count("responses", filter=Q(responses__counts=True))
    return surveys_about(thing).filter(opened_at__isnull=False).annotate(counted=counted)


def surveys_to_publish(viewer: Person) -> QuerySet[Survey]:
    """Return the closed surveys of the viewer's places whose results wait."""
    return surveys_held_by(viewer).filter(closed_at__isnull=False, published_at=None)


def surveys_to_close() -> list[Survey]:
    """Return the surveys whose end has come and that nobody has closed."""
    found = _surveys().filter(
        opened_at__isnull=False, closed_at=None, closes_at__lte=timezone.now()
    )
    return list(found.select_related("opened_by", *WITH))


def place_with(key: int) -> AdminUnit | None:
    return AdminUnit.objects.filter(pk=key).first()


def questions_of(survey: Survey) -> list[SurveyQuestion]:
    """Return a survey's questions in their order, each with the one it depends on."""
    found = list(SurveyQuestion.objects.filter(survey=survey).order_by("order"))
    by_key = {one.pk: one for one in found}
    for one in found:
        if one.only_if_id is not None:
            one.only_if = by_key.get(one.only_if_id)
    plans = plans_with([one.settings.get("plan") for one in found])
    for one in found:
        one.plan = plans.get(one.settings.get("plan", 0))
    return found


def plans_with(keys: Collection[int | None]) -> dict[int, SitePlan]:
    """Return some plans by their key, those taken down as well: what was pointed at stays."""
    wanted = {key for key in keys if key}
    if not wanted:
        return {}
    return SitePlan.objects.select_related("picture").in_bulk(wanted)


def plans_to_point_at(survey: Survey) -> list[SitePlan]:
    """Return the plans on which a place may be asked for."""
    return list(plans_of(survey.unit))


def question_of(survey: Survey, key: int) -> SurveyQuestion | None:
    return next((one for one in questions_of(survey) if one.pk == key), None)


def buildings_offered(
    survey: Survey, questions: Collection[SurveyQuestion]
) -> list[tuple[int, str]]:
    """Return the buildings a place may be chosen from, where any question offers them."""
    if not any(one.settings.get("buildings") for one in questions):
        return []
    found = Building.objects.filter(compound__community__path__startswith=survey.unit.path)
    if survey.compound_id:
        found = found.filter(compound=survey.compound_id)
    return [(one.pk, one.full_name) for one in by_name(found.select_related("compound"))]


def buildings_named(keys: Collection[int]) -> dict[int, str]:
    """Return the names of some buildings."""
    if not keys:
        return {}
    found = Building.objects.filter(pk__in=keys).select_related("compound")
    return {one.pk: one.full_name for one in found}
