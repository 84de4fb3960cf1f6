import pytest

from mulin.commons.audit.models import Record
from mulin.commons.places.roles import Role
from mulin.errors import NotAllowed, Refused
from mulin.programmes.actions import close_step
from mulin.programmes.models import Proposal

from .. import actions
from ..forms.fields import YuanField
from ..queries import sheet_of
from ..sections import Line
from .people import make_workshop

pytestmark = pytest.mark.django_db

TEXT = (
    "三号楼门口装一盏人来就亮的灯，整栋楼七十二户用得上。"
    "电费走公共账，每月十八元左右；楼长每月看一次灯，坏了找维修队。"
)


@pytest.fixture
def workshop():
    return make_workshop()


@pytest.fixture
def proposal(workshop):
    return workshop.draft()


LAMP = Line("感应灯", 2, 64_000)


def submit(proposal, actor, text=TEXT, budget=(LAMP,), **how):
    if actor.pk != proposal.author_id:
        how.setdefault("consent", "林秋月在纸质表上签了字")
    return actions.submit_proposal(
        actor=actor, proposal=proposal, title="感应灯", text=text, budget=budget, **how
    )


def write(proposal, actor, text="先写一句", **how):
    return actions.write_proposal(actor=actor, proposal=proposal, title="感应灯", text=text, **how)


def test_the_author_writes_and_submits(workshop, proposal):
    write(proposal, workshop.lin)
    submitted = submit(proposal, workshop.lin)
    assert submitted.state == Proposal.State.SUBMITTED
    assert submitted.submitted_at
    assert submitted.cost_cents == 128_000


MAY = {
    "author": ("write", "submit"),
    "social worker": ("write", "submit", "return"),
    "street operator": ("write", "submit", "return"),
    "coach": (),
    "another resident": (),
    "social worker next door": (),
}


@pytest.mark.parametrize("who", MAY)
@pytest.mark.parametrize("act", ["write", "submit", "return"])
def test_who_may_do_what_with_a_proposal(workshop, proposal, who, act):
    town = workshop.town
    actor = {
        "author": workshop.lin,
        "social worker": workshop.xiaozhou,
        "street operator": workshop.operator,
        "coach": town.join("陪伴", Role.COACH),
        "another resident": town.join("邻居", Role.RESIDENT),
        "social worker next door": town.join("邻社区", Role.SOCIAL_WORKER, town.next_community),
    }[who]
    if act == "return":
        submit(proposal, workshop.lin)
    do = {
        "write": lambda: write(proposal, actor),
        "submit": lambda: submit(proposal, actor),
        "return": lambda: actions.return_proposal(
            actor=actor, proposal=proposal, reason="补上谁来管"
        ),
    }[act]
    if act in MAY[who]:
        assert do().pk
    else:
        with pytest.raises(NotAllowed):
            do()


def test_a_short_text_is_told_how_much_is_missing(workshop, proposal):
    with pytest.raises(Refused, match="再写 46 个字"):
        submit(proposal, workshop.lin, text="先写一句")
    proposal.refresh_from_db()
    assert proposal.state == Proposal.State.DRAFT


def test_the_cost_is_asked_for_where_the_programme_needs_it(workshop, proposal):
    with pytest.raises(Refused, match="要多少钱"):
        submit(proposal, workshop.lin, budget=())
    workshop.step.settings["needs_cost"] = False
    workshop.step.save()
    assert submit(proposal, workshop.lin, budget=()).cost_cents is None


def test_what_costs_nothing_says_so(workshop, proposal):
    with pytest.raises(Refused, match="不用花钱"):
        submit(proposal, workshop.lin, is_free=True)
    assert submit(proposal, workshop.lin, budget=(), is_free=True).cost_cents == 0


def test_the_cost_is_the_exact_sum_of_the_budget(workshop, proposal):
    lines = [Line("灯", 3, 3_333), Line("电线", 7, 1_001), Line("人工", 1, 0)]
    assert submit(proposal, workshop.lin, budget=lines).cost_cents == 3 * 3_333 + 7 * 1_001


def test_staff_hand_in_for_somebody_only_with_their_consent(workshop, proposal):
    with pytest.raises(Refused, match="怎么同意"):
        submit(proposal, workshop.xiaozhou, consent=" ")
    submit(proposal, workshop.xiaozhou)
    record = Record.objects.get(verb="proposals.submitted_for")
    assert record.role == "social_worker"
    assert "林秋月" not in str(record.details)
    assert sheet_of(proposal).consent == "林秋月在纸质表上签了字"


