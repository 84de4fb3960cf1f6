"""Who may read what was collected, and who enters it."""

from mulin.commons.places.tests.people import Town
from mulin.web.tests.doors import ANYONE, OFFICE_HERE, STREET_OPERATOR, Door

from ..actions import prepare_vote
from .test_funnel import Collecting

HOST = frozenset({STREET_OPERATOR})


def _collecting(town: Town) -> list:
    return [Collecting(town).step.pk]


def _item(town: Town) -> list:
    collecting = Collecting(town)
    collecting.collect("坡道")
    return [collecting.step.pk, 1]


def _vote(town: Town) -> list:
    collecting = Collecting(town)
    prepare_vote(actor=collecting.office, step=collecting.voting, budget_cents=1)
    return [collecting.voting.pk]


FUNNEL_DOORS = [
    Door("budgets:funnel", ANYONE, _collecting),
    Door("budgets:items_xlsx", ANYONE, _collecting),
    Door("budgets:collecting", OFFICE_HERE, _collecting),
    Door("budgets:item_add", OFFICE_HERE, _collecting),
    Door("budgets:items_upload", OFFICE_HERE, _collecting),
    Door("budgets:item_judge", HOST, _item),
    Door("budgets:vote_shortlist", HOST, _vote),
]
