"""Ballots, each for its own voter's eyes, and counted for everybody's."""

from collections.abc import Collection, Iterable
from datetime import date
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import TruncDate

from mulin.commons.people.models import Person
from mulin.commons.places.models import AdminUnit, Membership
from mulin.commons.places.queries import memberships_now
from mulin.programmes.models import Participation, Step
from mulin.programmes.queries import offices_of

from ..models import Ballot, Vote
from .contests import contests, publishing_steps


def contests_helped_by(viewer: Person) -> QuerySet[Step]:
    """Return the contests for whose neighbours the viewer may enter ballots."""
    return contests().filter(cycle__in=_cycles_helped_by(viewer))


def publishing_helped_by(viewer: Person) -> QuerySet[Step]:
    """Return the steps of publishing for whose neighbours the viewer may enter objections."""
    return publishing_steps().filter(cycle__in=_cycles_helped_by(viewer))


def _cycles_helped_by(viewer: Person) -> QuerySet[Any]:
    helped = Participation.objects.filter(community__in=communities_worked_for(viewer))
    return helped.values("cycle")


def communities_worked_for(viewer: Person) -> QuerySet[AdminUnit]:
    below = [Q(path__startswith=unit.path) for unit in offices_of(viewer)]
    return AdminUnit.objects.filter(reduce(or_, below)) if below else AdminUnit.objects.none()


def choice_of(voter: Person, step: Step) -> set[int]:
    """Return the proposals a voter ticked, for that voter's own eyes."""
    if not voter.is_authenticated:
        return set()
    votes = Vote.objects.filter(ballot__step=step, ballot__voter=voter)
    return set(votes.values_list("proposal", flat=True))


def ballot_of(voter: Person, step: Step) -> Ballot | None:
    """Return a person's ballot while it has votes on it."""
    if not voter.is_authenticated:
        return None
    found = Ballot.objects.filter(step=step, voter=voter, votes__isnull=False)
    return found.select_related("entered_by").first()


def voters_of(step: Step) -> int:
    """Return how many have voted, without how."""
    return Vote.objects.filter(ballot__step=step).aggregate(n=Count("ballot", distinct=True))["n"]


def ballots_by_day(step: Step) -> list[tuple[date, int]]:
    """Return how many ballots came in on each day, without their direction."""
    ballots = Ballot.objects.filter(step=step, votes__isnull=False)
    days = ballots.annotate(day=TruncDate("first_cast_at")).values("day")
    counted = days.annotate(n=Count("pk", distinct=True)).order_by("day")
    return [(row["day"], row["n"]) for row in counted]


def neighbours_without_phone(
    communities: Iterable[AdminUnit], name: str, roles: Collection[str]
) -> QuerySet[Membership]:
    """Return confirmed voters who cannot sign in themselves, found by part of their name."""
    return (
        memberships_now()
        .filter(
            unit__in=communities,
            role__in=roles,
            confirmed_at__isnull=False,
            person__phone=None,
            person__login=None,
            person__full_name__contains=name,
        )
        .exclude(person__full_name="")
        .select_related("person", "unit", "building")
        .order_by("person__full_name", "person_id")
        .distinct("person__full_name", "person_id")
    )


def voters_without_phone() -> QuerySet[Person]:
    """Return those who cannot sign in themselves."""
    return Person.objects.filter(phone=None, login=None, is_active=True)


def votes_of(person: Person) -> QuerySet[Vote]:
    """Return everything a person ever voted for, for that person's own eyes; newest first."""
    votes = Vote.objects.filter(ballot__voter=person).select_related("ballot__step", "proposal")
    return votes.order_by("-ballot__cast_at", "proposal__number")
