"""Household plans: whose, how far, and which homes went first."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from mulin.commons.electorates.models import Elector
from mulin.commons.people.models import Person
from mulin.commons.places.models import AdminUnit, Building, Household
from mulin.commons.places.queries import (
    by_name,
    households_lived_in_by,
    in_order,
    units_worked_for_by,
)
from mulin.programmes.models import Cycle, Step
from mulin.programmes.queries import steps_steered_by

from ..models import ConsentRound, HouseholdPlan, Objection, SlotGuest, ViewingSlot

PLANS = "household_plans"
SETTLED = (Objection.State.WITHDRAWN,)


def plan_steps() -> QuerySet[Step]:
    """Return every step of household plans; that there are some is nobody's secret."""
    return Step.objects.filter(kind=PLANS).select_related("cycle__programme__host")


def plan_steps_run_by(viewer: Person) -> QuerySet[Step]:
    return steps_steered_by(viewer).filter(kind=PLANS)


def plans() -> QuerySet[HouseholdPlan]:
    return HouseholdPlan.objects.select_related(
        "step__cycle__programme__host",
        "household__community",
        "household__dwelling__entrance__building__compound",
        "signature",
        "done_photo",
    )


def plans_handled_by(viewer: Person) -> QuerySet[HouseholdPlan]:
    """Return the plans of the households the viewer's office works for."""
    return plans().filter(household__community__in=units_worked_for_by(viewer))


def plans_readable_by(viewer: Person) -> QuerySet[HouseholdPlan]:
    """Return the plans the viewer's office works on, and those of the homes she lives in."""
    return plans_handled_by(viewer) | _plans_of_homes(viewer)


def own_plans(viewer: Person, step: Step | None = None) -> QuerySet[HouseholdPlan]:
    """Return the plans of the homes a person lives in for certain, dropped ones left out."""
    found = _plans_of_homes(viewer).filter(dropped_because="")
    found = found.filter(step=step) if step else found
    return found.prefetch_related("items")


def _plans_of_homes(viewer: Person) -> QuerySet[HouseholdPlan]:
    return plans().filter(household__in=households_lived_in_by(viewer))


def plans_of(step: Step) -> list[HouseholdPlan]:
    """Return the plans of a step with their items: exemplars first, then door by door."""
    found = plans().filter(step=step).prefetch_related("items")
    return sorted(
        found,
        key=lambda plan: (not plan.is_exemplar, plan.is_dropped, in_order(plan.household.address)),
    )


def plans_at(household: Household) -> list[HouseholdPlan]:
    return list(plans().filter(household=household).prefetch_related("items"))


def rounds_before(step: Step) -> QuerySet[ConsentRound]:
    """Return the rounds of a step's cycle that were asked before it."""
    return ConsentRound.objects.filter(step__cycle=step.cycle_id, step__order__lt=step.order)


def households_of(step: Step) -> QuerySet[Household]:
    """Return the households that were asked in the rounds before a step."""
    asked = rounds_before(step).values("electorate")
    return Household.objects.filter(pk__in=_households_on(asked)).select_related(
        "community", "dwelling__entrance__building__compound"
    )


def _households_on(electorates: QuerySet) -> QuerySet:
    found = Elector.objects.filter(electorate__in=electorates, struck_at=None)
    return found.order_by().values("household")


def objections_before(step: Step) -> QuerySet[Objection]:
    """Return what households raised in the rounds before a step and still hold."""
    found = Objection.objects.filter(round__in=rounds_before(step))
    return found.exclude(state__in=SETTLED).select_related("round", "elector")


def households_objecting(step: Step) -> list[Household]:
    """Return the households that raised something in the rounds before a step."""
    raised = objections_before(step).order_by().values("elector__household")
    return list(households_of(step).filter(pk__in=raised))


def agreed_answers(step: Step, homes: Iterable[Household]) -> dict[int, str]:
    """Return what was agreed with each of these households, as a plan's first words."""
    found: dict[int, list[str]] = {}
    for one in objections_before(step).filter(elector__household__in=[h.pk for h in homes]):
        home = one.elector.household_id
        if one.agreed_answer and home is not None:
            found.setdefault(home, []).append(one.agreed_answer)
    return {home: "\n".join(words) for home, words in found.items()}


