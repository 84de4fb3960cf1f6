from datetime import date

from mulin.features.budgets import actions as budgets
from mulin.features.budgets.models import PaperBatch
from mulin.features.budgets.tests.budget_votes import Voting, make_voting
from mulin.features.budgets.tests.publishing import publishing_after
from mulin.features.budgets.tests.test_funnel import Collecting
from mulin.programmes.tests.cycles import shift
from mulin.web.tests.doors import OFFICE_HERE, SOCIAL_WORKER, STREET_OPERATOR

from .ground import HOST, Act, Ground


def _over(voting: Voting) -> None:
    shift(voting.step, opens_in=-2, closes_in=-0.01)


def _box(g: Ground, *, voting: Voting | None = None) -> PaperBatch:
    voting = voting or make_voting(g.town, voters=1)
    batch = budgets.print_paper(actor=voting.office, vote=voting.vote, count=1)
    budgets.mark_on_paper(
        actor=voting.office, vote=voting.vote, elector=voting.elector(voting.voters[0])
    )
    _over(voting)
    return PaperBatch.objects.select_related("vote__step").get(pk=batch.pk)


def _counted_box(g: Ground) -> PaperBatch:
    batch = _box(g)
    for name in (STREET_OPERATOR, SOCIAL_WORKER):
        budgets.enter_paper(actor=g.town.people[name], batch=batch, sheets={1: "1"})
        batch = PaperBatch.objects.select_related("vote__step").get(pk=batch.pk)
    return batch


def _item(g: Ground):
    collecting = Collecting(g.town)
    return collecting.collect("坡道")[0]


def _shortlist(g: Ground):
    collecting = Collecting(g.town)
    return budgets.prepare_vote(actor=collecting.office, step=collecting.voting, budget_cents=1)


def _publishing(g: Ground):
    voting = make_voting(g.town, method="first_places", places=1)
    voting.cast(voting.voters[0], 1)
    voting.close()
    return publishing_after(voting)


AN_ITEM = {"title": "坡道", "text": "", "category": ""}

BUDGET_PAPERS = [
    Act(
        "print_paper",
        OFFICE_HERE,
        lambda g, who: budgets.print_paper(actor=who, vote=make_voting(g.town).vote, count=2),
    ),
    Act(
        "enter_paper",
        OFFICE_HERE,
        lambda g, who: budgets.enter_paper(actor=who, batch=_box(g), sheets={1: "1"}),
    ),
    Act(
        "recount_paper",
        OFFICE_HERE,
        lambda g, who: budgets.recount_paper(actor=who, batch=_counted_box(g), reason="有人问"),
    ),
    Act(
        "count_leaflets",
        OFFICE_HERE,
        lambda g, who: budgets.count_leaflets(
            actor=who,
            step=Collecting(g.town).step,
            place="3号楼",
            number=120,
            handed_on=date(2026, 3, 1),
        ),
    ),
    Act(
        "collect_items",
        OFFICE_HERE,
        lambda g, who: budgets.collect_items(
            actor=who, step=Collecting(g.town).step, items=[AN_ITEM]
        ),
    ),
    Act(
        "judge_item",
        HOST,
        lambda g, who: budgets.judge_item(
            actor=who, item=_item(g), verdict="shortlisted", cost_cents=100
        ),
    ),
    Act(
        "put_shortlist_on_ballot",
        HOST,
        lambda g, who: budgets.put_shortlist_on_ballot(actor=who, vote=_shortlist(g)),
    ),
    Act(
        "publish_budget_result",
        HOST,
        lambda g, who: budgets.publish_budget_result(actor=who, step=_publishing(g)),
    ),
]
