from collections.abc import Iterable

from django.db.models import Q, QuerySet

from mulin.commons.people.models import Person
from mulin.commons.places.models import AdminUnit
from mulin.commons.places.queries import units_worked_for_by

from .models import Obstacle, Opinion, Topic, TopicAnswer


def topics_visible_to(viewer: Person | None) -> QuerySet[Topic]:
    """Return the topics somebody may read: all of them, for they are everybody's matter."""
    return Topic.objects.select_related("community", "compound")


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


def opinions_of(person: Person) -> QuerySet[Opinion]:
    return Opinion.objects.filter(speaker=person).order_by("-id")
