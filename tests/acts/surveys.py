from datetime import timedelta
from uuid import uuid4

from django.utils import timezone

from mulin.features.surveys import actions as surveys
from mulin.features.surveys import queries
from mulin.features.surveys.models import Survey
from mulin.features.surveys.tests.surveys import (
    RIDE,
    a_sheet,
    at_door,
    building_of,
    closed,
    drafted,
    facts,
    first_question,
    homes,
    opened,
    said,
)
from mulin.web.tests.doors import OFFICE_HERE

from .ground import CONFIRMED, Act, Ground


def with_words(ground: Ground) -> Survey:
    survey = opened(ground.town)
    at_door(ground.town, survey, homes(ground.town)[0], 2, None, None, "车少")
    return survey


def answering(ground: Ground, who):
    survey = opened(ground.town, one_per="person")
    return surveys.answer_survey(actor=who, survey=survey, answers=said(survey, 2), receipt=uuid4())


def at_a_door(ground: Ground, who):
    survey = opened(ground.town)
    return surveys.answer_at_door(
        actor=who,
        survey=survey,
        household=homes(ground.town)[0],
        answers=said(survey, 2),
        receipt=uuid4(),
    )


def reading(ground: Ground, who):
    survey = opened(ground.town)
    return surveys.read_sheet(
        actor=who,
        sheet=a_sheet(ground.town, survey),
        answers={},
        returned_on=timezone.localdate(),
        is_spoilt=True,
    )


def copying(ground: Ground, who):
    now = timezone.now()
    return surveys.copy_survey(
        actor=who,
        survey=opened(ground.town),
        title="再问一次",
        opens_at=now,
        closes_at=now + timedelta(days=9),
    )


def taking_back(ground: Ground, who):
    survey = with_words(ground)
    surveys.release_answer(
        actor=ground.town.people["social_worker"],
        answer=queries.texts_of(survey).get(),
        text="车少",
    )
    return surveys.take_back_answer(actor=who, answer=queries.texts_of(survey).get())


SURVEYS = [
    Act(
        "draft_survey",
        OFFICE_HERE,
        lambda g, who: surveys.draft_survey(
            actor=who, unit=g.town.community, questions=RIDE, **facts()
        ),
    ),
    Act(
        "change_survey",
        OFFICE_HERE,
        lambda g, who: surveys.change_survey(actor=who, survey=drafted(g.town), title="换个题目"),
    ),
    Act("copy_survey", OFFICE_HERE, copying),
    Act(
        "add_question",
        OFFICE_HERE,
        lambda g, who: surveys.add_question(
            actor=who, survey=drafted(g.town), kind="text", text="还有吗"
        ),
    ),
    Act(
        "change_question",
        OFFICE_HERE,
        lambda g, who: surveys.change_question(
            actor=who,
            question=first_question(drafted(g.town)),
            text="坐不坐",
            settings={"options": ["坐", "不坐"]},
        ),
    ),
    Act(
        "move_question",
        OFFICE_HERE,
        lambda g, who: surveys.move_question(
            actor=who, question=first_question(drafted(g.town, [RIDE[3], RIDE[3]])), up=False
        ),
    ),
    Act(
        "remove_question",
        OFFICE_HERE,
        lambda g, who: surveys.remove_question(
            actor=who, question=first_question(drafted(g.town, [RIDE[3], RIDE[3]]))
        ),
    ),
    Act(
        "open_survey",
        OFFICE_HERE,
        lambda g, who: surveys.open_survey(actor=who, survey=drafted(g.town)),
    ),
    Act(
        "change_end",
        OFFICE_HERE,
        lambda g, who: surveys.change_end(
            actor=who, survey=opened(g.town), closes_at=timezone.now() + timedelta(days=30)
        ),
    ),
    Act(
        "close_survey",
        OFFICE_HERE,
        lambda g, who: surveys.close_survey(actor=who, survey=opened(g.town)),
    ),
    Act(
        "publish_results",
        OFFICE_HERE,
        lambda g, who: surveys.publish_results(actor=who, survey=closed(g.town)),
    ),
    Act("answer_survey", CONFIRMED, answering),
    Act("answer_at_door", OFFICE_HERE, at_a_door),
    Act(
        "print_sheets",
        OFFICE_HERE,
        lambda g, who: surveys.print_sheets(actor=who, survey=opened(g.town), count=2),
    ),
    Act("read_sheet", OFFICE_HERE, reading),
    Act(
        "note_doors_read",
        OFFICE_HERE,
        lambda g, who: surveys.note_doors_read(
            actor=who, survey=opened(g.town), building=building_of(homes(g.town)[0])
        ),
    ),
    Act(
        "note_answers_taken",
        OFFICE_HERE,
        lambda g, who: surveys.note_answers_taken(
            actor=who, survey=opened(g.town), what="answers.xlsx"
        ),
    ),
    Act(
        "release_answer",
        OFFICE_HERE,
        lambda g, who: surveys.release_answer(
            actor=who, answer=queries.texts_of(with_words(g)).get(), text="车少"
        ),
    ),
    Act("take_back_answer", OFFICE_HERE, taking_back),
]
