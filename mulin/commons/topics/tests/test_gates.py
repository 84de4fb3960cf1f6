import pytest
from django.urls import reverse

from mulin.commons.places.roles import Role
from mulin.commons.places.tests.people import make_town
from mulin.commons.topics import actions, gates, queries
from mulin.commons.topics.models import Opinion
from mulin.commons.topics.tests.matters import (
    THREE_QUESTIONS,
    answer,
    hurdle,
    make_topic,
    office_of,
    say,
    say_yes,
)
from mulin.errors import NotAllowed, Refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def town():
    return make_town()


def test_no_plan_is_shown_before_residents_said_yes_and_every_constraint_has_an_answer(town):
    topic = make_topic(town, **THREE_QUESTIONS)
    constraint = say(town, topic, "不要占用停车位", "constraint")
    say(town, topic, "路灯")
    assert gates.missing_for_a_plan(topic) == [
        "还没有记下居民说“改”：先问改不改，再谈怎么改。",
        "底线“不要占用停车位”还没有答复。",
    ]
    say_yes(town, topic)
    with pytest.raises(Refused, match="不要占用停车位"):
        gates.refuse_plan(topic)
    answer(town, constraint)
    assert gates.missing_for_a_plan(topic) == []


def test_a_plain_topic_asks_for_no_yes(town):
    topic = make_topic(town)
    assert gates.missing_for_a_plan(topic) == []


def test_residents_who_say_no_hold_the_plan_back(town):
    topic = make_topic(town, **THREE_QUESTIONS)
    say_yes(town, topic)
    actions.answer_question(
        actor=office_of(town),
        topic=topic,
        question="whether",
        whether="no",
        decided_by="第二次居民会议",
        decided_on=topic.opened_at.date(),
        because="报价翻了一倍",
    )
    assert gates.missing_for_a_plan(topic)


def test_each_obstacle_in_the_way_is_named_with_who_sees_to_it(town):
    topic = make_topic(town)
    guard = hurdle(town, topic, "看车的老郝去哪儿", affected="郝师傅", keeper=office_of(town))
    hurdle(town, topic, "旧车没人认领")
    hurdle(town, topic, "起个名字", is_blocking=False)
    assert gates.obstacles_in_words([topic]) == [
        "“看车的老郝去哪儿”还没过去（戴*）。",
        "“旧车没人认领”还没过去（还没说好谁来办）。",
    ]
    with pytest.raises(Refused, match="郝师傅"):
        actions.solve_obstacle(actor=office_of(town), obstacle=guard, solution="夜班保洁")
    actions.solve_obstacle(
        actor=office_of(town),
        obstacle=guard,
        solution="夜班保洁",
        is_confirmed_by_affected=True,
    )
    assert len(gates.obstacles_in_words([topic])) == 1


def test_an_agreed_solution_is_not_yet_a_way_past(town):
    topic = make_topic(town)
    actions.agree_on_obstacle(
        actor=office_of(town), obstacle=hurdle(town, topic), solution="夜班保洁"
    )
    with pytest.raises(Refused, match="还不能开工"):
        gates.refuse_works([topic])


def test_a_resident_neither_opens_a_topic_nor_answers(town):
    resident = town.join("米素珍", Role.RESIDENT)
    with pytest.raises(NotAllowed):
        actions.open_topic(actor=resident, community=town.community, title="车库", problem="乱")
    opinion = say(town, make_topic(town), "路灯")
    with pytest.raises(NotAllowed):
        actions.answer_opinion(actor=resident, opinion=opinion, reply="adopted", answer="好")


def test_the_page_of_a_topic_tells_the_thread_and_masks_who_spoke(client, town):
    topic = make_topic(town, **THREE_QUESTIONS)
    say(town, topic, "车位一个都不能少", "constraint", speaker_name="邹大勇")
    hurdle(town, topic, "电从哪儿接")
    page = client.get(reverse("topics:topic", args=[topic.pk])).text
    assert "改不改？" in page
    assert "正等居民来定" in page
    assert "车位一个都不能少" in page
    assert "邹大勇" not in page
    assert "电从哪儿接" in page
    assert "先不能开工" in page
    assert "记一道坎" not in page


def test_what_was_said_in_confidence_stays_out_of_the_page(client, town):
    topic = make_topic(town)
    say(town, topic, "我家困难，别写出来", is_public=False)
    for name in ("topics:topic", "topics:opinions"):
        assert "别写出来" not in client.get(reverse(name, args=[topic.pk])).text


@pytest.mark.parametrize("many", [2, 40])
def test_the_page_of_a_topic_asks_the_same_few_questions(
    client, town, many, django_assert_max_num_queries
):
    topic = make_topic(town, **THREE_QUESTIONS)
    for number in range(many):
        say(town, topic, f"第 {number} 句", speaker=town.join(f"邻居{number}", Role.RESIDENT))
        hurdle(town, topic, f"第 {number} 道坎")
    url = reverse("topics:topic", args=[topic.pk])
    client.get(url)
    with django_assert_max_num_queries(18):
        client.get(url)


def test_the_office_answers_from_the_page(client, town):
    opinion = say(town, make_topic(town), "院里没有路灯")
    client.force_login(office_of(town))
    url = reverse("topics:answer", args=[opinion.pk])
    response = client.post(url, {"do": "answer", "reply": "adopted", "answer": "装三盏"})
    assert response.status_code == 303
    assert Opinion.objects.get(pk=opinion.pk).answer == "装三盏"
    again = client.post(url, {"do": "answer", "reply": "adopted", "answer": ""})
    assert again.status_code == 200
    assert "请再看看" in again.text


def test_the_list_says_how_many_hurdles_are_left(client, town):
    topic = make_topic(town)
    actions.drop_obstacle(actor=office_of(town), obstacle=hurdle(town, topic), because="不是坎")
    hurdle(town, topic, "电从哪儿接")
    page = client.get(reverse("topics:topics", args=[town.community.pk])).text
    assert "还有 1 / 2 道坎" in page
    assert queries.topics_listed(town.street).count() == 1
