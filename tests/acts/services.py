from datetime import time
from typing import Any

from django.utils import timezone

from mulin.features.services import actions as services
from mulin.features.services.models import DutyShift, Matter
from mulin.features.services.tests.windows import (
    book,
    escalated,
    first_slot,
    in_hand,
    make_grid_with_building,
    make_item,
    make_point,
    office,
    ticket,
)
from mulin.web.tests.doors import OFFICE_HERE, RESIDENT, SOCIAL_WORKER, STREET_OPERATOR

from .ground import Act, Ground

KEEPER = frozenset({SOCIAL_WORKER})
ONESELF = frozenset({RESIDENT})
ITEM = {"name": "残疾人证", "category": "disability"}


def offered(g: Ground) -> Any:
    matter = in_hand(make_point(g.town), office(g.town))
    operator = g.town.people[STREET_OPERATOR]
    services.offer_matter(actor=office(g.town), matter=matter, to=operator)
    return matter


def called(g: Ground) -> Any:
    point = make_point(g.town)
    ticket(point, office(g.town))
    return services.call_next(actor=office(g.town), point=point)


def gone(g: Ground) -> Any:
    matter = called(g)
    services.note_left(actor=office(g.town), matter=matter)
    return matter


def own(g: Ground, **how: Any) -> Any:
    return book(make_point(g.town), g.town.people[RESIDENT], **how)


def own_today(g: Ground) -> Any:
    """Return what the resident booked for today."""
    matter = own(g)
    Matter.objects.filter(pk=matter.pk).update(on=timezone.localdate())
    matter.refresh_from_db()
    return matter


def shift(g: Ground, who: Any) -> Any:
    today = timezone.localdate()
    return services.plan_shifts(
        actor=who,
        point=make_point(g.town),
        person=office(g.town),
        first_on=today,
        last_on=today,
        weekdays=range(7),
        starts_at=time(9),
        ends_at=time(18),
    )


def a_shift(g: Ground) -> Any:
    shift(g, office(g.town))
    return DutyShift.objects.latest("pk")


def an_exception(g: Ground, who: Any) -> Any:
    day = timezone.localdate()
    return services.except_day(actor=who, point=make_point(g.town), on=day, reason="停电")


def walk(g: Ground, who: Any) -> None:
    _grid, building = make_grid_with_building(g.town)
    services.save_walks(actor=who, point=make_point(g.town), minutes={building: 8})


def move(g: Ground, who: Any) -> Any:
    matter = own(g)
    on, at = first_slot(matter.point)
    return services.move_matter(actor=who, matter=matter, on=on, at=at)


SERVICES = [
    Act(
        "save_item",
        OFFICE_HERE,
        lambda g, who: services.save_item(actor=who, unit=g.town.community, **ITEM),
    ),
    Act(
        "retire_item",
        OFFICE_HERE,
        lambda g, who: services.retire_item(actor=who, item=make_item(g.town)),
    ),
    Act(
        "bring_in_items",
        OFFICE_HERE,
        lambda g, who: services.bring_in_items(actor=who, unit=g.town.community, lines=[ITEM]),
    ),
    Act(
        "save_point",
        OFFICE_HERE,
        lambda g, who: services.save_point(
            actor=who, unit=g.town.community, name="西门", address="西门", grids=[], items=[]
        ),
    ),
    Act(
        "retire_point",
        OFFICE_HERE,
        lambda g, who: services.retire_point(actor=who, point=make_point(g.town)),
    ),
    Act(
        "set_hours",
        OFFICE_HERE,
        lambda g, who: services.set_hours(actor=who, point=make_point(g.town), week={}),
    ),
    Act("except_day", OFFICE_HERE, an_exception),
    Act(
        "remove_exception",
        OFFICE_HERE,
        lambda g, who: services.remove_exception(
            actor=who, exception=an_exception(g, office(g.town))
        ),
    ),
    Act("plan_shifts", OFFICE_HERE, shift),
    Act(
        "remove_shift",
        OFFICE_HERE,
        lambda g, who: services.remove_shift(actor=who, shift=a_shift(g)),
    ),
    Act("save_walks", OFFICE_HERE, walk),
    Act(
        "open_kiosk",
        OFFICE_HERE,
        lambda g, who: services.open_kiosk(actor=who, point=make_point(g.town)),
    ),
    Act(
        "take_back_kiosk",
        OFFICE_HERE,
        lambda g, who: services.take_back_kiosk(
            actor=who,
            kiosk=services.open_kiosk(actor=office(g.town), point=make_point(g.town)),
        ),
    ),
    Act("take_ticket", OFFICE_HERE, lambda g, who: ticket(make_point(g.town), who)),
    Act(
        "check_in",
        OFFICE_HERE | ONESELF,
        lambda g, who: services.check_in(actor=who, matter=own_today(g)),
    ),
    Act(
        "cancel_matter",
        OFFICE_HERE | ONESELF,
        lambda g, who: services.cancel_matter(actor=who, matter=own(g)),
    ),
    Act("move_matter", OFFICE_HERE | ONESELF, move),
    Act(
        "call_next",
        OFFICE_HERE,
        lambda g, who: services.call_next(
            actor=who, point=ticket(make_point(g.town), office(g.town)).point
        ),
    ),
    Act(
        "accept_matter",
        OFFICE_HERE,
        lambda g, who: services.accept_matter(
            actor=who, matter=ticket(make_point(g.town), office(g.town))
        ),
    ),
    Act(
        "finish_matter",
        KEEPER,
        lambda g, who: services.finish_matter(
            actor=who, matter=in_hand(make_point(g.town), office(g.town)), result="好了"
        ),
    ),
    Act("note_left", OFFICE_HERE, lambda g, who: services.note_left(actor=who, matter=called(g))),
    Act("call_again", OFFICE_HERE, lambda g, who: services.call_again(actor=who, matter=gone(g))),
    Act(
        "send_visitor",
        OFFICE_HERE,
        lambda g, who: services.send_visitor(
            actor=who, matter=own(g, way="home_visit", door="3号楼"), visitor=office(g.town)
        ),
    ),
    Act(
        "offer_matter",
        KEEPER,
        lambda g, who: services.offer_matter(
            actor=who,
            matter=in_hand(make_point(g.town), office(g.town)),
            to=g.town.people[STREET_OPERATOR],
        ),
    ),
    Act(
        "take_over_matter",
        frozenset({STREET_OPERATOR}),
        lambda g, who: services.take_over_matter(actor=who, matter=offered(g)),
    ),
    Act(
        "hand_over_matters",
        OFFICE_HERE,
        lambda g, who: services.hand_over_matters(
            actor=who,
            leaver=in_hand(make_point(g.town), office(g.town)).keeper,
            successor=g.town.people[STREET_OPERATOR],
            unit=g.town.community,
            because="调走了",
        ),
    ),
    Act(
        "escalate_matter",
        KEEPER,
        lambda g, who: services.escalate_matter(
            actor=who,
            matter=in_hand(make_point(g.town), office(g.town)),
            office=g.town.community,
            reason="系统改不了",
        ),
    ),
    Act(
        "decide_escalation",
        frozenset({STREET_OPERATOR}),
        lambda g, who: services.decide_escalation(
            actor=who,
            escalation=escalated(make_point(g.town), office(g.town)),
            decision="here",
            answer="按这个办",
        ),
    ),
]
