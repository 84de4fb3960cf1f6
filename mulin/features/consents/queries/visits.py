"""Campaigns, who goes to which doors, and what was found behind them."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from mulin.commons.electorates.models import Elector
from mulin.commons.people.models import Person
from mulin.commons.places.models import Building, Household
from mulin.commons.places.queries import (
    buildings_visible_to,
    by_name,
    memberships_at,
    parts_of,
    units_worked_for_by,
)
from mulin.commons.places.roles import NEIGHBOURS, STAFF, Role

from ..models import (
    Assignment,
    ConsentRound,
    HouseholdConsent,
    Visit,
    VisitCampaign,
)
from ..models.rounds import Answer
from .rounds import electors, rounds

Outcome = Visit.Outcome


def rounds_visited_by(viewer: Person) -> QuerySet[ConsentRound]:
    """Return the rounds whose campaigns and objections the viewer's office looks after."""
    return rounds().filter(electorate__unit__in=units_worked_for_by(viewer))


def campaigns_run_by(viewer: Person) -> QuerySet[VisitCampaign]:
    return _campaigns().filter(round__electorate__unit__in=units_worked_for_by(viewer))


def campaigns_of(round: ConsentRound) -> QuerySet[VisitCampaign]:
    return _campaigns().filter(round=round).order_by("starts_on", "id")


def campaigns_visible_to(viewer: Person) -> QuerySet[VisitCampaign]:
    """Return the campaigns the viewer takes part in: by office, by grid, or as told to."""
    assigned = Assignment.objects.filter(campaign=OuterRef("pk"), visitor=viewer.pk)
    units = [part.unit_id for part in parts_of(viewer) if part.role == Role.GRID_WORKER]
    here = "round__electorate__unit__in"
    by_office = Q(**{here: units_worked_for_by(viewer)})
    return _campaigns().filter(Exists(assigned) | by_office | Q(**{here: units}))


def _campaigns() -> QuerySet[VisitCampaign]:
    return VisitCampaign.objects.select_related(
        "round__step__cycle__programme__host",
        "round__electorate__unit",
        "round__electorate__compound",
    )


def is_assigned(person: Person, campaign: VisitCampaign, building: Building) -> bool:
    """Whether somebody was told to go to a building's doors while its round is under way."""
    return Assignment.objects.filter(
        campaign=campaign,
        building=building,
        visitor=person.pk,
        campaign__round__step__closed_at=None,
    ).exists()


def is_sent_to(person: Person, elector: Elector) -> bool:
    """Whether somebody was told to go to this door in a campaign of its round."""
    home = elector.household
    return (
        home is not None
        and person.is_authenticated
        and Assignment.objects.filter(
            campaign__round__electorate=elector.electorate_id,
            campaign__round__step__closed_at=None,
            building=home.dwelling.entrance.building_id,
            visitor=person.pk,
        ).exists()
    )


def assignments_of(campaign: VisitCampaign) -> list[Assignment]:
    """Return who goes where, day by day."""
    found = Assignment.objects.filter(campaign=campaign)
    return list(found.select_related("building__compound", "visitor").order_by("day", "id"))


def assignments_to(person: Person) -> list[Assignment]:
    """Return where somebody goes in rounds that are not over, the nearest days first."""
    return list(
        Assignment.objects.filter(visitor=person, campaign__round__step__closed_at=None)
        .select_related(
            "building__compound", "campaign__round__step", "campaign__round__electorate"
        )
        .order_by("day", "building_id")
    )


def buildings_in(round: ConsentRound) -> list[Building]:
    """Return the buildings whose households a round asks, in the order of their numbers."""
    found = Building.objects.filter(
        pk__in=electors(round).order_by().values("household__dwelling__entrance__building")
    )
    return by_name(found.select_related("compound__community"))


def buildings_with_doors_for(viewer: Person, campaign: VisitCampaign) -> QuerySet[Building]:
    """Return the buildings of a campaign to whose doors the viewer goes."""
    here = electors(campaign.round).order_by().values("household__dwelling__entrance__building")
    mine = Assignment.objects.filter(
        campaign=campaign, visitor=viewer.pk, campaign__round__step__closed_at=None
    ).values("building")
    allowed = buildings_visible_to(viewer).values("pk")
    found = Building.objects.filter(pk__in=here).select_related("compound__community")
    return found.filter(pk__in=mine) | found.filter(pk__in=allowed)


def visitors_for(round: ConsentRound) -> list[Person]:
    """Return who may be sent to doors: the office, and neighbours with a part to play."""
    helpers = (STAFF | NEIGHBOURS) - {Role.RESIDENT}
    parts = memberships_at(round.electorate.unit)
    found = {part.person_id: part.person for part in parts if part.role in helpers}
    return sorted(found.values(), key=lambda person: person.full_name)


