from django.db import models
from django.db.models import Count, F, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from mulin.commons.audit import things
from mulin.commons.occasions.models import Occasion
from mulin.commons.occasions.queries import before
from mulin.commons.organisations.models import Organisation
from mulin.commons.organisations.queries import organisations_spoken_for_by
from mulin.commons.people.models import Person
from mulin.commons.places.models import AdminUnit
from mulin.commons.places.queries import parts_of, units_worked_for_by
from mulin.commons.places.roles import OFFICE

from .models import ActionItem, AgendaItem, FeedKey
from .secrets import digest_of

KEEPERS = ("keeper", "keeper_group", "keeper_organisation", "keeper_office")


def items() -> QuerySet[ActionItem]:
    return ActionItem.objects.select_related("unit", "occasion", "topic", *KEEPERS)


def kept_by(person: Person) -> QuerySet[ActionItem]:
    """Return what a person promised, or a body she speaks for."""
    return items().filter(
        Q(keeper=person.pk)
        | Q(keeper_group__keeper=person.pk)
        | Q(keeper_organisation__in=organisations_spoken_for_by(person))
    )


def items_visible_to(viewer: Person) -> QuerySet[ActionItem]:
    """Return the promises a person may look at one by one: hers, her office's, public ones."""
    if not viewer.is_authenticated:
        return items().filter(is_public=True)
    return items().filter(
        Q(is_public=True)
        | Q(unit__in=units_worked_for_by(viewer))
        | Q(pk__in=kept_by(viewer).values("pk"))
        | Q(keeper_office__in=units_worked_for_by(viewer))
    )


def items_at(unit: AdminUnit) -> QuerySet[ActionItem]:
    """Return the promises made at a unit and below it."""
    return items().filter(unit__path__startswith=unit.path)


def open_first(found: QuerySet[ActionItem]) -> QuerySet[ActionItem]:
    """Order promises: open ones by the day they are due, then the others, the newest first."""
    return found.order_by(
        F("ended_at").desc(nulls_first=True), F("due_on").asc(nulls_last=True), "id"
    )


def overdue(found: QuerySet[ActionItem]) -> QuerySet[ActionItem]:
    return found.filter(state=ActionItem.State.OPEN, due_on__lt=timezone.localdate())


def items_from(thing: models.Model) -> QuerySet[ActionItem]:
    """Return what was promised in or for one thing."""
    type, id = things.key_of(thing)
    return items().filter(origin_type=type, origin_id=id)


def items_on(occasion: Occasion) -> QuerySet[ActionItem]:
    """Return what was promised at one table."""
    return items().filter(occasion=occasion).order_by("id")


def carried_to(occasion: Occasion) -> QuerySet[ActionItem]:
    """
    Return what was promised at earlier times of a series and has to be told about now.

    That is what is still open, and what ended since the last time that was held.
    """
    return _by_keeper(_carried(occasion))


def _by_keeper(which: Q) -> QuerySet[ActionItem]:
    by_keeper = ("keeper_organisation_id", F("due_on").asc(nulls_last=True), "id")
    return items().filter(which).order_by(*by_keeper)


def _carried(occasion: Occasion) -> Q:
    held = before(occasion).filter(state=Occasion.State.HELD).values("on")[:1]
    since = Coalesce(Subquery(held), Value(occasion.on))
    told = Q(state=ActionItem.State.OPEN) | Q(ended_at__date__gte=since)
    return Q(occasion__in=before(occasion).order_by().values("pk")) & told


def at_table(occasion: Occasion) -> tuple[list[ActionItem], list[ActionItem]]:
    """Return what was promised at a table and what is carried to it, in one question."""
    if occasion.series_id is None:
        return list(items_on(occasion)), []
    found = list(_by_keeper(Q(occasion=occasion) | _carried(occasion)))
    made = sorted((one for one in found if one.occasion_id == occasion.pk), key=lambda one: one.pk)
    return made, [one for one in found if one.occasion_id != occasion.pk]


