from mulin.commons.places.roles import Role
from mulin.commons.places.tests.people import Town
from mulin.web.tests.doors import ANYONE, GRID_WORKER, OFFICE_HERE, RESIDENT, SIGNED_IN, Door

from ..actions import speak_up
from .matters import THREE_QUESTIONS, answer, hurdle, make_topic, say, say_yes, wanted_lift


def told_topic(town: Town) -> int:
    """Open a topic of which a good deal was said and done."""
    topic = make_topic(town, **THREE_QUESTIONS)
    say_yes(town, topic)
    answer(town, say(town, topic, "车位一个都不能少", "constraint", speaker_name="邹大勇"))
    say(town, topic, "院里没有一盏路灯", speaker_name="侯立新", place="三栋前")
    say(town, topic, "树下铺透水砖", "suggestion")
    hurdle(town, topic, affected="郝师傅")
    return topic.pk


def a_topic(town: Town) -> list[int]:
    return [told_topic(town)]


def an_opinion(town: Town) -> list[int]:
    return [say(town, make_topic(town), "院里没有一盏路灯", speaker_name="侯立新").pk]


def a_residents_word(town: Town) -> list[int]:
    topic = make_topic(town)
    said = speak_up(actor=town.people[RESIDENT], topic=topic, kind="need", text="车棚里没有灯")
    return [said.pk]


def an_obstacle(town: Town) -> list[int]:
    return [hurdle(town, make_topic(town), affected="郝师傅").pk]


def here(town: Town) -> list[int]:
    told_topic(town)
    return [town.community.pk]


def a_worker(town: Town) -> list[int]:
    town.join("尤佳", Role.COMMUNITY_STAFF)
    return a_topic(town)


SOLUTION = {"do": "settle", "solution": "物业聘为夜班保洁"}
OPINION = {"kind": "need", "text": "缺一盏路灯", "said_on": "2026-05-09"}
DOORS = [
    Door("topics:topics", ANYONE, here),
    Door("topics:topic", ANYONE, a_topic),
    Door("topics:opinions", ANYONE, a_topic),
    Door("topics:speak", SIGNED_IN, a_topic),
    Door(
        "topics:speak",
        frozenset({RESIDENT}),
        a_topic,
        method="post",
        data={"kind": "need", "text": "车棚里没有灯"},
        shut=403,
    ),
    Door("topics:take_back", frozenset({RESIDENT}), a_residents_word),
    Door("topics:open_topic", OFFICE_HERE, lambda town: [town.community.pk]),
    Door(
        "topics:open_topic",
        OFFICE_HERE,
        lambda town: [town.community.pk],
        method="post",
        data={"title": "车库", "problem": "堆满了旧车。", "form": "plain"},
    ),
    Door("topics:question", OFFICE_HERE, lambda town: [*a_topic(town), "what"]),
    Door(
        "topics:question",
        OFFICE_HERE,
        lambda town: [*a_topic(town), "what"],
        method="post",
        data={"text": "装路灯", "decided_by": "居民会议", "decided_on": "2026-05-09"},
    ),
    Door("topics:group", OFFICE_HERE, lambda town: [wanted_lift(town).pk, "finance"]),
    Door(
        "topics:group",
        OFFICE_HERE,
        lambda town: [wanted_lift(town).pk, "finance"],
        method="post",
        data={"members": "蒲秀英\n任德贵", "formed_on": "2026-05-09"},
    ),
    Door("topics:note", OFFICE_HERE | {GRID_WORKER}, a_topic),
    Door("topics:note", OFFICE_HERE | {GRID_WORKER}, a_topic, method="post", data=OPINION),
    Door("topics:answer", OFFICE_HERE, an_opinion),
    Door(
        "topics:answer",
        OFFICE_HERE,
        an_opinion,
        method="post",
        data={"do": "answer", "reply": "adopted", "answer": "装三盏"},
    ),
    Door("topics:obstacle", OFFICE_HERE, a_worker),
    Door("topics:obstacle", OFFICE_HERE, a_topic, method="post", data={"what": "电从哪儿接"}),
    Door("topics:settle", OFFICE_HERE, an_obstacle),
    Door("topics:settle", OFFICE_HERE, an_obstacle, method="post", data=SOLUTION),
    Door("topics:close", OFFICE_HERE, a_topic),
    Door(
        "topics:close",
        OFFICE_HERE,
        a_topic,
        method="post",
        data={"state": "dropped", "outcome": "大家说先不改了"},
    ),
]
