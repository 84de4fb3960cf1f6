"""Rounds, and which of them stand before another step."""

from collections.abc import Collection

from django.db.models import QuerySet

from mulin.commons.electorates.models import Elector
from mulin.commons.notices.models import PublicNotice
from mulin.commons.people.models import Person
from mulin.commons.places.models import AdminUnit, Building, Compound, Entrance, Household
from mulin.commons.places.queries import (
    buildings_to_live_in,
    buildings_visible_to,
    by_name,
    households_lived_in_by,
    parts_of,
    units_worked_for_by,
)
from mulin.commons.places.roles import STAFF, Role
from mulin.commons.topics.models import Topic
from mulin.programmes.models import Step
from mulin.programmes.queries import open_steps, steps_steered_by

from ..models import ConsentRound

ASK = "ask_households"
START = "start_works"
OF_A_ROUND = ("step__cycle__programme__host", "electorate__unit", "electorate__compound")
ABOUT = ConsentRound.About.choices


def steps() -> QuerySet[Step]:
    """Return every step in which households are asked; everybody may read of them."""
    return Step.objects.filter(kind=ASK).select_related("cycle__programme__host")


def steps_run_by(viewer: Person) -> QuerySet[Step]:
    """Return the steps of rounds the viewer may prepare, open and close."""
    return steps_steered_by(viewer).filter(kind=ASK)


def starts() -> QuerySet[Step]:
    """Return every step in which works start."""
    return Step.objects.filter(kind=START).select_related("cycle__programme__host")


def starts_run_by(viewer: Person) -> QuerySet[Step]:
    return steps_steered_by(viewer).filter(kind=START)


def rounds() -> QuerySet[ConsentRound]:
    return ConsentRound.objects.select_related(*OF_A_ROUND)


def round_of(step: Step) -> ConsentRound | None:
    """Return the round of a step, once somebody has prepared it."""
    return rounds().filter(step=step).first()


def steps_before(step: Step) -> list[tuple[Step, ConsentRound | None]]:
    """Return the required rounds of earlier steps of a cycle, prepared or not."""
    before = list(
        Step.objects.filter(
            cycle=step.cycle_id, kind=ASK, order__lt=step.order, settings__is_required=True
        ).select_related("cycle__programme__host")
    )
    prepared = {one.step_id: one for one in rounds().filter(step__in=before)}
    return [(one, prepared.get(one.pk)) for one in before]


def own_electors(round: ConsentRound, person: Person) -> list[Elector]:
    """Return the lines of a round's roll that are a person's own homes."""
    homes = households_lived_in_by(person)
    if not homes:
        return []
    return list(electors(round).filter(household__in=homes))


def electors(round: ConsentRound) -> QuerySet[Elector]:
    """Return the households that are asked, in the order of the roll."""
    return Elector.objects.filter(electorate=round.electorate_id, struck_at=None).order_by("number")


def elector_with(round: ConsentRound, household: Household) -> Elector | None:
    return electors(round).filter(household=household).first()


def notice_about(step: Step) -> PublicNotice | None:
    """Return the notice that was put up about a step: a round's result, or that works start."""
    return PublicNotice.objects.filter(about_type=step._meta.label_lower, about_id=step.pk).first()


def buildings_listed_by(viewer: Person, buildings: Collection[int]) -> set[int]:
    """Return which of these buildings' doors the viewer may list: her office's, her own."""
    if not viewer.is_authenticated or not (parts := parts_of(viewer)):
        return set()
    own = {
        part.building_id
        for part in parts
        if part.role == Role.BUILDING_STEWARD and part.building_id is not None
    }
    works = any(part.role in STAFF for part in parts)
    seen = buildings_visible_to(viewer).filter(pk__in=buildings) if works else []
    return {building.pk for building in seen} | (own & set(buildings))


def building_listed_by(viewer: Person, building_id: int) -> Building | None:
    """Return a building whose doors the viewer may list."""
    found = buildings_listed_by(viewer, [building_id])
    return buildings_to_live_in().filter(pk__in=found).first()


def places_to_ask(step: Step) -> tuple[AdminUnit, list[Compound]]:
    """Return where a round of a step may ask: the host's whole place, or one of its compounds."""
    host = step.cycle.programme.host
    compounds = Compound.objects.filter(community__path__startswith=host.path)
    return host, list(compounds.select_related("community").order_by("community__path", "name"))


def stairwells_to_ask(step: Step) -> list[Entrance]:
    """Return the stairwells whose lifts are talked over in a step's cycle."""
    lifts = step.cycle.topics.filter(entrance__isnull=False)
    return list(
        Entrance.objects.filter(pk__in=lifts.values("entrance")).select_related(
            "building__compound__community"
        )
    )


def rounds_of_topic(topic: Topic) -> list[ConsentRound]:
    """Return the rounds in which a topic was put to households, the first first."""
    return list(
        rounds()
        .filter(step__cycle__topics=topic, opened_at__isnull=False)
        .order_by("step__order", "pk")
    )


def electors_in(round: ConsentRound, building: Building) -> QuerySet[Elector]:
    """Return the households of one building that are asked."""
    return electors(round).filter(household__dwelling__entrance__building=building)


def rounds_read_by(viewer: Person) -> QuerySet[ConsentRound]:
    """Return the rounds whose single answers the viewer may read."""
    return rounds().filter(electorate__unit__in=units_worked_for_by(viewer))


def buildings_of(ids: Collection[int]) -> list[Building]:
    """Return these buildings in the order of their names."""
    return by_name(buildings_to_live_in().filter(pk__in=ids))


def rounds_to_open() -> list[ConsentRound]:
    """Return the prepared rounds whose step has begun, has an owner, and that nobody opened."""
    begun = open_steps(ASK).exclude(owner=None).values("pk")
    found = rounds().filter(opened_at=None, step__in=begun)
    return list(found.select_related("step__owner", *OF_A_ROUND))
