from django.utils import timezone

from mulin.features.admissions import actions as admissions
from mulin.features.admissions.tests import asked
from mulin.web.tests.doors import JUDGE, OFFICE_HERE, STREET_OPERATOR

from .ground import Act

KEEPER = frozenset({STREET_OPERATOR})

ADMISSIONS = [
    Act(
        "set_rule",
        KEEPER,
        lambda g, who: admissions.set_rule(actor=who, unit=g.town.street, **asked.RULE),
    ),
    Act(
        "open_round",
        KEEPER,
        lambda g, who: admissions.open_round(actor=who, unit=g.town.street, name="清理"),
    ),
    Act(
        "register_task",
        KEEPER,
        lambda g, who: admissions.register_task(
            actor=who,
            unit=asked.opened(g.town).unit,
            name="人民调解",
            department=asked.department(g.town),
        ),
    ),
    Act(
        "take_list",
        KEEPER,
        lambda g, who: admissions.take_list(
            actor=who,
            unit=asked.opened(g.town).unit,
            lines=[{"name": "人民调解", "department": "区司法局", "basis": None}],
        ),
    ),
    Act(
        "decide_tasks",
        KEEPER,
        lambda g, who: admissions.decide_tasks(
            actor=who,
            found=asked.opened(g.town),
            tasks=[asked.a_task(g.town)],
            verdict="admitted",
            reason="有法律依据",
        ),
    ),
    Act(
        "close_round",
        KEEPER,
        lambda g, who: admissions.close_round(actor=who, found=_all_decided(g.town)),
    ),
    Act(
        "ask_second_look",
        OFFICE_HERE,
        lambda g, who: admissions.ask_second_look(
            actor=who, task=asked.closed(g.town), reason="居民还要用"
        ),
    ),
    Act(
        "answer_second_look",
        KEEPER,
        lambda g, who: admissions.answer_second_look(
            actor=who, look=asked.a_look(g.town), is_changed=True, answer="改过来"
        ),
    ),
    Act(
        "note_request",
        OFFICE_HERE,
        lambda g, who: asked.a_request(g.town, actor=who, asked_on=timezone.localdate()),
    ),
    Act(
        "admit_request",
        KEEPER,
        lambda g, who: admissions.admit_request(
            actor=who, request=asked.a_request(g.town), reason="有依据，给经费"
        ),
    ),
    Act(
        "refuse_request",
        OFFICE_HERE,
        lambda g, who: admissions.refuse_request(actor=who, request=_answerable(g.town)),
    ),
    Act(
        "withdraw_request",
        KEEPER | {JUDGE},
        lambda g, who: admissions.withdraw_request(
            actor=who, request=_applied(g.town), reason="不做了"
        ),
    ),
]


def _all_decided(town):
    asked.decided(town, asked.a_task(town))
    return asked.opened(town)


def _answerable(town):
    asked.set_rule(town)
    return asked.a_request(town)


def _applied(town):
    asked.contact(town)
    return asked.a_request(town)
