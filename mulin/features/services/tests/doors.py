from datetime import time

from django.utils import timezone

from mulin.commons.places.roles import Role
from mulin.commons.places.tests.people import part_of
from mulin.web.tests.doors import (
    ANYONE,
    FAR_SOCIAL_WORKER,
    FAR_STREET_OPERATOR,
    GRID_WORKER,
    OFFICE_HERE,
    RESIDENT,
    SIGNED_IN,
    SOCIAL_WORKER,
    STREET_OPERATOR,
    Door,
)

from .. import actions
from ..models import DutyShift
from .windows import (
    book,
    escalated,
    in_hand,
    make_grid_with_building,
    make_item,
    make_point,
    office,
    ticket,
)

STAFF = frozenset(
    {SOCIAL_WORKER, FAR_SOCIAL_WORKER, GRID_WORKER, STREET_OPERATOR, FAR_STREET_OPERATOR}
)
KEEPER = frozenset({SOCIAL_WORKER})
ONESELF = frozenset({RESIDENT})


def community(town):
    return [town.community.pk]


def item(town):
    return [make_item(town).pk]


def point(town):
    return [make_point(town).pk]


def point_with_all(town):
    """A point with a grid, a shift, a walk and a day that is not as usual."""
    grid, building = make_grid_with_building(town)
    made = make_point(town, grids=[grid])
    today = timezone.localdate()
    actions.plan_shifts(
        actor=office(town),
        point=made,
        person=office(town),
        first_on=today,
        last_on=today,
        weekdays=range(7),
        starts_at=time(9),
        ends_at=time(18),
    )
    actions.save_walks(actor=office(town), point=made, minutes={building: 12})
    actions.except_day(actor=office(town), point=made, on=today, reason="搬家")
    return [made.pk]


def a_building(town):
    make_point(town)
    return [make_grid_with_building(town)[1].pk]


def a_ticket(town):
    return [ticket(make_point(town), office(town)).receipt]


def own(town):
    return [book(make_point(town), town.people[RESIDENT]).pk]


def a_visit(town):
    return [book(make_point(town), town.people[RESIDENT], way="home_visit", door="3号楼").pk]


def waiting(town):
    return [ticket(make_point(town), office(town)).pk]


def called(town):
    made = make_point(town)
    ticket(made, office(town))
    return [actions.call_next(actor=office(town), point=made).pk]


def one_in_hand(town):
    return [in_hand(make_point(town), office(town)).pk]


def one_offered(town):
    matter = in_hand(make_point(town), office(town))
    colleague = town.people[STREET_OPERATOR]
    actions.offer_matter(actor=office(town), matter=matter, to=colleague)
    return [matter.pk]


def one_escalated(town):
    return [escalated(make_point(town), office(town)).pk]


def an_exception(town):
    made = make_point(town)
    today = timezone.localdate()
    return [actions.except_day(actor=office(town), point=made, on=today, reason="搬家").pk]


def a_shift(town):
    point_with_all(town)
    return [DutyShift.objects.latest("pk").pk]


def a_kiosk_item(town):
    made = make_point(town)
    return [made.pk, made.items.latest("pk").pk]


def a_kiosk_ticket(town):
    matter = ticket(make_point(town), office(town))
    return [matter.point_id, matter.receipt]


def a_kiosk(town):
    return [actions.open_kiosk(actor=office(town), point=make_point(town)).pk]


def point_of_a_grid(town):
    """A point whose grid has a worker of its own."""
    grid, _building = make_grid_with_building(town)
    part = part_of(town.join("桑榆", Role.GRID_WORKER, grid=grid))
    return [make_point(town, grids=[part.grid]).pk]


DOORS = [
    Door("services:home", ANYONE),
    Door("services:points", ANYONE, community),
    Door("services:figures", ANYONE, community),
    Door("services:item", ANYONE, item),
    Door("services:point", ANYONE, point_with_all),
    Door("services:poster", ANYONE, point),
    Door("services:ticket", ANYONE, a_ticket),
    Door("services:where", ANYONE),
    Door("services:where_in", ANYONE, community),
    Door("services:where_from", ANYONE, a_building),
    Door("services:book", SIGNED_IN, point),
    Door("services:mine", SIGNED_IN),
    Door("services:matter", ONESELF, own),
    Door("services:move", ONESELF, own),
    Door("services:cancel", ONESELF, own),
    Door("services:cancel", ONESELF, own, "post"),
    Door("services:desk", STAFF),
    Door("services:today", OFFICE_HERE, point),
    Door("services:today", OFFICE_HERE, point_of_a_grid),
    Door("services:today_sheet", OFFICE_HERE, point),
    Door("services:enter", OFFICE_HERE, point),
    Door("services:ticket_here", OFFICE_HERE, point, "post"),
    Door("services:call", OFFICE_HERE, point, "post"),
    Door("services:handle", OFFICE_HERE, one_in_hand),
    Door("services:slip", OFFICE_HERE, waiting),
    Door("services:arrive", OFFICE_HERE, own, "post"),
    Door("services:accept", OFFICE_HERE, waiting, "post"),
    Door("services:finish", KEEPER, one_in_hand),
    Door("services:finish", KEEPER, one_in_hand, "post", {"result": "激活了"}),
    Door("services:escalate", KEEPER, one_in_hand),
    Door("services:left", OFFICE_HERE, called, "post"),
    Door("services:again", OFFICE_HERE, called, "post"),
    Door("services:other_time", OFFICE_HERE, own),
    Door("services:call_off", OFFICE_HERE, own),
    Door("services:call_off", OFFICE_HERE, own, "post"),
    Door("services:visitor", OFFICE_HERE, a_visit, "post"),
    Door("services:offer", KEEPER, one_in_hand, "post"),
    Door("services:take", frozenset({STREET_OPERATOR}), one_offered, "post"),
    Door("services:decide", frozenset({STREET_OPERATOR}), one_escalated),
    Door("services:catalogue", OFFICE_HERE, community),
    Door("services:sheet", OFFICE_HERE, community),
    Door("services:upload", OFFICE_HERE, community),
    Door("services:item_add", OFFICE_HERE, community),
    Door("services:item_change", OFFICE_HERE, item),
    Door("services:item_retire", OFFICE_HERE, item, "post"),
    Door("services:point_open", OFFICE_HERE, community),
    Door("services:point_change", OFFICE_HERE, point),
    Door("services:point_retire", OFFICE_HERE, point, "post"),
    Door("services:hours", OFFICE_HERE, point),
    Door("services:exceptions", OFFICE_HERE, point_with_all),
    Door("services:exception_remove", OFFICE_HERE, an_exception, "post"),
    Door("services:roster", OFFICE_HERE, point_with_all),
    Door("services:shift_remove", OFFICE_HERE, a_shift, "post"),
    Door("services:walks", OFFICE_HERE, point_with_all),
    Door("services:kiosk_begin", OFFICE_HERE, point),
    Door("services:kiosk_back", OFFICE_HERE, a_kiosk, "post"),
    Door("services:kiosk", ANYONE, point),
    Door("services:kiosk_items", ANYONE, point),
    Door("services:kiosk_item", ANYONE, a_kiosk_item),
    Door("services:kiosk_ticket", ANYONE, point, "post"),
    Door("services:kiosk_taken", ANYONE, a_kiosk_ticket),
    Door("services:kiosk_hours", ANYONE, point_with_all),
    Door("services:kiosk_mine", ANYONE, point),
    Door("services:kiosk_end", ANYONE, point),
]
