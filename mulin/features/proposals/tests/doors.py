from mulin.programmes.models import Proposal
from mulin.web.tests.doors import ANYONE, OFFICE_HERE, RESIDENT, SIGNED_IN, Door

from .. import actions
from ..models import ProposalRevision
from .people import make_workshop

WITH_AUTHOR = OFFICE_HERE | {RESIDENT}


def preparing(town):
    return [make_workshop(town).step.pk]


def draft(town):
    return [make_workshop(town).draft(author=town.people[RESIDENT]).pk]


def submitted(town):
    return [make_workshop(town).draft("感应灯", state=Proposal.State.SUBMITTED).pk]


def revision(town):
    workshop = make_workshop(town)
    proposal = workshop.draft(author=town.people[RESIDENT])
    actions.write_proposal(actor=workshop.xiaozhou, proposal=proposal, goal="亮")
    return [ProposalRevision.objects.get(proposal=proposal, number=1).pk]


def comment(town):
    workshop = make_workshop(town)
    proposal = workshop.draft(author=town.people[RESIDENT])
    said = actions.comment_on_proposal(
        actor=workshop.xiaozhou, proposal=proposal, section="text", text="谁来管？"
    )
    return [said.pk]


SAID = {"section": "text", "text": "谁来管？"}
FILE = {"file": "不是文件"}
DOORS = [
    Door("proposals:mine", SIGNED_IN),
    Door("proposals:preparing", ANYONE, preparing),
    Door("proposals:prepare", WITH_AUTHOR, draft),
    Door("proposals:prepare", WITH_AUTHOR, draft, "post", {"title": "感应灯"}),
    Door("proposals:withdraw", WITH_AUTHOR, draft),
    Door("proposals:withdraw", WITH_AUTHOR, draft, "post", {"reason": "不做了"}),
    Door("proposals:versions", WITH_AUTHOR, draft),
    Door("proposals:version", WITH_AUTHOR, revision),
    Door("proposals:restore", WITH_AUTHOR, revision, "post"),
    Door("proposals:comment", WITH_AUTHOR, draft),
    Door("proposals:comment", OFFICE_HERE, submitted, "post", SAID),
    Door("proposals:answer", WITH_AUTHOR, comment, "post", {"answer": "楼长"}),
    Door("proposals:drafts", OFFICE_HERE, preparing),
    Door("proposals:drafts", OFFICE_HERE, preparing, data={"zone": "x", "shown": "1' OR 1=1"}),
    Door("proposals:sheet", OFFICE_HERE, preparing),
    Door("proposals:read_in", OFFICE_HERE, preparing),
    Door("proposals:read_in", OFFICE_HERE, preparing, "post", FILE),
    Door("proposals:book", OFFICE_HERE, preparing),
    Door("proposals:send_back", OFFICE_HERE, submitted),
    Door("proposals:send_back", OFFICE_HERE, submitted, "post", {"reason": "补上谁来管"}),
    Door("proposals:flagship", OFFICE_HERE, submitted),
    Door("proposals:flagship", OFFICE_HERE, submitted, "post", {"reason": "全楼受益"}),
]
