from datetime import timedelta
from typing import Any

from django.utils import timezone

from mulin.features.designs import actions as designs
from mulin.features.designs.models import DesignComment, DesignOption, DesignVersion
from mulin.features.designs.tests.shown import (
    draw,
    hang,
    make_display,
    ready_topic,
    shown_display,
    slip,
)
from mulin.web.tests.doors import OFFICE_HERE, RESIDENT

from .ground import Act, Ground


def days() -> dict[str, Any]:
    today = timezone.localdate()
    return {"opens_on": today, "closes_on": today + timedelta(days=7)}


def drawing(g: Ground) -> DesignVersion:
    return draw(g.town, make_display(g.town))


def option(g: Ground) -> DesignOption:
    return shown_display(g.town).versions.get().options.last()


def comment(g: Ground) -> DesignComment:
    return slip(g.town, shown_display(g.town))


def hidden(g: Ground) -> DesignComment:
    found = comment(g)
    DesignComment.objects.filter(pk=found.pk).update(state="hidden", hiding_reason="骂人")
    return found


DESIGNS = [
    Act(
        "set_up_display",
        OFFICE_HERE,
        lambda g, who: designs.set_up_display(
            actor=who, topic=ready_topic(g.town), title="三个摆法", contact="戴云舒", **days()
        ),
    ),
    Act(
        "extend_display",
        OFFICE_HERE,
        lambda g, who: designs.extend_display(
            actor=who,
            display=shown_display(g.town),
            closes_on=timezone.localdate() + timedelta(days=60),
        ),
    ),
    Act(
        "draw_version",
        OFFICE_HERE,
        lambda g, who: designs.draw_version(actor=who, display=make_display(g.town)),
    ),
    Act(
        "add_option",
        OFFICE_HERE,
        lambda g, who: designs.add_option(actor=who, version=drawing(g), title="靠墙"),
    ),
    Act(
        "drop_option",
        OFFICE_HERE,
        lambda g, who: designs.drop_option(actor=who, option=drawing(g).options.last()),
    ),
    Act(
        "publish_version",
        OFFICE_HERE,
        lambda g, who: designs.publish_version(actor=who, version=drawing(g)),
    ),
    Act(
        "hang_board",
        OFFICE_HERE,
        lambda g, who: designs.hang_board(
            actor=who,
            display=shown_display(g.town),
            place="榕树下",
            hung_on=timezone.localdate(),
        ),
    ),
    Act(
        "take_down_board",
        OFFICE_HERE,
        lambda g, who: designs.take_down_board(
            actor=who, board=hang(g.town, shown_display(g.town))
        ),
    ),
    Act(
        "enter_comment",
        OFFICE_HERE,
        lambda g, who: designs.enter_comment(
            actor=who, display=shown_display(g.town), text="灯太暗"
        ),
    ),
    Act(
        "show_comment",
        OFFICE_HERE,
        lambda g, who: designs.show_comment(actor=who, comment=hidden(g)),
    ),
    Act(
        "hide_comment",
        OFFICE_HERE,
        lambda g, who: designs.hide_comment(actor=who, comment=comment(g), hiding_reason="骂人"),
    ),
    Act(
        "answer_comment",
        OFFICE_HERE,
        lambda g, who: designs.answer_comment(
            actor=who, comment=comment(g), answer="partly", reason="挪半米"
        ),
    ),
    Act(
        "lean_towards",
        frozenset({RESIDENT}),
        lambda g, who: designs.lean_towards(actor=who, option=option(g)),
    ),
]
