from mulin.commons.places.roles import Role
from mulin.commons.places.tests.people import Town
from mulin.programmes.actions import close_step, open_step
from mulin.programmes.models import Proposal
from mulin.web.tests.doors import ANYONE, JUDGE, OFFICE_HERE, SIGNED_IN, STREET_OPERATOR, Door

from ..actions import (
    assign_judge,
    enter_objection,
    make_timetable,
    print_paper_ballots,
    publish_result,
)
from ..models import Publication
from .contests import Contest, make_contest

HOST = frozenset({STREET_OPERATOR})


def _contest(town: Town) -> list:
    return [make_contest(town).step.pk]


def _publishing(town: Town) -> list:
    return [make_contest(town).publishing.pk]


def _counted(town: Town) -> list:
    contest = make_contest(town, expert_weight=0, public_weight=100)
    close_step(actor=contest.office, step=contest.step)
    return [contest.step.pk]


def _judged(town: Town) -> Contest:
    contest = make_contest(town)
    judge = town.people[JUDGE]
    assign_judge(actor=contest.office, step=contest.step, judge=judge, proposals=[contest.a.pk])
    return contest


def _sheet(town: Town) -> list:
    contest = _judged(town)
    return [contest.sheet(town.people[JUDGE], contest.a).pk]


def _published(town: Town) -> Publication:
    contest = make_contest(town, expert_weight=0, public_weight=100)
    close_step(actor=contest.office, step=contest.step)
    step = open_step(actor=contest.office, step=contest.publishing)
    return publish_result(actor=contest.office, step=step)


def _objection(town: Town) -> list:
    publication = _published(town)
    objection = enter_objection(
        actor=town.people["沈亦舟"],
        publication=publication,
        text="票数好像不对。",
        received_on=publication.notice.posted_on,
    )
    return [objection.pk]


def _timetable(town: Town) -> list:
    contest = make_contest(town)
    make_timetable(
        actor=contest.office,
        step=contest.step,
        order="number",
        starts_at=contest.step.opens_at,
        minutes=5,
    )
    return [contest.step.pk]


def _slot(town: Town) -> list:
    step_id = _timetable(town)[0]
    proposal = Proposal.objects.filter(cycle__steps=step_id).order_by("number")[0]
    return [step_id, proposal.pk]


def _neighbour(town: Town) -> list:
    neighbour = town.join("石奶奶", Role.RESIDENT)
    neighbour.phone = None
    neighbour.save()
    return [*_contest(town), neighbour.pk]


def _batch(town: Town) -> list:
    contest = make_contest(town)
    batch = print_paper_ballots(
        actor=contest.office, step=contest.step, community=town.community, count=2
    )
    return [batch.pk]


DOORS = [
    Door("contests:contest", ANYONE, _contest),
    Door("contests:result", ANYONE, _contest),
    Door("contests:result", ANYONE, _counted),
    Door("contests:result_json", ANYONE, _counted),
    Door("contests:result_xlsx", ANYONE, _counted),
    Door("contests:publication", ANYONE, _publishing),
    Door("contests:sheets", frozenset({JUDGE}), lambda town: [_judged(town).step.pk]),
    Door("contests:conflicts", frozenset({JUDGE}), lambda town: [_judged(town).step.pk]),
    Door("contests:sheet", frozenset({JUDGE}), _sheet),
    Door("contests:recuse", HOST | {JUDGE}, _sheet),
    Door("contests:desk", OFFICE_HERE, _contest),
    Door("contests:assigning", HOST, _contest),
    Door("contests:assigning_xlsx", HOST, _contest),
    Door("contests:neighbours", OFFICE_HERE, _contest),
    Door("contests:neighbour", OFFICE_HERE, _neighbour),
    Door("contests:paper", OFFICE_HERE, _contest),
    Door("contests:paper_ballots", OFFICE_HERE, _batch),
    Door("contests:paper_register", OFFICE_HERE, _batch),
    Door("contests:paper_count", OFFICE_HERE, _batch),
    Door("contests:paper_decide", HOST, _batch),
    Door("contests:publishing", OFFICE_HERE, _publishing),
    Door("contests:object", SIGNED_IN, lambda town: [_published(town).step_id]),
    Door("contests:enter_objection", OFFICE_HERE, lambda town: [_published(town).step_id]),
    Door("contests:objection", HOST, _objection),
    Door("contests:timetable", ANYONE, _timetable),
    Door("contests:timetable_paper", ANYONE, _timetable),
    Door("contests:stage", ANYONE, _timetable),
    Door("contests:timetable_xlsx", ANYONE, _timetable),
    Door("contests:timetable_desk", HOST, _contest),
    Door("contests:slot", HOST, _slot),
]
