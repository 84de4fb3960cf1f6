"""Who may see what a vote came to, and put it up."""

from mulin.commons.places.tests.people import Town
from mulin.web.tests.doors import ANYONE, STREET_OPERATOR, Door

from .budget_votes import make_voting
from .publishing import publishing_after

HOST = frozenset({STREET_OPERATOR})


def _counted(town: Town) -> list:
    voting = make_voting(town, method="first_places")
    for voter in voting.voters:
        voting.cast(voter, 1)
    voting.close()
    return [voting.step.pk]


def _listed(town: Town) -> list:
    voting = make_voting(town, voters=10, method="first_places")
    for voter in voting.voters:
        voting.cast(voter, 1)
    voting.close()
    return [voting.step.pk]


def _publishing(town: Town) -> list:
    return [publishing_after(make_voting(town)).pk]


RESULT_DOORS = [
    Door("budgets:vote_result", ANYONE, _counted),
    Door("budgets:vote_bundle", ANYONE, _listed),
    Door("budgets:publication", ANYONE, _publishing),
    Door("budgets:publishing", HOST, _publishing),
]
