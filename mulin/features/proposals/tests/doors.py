from mulin.programmes.models import Proposal
from mulin.web.tests.doors import ANYONE, OFFICE_HERE, RESIDENT, SIGNED_IN, Door

from .people import make_workshop

WITH_AUTHOR = OFFICE_HERE | {RESIDENT}


def preparing(town):
    return [make_workshop(town).step.pk]


def draft(town):
    return [make_workshop(town).draft(author=town.people[RESIDENT]).pk]


def submitted(town):
    return [make_workshop(town).draft("感应灯", state=Proposal.State.SUBMITTED).pk]


DOORS = [
    Door("proposals:mine", SIGNED_IN),
    Door("proposals:preparing", ANYONE, preparing),
    Door("proposals:drafts", OFFICE_HERE, preparing),
    Door("proposals:prepare", WITH_AUTHOR, draft),
    Door("proposals:prepare", WITH_AUTHOR, draft, "post", {"title": "感应灯"}),
    Door("proposals:withdraw", WITH_AUTHOR, draft),
    Door("proposals:withdraw", WITH_AUTHOR, draft, "post", {"reason": "不做了"}),
    Door("proposals:send_back", OFFICE_HERE, submitted),
    Door("proposals:send_back", OFFICE_HERE, submitted, "post", {"reason": "补上谁来管"}),
]
