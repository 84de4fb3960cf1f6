from mulin.commons.places.tests.people import Town
from mulin.web.tests.doors import (
    ANYONE,
    FAR_SOCIAL_WORKER,
    FAR_STREET_OPERATOR,
    OFFICE_HERE,
    Door,
)

from .elections import keep_some, publish_some
from .funnel_doors import FUNNEL_DOORS
from .paper_doors import PAPER_DOORS
from .result_doors import RESULT_DOORS
from .vote_doors import VOTE_DOORS

OFFICES = OFFICE_HERE | {FAR_SOCIAL_WORKER, FAR_STREET_OPERATOR}


def _kept(town: Town) -> list:
    return [keep_some(town).pk]


def _published(town: Town) -> list:
    return [publish_some(town).pk]


DOORS = [
    Door("budgets:result", ANYONE, _published),
    Door("budgets:result_json", ANYONE, _published),
    Door("budgets:result_xlsx", ANYONE, _published),
    Door("budgets:desk", OFFICES),
    Door("budgets:upload", OFFICES),
    Door("budgets:file", OFFICE_HERE, _kept),
    Door("budgets:file_json", OFFICE_HERE, _kept),
    Door("budgets:file_xlsx", OFFICE_HERE, _kept),
    Door("budgets:publish", OFFICE_HERE, _kept),
    Door("budgets:publish", OFFICE_HERE, _kept, method="post"),
    Door("budgets:withdraw", OFFICE_HERE, _published),
    Door("budgets:remove", OFFICE_HERE, _kept),
    Door("budgets:remove", OFFICE_HERE, _kept, method="post"),
    *RESULT_DOORS,
    *PAPER_DOORS,
    *FUNNEL_DOORS,
    *VOTE_DOORS,
]
