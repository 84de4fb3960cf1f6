"""What residents read of a cycle, and how staff start and steer one."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from mulin.commons.places.roles import Role
from mulin.commons.places.tests.people import make_town

from ..models import Cycle, Participation, Proposal, Step
from .cycles import make_cycle, make_proposal, shift

TWO_STEPS = [{"kind": "hold_contest", "days": 3}, {"kind": "publish_result", "days": 7}]

pytestmark = pytest.mark.django_db


@pytest.fixture
def town():
    return make_town()


@pytest.fixture
def office(town):
    return town.join("沈亦舟", Role.STREET_OPERATOR, town.street)


@pytest.fixture
def cycle(town, office):
    return make_cycle(office, town.street, [town.community], TWO_STEPS)


def address(name, *args):
    return reverse(f"programmes:{name}", args=args)


def test_a_cycle_says_what_is_open_and_until_when(client, cycle):
    page = client.get(address("cycle", cycle.pk)).content.decode()
    assert "正在办，到" in page
    assert reverse("contests:contest", args=[cycle.steps.first().pk]) in page
    assert "望禾北里社区" in page
    assert "去工作台" not in page


def test_a_draft_is_seen_by_its_author_and_nobody_else_outside(client, cycle, town):
    author, other = town.join("米桂枝", Role.RESIDENT), town.join("石小满", Role.RESIDENT)
    draft = make_proposal(cycle, town.community, "草稿", author=author, state=Proposal.State.DRAFT)
    url = address("proposal", draft.pk)
    assert client.get(url).status_code == 404
    client.force_login(other)
    assert client.get(url).status_code == 404
    assert "草稿" not in client.get(address("proposals", cycle.pk)).content.decode()
    client.force_login(author)
    assert client.get(url).status_code == 200


def test_a_proposal_names_its_author_as_the_public_may_know_her(client, cycle, town):
    author = town.join("米桂枝", Role.RESIDENT)
    proposal = make_proposal(cycle, town.community, "楼道声控灯", author=author)
    page = client.get(address("proposal", proposal.pk)).content.decode()
    assert "米*" in page
    assert "米桂枝" not in page
    assert "正在评选，可以投票" in page


GOOD = {
    "blueprint": "neighbour-ideas",
    "title": "",
    "name": "精品季",
    "theme": "少而精",
    "opens_on": "2026-11-23",
}


def test_staff_start_a_programme_from_a_blueprint(client, office, town):
    client.force_login(office)
    given = GOOD | {"communities": [town.community.pk, town.next_community.pk]}
    answer = client.post(address("launch"), given)
    assert answer.status_code == 303
    cycle = Cycle.objects.get()
    assert (cycle.theme, cycle.programme.title, cycle.programme.host) == (
        "少而精",
        "邻里点子计划",
        town.street,
    )
    assert Participation.objects.count() == 2
    assert timezone.localtime(cycle.steps.first().opens_at).strftime("%Y-%m-%d %H:%M") == (
        "2026-11-23 00:00"
    )
    assert "精品季" in client.get(address("desk")).content.decode()


@pytest.mark.parametrize(
    "wrong",
    [
        {"opens_on": "yesterday"},
        {"opens_on": "0001-01-01"},
        {"opens_on": "9999-12-31"},
        {"name": ""},
        {"name": "长" * 41},
        {"communities": []},
        {"communities": ["far"]},
        {"communities": ["x", str(10**30)]},
        {"blueprint": "../../etc/passwd"},
    ],
)
def test_a_wrong_start_is_shown_again_and_founds_nothing(client, office, town, wrong):
    client.force_login(office)
    if wrong == {"communities": ["far"]}:
        wrong = {"communities": [town.far_community.pk]}
    answer = client.post(address("launch"), GOOD | {"communities": [town.community.pk]} | wrong)
    assert answer.status_code == 200
    assert "您写的都还在" in answer.content.decode()
    assert "少而精" in answer.content.decode()
    assert not Cycle.objects.exists()


def test_the_next_cycle_takes_the_steps_and_communities_of_the_last(client, office, cycle):
    client.force_login(office)
    url = address("next_cycle", cycle.programme_id)
    assert "checked" in client.get(url).content.decode()
    same = {"name": "第一季", "opens_on": "2027-03-01", "communities": [cycle.communities.get().pk]}
    assert "已经有一个“第一季”" in client.post(url, same).content.decode()
    assert client.post(url, same | {"name": "第二季"}).status_code == 303
    second = Cycle.objects.get(name="第二季")
    assert [s.kind for s in second.steps.all()] == [s.kind for s in cycle.steps.all()]


def test_the_rules_of_a_step_are_changed_on_a_form_that_checks_them(client, office, cycle):
    step = shift(cycle.steps.first(), opens_in=1, closes_in=2)
    client.force_login(office)
    url = address("settings", step.pk)
    assert "百分之几" in client.get(url).content.decode()
    good = {name: value for name, value in step.settings.items() if value is not None} | {
        "expert_weight": 70,
        "public_weight": 30,
        "public_method": "rank_points",
        "votes_per_person": 2,
        "selection": "quota",
        "number": 3,
    }
    wrong = client.post(url, good | {"public_weight": 40})
    assert "加起来要等于 100" in wrong.content.decode()
    assert client.post(url, good).status_code == 303
    assert Step.objects.get(pk=step.pk).settings["public_method"] == "rank_points"
    step.refresh_from_db()
    shift(step, opens_in=-1, closes_in=1)
    late = client.post(url, good | {"number": 1})
    assert "已经开始了" in late.content.decode()
    assert Step.objects.get(pk=step.pk).settings["number"] == 3


def questions_asked(client, url):
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


@pytest.mark.parametrize(("name", "most"), [("cycle", 12), ("proposals", 12), ("proposal", 12)])
def test_a_page_asks_as_many_questions_for_much_as_for_little(client, office, town, name, most):
    counts = []
    for communities, proposals in (
        ([town.community], 2),
        ([town.community, town.next_community], 25),
    ):
        cycle = make_cycle(office, town.street, communities, TWO_STEPS)
        made = [
            make_proposal(cycle, town.community, f"提案{n}", author=office)
            for n in range(proposals)
        ]
        url = address(name, made[0].pk if name == "proposal" else cycle.pk)
        client.get(url)
        counts.append(questions_asked(client, url))
    assert counts[0] == counts[1] <= most


def test_the_desk_asks_as_many_questions_for_many_cycles_as_for_few(client, office, town):
    client.force_login(office)
    counts = []
    for _more in range(2):
        for n in range(4):
            make_cycle(office, town.street, [town.community], TWO_STEPS, name=f"第{n}季")
        client.get(address("desk"))
        counts.append(questions_asked(client, address("desk")))
    assert counts[0] == counts[1] <= 20
