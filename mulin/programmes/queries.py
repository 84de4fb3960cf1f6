from functools import reduce
from operator import or_

from django.db.models import Count, F, Q, QuerySet
from django.utils import timezone

from mulin.commons.people.models import Person
from mulin.commons.places.models import AdminUnit
from mulin.commons.places.queries import ancestors_of, memberships_now, parts_of, units_staffed_by
from mulin.commons.places.roles import OFFICE
from mulin.commons.topics.models import Topic

from .models import Cycle, EarlierYear, Participation, Programme, Proposal, Step, Target, Zone

PUBLIC_STATES = (
    Proposal.State.SUBMITTED,
    Proposal.State.SHORTLISTED,
    Proposal.State.SELECTED,
    Proposal.State.WAITLISTED,
    Proposal.State.NOT_SELECTED,
)


def cycles() -> QuerySet[Cycle]:
    """Return every cycle; everybody may read of them."""
    return Cycle.objects.select_related("programme__host")


def offices_of(viewer: Person) -> list[AdminUnit]:
    """Return the units in whose office a person works, where programmes can be hosted."""
    return list({p.unit_id: p.unit for p in parts_of(viewer) if p.role in OFFICE}.values())


def cycles_steered_by(viewer: Person) -> QuerySet[Cycle]:
    """Return the cycles whose host is an office of the viewer's, or below it; newest first."""
    hosted = [Q(programme__host__path__startswith=unit.path) for unit in offices_of(viewer)]
    if not hosted:
        return Cycle.objects.none()
    return cycles().filter(reduce(or_, hosted)).order_by("-started_at", "-pk")


def programmes_steered_by(viewer: Person) -> QuerySet[Programme]:
    return Programme.objects.filter(
        pk__in=cycles_steered_by(viewer).order_by().values("programme")
    ).select_related("host")


def steps_steered_by(viewer: Person) -> QuerySet[Step]:
    """Return the steps the viewer may open, close and set."""
    steered = cycles_steered_by(viewer).order_by().values("pk")
    return Step.objects.filter(cycle__in=steered).select_related("cycle__programme__host")


def proposals_visible_to(viewer: Person) -> QuerySet[Proposal]:
    """Return proposals that are public, the viewer's own, and those of the viewer's work."""
    seen = Q(state__in=PUBLIC_STATES)
    if viewer.is_authenticated:
        seen |= Q(author=viewer.pk) | Q(community__in=units_staffed_by(viewer))
    return Proposal.objects.filter(seen).select_related(
        "cycle__programme__host", "community", "author", "topic__community"
    )


def proposals_of(cycle: Cycle) -> QuerySet[Proposal]:
    """Return a cycle's public proposals in the order of their numbers."""
    return (
        cycle.proposals.filter(state__in=PUBLIC_STATES)
        .select_related("community", "cycle")
        .order_by("number")
    )


def selected_of(cycle: Cycle) -> QuerySet[Proposal]:
    return cycle.proposals.filter(state=Proposal.State.SELECTED)


def counted_by_community(proposals: QuerySet[Proposal]) -> dict[int, int]:
    """Return how many of some proposals each community has, by its key."""
    counted = proposals.order_by().values_list("community").annotate(n=Count("pk"))
    return dict(counted)


def cycles_running() -> QuerySet[Cycle]:
    """Return cycles with a step still to close, newest first."""
    return (
        Cycle.objects.filter(steps__closed_at=None)
        .distinct()
        .select_related("programme__host")
        .order_by("-started_at")
    )


def cycles_of(community: AdminUnit) -> QuerySet[Cycle]:
    """Return the cycles a community takes part in, newest first."""
    return (
        Cycle.objects.filter(participations__community=community)
        .select_related("programme__host")
        .order_by("-started_at")
    )


def open_steps(kind: str) -> QuerySet[Step]:
    """Return the steps of a kind that are open now."""
    now = timezone.now()
    return Step.objects.filter(
        kind=kind, closed_at=None, lacks=[], opens_at__lte=now, closes_at__gt=now
    ).select_related("cycle__programme__host")


def steps_to_close() -> list[Step]:
    """Return the steps that close themselves and whose time is over, in their order."""
    due = Step.objects.filter(closes_itself=True, closed_at=None, closes_at__lte=timezone.now())
    return list(due.select_related("cycle__programme__host", "owner").order_by("cycle", "order"))


def steps_overdue(viewer: Person) -> QuerySet[Step]:
    """Return the steps the viewer steers whose time is over and that nobody has closed."""
    return (
        steps_steered_by(viewer)
        .filter(closed_at=None, closes_at__lte=timezone.now())
        .select_related("owner")
        .order_by("closes_at")
    )