def test_what_is_missing_is_named_all_at_once(workshop, proposal):
    workshop.step.settings |= {"min_goal": 5, "min_beneficiaries": 5, "needs_social_worker": True}
    workshop.step.save()
    with pytest.raises(Refused) as refusal:
        submit(proposal, workshop.lin, goal="亮", beneficiaries="整栋楼的老人", budget=())
    said = str(refusal.value)
    for lacking in ("想做成什么样（再写 4 个字）", "大约多少人受益", "预算", "跟进的社工"):
        assert lacking in said
    assert "谁会受益" not in said


def test_the_zone_line_is_asked_for_only_where_there_are_zones(workshop, proposal):
    workshop.step.settings["min_zone_fit"] = 4
    workshop.step.save()
    zone = workshop.cycle.zones.create(name="文化片", focus="国际人才社区")
    workshop.cycle.participations.update(zone=zone)
    with pytest.raises(Refused, match="片区的重点"):
        submit(proposal, workshop.lin)
    workshop.cycle.participations.update(zone=None)
    assert submit(proposal, workshop.lin).submitted_at


def test_a_tag_or_category_that_the_cycle_has_not_is_refused(workshop, proposal):
    with pytest.raises(Refused, match="类别"):
        write(proposal, workshop.lin, category="space")
    with pytest.raises(Refused, match="标签"):
        write(proposal, workshop.lin, policy_tags=["登月"])


def test_a_returned_proposal_is_improved_and_submitted_again(workshop, proposal):
    submit(proposal, workshop.lin)
    with pytest.raises(Refused, match="要改哪里"):
        actions.return_proposal(actor=workshop.xiaozhou, proposal=proposal, reason=" ")
    actions.return_proposal(actor=workshop.xiaozhou, proposal=proposal, reason="补上谁来管")
    assert submit(proposal, workshop.lin).state == Proposal.State.SUBMITTED


def test_what_is_submitted_is_not_rewritten(workshop, proposal):
    submit(proposal, workshop.lin)
    with pytest.raises(Refused, match="不在修改"):
        write(proposal, workshop.lin)


def test_withdrawing_for_somebody_else_needs_a_reason(workshop, proposal):
    with pytest.raises(Refused, match="原因"):
        actions.withdraw_proposal(actor=workshop.xiaozhou, proposal=proposal)
    withdrawn = actions.withdraw_proposal(actor=workshop.lin, proposal=proposal)
    assert withdrawn.state == Proposal.State.WITHDRAWN
    with pytest.raises(Refused, match="不能撤回"):
        actions.withdraw_proposal(actor=workshop.lin, proposal=proposal)


def test_closing_waits_for_drafts_and_names_them(workshop, proposal):
    with pytest.raises(Refused, match="还有 1 个提案没提交也没撤回：“门口装一盏灯”"):
        close_step(actor=workshop.operator, step=workshop.step)
    submit(proposal, workshop.lin)
    outcome = close_step(actor=workshop.operator, step=workshop.step).outcome
    assert outcome == {"proposals": {"submitted": 1}}
    with pytest.raises(Refused, match="已经结束"):
        actions.return_proposal(actor=workshop.xiaozhou, proposal=proposal, reason="晚了")


@pytest.mark.parametrize(
    ("typed", "cents"),
    [
        ("12800", 1_280_000),
        ("12,800.50", 1_280_050),
        ("１２８００", 1_280_000),
        ("¥ 12800 元", 1_280_000),
        ("0", 0),
        ("0.01", 1),
        ("1234567.89", 123_456_789),
        ("", None),
    ],
)
def test_yuan_become_exact_cents(typed, cents):
    assert YuanField(required=False).clean(typed) == cents


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("-5", "负"),
        ("一万", "只写数字"),
        ("1e9", "只写数字"),
        ("NaN", "只写数字"),
        ("Infinity", "只写数字"),
        ("12.345", "两位小数"),
        ("100000000.01", "一亿"),
        ("9" * 29, "一亿"),
        ("٣٠٠", "只写数字"),
    ],
)
def test_what_is_no_amount_is_refused_with_a_sentence(typed, said):
    with pytest.raises(Exception, match=said):
        YuanField().clean(typed)
