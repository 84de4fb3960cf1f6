"""What two people do at the same moment is done once, or one after the other."""

import pytest

from mulin.programmes.models import Proposal
from mulin.web.tests.threads import each_at_once, refused

from .. import actions
from ..models import ProposalRevision
from ..queries import sheet_of
from .people import make_workshop

pytestmark = pytest.mark.django_db(transaction=True)
FREE = {"text": "装一盏灯，人来就亮。" * 8, "is_free": True}


def test_eight_who_hand_in_at_once_keep_the_cap_of_three():
    workshop = make_workshop(per_community=3)
    drafts = [workshop.draft(f"提案{n}") for n in range(8)]
    came = each_at_once(
        lambda one: actions.submit_proposal(actor=workshop.lin, proposal=one, **FREE), *drafts
    )
    assert len(refused(came)) == 5
    assert Proposal.objects.filter(state=Proposal.State.SUBMITTED).count() == 3


def test_six_marked_at_once_leave_one_flagship():
    workshop = make_workshop()
    given = [workshop.draft(f"提案{n}", state=Proposal.State.SUBMITTED) for n in range(6)]
    each_at_once(
        lambda one: actions.mark_flagship(actor=workshop.xiaozhou, proposal=one, reason="好"),
        *given,
    )
    assert Proposal.objects.filter(is_flagship=True).count() == 1


def test_of_those_who_saw_the_same_version_one_is_first():
    workshop = make_workshop()
    proposal = workshop.draft()
    actions.write_proposal(actor=workshop.lin, proposal=proposal, goal="一起看到的")
    seen = sheet_of(proposal).version
    came = each_at_once(
        lambda goal: actions.write_proposal(
            actor=workshop.lin, proposal=proposal, seen=seen, goal=goal
        ),
        *(f"第{n}个人写的" for n in range(6)),
    )
    assert len(refused(came)) == 5
    numbers = ProposalRevision.objects.order_by("number").values_list("number", flat=True)
    assert list(numbers) == [1, 2, 3]


def test_the_first_words_of_two_are_both_kept():
    workshop = make_workshop()
    proposal = workshop.draft()
    each_at_once(
        lambda said: actions.write_proposal(actor=workshop.lin, proposal=proposal, **said),
        {"goal": "亮"},
        {"steps": "三月装"},
    )
    sheet = sheet_of(proposal)
    assert (sheet.goal, sheet.steps, sheet.version) == ("亮", "三月装", 3)