def overdue_by_keeper(unit: AdminUnit) -> list[tuple[Organisation, int]]:
    """Return which organisations are late at a unit and below it, and with how many."""
    counted = dict(
        overdue(items_at(unit))
        .filter(keeper_organisation__isnull=False)
        .order_by()
        .values_list("keeper_organisation")
        .annotate(late=Count("pk"))
    )
    found = Organisation.objects.filter(pk__in=counted)
    return sorted(((one, counted[one.pk]) for one in found), key=lambda pair: -pair[1])


def organisations_promising(unit: AdminUnit) -> QuerySet[Organisation]:
    """Return the organisations that ever promised something at a unit or below it."""
    promised = ActionItem.objects.filter(
        unit__path__startswith=unit.path, keeper_organisation__isnull=False
    )
    return Organisation.objects.filter(pk__in=promised.values("keeper_organisation"))


def offices_of(viewer: Person) -> list[AdminUnit]:
    """Return the units at which a person writes promises down."""
    return list({p.unit_id: p.unit for p in parts_of(viewer) if p.role in OFFICE}.values())


def has_feed(person: Person) -> bool:
    return FeedKey.objects.filter(person=person).exists()


def person_with_feed(key: str) -> Person | None:
    """Return whose calendar a secret key opens, as long as the account is open."""
    found = FeedKey.objects.filter(digest=digest_of(key)).select_related("person").first()
    return found.person if found and found.person.is_active else None


def held_count(person: Person, unit: AdminUnit) -> int:
    """Count a person's open promises at a unit and below it."""
    return items_at(unit).filter(keeper=person, state=ActionItem.State.OPEN).count()


def organisations_looked_after_by(viewer: Person) -> QuerySet[Organisation]:
    """Return the organisations whose promises a person may read: hers, and her register's."""
    return Organisation.objects.filter(
        Q(pk__in=organisations_spoken_for_by(viewer).values("pk"))
        | Q(unit__in=units_worked_for_by(viewer))
        | Q(
            pk__in=ActionItem.objects.filter(unit__in=units_worked_for_by(viewer)).values(
                "keeper_organisation"
            )
        )
    )


def agenda_items_visible_to(viewer: Person) -> QuerySet[AgendaItem]:
    """Return what a person may change in an issue box: her own, and her office's."""
    return AgendaItem.objects.filter(
        Q(raised_by=viewer.pk) | Q(unit__in=units_worked_for_by(viewer))
    ).select_related("unit", "raised_by", "raised_by_organisation", "occasion")


def box_of(unit: AdminUnit) -> QuerySet[AgendaItem]:
    """Return what waits in a unit's issue box, the oldest first."""
    return (
        AgendaItem.objects.filter(unit=unit, state=AgendaItem.State.WAITING)
        .select_related("raised_by", "raised_by_organisation", "topic")
        .order_by("id")
    )


def agenda_of(occasion: Occasion) -> QuerySet[AgendaItem]:
    """Return an occasion's agenda, in order."""
    return (
        AgendaItem.objects.filter(occasion=occasion)
        .select_related("raised_by", "raised_by_organisation", "topic")
        .order_by("position", "id")
    )


def agenda_items_about(thing: models.Model) -> QuerySet[AgendaItem]:
    """Return where one thing was brought to a table, the last first."""
    type, id = things.key_of(thing)
    return (
        AgendaItem.objects.filter(origin_type=type, origin_id=id)
        .select_related("occasion")
        .order_by("-id")
    )


def items_of(person: Person) -> QuerySet[ActionItem]:
    """Return what a person promised herself, the newest first."""
    return ActionItem.objects.filter(keeper=person).order_by("-id")


def matters_of(person: Person) -> QuerySet[AgendaItem]:
    """Return what a person brought up, the newest first."""
    return AgendaItem.objects.filter(raised_by=person).order_by("-id")
