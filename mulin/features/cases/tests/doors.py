from decimal import Decimal

from django.utils import timezone

from mulin.commons.files.pictures import redraw
from mulin.commons.files.tests.pictures import a_photo
from mulin.commons.places.tests.people import Town
from mulin.commons.siteplans.actions import put_up_plan
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
from ..models import CalledUnit
from .desk import make_desk

HANDLING = OFFICE_HERE | {GRID_WORKER}
ANY_DESK = HANDLING | {FAR_SOCIAL_WORKER, FAR_STREET_OPERATOR}
HERS_TOO = HANDLING | {RESIDENT}


def community(town: Town) -> list:
    return [town.community.pk]


def subdistrict(town: Town) -> list:
    return [town.street.pk]


def new(town: Town) -> list:
    """A case that a resident reported and nobody has taken."""
    return [make_desk(town).reported(by=town.people[RESIDENT]).pk]


def new_to(name: str):
    return lambda town: [*new(town), name]


def public(town: Town) -> list:
    desk = make_desk(town)
    case = desk.reported(by=town.people[RESIDENT], may_be_public=True)
    return [actions.publish_case(actor=desk.secretary, case=case).pk]


def code(town: Town) -> list:
    desk = make_desk(town)
    picture = redraw(a_photo())
    put_up_plan(actor=desk.secretary, community=town.community, name="北里平面图", picture=picture)
    return [desk.reported(by=None).code]


def code_and_photo(town: Town) -> list:
    case = make_desk(town).reported(by=None, photos=[redraw(a_photo())])
    return [case.code, case.photos.get().name]


def solved_code(town: Town) -> list:
    desk = make_desk(town)
    return [desk.solved(desk.accepted(desk.reported(by=None, reporter_name="田"))).code]


def kind(town: Town) -> list:
    return [town.street.pk, make_desk(town).reported().kind_id]


def offer(town: Town) -> list:
    desk = make_desk(town)
    transfer = actions.offer_transfer(
        actor=desk.secretary,
        case=desk.captured(),
        to=town.people[SOCIAL_WORKER],
        reason="我要出差",
    )
    return [transfer.pk]


def recheck(town: Town) -> list:
    desk = make_desk(town)
    case = desk.solved(desk.captured("3 号楼后又堆垃圾", kind="environment"))
    return [case.rechecks.get().pk]


def handling(town: Town) -> list:
    desk = make_desk(town)
    handling = actions.note_joint_handling(
        actor=desk.secretary,
        case=desk.captured(),
        held_at=timezone.now(),
        units="交警、城管、物业",
        done="路口改了单行",
        measure="校门口 200 米走多久",
        unit="分钟",
        before=Decimal(20),
    )
    return [handling.pk]


def whistle(town: Town) -> list:
    return [make_desk(town).whistled().pk]


def called(name: str):
    def prepare(town: Town) -> list:
        return [CalledUnit.objects.get(whistle=whistle(town)[0]).pk, name]

    return prepare


DOORS: list[Door] = [
    Door("cases:where", ANYONE),
    Door("cases:where", ANYONE, data={"words": "北里", "page": "x"}),
    Door("cases:report", ANYONE, community),
    Door("cases:report", ANYONE, community, "post", {"title": ""}),
    Door("cases:letter", ANYONE, community),
    Door("cases:letter", ANYONE, community, "post", {"title": ""}),
    Door("cases:follow", ANYONE),
    Door("cases:follow", ANYONE, method="post", data={"code": ""}),
    Door("cases:receipt", ANYONE, code),
    Door("cases:receipt", ANYONE, solved_code),
    Door("cases:receipt", ANYONE, solved_code, "post", {"no-opinion": ""}),
    Door("cases:receipt_photo", ANYONE, code_and_photo),
    Door("cases:receipt_thumb", ANYONE, code_and_photo),
    Door("cases:spot", ANYONE, code),
    Door("cases:spot", ANYONE, code, "post"),
    Door("cases:mine", SIGNED_IN),
    Door("cases:board", ANYONE, community),
    Door("cases:case", ANYONE, public),
    Door("cases:case", HERS_TOO, new, hides_from_strangers=True),
    Door("cases:story", ANYONE, public),
    Door("cases:story", HERS_TOO, new, hides_from_strangers=True),
    Door("cases:whistle", HANDLING, whistle),
    Door("cases:raise_whistle", OFFICE_HERE, whistle, "post", {"level": "end"}, shut=404),
    Door("cases:unit", HANDLING, called("check-in")),
    Door("cases:unit", HANDLING, called("check-in"), "post", {"name": ""}),
    Door("cases:desk", ANY_DESK),
    Door("cases:sheet", ANY_DESK),
    Door("cases:mailbox", ANY_DESK),
    Door("cases:capture", HANDLING, community),
    Door("cases:capture", HANDLING, community, "post", {"title": ""}),
    Door("cases:codes", HANDLING, community),
    Door("cases:figures", frozenset({STREET_OPERATOR}), subdistrict),
    Door("cases:kinds", frozenset({STREET_OPERATOR}), subdistrict),
    Door("cases:kinds", frozenset({STREET_OPERATOR}), subdistrict, "post", {"label": ""}),
    Door("cases:kind", frozenset({STREET_OPERATOR}), kind),
    Door("cases:kind", frozenset({STREET_OPERATOR}), kind, "post", {"label": ""}),
    Door("cases:offer", frozenset({SOCIAL_WORKER}), offer),
    Door("cases:offer", frozenset({SOCIAL_WORKER}), offer, "post", {"accepts": ""}),
    Door("cases:withdraw", OFFICE_HERE, offer, "post", shut=404),
    Door("cases:recheck", HANDLING, recheck),
    Door("cases:recheck", HANDLING, recheck, "post", {"outcome": ""}),
    Door("cases:measure", HANDLING, handling),
    Door("cases:measure", HANDLING, handling, "post", {"after": ""}),
    Door("cases:desk_case", HANDLING, new),
    Door("cases:captured", HANDLING, new),
    Door("cases:slip", HANDLING, new),
    Door("cases:act", HANDLING, new_to("accept"), "post"),
    Door("cases:act", HANDLING, new_to("check")),
    Door("cases:act", HANDLING, new_to("assign")),
    Door("cases:act", HANDLING, new_to("whistle")),
    Door("cases:act", HANDLING, new_to("resolve"), "post", {"result": ""}),
    Door("cases:act", HANDLING, new_to("promise")),
    Door("cases:act", HANDLING, new_to("answer")),
    Door("cases:act", HANDLING, new_to("answer-office")),
    Door("cases:act", HANDLING, new_to("publish")),
    Door("cases:act", HANDLING, new_to("sort")),
]
