"""社区创享计划 from its first to its last step: none of them ends without what it has to show."""

from decimal import Decimal

import pytest
from django.utils import timezone

from mulin.commons.audit.models import Record
from mulin.commons.notices.queries import messages_for
from mulin.errors import Refused
from mulin.features.contests import actions as contests
from mulin.features.contests.models import ScoreSheet
from mulin.features.evidence import actions as evidence
from mulin.features.ideas import actions as ideas
from mulin.programmes import actions as programmes
from mulin.programmes.models import Proposal
from tests.journeys.street import WRITTEN, make_street, score

pytestmark = pytest.mark.django_db

JUDGES = ("顾文柏", "吕若谷")


@pytest.fixture
def street(clock):
    return make_street(clock, communities=3, judges=JUDGES)


@pytest.fixture
def steps(street):
    cycle = street.launch("co-creation", year=2018, name="2018 精品季")
    return list(cycle.steps.all())


def stays_open(street, step, *because):
    """The clock cannot end a step, keeps why, and tells its owner."""
    assert not street.run_out(step).is_closed
    assert all(words in step.stuck_because for words in because), step.stuck_because
    told = messages_for(step.owner)[0].text
    assert told == f"“{step.name}”到时间了，还结束不了：{step.stuck_because}"


def refuses_to_close(street, step, because):
    with pytest.raises(Refused, match=because):
        street.close(step)
    step.refresh_from_db()
    assert not step.is_closed


def test_the_eight_steps_from_start_to_end(street, steps):
    surveyed, told, collecting, screening, preparing, contest, publishing, doing = steps
    _look_round(street, surveyed, told)
    _tell_everybody(street, told)
    given = _collect(street, collecting)
    _screen(street, screening, given)
    entries = _work_out(street, screening, preparing, given)
    chosen = _choose(street, contest, entries)
    _publish(street, publishing)
    _do_it(street, doing, chosen)
    cycle = doing.cycle
    assert cycle.current_step is None
    closed = Record.objects.filter(verb="programmes.step_closed").order_by("pk")
    assert [record.details["step"] for record in closed] == [step.name for step in steps]
    by_clock = [record.details["step"] for record in closed if record.details.get("by_clock")]
    assert by_clock == ["基础调研", "宣传动员", "征集金点子"]
    assert all(step.outcome for step in cycle.steps.all()), "each keeps what came of it"


def _look_round(street, surveyed, told):
    stays_open(street, surveyed, "还差 3 个社区的基础调研：", "望禾北里社区（还没写）")
    refuses_to_close(street, told, "要先结束“基础调研”。")
    street.study(resources="", diagnosis={"money": "维修基金只剩两千元"})
    refuses_to_close(street, surveyed, "（缺“家底”、缺“矛盾”、缺“人手”、缺“距离”）")
    street.study(what_changed="把四个问题都想了一遍")
    assert street.run_out(surveyed).is_closed
    assert surveyed.stuck_because == ""


def _tell_everybody(street, told):
    street.show(told, number=0)
    stays_open(street, told, "（还没报数）")
    street.show(told, number=2)
    assert street.run_out(told).is_closed


def _collect(street, collecting):
    give = {"step": collecting, "community": street.communities[0], "category": "environment"}
    author = street.neighbour("米桂枝")
    with pytest.raises(Refused, match="“征集金点子”还不能开始。还有 3 个社区没分片区："):
        ideas.submit_idea(actor=author, title="楼前种点绿", **give)
    street.draw_zones(collecting.cycle)
    collecting.refresh_from_db()
    assert collecting.lacks == []
    green = ideas.submit_idea(actor=author, title="楼前种点绿", **give)
    bench = ideas.submit_idea(actor=street.neighbour("何建国"), title="树下长椅", **give)
    passing = ideas.submit_idea(actor=None, title="路口太黑", **give)
    stays_open(street, collecting, "还有 1 条没人看过，先看完再结束。")
    ideas.show_idea(actor=street.workers[street.communities[0]], idea=passing)
    assert street.run_out(collecting).is_closed
    with pytest.raises(Refused, match="“征集金点子”已经结束了。"):
        ideas.submit_idea(actor=author, title="来晚了一条", **give)
    return [green, bench, passing]


def _screen(street, screening, given):
    green, bench, passing = given
    street.screen(green)
    street.screen(bench)
    refuses_to_close(street, screening, "还有 1 条没筛：“路口太黑”。")
    street.screen(passing, "property_duty", reply="路灯归市政，我们已经报上去了。")
    street.close(screening)


