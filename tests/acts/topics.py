from django.utils import timezone

from mulin.commons.topics import actions as topics
from mulin.commons.topics.models import Obstacle, Opinion, Topic
from mulin.commons.topics.tests.matters import (
    THREE_QUESTIONS,
    choose,
    hurdle,
    make_topic,
    say,
    wanted_lift,
)
from mulin.programmes import actions as programmes
from mulin.web.tests.doors import GRID_WORKER, OFFICE_HERE, RESIDENT

from .ground import Act, Ground
from .occasions import to_come


def topic(g: Ground) -> Topic:
    return make_topic(g.town, **THREE_QUESTIONS)


def opinion(g: Ground) -> Opinion:
    return say(g.town, make_topic(g.town), "院里没有路灯")


def obstacle(g: Ground) -> Obstacle:
    return hurdle(g.town, make_topic(g.town))


TOPICS = [
    Act(
        "open_topic",
        OFFICE_HERE,
        lambda g, who: topics.open_topic(
            actor=who, community=g.town.community, title="车库", problem="堆满了旧车"
        ),
    ),
    Act(
        "answer_question",
        OFFICE_HERE,
        lambda g, who: topics.answer_question(
            actor=who,
            topic=topic(g),
            question="whether",
            whether="yes",
            decided_by="居民会议",
            decided_on=timezone.localdate(),
        ),
    ),
    Act(
        "hide_opinions",
        OFFICE_HERE,
        lambda g, who: topics.hide_opinions(actor=who, occasion=to_come(g)),
    ),
    Act(
        "form_working_group",
        OFFICE_HERE,
        lambda g, who: topics.form_working_group(
            actor=who,
            topic=wanted_lift(g.town),
            task="finance",
            members=["蒲秀英"],
            formed_on=timezone.localdate(),
        ),
    ),
    Act(
        "change_working_group",
        OFFICE_HERE,
        lambda g, who: topics.change_working_group(
            actor=who,
            working_group=choose(g.town, wanted_lift(g.town)),
            members=["任德贵"],
            because="搬走了",
        ),
    ),
    Act(
        "close_topic",
        OFFICE_HERE,
        lambda g, who: topics.close_topic(
            actor=who, topic=topic(g), state="dropped", outcome="先不改了"
        ),
    ),
    Act(
        "speak_up",
        frozenset({RESIDENT}),
        lambda g, who: topics.speak_up(
            actor=who, topic=make_topic(g.town), kind="need", text="车棚里没有灯"
        ),
    ),
    Act(
        "note_opinion",
        OFFICE_HERE | {GRID_WORKER},
        lambda g, who: topics.note_opinion(
            actor=who,
            unit=g.town.community,
            kind="need",
            text="缺一盏灯",
            said_on=timezone.localdate(),
        ),
    ),
    Act(
        "answer_opinion",
        OFFICE_HERE,
        lambda g, who: topics.answer_opinion(
            actor=who, opinion=opinion(g), reply="adopted", answer="装三盏"
        ),
    ),
    Act(
        "withdraw_opinion",
        OFFICE_HERE,
        lambda g, who: topics.withdraw_opinion(actor=who, opinion=opinion(g), because="记错了"),
    ),
    Act(
        "raise_obstacle",
        OFFICE_HERE,
        lambda g, who: topics.raise_obstacle(actor=who, topic=topic(g), what="电从哪儿接"),
    ),
    Act(
        "agree_on_obstacle",
        OFFICE_HERE,
        lambda g, who: topics.agree_on_obstacle(
            actor=who, obstacle=obstacle(g), solution="夜班保洁"
        ),
    ),
    Act(
        "solve_obstacle",
        OFFICE_HERE,
        lambda g, who: topics.solve_obstacle(actor=who, obstacle=obstacle(g), solution="办好了"),
    ),
    Act(
        "drop_obstacle",
        OFFICE_HERE,
        lambda g, who: topics.drop_obstacle(actor=who, obstacle=obstacle(g), because="不是坎"),
    ),
    Act(
        "take_up_topic",
        OFFICE_HERE,
        lambda g, who: programmes.take_up_topic(actor=who, topic=topic(g), cycle=g.season.cycle),
    ),
    Act(
        "let_go_of_topic",
        OFFICE_HERE,
        lambda g, who: programmes.let_go_of_topic(actor=who, topic=topic(g), cycle=g.season.cycle),
    ),
]