def owners_for(cycle: Cycle) -> QuerySet[Person]:
    """Return those who can steer a cycle, and so can own its steps."""
    host = cycle.programme.host
    offices = [*ancestors_of(host).values_list("pk", flat=True), host.pk]
    parts = memberships_now().filter(role__in=OFFICE, unit__in=offices)
    return Person.objects.filter(pk__in=parts.values("person"), is_active=True).order_by("pk")


def taking_part(cycle: Cycle) -> QuerySet[Participation]:
    """Return the communities of a cycle with their zones, zone by zone."""
    return cycle.participations.select_related("community", "zone").order_by(
        F("zone").asc(nulls_first=True), "community__path"
    )


def steps_of(cycle: Cycle) -> list[Step]:
    """Return a cycle's steps, each knowing its cycle and its owner, in one question."""
    steps = list(cycle.steps.select_related("owner"))
    for step in steps:
        step.cycle = cycle
    return steps


def zones_of(cycle: Cycle) -> list[Zone]:
    """Return a cycle's zones, each knowing its cycle."""
    zones = list(cycle.zones.all())
    for zone in zones:
        zone.cycle = cycle
    return zones


def zones_steered_by(viewer: Person) -> QuerySet[Zone]:
    """Return the zones the viewer may change."""
    steered = cycles_steered_by(viewer).order_by().values("pk")
    return Zone.objects.filter(cycle__in=steered).select_related("cycle__programme__host")


def programmes() -> QuerySet[Programme]:
    """Return every programme; everybody may read of them."""
    return Programme.objects.select_related("host")


def earlier_years_of(programme: Programme) -> QuerySet[EarlierYear]:
    """Return what is told of the years before a programme was run here."""
    return EarlierYear.objects.filter(programme=programme).order_by("year")


def targets_of(cycle: Cycle) -> QuerySet[Target]:
    """Return what a cycle set out to reach, thing by thing, the whole first."""
    whole_first = F("unit__path").asc(nulls_first=True)
    return cycle.targets.select_related("unit").order_by("indicator", "name", whole_first)


def targets_steered_by(viewer: Person) -> QuerySet[Target]:
    """Return the targets the viewer may change."""
    steered = cycles_steered_by(viewer).order_by().values("pk")
    found = Target.objects.filter(cycle__in=steered)
    return found.select_related("unit", "cycle__programme__host")


def units_with_targets(cycle: Cycle) -> QuerySet[AdminUnit]:
    """Return the places a target can be for: the host, what lies below it, who takes part."""
    below = AdminUnit.objects.filter(path__startswith=cycle.programme.host.path)
    taking_part = Q(pk__in=cycle.participations.values("community"))
    return below.filter(~Q(level=AdminUnit.Level.COMMUNITY) | taking_part).order_by("path")


def kinds_in(cycle: Cycle) -> list[str]:
    """Return the names of the kinds of step a cycle is made of, in their order."""
    return list(dict.fromkeys(cycle.steps.values_list("kind", flat=True)))


def cycles_near(topic: Topic) -> QuerySet[Cycle]:
    """Return the cycles in which a topic can be worked off: its community's, newest first."""
    path = topic.community.path.strip("/").split("/")
    hosted = Q(programme__host__in=path) & Q(participations=None)
    return cycles().filter(Q(participations__community=topic.community_id) | hosted).distinct()


def cycles_working_off(topic: Topic) -> list[tuple[Cycle, Proposal | None]]:
    """Return where a topic is worked off: cycles as a whole, and proposals with theirs."""
    whole = [(cycle, None) for cycle in cycles().filter(topics=topic)]
    parts = Proposal.objects.filter(topic=topic).select_related("cycle__programme__host")
    return [*whole, *((one.cycle, one) for one in parts)]


def topics_worked_off(cycle: Cycle, proposal: Proposal | None = None) -> QuerySet[Topic]:
    """Return the topics whose obstacles hold works of a cycle, or of one proposal in it."""
    held = Q(pk__in=cycle.topics.values("pk"))
    if proposal and proposal.topic_id:
        held |= Q(pk=proposal.topic_id)
    return Topic.objects.filter(held)


def proposals_to_work_off(topic: Topic) -> QuerySet[Proposal]:
    """Return the selected proposals of a topic's community that no topic is tied to yet."""
    free = Proposal.objects.filter(
        community=topic.community_id, state=Proposal.State.SELECTED, topic=None
    )
    return free.select_related("cycle__programme__host").order_by("-cycle_id", "number")
