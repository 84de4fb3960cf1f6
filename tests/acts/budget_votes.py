from mulin.features.budgets import actions as budgets
from mulin.features.budgets.receipts import new_key
from mulin.features.budgets.tests.budget_votes import Voting, make_voting
from mulin.web.tests.doors import OFFICE_HERE, RESIDENT

from .ground import CONFIRMED, HOST, Act, Ground


def _unbegun(g: Ground) -> Voting:
    return make_voting(g.town, is_begun=False)


def _by_residents(g: Ground, **settings) -> Voting:
    return make_voting(g.town, voters=0, by="residents", **settings)


def _mark(g: Ground, who, *, and_take_back: bool = False):
    voting = _by_residents(g)
    elector = voting.elector(g.town.people[RESIDENT])
    actor = voting.office if and_take_back else who
    budgets.mark_on_paper(actor=actor, vote=voting.vote, elector=elector)
    if and_take_back:
        budgets.take_paper_mark_back(actor=who, vote=voting.vote, elector=elector)


def _choose_roll(g: Ground, who):
    vote = _unbegun(g).vote
    budgets.choose_roll(actor=who, vote=vote, electorate=vote.electorate)


def _count(g: Ground, who):
    voting = make_voting(g.town, ties="lot", seed_source="双色球第 2026135 期")
    voting.cast(voting.voters[0], 1)
    budgets.count_vote(actor=who, vote=voting.close(), seed="05 11 17")


BUDGET_VOTES = [
    Act(
        "prepare_vote",
        HOST,
        lambda g, who: budgets.prepare_vote(actor=who, step=_unbegun(g).step, budget_cents=1),
    ),
    Act(
        "choose_roll",
        HOST,
        _choose_roll,
    ),
    Act(
        "add_option",
        HOST,
        lambda g, who: budgets.add_option(
            actor=who, vote=_unbegun(g).vote, title="凉亭", cost_cents=1
        ),
    ),
    Act(
        "put_proposals_on_ballot",
        HOST,
        lambda g, who: budgets.put_proposals_on_ballot(
            actor=who, vote=_unbegun(g).vote, proposals=[]
        ),
    ),
    Act(
        "remove_option",
        HOST,
        lambda g, who: budgets.remove_option(actor=who, option=_unbegun(g).vote.options.all()[0]),
    ),
    Act(
        "begin_vote",
        HOST,
        lambda g, who: budgets.begin_vote(actor=who, vote=_unbegun(g).vote),
    ),
    Act("mark_on_paper", OFFICE_HERE, _mark),
    Act(
        "take_paper_mark_back",
        OFFICE_HERE,
        lambda g, who: _mark(g, who, and_take_back=True),
    ),
    Act(
        "cast_secret_ballot",
        CONFIRMED,
        lambda g, who: budgets.cast_secret_ballot(
            actor=who, vote=_by_residents(g).vote, key=new_key(), choices=[1]
        ),
    ),
    Act(
        "cast_open_ballot",
        CONFIRMED,
        lambda g, who: budgets.cast_open_ballot(
            actor=who, vote=_by_residents(g, secrecy="open").vote, choices=[1]
        ),
    ),
    Act("count_vote", HOST, _count),
]
