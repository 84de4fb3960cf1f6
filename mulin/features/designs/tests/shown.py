"""A display of drawings, for tests."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from mulin.commons.files.pictures import redraw
from mulin.commons.files.tests.pictures import a_photo
from mulin.commons.places.tests.people import Town
from mulin.commons.topics.models import Topic
from mulin.commons.topics.tests.matters import (
    THREE_QUESTIONS,
    answer,
    make_topic,
    office_of,
    say,
    say_yes,
)

from .. import actions
from ..models import DesignComment, DesignDisplay, DesignVersion, DisplayBoard


def ready_topic(town: Town) -> Topic:
    """Open a topic to which residents said yes, and whose one constraint is answered."""
    topic = make_topic(town, **THREE_QUESTIONS)
    say_yes(town, topic)
    answer(town, say(town, topic, "车位一个都不能少", "constraint"))
    return topic


def make_display(town: Town, topic: Topic | None = None, **told: Any) -> DesignDisplay:
    today = timezone.localdate()
    about = {
        "title": "榕树下的三个摆法",
        "contact": "戴云舒",
        "text": "哪儿坐着舒服、哪儿会挡路？",
        "opens_on": today,
        "closes_on": today + timedelta(days=14),
    }
    topic = topic or ready_topic(town)
    return actions.set_up_display(actor=office_of(town), topic=topic, **about | told)


def draw(town: Town, display: DesignDisplay, *titles: str, **told: Any) -> DesignVersion:
    """Draw a version with some options, the first with a rendering."""
    office = office_of(town)
    version = actions.draw_version(actor=office, display=display, **told)
    for number, title in enumerate(titles or ("椅子围着榕树", "椅子靠墙")):
        actions.add_option(
            actor=office,
            version=version,
            title=title,
            rendering=[redraw(a_photo())] if number == 0 else [],
            cost_cents=1_280_000 + number * 10_000,
            disruption="围挡三周，西门进出",
            pros="树荫下坐着凉快",
            cons="扫落叶多一道工",
        )
    return version


def publish(town: Town, display: DesignDisplay, **told: Any) -> DesignVersion:
    version = draw(town, display, **told)
    return actions.publish_version(actor=office_of(town), version=version)


def shown_display(town: Town, **told: Any) -> DesignDisplay:
    """Return a display whose first version everybody sees."""
    display = make_display(town, **told)
    publish(town, display)
    return DesignDisplay.objects.select_related("topic__community").get(pk=display.pk)


def hang(town: Town, display: DesignDisplay, place: str = "院门口") -> DisplayBoard:
    return actions.hang_board(
        actor=office_of(town), display=display, place=place, hung_on=timezone.localdate()
    )


def slip(town: Town, display: DesignDisplay, text: str = "椅子离垃圾桶太近") -> DesignComment:
    """Type in what somebody wrote on paper."""
    return actions.enter_comment(actor=office_of(town), display=display, text=text)


def settle(town: Town, comment: DesignComment, to: str = "adopted") -> DesignComment:
    return actions.answer_comment(
        actor=office_of(town), comment=comment, answer=to, reason="挪到东边，离垃圾桶十米。"
    )
