import pytest

from mulin.errors import NotAllowed, Refused
from mulin.programmes.models import Proposal

from .. import actions, queries
from .people import make_workshop

pytestmark = pytest.mark.django_db
FREE = {"text": "装一盏灯，人来就亮。" * 8, "is_free": True}


def submit(workshop, proposal):
    return actions.submit_proposal(actor=workshop.lin, proposal=proposal, **FREE)


def test_a_community_hands_in_no_more_than_it_may():
    workshop = make_workshop(per_community=1)
    submit(workshop, workshop.draft("灯"))
    with pytest.raises(Refused, match="这个社区最多交 1 个提案"):
        submit(workshop, workshop.draft("椅"))
    there = workshop.draft("隔壁的灯", community=workshop.town.next_community)
    assert submit(workshop, there).submitted_at


def test_a_community_hands_in_no_more_of_a_kind_than_it_may():
    workshop = make_workshop(per_category_and_community=1)
    submit(workshop, workshop.draft("灯"))
    with pytest.raises(Refused, match="“环境”类最多交 1 个"):
        submit(workshop, workshop.draft("椅"))
    other = workshop.draft("合唱")
    actions.submit_proposal(actor=workshop.lin, proposal=other, category="culture", **FREE)


def test_a_withdrawn_proposal_makes_room():
    workshop = make_workshop(per_community=1)
    first = submit(workshop, workshop.draft("灯"))
    actions.withdraw_proposal(actor=workshop.lin, proposal=first)
    assert submit(workshop, workshop.draft("椅")).submitted_at


def mark(workshop, proposal, reason="全楼受益"):
    return actions.mark_flagship(actor=workshop.xiaozhou, proposal=proposal, reason=reason)


def test_a_community_stands_up_for_one_proposal_and_says_why():
    workshop = make_workshop()
    lamp, bench = (workshop.draft(name, state=Proposal.State.SUBMITTED) for name in ("灯", "椅"))
    with pytest.raises(Refused, match="为什么"):
        mark(workshop, lamp, " ")
    assert mark(workshop, lamp).is_flagship
    assert queries.sheet_of(lamp).flagship_reason == "全楼受益"
    with pytest.raises(Refused, match="已经推了“灯”"):
        mark(workshop, bench)
    actions.unmark_flagship(actor=workshop.operator, proposal=lamp, reason="换成椅子")
    assert mark(workshop, bench).is_flagship


def test_a_flagship_that_is_sent_back_keeps_its_place_until_it_is_given_up():
    workshop = make_workshop()
    lamp, bench = (workshop.draft(name, state=Proposal.State.SUBMITTED) for name in ("灯", "椅"))
    mark(workshop, lamp)
    actions.return_proposal(actor=workshop.xiaozhou, proposal=lamp, reason="写上价钱")
    with pytest.raises(Refused, match="已经推了“灯”"):
        mark(workshop, bench)
    actions.unmark_flagship(actor=workshop.xiaozhou, proposal=lamp, reason="换成椅子")
    assert mark(workshop, bench).is_flagship


def test_more_may_be_flagships_where_the_step_says_so():
    workshop = make_workshop(flagships_per_community=2)
    for name in ("灯", "椅"):
        assert mark(workshop, workshop.draft(name, state=Proposal.State.SUBMITTED)).is_flagship


@pytest.mark.parametrize("state", ["draft", "withdrawn", "selected"])
def test_only_what_is_in_the_running_becomes_a_flagship(state):
    workshop = make_workshop()
    with pytest.raises(Refused, match="才能推为精品"):
        mark(workshop, workshop.draft(state=state))


def test_an_author_does_not_mark_their_own():
    workshop = make_workshop()
    proposal = workshop.draft(author=workshop.xiaozhou, state=Proposal.State.SUBMITTED)
    with pytest.raises(NotAllowed):
        mark(workshop, proposal)
