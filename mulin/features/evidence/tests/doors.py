from mulin.commons.places.tests.people import Town
from mulin.web.tests.doors import ANYONE, OFFICE_HERE, Door

from .shown import AFTERWARDS, make_step, note, selected


def _step(town: Town) -> list:
    return [make_step(town)[1].pk]


def _community(town: Town) -> list:
    return [*_step(town), town.community.pk]


def _proposal(town: Town) -> list:
    _town, step = make_step(town, AFTERWARDS)
    proposal = selected(step, town)
    note(town, step, proposal=proposal, state="done")
    return [step.pk, proposal.pk]


def _record(town: Town) -> list:
    return [note(town, make_step(town)[1]).pk]


DOORS = [
    Door("evidence:step", ANYONE, _step),
    Door("evidence:sheet", ANYONE, _step),
    Door("evidence:community", ANYONE, _community),
    Door("evidence:proposal", ANYONE, _proposal),
    Door("evidence:desk", OFFICE_HERE, _step),
    Door("evidence:note", OFFICE_HERE, _step),
    Door("evidence:upload", OFFICE_HERE, _step),
    Door("evidence:template", OFFICE_HERE, _step),
    Door("evidence:review", OFFICE_HERE, _proposal),
    Door("evidence:withdraw", OFFICE_HERE, _record),
]
