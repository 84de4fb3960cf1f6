from mulin.commons.places.tests.people import Town
from mulin.commons.tasks.models import AgendaItem
from mulin.commons.tasks.tests.promises import a_matter
from mulin.web.tests.doors import ANYONE, OFFICE_HERE, RESIDENT, SIGNED_IN, Door

from ..actions import add_to_agenda
from ..wall import token_of
from .tables import a_meeting, a_resolution, contradicted, shown, staff, written

OUTBOX = {"key": "0" * 32, "kind": "need", "text": "没有路灯"}


def _meeting(town: Town) -> list:
    return [a_meeting(town).pk]


def on_a_table(town: Town) -> AgendaItem:
    return add_to_agenda(actor=staff(town), meeting=a_meeting(town), title="添几把长椅")


def _unit(town: Town) -> list:
    return [town.community.pk]


DOORS = [
    Door("meetings:meeting", ANYONE, lambda town: [shown(town).pk]),
    Door("meetings:of_occasion", ANYONE, lambda town: [a_meeting(town).occasion_id]),
    Door("meetings:meetings", ANYONE, lambda town: [shown(town).occasion.unit_id]),
    Door("meetings:box", SIGNED_IN, _unit),
    Door(
        "meetings:box",
        OFFICE_HERE | {RESIDENT},
        _unit,
        method="post",
        data={"title": "放学时校门口太堵"},
        shut=403,
    ),
    Door(
        "meetings:withdraw",
        OFFICE_HERE | {RESIDENT},
        lambda town: [a_matter(town).pk],
        method="post",
    ),
    Door(
        "meetings:here",
        ANYONE,
        lambda town: [(one := a_meeting(town)).pk, token_of(one)],
    ),
    Door(
        "meetings:reply",
        frozenset({RESIDENT}),
        lambda town: [shown(town).pk],
        method="post",
        data={"is_right": "yes"},
    ),
    Door("meetings:paper", ANYONE, lambda town: [shown(town).pk]),
    Door("meetings:pdf", ANYONE, lambda town: [shown(town).pk]),
    Door("meetings:desk", OFFICE_HERE, lambda town: [a_matter(town).unit_id]),
    Door("meetings:call", OFFICE_HERE, _unit),
    Door("meetings:put", OFFICE_HERE, lambda town: [a_matter(town).pk]),
    Door("meetings:give_back", OFFICE_HERE, lambda town: [a_matter(town).pk]),
    Door("meetings:add", OFFICE_HERE, _meeting, method="post", data={"title": "添几把长椅"}),
    Door("meetings:take_off", OFFICE_HERE, lambda town: [on_a_table(town).pk], method="post"),
    Door("meetings:prepare", OFFICE_HERE, _meeting),
    Door("meetings:move", OFFICE_HERE, _meeting),
    Door("meetings:miss", OFFICE_HERE, _meeting),
    Door("meetings:call_off", OFFICE_HERE, _meeting),
    Door("meetings:table", OFFICE_HERE, lambda town: [written(town).pk]),
    Door(
        "meetings:note",
        OFFICE_HERE,
        lambda town: [a_meeting(town).pk, "said"],
        method="post",
        data=OUTBOX,
    ),
    Door("meetings:photos", OFFICE_HERE, _meeting, method="post"),
    Door("meetings:others", OFFICE_HERE, _meeting, method="post", data={"others": "3"}),
    Door("meetings:came", OFFICE_HERE, lambda town: [written(town).pk]),
    Door("meetings:strike", OFFICE_HERE, lambda town: [written(town).attendances.get().pk]),
    Door("meetings:wall", OFFICE_HERE, _meeting),
    Door("meetings:paper_list", OFFICE_HERE, _meeting),
    Door("meetings:write", OFFICE_HERE, lambda town: [written(town).pk]),
    Door("meetings:correct", OFFICE_HERE, lambda town: [shown(town).pk]),
    Door("meetings:settlement", OFFICE_HERE, lambda town: [a_meeting(town, kind="mediation").pk]),
    Door("meetings:note_reply", OFFICE_HERE, lambda town: [shown(town).pk]),
    Door("meetings:readers", OFFICE_HERE, lambda town: [a_meeting(town, kind="mediation").pk]),
    Door("meetings:take_back", OFFICE_HERE, lambda town: [a_resolution(town).pk]),
    Door("meetings:settle", OFFICE_HERE, lambda town: [contradicted(town).pk]),
]