def _work_out(street, screening, preparing, given):
    assert not street.run_out(preparing).is_closed, "people end it, not the clock"
    refuses_to_close(street, preparing, "还有 2 个提案没提交也没撤回：“楼前种点绿”、“树下长椅”。")
    green, bench = given[:2]
    lacking = "还差这些，补上就能提交：想做成什么样（还没写）；.*预算（还没写要多少钱）。"
    with pytest.raises(Refused, match=lacking):
        street.hand_in(green, goal="", budget=[])
    street.hand_in(green)
    street.hand_in(bench)
    street.close(preparing)
    return list(Proposal.objects.filter(cycle=preparing.cycle).order_by("number"))


def _choose(street, contest, entries):
    refuses_to_close(street, contest, "还没有评委给这些提案打分，不能计票")
    with pytest.raises(Refused, match="“提案评选”已经开始了，规矩不能再改。"):
        programmes.change_settings(actor=street.shen, step=contest, settings={})
    first, second = entries
    street.judges, everybody = street.judges[:1], street.judges
    street.judge(contest, [(first, "90"), (second, "80")])
    street.judges = everybody
    late = street.judges[1]
    contests.assign_judge(actor=street.shen, step=contest, judge=late, proposals=[first.pk])
    contests.cast_votes(actor=street.neighbour("何建国"), step=contest, proposals=[second.pk])
    refuses_to_close(street, contest, "还缺 1 张评分表，不能计票：吕若谷（① 楼前种点绿）。")
    contests.declare_conflicts(actor=late, step=contest)
    score(ScoreSheet.objects.get(judge=late), Decimal(88))
    closed = street.close(contest)
    assert [(line["total"], line["rank"]) for line in closed.outcome["lines"]] == [
        ("84.00", 1),
        ("71.20", 2),
    ]
    for entry in entries:
        entry.refresh_from_db()
        assert entry.is_selected, "there are ten places"
    return entries


def _publish(street, publishing):
    street.open(publishing)
    refuses_to_close(street, publishing, "结果还没有公示，不能结束。")
    with pytest.raises(Refused, match="3 个社区还没有精品项目入选，不能公示"):
        contests.publish_result(actor=street.shen, step=publishing)
    published = contests.publish_result(
        actor=street.shen,
        step=publishing,
        objection_contact="街道二楼",
        override_reason="第一年先做起来，精品项目明年再评",
    )
    objection = contests.object_to_result(
        actor=street.neighbour("何建国"), publication=published, text="票数好像不对"
    )
    refuses_to_close(street, publishing, "公示到.*，过了这天才能结束。")
    street.clock.wait(days=8)
    refuses_to_close(street, publishing, "还有 1 条异议没有答复，答复了才能结束。")
    contests.answer_objection(
        actor=street.shen, objection=objection, answer="重新数过，您的一票在里面。"
    )
    street.close(publishing)


def _do_it(street, doing, chosen):
    street.open(doing)
    refuses_to_close(street, doing, r"还缺 2 份：1\. 楼前种点绿（还没有记录）；2\. 树下长椅")
    worker = street.workers[street.communities[0]]
    first, second = chosen
    reviewed = {
        "goal": WRITTEN["goal"],
        "result": "草种好了，石板铺了两条",
        "satisfaction": "问了二十户，都说好",
        "lessons": "夏天要多浇一次水",
    }
    note = {"actor": worker, "step": doing, "happened_on": timezone.localdate()}
    with pytest.raises(Refused, match="这个提案还没做完，先记一笔“做好了”或“停下了”，再来评估。"):
        evidence.review_proposal(actor=worker, step=doing, proposal=first, **reviewed)
    evidence.record_evidence(proposal=first, text="开工了", state="under_way", **note)
    refuses_to_close(street, doing, r"1\. 楼前种点绿（还没做完）")
    street.clock.wait(days=30)
    note["happened_on"] = timezone.localdate()
    evidence.record_evidence(proposal=first, text="种好了", state="done", **note)
    refuses_to_close(street, doing, r"1\. 楼前种点绿（还没评估）")
    evidence.review_proposal(actor=worker, step=doing, proposal=first, **reviewed)
    refuses_to_close(street, doing, r"还缺 1 份：2\. 树下长椅（还没有记录）。")
    evidence.record_evidence(proposal=second, text="下面有燃气管", state="halted", **note)
    street.close(doing)
