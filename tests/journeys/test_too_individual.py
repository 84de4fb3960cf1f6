"""S2-2: what only a few homes need is answered, and neighbours take it in hand themselves."""

import pytest

from mulin.commons.notices.queries import messages_for
from mulin.commons.places.roles import Role
from mulin.errors import Refused
from mulin.features.ideas import actions as ideas
from mulin.features.ideas.models import SelfHelpTask
from mulin.programmes.models import Proposal
from tests.journeys.street import YES, make_street

pytestmark = pytest.mark.django_db

REPLY = "楼道里的东西是几家邻居的，不用花项目的钱，楼长约大家周六一起清。"


@pytest.fixture
def street(clock):
    return make_street(clock, communities=2)


@pytest.fixture
def steward(street):
    return street.town.join("米奶奶", Role.BUILDING_STEWARD)


@pytest.fixture
def two_ideas(street):
    """The two ideas of the scenario, their time over and the screening begun."""
    cycle = street.launch("neighbour-ideas", year=2018, name="2018 季")
    collecting = cycle.steps.get(kind="collect_ideas")
    give = {"step": collecting, "community": street.communities[0], "category": "environment"}
    two = [
        ideas.submit_idea(actor=street.neighbour(name), title=title, **give)
        for name, title in (("林秋月", "我们楼道堆积杂物"), ("何建国", "楼前的卫生需要清理"))
    ]
    street.clock.turn_to(collecting.closes_at)
    street.close(collecting)
    return two


def newest(person):
    return [message.text for message in messages_for(person)]


def test_two_too_individual_ideas_are_answered_and_done_by_neighbours(street, steward, two_ideas):
    clutter, litter = two_ideas
    for silence in ("", "   "):
        with pytest.raises(Refused, match="请给提点子的人回一句话，说明原因。"):
            street.screen(clutter, "too_individual", reply=silence)
    help_asked = ideas.Help("米奶奶", "周六上午一起把楼道清出来", steward)
    street.screen(clutter, "too_individual", findings={}, reply=REPLY, self_help=help_asked)
    street.screen(litter, "too_individual", findings={}, reply="扫一次就好，楼长带个头。")

    assert set(newest(clutter.author)) == {
        "您关注的点子“我们楼道堆积杂物”有结果了：个人的事，邻里自己动手",
        "您关注的“我们楼道堆积杂物”，请邻里一起动手：周六上午一起把楼道清出来",
    }
    assert newest(litter.author) == [
        "您关注的点子“楼前的卫生需要清理”有结果了：个人的事，邻里自己动手"
    ]
    assert newest(steward) == ["“我们楼道堆积杂物”想请您搭把手：周六上午一起把楼道清出来"]

    task = SelfHelpTask.objects.get()
    with pytest.raises(Refused, match="没办成的话，请写一句卡在哪儿。"):
        ideas.settle_self_help(actor=steward, task=task, is_done=False)
    ideas.settle_self_help(actor=steward, task=task, is_done=True, note="六户一起，清了一上午")
    assert newest(clutter.author)[0] == "您关注的“我们楼道堆积杂物”，邻里一起办好了"
    assert not Proposal.objects.exists()


def test_the_steward_finds_the_way_from_the_message_to_the_end(client, street, steward, two_ideas):
    asked = ideas.Help("米奶奶", "周六上午一起清", steward)
    street.screen(two_ideas[0], "too_individual", findings={}, reply=REPLY, self_help=asked)
    client.force_login(steward)
    (message,) = messages_for(steward)
    page = client.get(message.url).content.decode()
    settle = f"/ideas/{two_ideas[0].pk}/self-help/"
    assert settle in page, "the page offers the button to whom it was asked of"
    assert REPLY in page
    assert client.post(settle, {"is_done": "yes", "note": "清完了"}).status_code == 303
    assert SelfHelpTask.objects.get().is_done


@pytest.mark.parametrize(
    ("failed", "label"),
    [
        ("public_benefit", "公益性"),
        ("sustainable", "可持续性"),
        ("cultivates_groups", "能培育社会组织"),
    ],
)
def test_an_idea_that_fails_one_of_the_three_cannot_become_a_proposal(
    street, two_ideas, failed, label
):
    clutter = two_ideas[0]
    findings = dict.fromkeys(clutter.step.cycle.criteria, YES)
    findings[failed] = {"answer": "no", "reason": "只关系到一家"}
    with pytest.raises(Refused, match=f"不符合“{label}”，不能做成提案。"):
        street.screen(clutter, findings=findings)
    del findings[failed]
    with pytest.raises(Refused, match=f"还没看这几条标准：“{label}”。"):
        street.screen(clutter, findings=findings)
    assert not Proposal.objects.exists()