@dataclass(frozen=True, slots=True)
class PlanCount:
    """How many plans there are, and how far they are."""

    needed: int
    signed: int
    started: int
    done: int


def count_of(step: Step) -> PlanCount:
    """Return how the plans of a step stand; dropped ones are none."""
    kept = HouseholdPlan.objects.filter(step=step, dropped_because="")
    return PlanCount(
        **kept.aggregate(
            needed=Count("pk"),
            signed=Count("pk", filter=Q(signed_on__isnull=False)),
            started=Count("pk", filter=Q(started_on__isnull=False)),
            done=Count("pk", filter=Q(done_on__isnull=False)),
        )
    )


@dataclass(slots=True)
class BuildingPlans:
    """The plans of one building."""

    building: Building
    plans: list[HouseholdPlan] = field(default_factory=list)

    @property
    def needed(self) -> int:
        return sum(not plan.is_dropped for plan in self.plans)

    @property
    def signed(self) -> int:
        return sum(plan.is_signed for plan in self.plans)

    @property
    def done(self) -> int:
        return sum(plan.is_done for plan in self.plans)


def by_building(found: Iterable[HouseholdPlan]) -> list[BuildingPlans]:
    """Put plans under their buildings, keeping their order."""
    lines: dict[int, BuildingPlans] = {}
    for plan in found:
        building = plan.household.dwelling.entrance.building
        lines.setdefault(building.pk, BuildingPlans(building)).plans.append(plan)
    order = [one.pk for one in by_name(line.building for line in lines.values())]
    return [lines[pk] for pk in order]


def exemplars_among(found: Iterable[HouseholdPlan]) -> list[HouseholdPlan]:
    """Return the homes that went first, those that are done before the others."""
    return sorted(
        (plan for plan in found if plan.is_exemplar),
        key=lambda plan: (plan.done_on or date.max, plan.signed_on or date.max, plan.pk),
    )


@dataclass(slots=True)
class Slot:
    """A time to come and see, as one viewer sees it."""

    slot: ViewingSlot
    taken: int
    is_mine: bool

    @property
    def left(self) -> int:
        return max(self.slot.places - self.taken, 0)


def slots_of(found: Iterable[HouseholdPlan], viewer: Person | None = None) -> dict[int, list[Slot]]:
    """Return the coming times of these homes by the key of the plan."""
    coming = ViewingSlot.objects.filter(
        plan__in=[p.pk for p in found], starts_at__gt=timezone.now()
    )
    slots: dict[int, list[Slot]] = {}
    mine = set()
    if viewer is not None and viewer.is_authenticated:
        own = SlotGuest.objects.filter(slot__in=coming, person=viewer.pk)
        mine = set(own.values_list("slot", flat=True))
    for slot in coming.annotate(taken=Count("guests")):
        slots.setdefault(slot.plan_id, []).append(Slot(slot, slot.taken, slot.pk in mine))
    return slots


def slots() -> QuerySet[ViewingSlot]:
    return ViewingSlot.objects.select_related(
        "plan__step__cycle", "plan__household__community"
    ).filter(plan__is_exemplar=True)


def guests_of(slot: ViewingSlot) -> list[SlotGuest]:
    return list(slot.guests.select_related("person"))


def signed_by_community(step: Step) -> list[tuple[int, int, int]]:
    """Return for each community how many plans a step has, and how many are signed."""
    kept = HouseholdPlan.objects.filter(step=step, dropped_because="").order_by()
    return list(
        kept.values_list("household__community").annotate(
            needed=Count("pk"), signed=Count("pk", filter=Q(signed_on__isnull=False))
        )
    )


def signed_in(cycle: Cycle) -> dict[int, int]:
    """Return how many plans were signed in a cycle, by the key of the community."""
    signed = HouseholdPlan.objects.filter(step__cycle=cycle, signed_on__isnull=False).order_by()
    return dict(signed.values_list("household__community").annotate(n=Count("pk")))


def communities_of(step: Step) -> list[AdminUnit]:
    """Return the communities whose households were asked in the rounds before a step."""
    asked = households_of(step).order_by().values("community")
    return list(AdminUnit.objects.filter(pk__in=asked))
