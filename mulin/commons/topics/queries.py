from collections.abc import Iterable

from django.db.models import Case, Count, Prefetch, Q, QuerySet, When

from mulin.commons.occasions.models import Occasion
from mulin.commons.people.models import Person
from mulin.commons.places.models import AdminUnit, Entrance, Place
from mulin.commons.places.queries import (
    ancestors_of,
    in_order,
    memberships_now,
    units_worked_for_by,
)
from mulin.commons.places.roles import OFFICE, Role

from .models import (
    Obstacle,
    Opinion,
    Settlement,
    SettlementTerm,
    Topic,
    TopicAnswer,
    WorkingGroup,
    WorkingGroupMember,
)

MOST_ENTRANCES = 1000


def topics_visible_to(viewer: Person | None) -> QuerySet[Topic]:
    """Return the topics somebody may read: all of them, for they are everybody's matter."""
    return Topic.objects.select_related("community", "compound", "entrance__building")


def topics_of(unit: AdminUnit) -> QuerySet[Topic]:
    """Return the topics of a unit and all below it, the newest first."""
    return Topic.objects.filter(community__path__startswith=unit.path).select_related("community")


def topics_looked_after_by(viewer: Person) -> QuerySet[Topic]:
    return Topic.objects.filter(community__in=units_worked_for_by(viewer)).select_related(
        "community"
    )


def answers_in_force(topic: Topic) -> dict[str, TopicAnswer]:
    """Return what holds now, by question."""
    answers = topic.answers.filter(replaced_at=None).select_related("occasion")
    return {answer.question: answer for answer in answers}


def occasions_that_answer(topic: Topic) -> QuerySet[Occasion]:
    """Return where residents may have met to answer a topic's questions."""
    return Occasion.objects.filter(
        unit__in=[*ancestors_of(topic.community), topic.community],
        state=Occasion.State.HELD,
        is_public=True,
    )


def working_groups_of(topic: Topic) -> QuerySet[WorkingGroup]:
    """Return the working groups of a topic, each with who is in it today."""
    now = WorkingGroupMember.objects.filter(until_on=None)
    return topic.working_groups.select_related("group", "occasion").prefetch_related(
        Prefetch("members", queryset=now)
    )


def members_now(topic: Topic) -> QuerySet[WorkingGroupMember]:
    """Return who is in the working groups of a topic today."""
    return WorkingGroupMember.objects.filter(working_group__topic=topic, until_on=None)


def working_groups_kept_by(viewer: Person) -> QuerySet[WorkingGroup]:
    """Return the working groups of topics the viewer looks after."""
    mine = topics_looked_after_by(viewer).order_by().values("pk")
    return WorkingGroup.objects.filter(topic__in=mine).select_related("topic__community", "group")


def groups_lacking(topics: Iterable[Topic]) -> list[tuple[str, str]]:
    """Return for which lifts which working group is still to be formed, by title and task."""
    lifts = Topic.objects.filter(
        pk__in=[topic.pk for topic in topics], form=Topic.Form.LIFT
    ).prefetch_related("working_groups")
    return [
        (lift.title, str(task.label))
        for lift in lifts
        for task in WorkingGroup.Task
        if task not in {one.task for one in lift.working_groups.all()}
    ]


def entrances_of(community: AdminUnit) -> list[Entrance]:
    """Return the stairwells of a community, building by building."""
    found = Entrance.objects.filter(building__compound__community=community)
    return sorted(
        found.select_related("building__compound")[:MOST_ENTRANCES],
        key=lambda one: (one.building.compound.name, in_order(one.address)),
    )


def said_yes(topic: Topic) -> bool:
    """Return whether residents have said that something shall be done."""
    return topic.answers.filter(
        question=TopicAnswer.Question.WHETHER,
        whether=TopicAnswer.Whether.YES,
        replaced_at=None,
    ).exists()


def opinions_in_force() -> QuerySet[Opinion]:
    return Opinion.objects.filter(withdrawn_because="").select_related("building", "speaker")


