from datetime import timedelta

import pytest
from django.utils import timezone

from mulin.errors import Refused

from .. import actions, queries
from ..kits import FOLDER, KITS, kit
from ..models import SurveyQuestion
from .surveys import (
    RIDE,
    drafted,
    first_question,
    opened,
    staff,
)

pytestmark = pytest.mark.django_db


def test_a_survey_once_opened_keeps_its_questions(town):
    survey = opened(town)
    question = first_question(survey)
    for act in (
        lambda: actions.add_question(actor=staff(town), survey=survey, kind="text", text="再问"),
        lambda: actions.change_question(
            actor=staff(town), question=question, text="换", settings={"options": ["是", "否"]}
        ),
        lambda: actions.move_question(actor=staff(town), question=question, up=False),
        lambda: actions.remove_question(actor=staff(town), question=question),
        lambda: actions.change_survey(actor=staff(town), survey=survey, title="换"),
    ):
        with pytest.raises(Refused, match="复制成新的一版"):
            act()
    later = survey.closes_at + timedelta(days=3)
    assert actions.change_end(actor=staff(town), survey=survey, closes_at=later).closes_at == later


def test_a_copy_is_a_new_version_with_the_same_questions_and_conditions(town):
    survey = opened(town)
    now = timezone.now()
    copy = actions.copy_survey(
        actor=staff(town),
        survey=survey,
        title="再问一次",
        opens_at=now,
        closes_at=now.replace(year=now.year + 1),
    )
    assert (copy.version, copy.copied_from) == (2, survey)
    assert copy.is_draft
    assert actions.as_written(queries.questions_of(copy)) == actions.as_written(
        queries.questions_of(survey)
    )
    assert queries.questions_of(copy)[1].only_if.survey_id == copy.pk


def test_a_question_can_only_depend_on_an_earlier_choice(town):
    survey = drafted(town)
    first, where, price, words = queries.questions_of(survey)
    add = {"actor": staff(town), "survey": survey, "kind": "text", "text": "为什么"}
    for depends, choices in ((words, [1]), (price, [1]), (first, [9]), (first, [])):
        with pytest.raises(Refused):
            actions.add_question(**add, only_if=depends, only_if_choices=choices)
    elsewhere = queries.questions_of(drafted(town))[0]
    with pytest.raises(Refused):
        actions.add_question(**add, only_if=elsewhere, only_if_choices=[1])
    where.survey = survey
    with pytest.raises(Refused, match="先后关系"):
        actions.move_question(actor=staff(town), question=where, up=True)
    first.survey = survey
    with pytest.raises(Refused, match="第 2 题"):
        actions.remove_question(actor=staff(town), question=first)


def test_a_choice_on_which_others_depend_stays(town):
    survey = drafted(town, [{**RIDE[0]}, {**RIDE[3], "only_if": 1, "only_if_choices": [2]}])
    question = first_question(survey)
    with pytest.raises(Refused, match="至少要有两个选项"):
        actions.change_question(
            actor=staff(town),
            question=question,
            text="坐不坐",
            help="",
            settings={"options": ["坐"]},
        )


def test_questions_move_and_go_and_stay_numbered(town):
    survey = drafted(town)
    words = queries.questions_of(survey)[3]
    words.survey = survey
    actions.move_question(actor=staff(town), question=words, up=True)
    assert [one.kind for one in queries.questions_of(survey)] == [
        "single",
        "place",
        "text",
        "price",
    ]
    actions.remove_question(actor=staff(town), question=words)
    assert [one.order for one in queries.questions_of(survey)] == [1, 2, 3]


@pytest.mark.parametrize("name", ["bus_line", "renewal", "satisfaction"])
def test_every_template_makes_a_survey_that_opens(town, name):
    assert name in KITS
    survey = opened(town, kit(name)["questions"])
    assert SurveyQuestion.objects.filter(survey=survey).count() == len(kit(name)["questions"])


def test_there_is_a_template_for_each_file():
    assert {path.stem for path in FOLDER.glob("*.yaml")} == set(KITS)


def test_a_new_question_can_stand_between_two_others(town):
    survey = drafted(town)
    first, where, price, words = queries.questions_of(survey)
    asked = {"actor": staff(town), "survey": survey, "kind": "text", "text": "怎么走到车站"}
    with pytest.raises(Refused, match="只能依据前面的"):
        actions.add_question(**asked, only_if=first, only_if_choices=[1], after=0)
    added = actions.add_question(**asked, only_if=first, only_if_choices=[1], after=2)
    now = queries.questions_of(survey)
    assert now == [first, where, added, price, words]
    assert [one.order for one in now] == [1, 2, 3, 4, 5]