@dataclass(slots=True)
class Door:
    """One household of a walk: what was found there last, and how often somebody came."""

    elector: Elector
    has_answered: bool = False
    visits: list[Visit] = field(default_factory=list)
    """The last one first."""

    @property
    def last(self) -> Visit | None:
        return self.visits[0] if self.visits else None

    @property
    def state(self) -> str:
        """Where it stands: answered, one of the outcomes, or not visited."""
        if self.has_answered:
            return "answered"
        return self.last.outcome if self.last else "new"

    @property
    def is_open(self) -> bool:
        return not self.has_answered


def doors_of(campaign: VisitCampaign, building: Building | None = None) -> list[Door]:
    """Return the doors of a campaign, or of one building of it, in the order of the roll."""
    found = electors(campaign.round).select_related("household__dwelling__entrance")
    if building is not None:
        found = found.filter(household__dwelling__entrance__building=building)
    doors = {one.pk: Door(one) for one in found}
    for visit in _visits(campaign, doors):
        doors[visit.elector_id].visits.append(visit)
    for elector in _answered(campaign.round, doors):
        doors[elector].has_answered = True
    return list(doors.values())


def _visits(campaign: VisitCampaign, among: Collection[int]) -> QuerySet[Visit]:
    found = Visit.objects.filter(campaign__round=campaign.round_id, elector__in=among)
    return found.select_related("visitor", "answer", "evidence").order_by("-happened_at", "-id")


def _answered(round: ConsentRound, among: Collection[int]) -> list[int]:
    said = HouseholdConsent.objects.filter(round=round, elector__in=among)
    found = said.exclude(answer=Answer.NOT_REACHED).order_by()
    return list(found.values_list("elector", flat=True).distinct())


def elector_behind(campaign: VisitCampaign, elector_id: int) -> Elector | None:
    """Return a line of a campaign's roll with the way to its door."""
    return (
        electors(campaign.round)
        .select_related("household__dwelling__entrance__building__compound__community")
        .filter(pk=elector_id)
        .first()
    )


def visits_with(campaign: VisitCampaign, keys: Collection[str]) -> dict[str, Visit]:
    """Return what these requests brought when they were sent before."""
    found = Visit.objects.filter(campaign=campaign, key__in=keys)
    return {one.key: one for one in found.select_related("answer")}


@dataclass(slots=True)
class BuildingProgress:
    """How far the doors of one building are."""

    building: Building
    households: int = 0
    answered: int = 0
    absent: int = 0
    refused: int = 0
    revisit: int = 0
    new: int = 0
    visitors: list[str] = field(default_factory=list)

    @property
    def percent(self) -> int:
        return 100 * self.answered // self.households if self.households else 0


def progress_by_building(campaign: VisitCampaign) -> list[BuildingProgress]:
    """Return how far each building is, in a constant number of questions."""
    lines = {one.pk: BuildingProgress(one) for one in buildings_in(campaign.round)}
    for door in doors_of(campaign):
        home = door.elector.household
        if home is None:
            continue
        line = lines[home.dwelling.entrance.building_id]
        line.households += 1
        setattr(line, door.state, getattr(line, door.state) + 1)
    for assigned in assignments_of(campaign):
        walked = lines.get(assigned.building_id)
        if walked and assigned.visitor.name_for_staff not in walked.visitors:
            walked.visitors.append(assigned.visitor.name_for_staff)
    return list(lines.values())


@dataclass(frozen=True, slots=True)
class DayProgress:
    """What one day of a campaign brought."""

    day: date
    knocks: int
    answered: int
    absent: int
    refused: int
    revisit: int


def progress_by_day(campaign: VisitCampaign) -> list[DayProgress]:
    """Return how many doors were knocked at on each day, and what was found."""
    days: dict[date, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    rows = (
        Visit.objects.filter(campaign=campaign)
        .order_by()
        .values_list("happened_at__date", "outcome")
        .annotate(n=Count("pk"))
    )
    for day, outcome, n in rows:
        days[day][outcome] += n
    return [
        DayProgress(
            day,
            sum(found.values()),
            *(found[one] for one in ("answered", "absent", "refused", "revisit")),
        )
        for day, found in sorted(days.items())
    ]


def due_again(campaign: VisitCampaign) -> list[Visit]:
    """Return the agreed revisits that nobody has made yet, the earliest first."""
    later = Visit.objects.filter(
        campaign__round=campaign.round_id,
        elector=OuterRef("elector"),
        happened_at__gt=OuterRef("happened_at"),
    )
    return list(
        Visit.objects.filter(campaign=campaign, outcome=Outcome.REVISIT)
        .exclude(Exists(later))
        .select_related("elector", "visitor")
        .order_by("again_at")
    )


def visits_at(household: Household) -> list[Visit]:
    """Return every knock on one household's door, the last one first."""
    found = Visit.objects.filter(elector__household=household)
    return list(
        found.select_related("campaign__round", "visitor", "answer", "evidence").order_by(
            "-happened_at", "-id"
        )
    )


def households_visible_to(viewer: Person) -> QuerySet[Household]:
    """Return the households whose card the viewer may open: the office's, the grid's."""
    return Household.objects.filter(
        dwelling__entrance__building__in=buildings_visible_to(viewer)
    ).select_related("dwelling__entrance__building__compound__community", "community")
