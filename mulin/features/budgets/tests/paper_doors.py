"""Who may hand out paper ballots and read them: those who work where the roll is of."""

from mulin.commons.places.tests.people import Town
from mulin.web.tests.doors import OFFICE_HERE, Door

from ..actions import print_paper
from .budget_votes import make_voting


def _booth(town: Town) -> list:
    return [make_voting(town).step.pk]


def _batch(town: Town) -> list:
    voting = make_voting(town)
    return [print_paper(actor=voting.office, vote=voting.vote, count=2).pk]


PAPER_DOORS = [
    Door("budgets:booth", OFFICE_HERE, _booth),
    Door("budgets:paper_print", OFFICE_HERE, _booth),
    Door("budgets:paper_ballots", OFFICE_HERE, _batch),
    Door("budgets:paper_read", OFFICE_HERE, _batch),
    Door("budgets:paper_recount", OFFICE_HERE, _batch),
]
