"""S0-2, S1-2, S3-5: residents say whether, their constraint is answered, drawings get better."""

import pytest
from django.urls import reverse
from django.utils import timezone

from mulin.commons.places.roles import Role
from mulin.commons.places.tests.people import make_town
from mulin.commons.topics import actions as topics
from mulin.errors import Refused
from mulin.features.consents import actions as consents
from mulin.features.designs import actions as designs
from mulin.features.designs import queries
from mulin.features.designs.tests.shown import draw, hang, make_display
from mulin.programmes import blueprints
from mulin.programmes.actions import launch_programme, open_step, take_up_topic

pytestmark = pytest.mark.django_db


@pytest.fixture
def town():
    return make_town()


@pytest.fixture
def office(town):
    return town.join("戴云舒", Role.DIRECTOR)


def take_on(town, office, **told):
    return topics.open_topic(actor=office, community=town.community, **told)


def hear(office, topic, text, kind="need"):
    return topics.note_opinion(
        actor=office,
        unit=topic.community,
        topic=topic,
        kind=kind,
        text=text,
        said_on=timezone.localdate(),
    )


def test_from_the_banyan_to_the_third_drawing(client, town, office):
    topic = take_on(
        town, office, title="三号院的小空地", problem="天一黑就看不见路。", form="three_questions"
    )
    hear(office, topic, "路灯")
    hear(office, topic, "健身设施")
    constraint = hear(office, topic, "不要占用停车位", "constraint")
    display = make_display(town, topic)
    first = draw(town, display, "椅子围着榕树")

    with pytest.raises(Refused, match="还没有记下居民说“改”"):
        designs.publish_version(actor=office, version=first)
    topics.answer_question(
        actor=office,
        topic=topic,
        question="whether",
        whether="yes",
        decided_by="三号院居民会议，96 户到场",
        decided_on=timezone.localdate(),
    )
    with pytest.raises(Refused, match="不要占用停车位"):
        designs.publish_version(actor=office, version=first)
    topics.answer_opinion(
        actor=office, opinion=constraint, reply="adopted", answer="还是三十四个车位"
    )
    designs.publish_version(actor=office, version=first)

    board = hang(town, display, "院门口")
    said = {"邻居从码上说的": "椅子太少", "还有一句": "加盏灯", "又一句": "全改成车位"}
    for text in said.values():
        say = f"{reverse('designs:comment', args=[display.pk])}?board={board.pk}"
        assert client.post(say, {"text": text}).status_code == 303
    heard = list(queries.comments_on_desk(display))
    for comment, answer in zip(heard, ("adopted", "partly", "not_adopted"), strict=True):
        designs.show_comment(actor=office, comment=comment)
        designs.answer_comment(actor=office, comment=comment, answer=answer, reason="图上看得到")
    second = draw(
        town,
        display,
        "八张椅子",
        what_changed="添了两张椅子",
        comments=[comment.pk for comment in heard],
    )
    designs.publish_version(actor=office, version=second)

    page = client.get(reverse("designs:versions", args=[display.pk])).text
    assert "添了两张椅子" in page
    assert "照着这 2 条意见改的" in page
    assert "66.7%" in page
    assert "2</b> / 3" in page
    thread = client.get(topic.get_absolute_url()).text
    assert "展板征询：榕树下的三个摆法" in thread
    assert "还是三十四个车位" in thread


def test_works_wait_until_every_obstacle_is_past(client, town, office):
    topic = take_on(town, office, title="非机动车库", problem="堆满了旧车，没处充电。")
    guard = topics.raise_obstacle(
        actor=office, topic=topic, what="安置车库管理员", affected="郝师傅"
    )
    bikes = topics.raise_obstacle(actor=office, topic=topic, what="僵尸车")
    scheme = topics.raise_obstacle(actor=office, topic=topic, what="改造方案")
    cycle = launch_programme(
        actor=office,
        host=town.community,
        blueprint=blueprints.load_named("consent-renewal"),
        opens_at=timezone.now(),
        communities=[town.community],
        year=2026,
        name="车库",
    )
    start = cycle.steps.get(kind="start_works")
    cycle.steps.exclude(pk=start.pk).filter(order__lt=start.order).update(
        closed_at=timezone.now(), outcome={"threshold": {}}
    )
    cycle.steps.filter(kind="ask_households").delete()
    take_up_topic(actor=office, topic=topic, cycle=cycle)
    start = open_step(actor=office, step=start)
    notice = {"title": "车库开工公告", "body": "坎都过了，今天开工。"}

    page = client.get(reverse("consents:start", args=[start.pk])).text
    assert all(what in page for what in ("安置车库管理员", "僵尸车", "改造方案"))
    for obstacle in (guard, bikes, scheme):
        with pytest.raises(Refused, match=obstacle.what):
            consents.issue_start_notice(actor=office, step=start, **notice)
        topics.solve_obstacle(
            actor=office,
            obstacle=obstacle,
            solution="说好了，也办好了",
            is_confirmed_by_affected=bool(obstacle.affected),
        )
    assert consents.issue_start_notice(actor=office, step=start, **notice).pk
