"""Who may open the pages of letters, talks, grid logs, outreach and studies."""

from django.utils import timezone

from mulin.commons.places.tests.people import Town
from mulin.programmes import blueprints
from mulin.programmes.actions import launch_programme
from mulin.web.tests.doors import (
    ANYONE,
    GRID_WORKER,
    OFFICE_HERE,
    SIGNED_IN,
    STREET_OPERATOR,
    Door,
)

from .heard import SAID, make_listening

WRITES_LOGS = OFFICE_HERE | {GRID_WORKER}
STUDIES_FIRST = "{title: 先看看, kind: co_creation, steps: [{kind: study_baseline, days: 21}]}"


def _unit(town: Town) -> list:
    listening = make_listening(town)
    listening.log()
    listening.talk(building=listening.buildings[0], said=SAID)
    listening.team()
    listening.reach(2, 4, batch=listening.batch(), leaflets=20)
    listening.study()
    listening.sent()
    return [town.community.pk]


def _record(town: Town) -> list:
    return [make_listening(town).reach(2).pk]


def _batch(town: Town) -> list:
    return [make_listening(town).batch().pk]


def _published(town: Town) -> list:
    return [make_listening(town).published().occasion_id]


def _asking(town: Town) -> list:
    listening = make_listening(town)
    letter = listening.sent()
    listening.entered(letter)
    return [letter.occasion_id]


def _printed(town: Town) -> list:
    return [make_listening(town).printed().occasion_id]


def _ready(town: Town) -> list:
    return [make_listening(town).ready().occasion_id]


def _slip(town: Town) -> list:
    listening = make_listening(town)
    return [listening.slip(listening.sent()).code]


def _log(town: Town) -> list:
    return [make_listening(town).log().pk]


def _talk(town: Town) -> list:
    return [make_listening(town).talk(said=SAID).pk]


def _team(town: Town) -> list:
    return [make_listening(town).team().pk]


def _entered(town: Town) -> list:
    listening = make_listening(town)
    return [listening.entered(listening.sent()).pk]


def _study(town: Town) -> list:
    return [make_listening(town).study().pk]


def _study_step(town: Town) -> list:
    cycle = launch_programme(
        actor=town.people[STREET_OPERATOR],
        host=town.street,
        blueprint=blueprints.check(STUDIES_FIRST),
        communities=[town.community],
        opens_at=timezone.now(),
        year=2026,
        name="先看看再说",
    )
    return [cycle.steps.get().pk]


DOORS = [
    Door("listening:letter", ANYONE, _published),
    Door("listening:slip", ANYONE, _slip),
    Door("listening:outreach", ANYONE, _unit),
    Door("listening:studies", ANYONE, _study_step),
    Door("listening:studies_desk", OFFICE_HERE, _study_step),
    Door("listening:mine", SIGNED_IN),
    Door("listening:log", WRITES_LOGS, _unit),
    Door("listening:interview_new", WRITES_LOGS, _unit),
    Door("listening:interview", OFFICE_HERE, _talk),
    Door("listening:desk", OFFICE_HERE, _unit),
    Door("listening:letter_desk", OFFICE_HERE, _ready),
    Door("listening:letter_write", OFFICE_HERE, _asking),
    Door("listening:letter_print", OFFICE_HERE, _asking),
    Door("listening:letter_sheets", OFFICE_HERE, _asking),
    Door("listening:letter_pdf", OFFICE_HERE, _asking),
    Door("listening:letter_send", OFFICE_HERE, _printed, method="post"),
    Door("listening:letter_enter", OFFICE_HERE, _asking),
    Door("listening:return_correct", OFFICE_HERE, _entered),
    Door("listening:letter_answer", OFFICE_HERE, _asking),
    Door("listening:letter_publish", OFFICE_HERE, _ready),
    Door("listening:letter_xlsx", OFFICE_HERE, _asking),
    Door("listening:logs", OFFICE_HERE, _unit),
    Door("listening:logs_xlsx", OFFICE_HERE, _unit),
    Door("listening:log_entry", OFFICE_HERE, _log),
    Door("listening:interviews", OFFICE_HERE, _unit),
    Door("listening:interviews_xlsx", OFFICE_HERE, _unit),
    Door("listening:outreach_desk", OFFICE_HERE, _unit),
    Door("listening:outreach_note", OFFICE_HERE, _unit),
    Door("listening:outreach_xlsx", OFFICE_HERE, _unit),
    Door("listening:outreach_back", OFFICE_HERE, _record),
    Door("listening:leaflets_back", OFFICE_HERE, _batch),
    Door("listening:team_new", OFFICE_HERE, _unit),
    Door("listening:team_end", OFFICE_HERE, _team, method="post"),
    Door("listening:leaflets_new", OFFICE_HERE, _unit),
    Door("listening:baseline", OFFICE_HERE, _unit),
    Door("listening:baseline_write", OFFICE_HERE, _unit),
    Door("listening:study", OFFICE_HERE, _study),
]