def opinions_on(topic: Topic) -> QuerySet[Opinion]:
    return opinions_in_force().filter(topic=topic)


def opinions_looked_after_by(viewer: Person) -> QuerySet[Opinion]:
    return Opinion.objects.filter(unit__in=units_worked_for_by(viewer)).select_related(
        "unit", "topic"
    )


def constraints_on(topic: Topic) -> QuerySet[Opinion]:
    """Return what must not happen, with what was answered: it goes with every plan."""
    return opinions_on(topic).filter(kind=Opinion.Kind.CONSTRAINT, is_public=True)


def constraints_unanswered(topic: Topic) -> QuerySet[Opinion]:
    """Return what must not happen and has no answer yet: it holds back every plan."""
    return opinions_on(topic).filter(kind=Opinion.Kind.CONSTRAINT, reply="")


def obstacles_holding(topics: Iterable[Topic]) -> QuerySet[Obstacle]:
    """Return the obstacles for which works of these topics wait."""
    return Obstacle.objects.filter(
        Q(state=Obstacle.State.OPEN) | Q(state=Obstacle.State.AGREED),
        topic__in=topics,
        is_blocking=True,
    ).select_related("topic", "keeper", "keeper_organisation")


def said_by(person: Person, topic: Topic) -> QuerySet[Opinion]:
    """Return what somebody said about a topic."""
    return opinions_of(person).filter(topic=topic)


def opinions_of(person: Person) -> QuerySet[Opinion]:
    return Opinion.objects.filter(speaker=person).order_by("-id")


def obstacles_kept_by(viewer: Person) -> QuerySet[Obstacle]:
    """Return the obstacles of topics the viewer looks after."""
    mine = topics_looked_after_by(viewer).order_by().values("pk")
    return Obstacle.objects.filter(topic__in=mine).select_related(
        "topic__community", "keeper", "keeper_organisation"
    )


def obstacles_of(topic: Topic) -> QuerySet[Obstacle]:
    return topic.obstacles.select_related("keeper", "keeper_organisation")


def units() -> QuerySet[AdminUnit]:
    """Return the places that have topics: all of them."""
    return AdminUnit.objects.all()


def workers_at(community: AdminUnit) -> list[Person]:
    """Return those who do a community's daily work, by name."""
    parts = memberships_now().filter(unit=community, role__in=OFFICE | {Role.GRID_WORKER})
    people = {part.person for part in parts.select_related("person")}
    return sorted(people, key=lambda person: person.name_for_staff)


def topics_listed(unit: AdminUnit) -> QuerySet[Topic]:
    """Return a unit's topics as its list shows them: what is under way first."""
    open_first = Case(When(state=Topic.State.OPEN, then=0), default=1)
    said = Count("opinions", filter=Q(opinions__withdrawn_because=""), distinct=True)
    stands = Q(obstacles__state__in=(Obstacle.State.OPEN, Obstacle.State.AGREED))
    return (
        topics_of(unit)
        .select_related("compound")
        .annotate(
            said=said,
            obstacles_left=Count("obstacles", filter=stands, distinct=True),
            obstacles_all=Count("obstacles", distinct=True),
        )
        .order_by(open_first, "-opened_at", "-id")
    )


def settlement_of(occasion: Occasion) -> Settlement | None:
    """Return what was settled at one table, with its sides and stretches of the day."""
    found = Settlement.objects.filter(occasion=occasion).select_related("place")
    terms = SettlementTerm.objects.select_related("party")
    return found.prefetch_related("parties", Prefetch("terms", queryset=terms)).first()


def settlements_at(place: Place) -> QuerySet[Settlement]:
    """
    Return what was settled about a place and still holds, the newest first.

    Its terms may be shown to anybody; its words and parties as `words_in_public`, `name_in_public`.
    """
    found = Settlement.objects.filter(place=place, ended_on=None)
    return found.select_related("occasion").prefetch_related("parties", "terms__party")
