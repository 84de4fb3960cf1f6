"""A matter that a community has taken on, for every room's tests."""

from datetime import date
from typing import Any

from django.utils import timezone

from mulin.commons.people.models import Person
from mulin.commons.places.roles import Role
from mulin.commons.places.tests.people import Town

from .. import actions
from ..models import Obstacle, Opinion, Topic, WorkingGroup

THREE_QUESTIONS = {"form": Topic.Form.THREE_QUESTIONS}
LIFT = {"form": Topic.Form.LIFT, "title": "3栋2单元加装电梯", "problem": "七楼的老人下不来。"}


def office_of(town: Town) -> Person:
    """Return who looks after the first community's matters, the same one each time."""
    known = town.people.get("戴云舒")
    return known or town.join("戴云舒", Role.DIRECTOR)


def make_topic(town: Town, **told: Any) -> Topic:
    about = {
        "title": "三号院的小空地",
        "problem": "天一黑就看不见路，树下坐不了人。",
        "community": town.community,
    }
    return actions.open_topic(actor=office_of(town), **about | told)


def say(town: Town, topic: Topic, text: str, kind: str = "need", **told: Any) -> Opinion:
    return actions.note_opinion(
        actor=office_of(town),
        unit=topic.community,
        topic=topic,
        kind=kind,
        text=text,
        said_on=timezone.localdate(),
        **told,
    )


def say_yes(town: Town, topic: Topic, on: date | None = None) -> None:
    actions.answer_question(
        actor=office_of(town),
        topic=topic,
        question="whether",
        whether="yes",
        decided_by="居民会议 96 户到场",
        decided_on=on or timezone.localdate(),
    )


def answer(town: Town, opinion: Opinion, words: str = "车位一个不少，画在图上了。") -> Opinion:
    return actions.answer_opinion(
        actor=office_of(town), opinion=opinion, reply="adopted", answer=words
    )


def hurdle(town: Town, topic: Topic, what: str = "看车的老郝去哪儿", **told: Any) -> Obstacle:
    return actions.raise_obstacle(actor=office_of(town), topic=topic, what=what, **told)


def choose(town: Town, topic: Topic, task: str = "finance", *members: str) -> WorkingGroup:
    return actions.form_working_group(
        actor=office_of(town),
        topic=topic,
        task=task,
        members=members or ("蒲秀英", "任德贵"),
        formed_on=timezone.localdate(),
    )


def wanted_lift(town: Town) -> Topic:
    """Take a lift on that the stairwell has said yes to."""
    topic = make_topic(town, **LIFT)
    say_yes(town, topic)
    return topic
