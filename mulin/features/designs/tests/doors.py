from datetime import timedelta

from django.utils import timezone

from mulin.commons.places.tests.people import Town
from mulin.commons.topics.models import Topic
from mulin.web.tests.doors import ANYONE, OFFICE_HERE, RESIDENT, Door

from ..models import DesignDisplay
from .shown import (
    draw,
    hang,
    make_display,
    publish,
    ready_topic,
    settle,
    shown_display,
    slip,
)


def told_display(town: Town) -> DesignDisplay:
    """Show a second version of drawings of which a good deal was said."""
    display = shown_display(town)
    hang(town, display)
    adopted = settle(town, slip(town, display))
    settle(town, slip(town, display, "不要围挡"), "not_adopted")
    slip(town, display, "晚上亮一点")
    publish(town, display, what_changed="椅子挪到东边", comments=[adopted.pk])
    return display


def a_display(town: Town) -> list[int]:
    return [told_display(town).pk]


def a_drawing(town: Town) -> list[int]:
    return [draw(town, make_display(town)).pk]


def a_display_being_drawn(town: Town) -> list[int]:
    display = shown_display(town)
    settle(town, slip(town, display))
    draw(town, display, what_changed="椅子挪到东边")
    return [display.pk]


def a_board(town: Town) -> list[int]:
    return [hang(town, shown_display(town)).pk]


def a_comment(town: Town) -> list[int]:
    return [slip(town, shown_display(town)).pk]


def an_option(town: Town) -> list[int]:
    display = shown_display(town)
    return [display.versions.get().options.last().pk]


def an_option_being_drawn(town: Town) -> list[int]:
    return [draw(town, make_display(town)).options.last().pk]


def a_receipt(town: Town) -> list[object]:
    return [settle(town, slip(town, shown_display(town))).receipt]


def a_topic(town: Town) -> list[int]:
    topic: Topic = ready_topic(town)
    return [topic.pk]


LATER = {"closes_on": (timezone.localdate() + timedelta(days=30)).isoformat()}
DISPLAY = {"title": "三个摆法", "contact": "戴云舒", "opens_on": "2026-07-11"} | LATER
HUNG = {"place": "榕树下", "hung_on": "2026-07-11"}
ANSWER = {"do": "answer", "answer": "adopted", "reason": "挪到东边"}
DOORS = [
    Door("designs:display", ANYONE, a_display),
    Door("designs:board", ANYONE, a_board),
    Door("designs:comments", ANYONE, a_display),
    Door("designs:versions", ANYONE, a_display),
    Door("designs:comment", ANYONE, a_display),
    Door("designs:comment", ANYONE, a_display, method="post", data={"text": "椅子太少"}),
    Door("designs:receipt", ANYONE, a_receipt),
    Door("designs:lean", frozenset({RESIDENT}), an_option, method="post", shut=403),
    Door("designs:poster", ANYONE, a_board),
    Door("designs:poster_pdf", ANYONE, a_board),
    Door("designs:slips", ANYONE, a_display),
    Door("designs:set_up", OFFICE_HERE, a_topic),
    Door("designs:set_up", OFFICE_HERE, a_topic, method="post", data=DISPLAY),
    Door("designs:desk", OFFICE_HERE, a_display_being_drawn),
    Door("designs:version", OFFICE_HERE, a_display_being_drawn),
    Door(
        "designs:version",
        OFFICE_HERE,
        a_display,
        method="post",
        data={"what_changed": "添了两盏灯"},
    ),
    Door("designs:option", OFFICE_HERE, a_drawing),
    Door("designs:option", OFFICE_HERE, a_drawing, method="post", data={"title": "靠墙"}),
    Door("designs:drop", OFFICE_HERE, an_option_being_drawn, method="post"),
    Door("designs:publish", OFFICE_HERE, a_drawing, method="post"),
    Door("designs:hang", OFFICE_HERE, a_display),
    Door("designs:hang", OFFICE_HERE, a_display, method="post", data=HUNG),
    Door("designs:take_down", OFFICE_HERE, a_board, method="post"),
    Door("designs:later", OFFICE_HERE, a_display),
    Door("designs:later", OFFICE_HERE, a_display, method="post", data=LATER),
    Door("designs:slip", OFFICE_HERE, a_display),
    Door("designs:slip", OFFICE_HERE, a_display, method="post", data={"text": "灯太暗"}),
    Door("designs:answer", OFFICE_HERE, a_comment),
    Door("designs:answer", OFFICE_HERE, a_comment, method="post", data=ANSWER),
]
