"""A street uploads a YAML file with steps, criteria, weights and words of its own, and it runs."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from mulin.errors import Refused
from mulin.features.contests import actions as contests
from mulin.features.evidence import actions as evidence
from mulin.features.ideas import actions as ideas
from mulin.features.proposals import actions as proposals
from mulin.features.proposals.sections import Line
from mulin.programmes.models import Cycle, Proposal
from tests.journeys.street import make_street

pytestmark = pytest.mark.django_db

FILE = """
title: 微心愿实事票
kind: participatory_budget
purpose: 十万块钱，花在哪儿大家定。
categories:
  - {key: stairs, label: 楼道}
  - {key: yard, label: 院子}
criteria:
  - {key: doable, label: 三个月办得成}
  - {key: shared, label: 不止一家用}
parties:
  - {key: street, name: 街道办, does: 出钱}
  - {key: residents, name: 居民代表, does: 拿主意}
steps:
  - kind: collect_ideas
    name: 说心愿
    days: 5
    owner_role: street
    settings: {per_person: 1, needs_account: true}
  - kind: screen_ideas
    name: 代表过一遍
    days: 3
    owner_role: residents
    settings: {criteria_mode: any, reply_days: 2}
  - kind: prepare_proposals
    name: 算账
    days: 4
    settings: {needs_cost: true, min_text: 5}
  - kind: hold_contest
    name: 投票花钱
    days: 2
    settings:
      expert_weight: 40
      public_weight: 60
      public_method: share_of_all_votes
      votes_per_person: 1
      selection: budget
      budget: 100000
      number: 1
      rubric:
        - {name: 花得值, points: 70}
        - {name: 办得快, points: 30}
  - kind: show_evidence
    name: 晒账本
    days: 30
    settings: {per: cycle, what: 晒出来的账本}
"""


@pytest.fixture
def street(clock):
    return make_street(clock, communities=2, judges=["顾文柏"])


@pytest.fixture
def cycle(client, street):
    """The cycle that came of the file, uploaded on the form."""
    client.force_login(street.shen)
    given = {
        "blueprint": "own",
        "name": "春季",
        "opens_on": street.clock.now.date().isoformat(),
        "communities": [unit.pk for unit in street.communities],
        "file": SimpleUploadedFile("我们的.yaml", FILE.encode()),
    }
    assert client.post(reverse("programmes:launch"), given).status_code == 303
    return Cycle.objects.get()


def read(client, name, *args):
    return client.get(reverse(name, args=args)).content.decode()


def test_a_programme_from_an_uploaded_file_runs_to_its_end(client, street, cycle):
    wishing, looking, reckoning, voting, showing = cycle.steps.all()
    page = read(client, "programmes:cycle", cycle.pk)
    for words in ("微心愿实事票", "说心愿", "代表过一遍", "算账", "投票花钱", "晒账本"):
        assert words in page
    lamp, bench = _wish(street, wishing)
    street.close(wishing)
    street.open(looking)
    _look_through(client, street, looking, lamp, bench)
    street.close(looking)
    street.open(reckoning)
    for idea, yuan in ((lamp, 60_000), (bench, 50_000)):
        idea.refresh_from_db()
        proposals.submit_proposal(
            actor=idea.author,
            proposal=idea.proposal,
            text="三栋楼都用得上。",
            budget=[Line("材料", 1, yuan * 100)],
        )
    street.close(reckoning)
    street.open(voting)
    _vote(client, street, voting, cycle)
    street.open(showing)
    with pytest.raises(Refused, match="还没有记录"):
        street.close(showing)
    evidence.record_evidence(
        actor=street.shen, step=showing, text="一共花了六万", happened_on=timezone.localdate()
    )
    street.close(showing)
    assert cycle.current_step is None


def _wish(street, wishing):
    give = {"step": wishing, "community": street.communities[0]}
    one, other = street.neighbour("米桂枝"), street.neighbour("何建国")
    lamp = ideas.submit_idea(actor=one, title="楼道装灯", category="stairs", **give)
    bench = ideas.submit_idea(actor=other, title="树下长椅", category="yard", **give)
    with pytest.raises(Refused, match="这次每人最多提 1 条，您已经提满了。"):
        ideas.submit_idea(actor=one, title="再来一条", category="yard", **give)
    third = street.neighbour("郭伯")
    with pytest.raises(Refused, match="没有这个类别，请重新选一个。"):
        ideas.submit_idea(actor=third, title="唱戏", category="culture", **give)
    return lamp, bench


def _look_through(client, street, looking, lamp, bench):
    client.force_login(street.workers[street.communities[0]])
    page = read(client, "ideas:screen", lamp.pk)
    for words in ("三个月办得成", "不止一家用"):
        assert words in page
    assert "公益性" not in page
    no = {"answer": "no", "reason": "要半年"}
    findings = {"doable": no, "shared": {"answer": "yes", "reason": ""}}
    street.screen(lamp)
    with pytest.raises(Refused, match="不符合“三个月办得成”、“不止一家用”，不能做成提案。"):
        street.screen(bench, findings={"doable": no, "shared": no})
    street.screen(bench, findings=findings)


def _vote(client, street, voting, cycle):
    lamp, bench = Proposal.objects.filter(cycle=cycle).order_by("number")
    street.judge(voting, [(lamp, "90"), (bench, "80")])
    for name, choice in (("米桂枝", lamp), ("何建国", bench), ("郭伯", lamp), ("石奶奶", lamp)):
        voter = street.neighbour(name)
        contests.cast_votes(actor=voter, step=voting, proposals=[choice.pk])
    with pytest.raises(Refused, match="一人最多选 1 项。"):
        contests.cast_votes(
            actor=street.neighbour("郭伯"), step=voting, proposals=[lamp.pk, bench.pk]
        )
    lines = street.close(voting).outcome["lines"]
    assert [(line["total"], line["rank"]) for line in lines] == [("81.00", 1), ("47.00", 2)]
    states = Proposal.objects.filter(cycle=cycle).order_by("number").values_list("state", flat=True)
    assert list(states) == ["selected", "not_selected"], "60,000 of 100,000 leave 40,000"
    page = read(client, "contests:result", voting.pk)
    for words in ("专家 90.00 × 40% = 36.00", "居民 75.00 × 60% = 45.00", "81.00"):
        assert words in page


def test_what_is_wrong_in_a_file_is_said_line_by_line(client, street):
    client.force_login(street.shen)
    wrong = FILE.replace("expert_weight: 40", "expert_weight: 50").replace(
        "owner_role: street", "owner_role: nobody"
    )
    given = {
        "blueprint": "own",
        "name": "春季",
        "opens_on": street.clock.now.date().isoformat(),
        "communities": [street.communities[0].pk],
        "file": SimpleUploadedFile("我们的.yaml", wrong.encode()),
    }
    page = client.post(reverse("programmes:launch"), given).content.decode()
    assert "两个占比加起来要等于 100" in page
    assert "“owner_role”没有“nobody”这一种" in page
    assert not Cycle.objects.exists()
