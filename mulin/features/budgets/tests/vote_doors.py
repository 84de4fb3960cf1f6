from mulin.commons.places.tests.people import Town
from mulin.web.tests.doors import ANYONE, OFFICE_HERE, RESIDENT, STREET_OPERATOR, Door

from ..actions import cast_open_ballot
from .budget_votes import make_voting

HOST = frozenset({STREET_OPERATOR})


def _begun(town: Town) -> list:
    return [make_voting(town).step.pk]


def _unbegun(town: Town) -> list:
    return [make_voting(town, is_begun=False).step.pk]


def _option(town: Town) -> list:
    return [*_unbegun(town), 1]


def _sealed(town: Town, **settings) -> list:
    voting = make_voting(town, voters=12, **settings)
    for voter in voting.voters:
        voting.cast(voter, 1)
    voting.close()
    return [voting.step.pk]


def _sealed_with_names(town: Town) -> list:
    voting = make_voting(town, voters=3, secrecy="open")
    for voter in voting.voters:
        cast_open_ballot(actor=voter, vote=voting.vote, choices=[1])
    voting.close()
    return [voting.step.pk]


def _of_resident(town: Town) -> list:
    voting = make_voting(town, voters=0, by="residents")
    voting.cast(town.people[RESIDENT], 1)
    return [voting.step.pk]


def _with_seed(town: Town) -> list:
    return _sealed(town, ties="lot", seed_source="双色球第 2026135 期")


VOTE_DOORS = [
    Door("budgets:vote", ANYONE, _begun),
    Door("budgets:vote", ANYONE, _unbegun),
    Door("budgets:receipt", frozenset({RESIDENT}), _of_resident),
    Door("budgets:ballots", ANYONE, _sealed),
    Door("budgets:ballots", ANYONE, _sealed, "post", {"code": "A"}),
    Door("budgets:ballots", frozenset(), _begun, hides_from_strangers=True),
    Door("budgets:named_ballots", ANYONE, _sealed_with_names),
    Door("budgets:named_ballots", frozenset(), _sealed, hides_from_strangers=True),
    Door("budgets:ballots_json", ANYONE, _sealed),
    Door("budgets:ballots_csv", ANYONE, _sealed),
    Door("budgets:vote_desk", OFFICE_HERE, _begun),
    Door("budgets:vote_money", HOST, _unbegun),
    Door("budgets:vote_roll", HOST, _unbegun),
    Door("budgets:vote_option", HOST, _unbegun),
    Door("budgets:vote_proposals", HOST, _unbegun),
    Door("budgets:vote_option_remove", HOST, _option),
    Door("budgets:vote_begin", HOST, _unbegun),
    Door("budgets:vote_seed", HOST, _with_seed),
]
