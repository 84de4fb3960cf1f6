"""Naming contests in every state, for this room's tests and the house's."""

from datetime import timedelta

from django.utils import timezone

from mulin.commons.electorates.models import Elector
from mulin.commons.places.models import Place
from mulin.commons.places.tests.people import Town
from mulin.web.tests.doors import SOCIAL_WORKER

from .. import actions, queries
from ..models import NamingContest

LATER = timedelta(days=7)


def staff(town: Town):
    return town.people[SOCIAL_WORKER]


def shed(town: Town) -> Place:
    place, _is_new = Place.objects.get_or_create(
        community=town.community, name="非机动车库", defaults={"kind": "bike_shed"}
    )
    return place


def collecting(town: Town, **how) -> NamingContest:
    return actions.open_naming(
        actor=staff(town),
        place=shed(town),
        why="车库改好了，想要个好听的名字",
        collects_until=timezone.now() + LATER,
        **how,
    )


def collected(town: Town, *names: str) -> NamingContest:
    """Return a contest of which the time for giving names is over."""
    contest = collecting(town)
    given = [(name, "") for name in names or ("睦邻小站", "清桐驿", "平安小栈")]
    actions.enter_names(actor=staff(town), contest=contest, channel="paper", lines=given)
    return over(contest, "collects_until")


def voting(town: Town, *names: str) -> NamingContest:
    contest = collected(town, *names)
    contest = actions.shortlist_names(
        actor=staff(town),
        contest=contest,
        chosen=[one.pk for one in queries.shown_names(contest)],
        reasons={},
        votes_until=timezone.now() + LATER,
    )
    return queries.public_contests().get(pk=contest.pk)


def over(contest: NamingContest, moment: str) -> NamingContest:
    """Let the time for something be over."""
    past = timezone.now() - timedelta(minutes=1)
    NamingContest.objects.filter(pk=contest.pk).update(**{moment: past})
    return queries.public_contests().get(pk=contest.pk)


def candidate(contest: NamingContest, name: str):
    return contest.candidates.get(name=name)


def vote(contest: NamingContest, person, name: str):
    return actions.vote_for_name(actor=person, contest=contest, candidate=candidate(contest, name))


def line_of(contest: NamingContest, person) -> Elector:
    return Elector.objects.get(electorate=contest.electorate, person=person)


def counting(town: Town, person, name: str = "清桐驿") -> NamingContest:
    """Return a contest in which one neighbour voted and the time for voting is over."""
    contest = voting(town)
    vote(contest, person, name)
    return over(contest, "votes_until")


def decided(town: Town, person, name: str = "清桐驿") -> NamingContest:
    contest = actions.conclude_naming(actor=staff(town), contest=counting(town, person, name))
    return queries.public_contests().get(pk=contest.pk)
