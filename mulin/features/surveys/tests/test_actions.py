from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from mulin.commons.audit.models import Record
from mulin.commons.audit.things import key_of
from mulin.commons.places.roles import Role
from mulin.errors import NotAllowed, Refused

from .. import actions, queries
from ..figures import figures_of
from ..kits import FOLDER, KITS, kit
from ..models import Survey, SurveyAnswer, SurveyQuestion, SurveyResponse, SurveySheet
from ..tasks import close_due_surveys
from .surveys import (
    RIDE,
    a_sheet,
    answer,
    at_door,
    bus_line,
    closed,
    drafted,
    facts,
    first_question,
    homes,
    keys,
    lives_at,
    opened,
    read,
    said,
    staff,
)

pytestmark = pytest.mark.django_db
RIDES = (1, {"choice": 1}, 200)
WALKS = (2,)


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


def test_a_household_answers_once_and_the_last_answer_counts(town):
    survey = opened(town)
    [home, *_] = homes(town)
    lin = lives_at(town, "林秋月", home)
    answer(survey, lin, home, *RIDES)
    at_door(town, survey, home, *WALKS)
    assert queries.tally_of(survey) == {
        "counted": 1,
        "online": 0,
        "paper": 0,
        "door": 1,
        "set_aside": 1,
    }


def test_where_the_first_counts_a_later_one_is_kept_and_does_not(town):
    survey = opened(town, counting="first")
    [home, *_] = homes(town)
    at_door(town, survey, home, *RIDES)
    later = at_door(town, survey, home, *WALKS)
    assert not later.counts
    assert queries.tally_of(survey)["counted"] == 1


def test_the_same_form_sent_twice_counts_once(town):
    survey = opened(town)
    [home, *_] = homes(town)
    lin, receipt = lives_at(town, "林秋月", home), uuid4()
    sent = {"actor": lin, "survey": survey, "household": home, "receipt": receipt}
    one = actions.answer_survey(**sent, answers=said(survey, *RIDES))
    assert actions.answer_survey(**sent, answers=said(survey, *RIDES)) == one
    assert SurveyResponse.objects.count() == 1
    actions.close_survey(actor=staff(town), survey=survey)
    assert actions.answer_survey(**sent, answers=said(survey, *RIDES)) == one, "even after the end"


def test_a_receipt_cannot_be_used_for_another_home(town):
    survey = opened(town)
    [home, other, *_] = homes(town)
    receipt = uuid4()
    for door, wanted in ((home, None), (other, Refused)):
        lives_at(town, "林秋月", door)
        sent = {
            "actor": staff(town),
            "survey": survey,
            "household": door,
            "receipt": receipt,
            "answers": said(survey, *RIDES),
        }
        if wanted:
            with pytest.raises(wanted, match="已经交过"):
                actions.answer_at_door(**sent)
        else:
            actions.answer_at_door(**sent)


def test_what_is_required_is_only_required_when_it_is_asked(town):
    survey = opened(town)
    [home, *_] = homes(town)
    with pytest.raises(Refused, match="第 2 题"):
        at_door(town, survey, home, 1)
    at_door(town, survey, home, 2, {"choice": 1}, 200)
    assert set(SurveyAnswer.objects.values_list("question", flat=True)) == {keys(survey)[0]}


@pytest.mark.parametrize(
    ("place", "value"),
    [
        (0, 3),
        (0, "1"),
        (0, True),
        (0, [1]),
        (1, {"choice": 3}),
        (1, {"building": 10**9}),
        (1, {"text": "长" * 61}),
        (1, {"choice": 1, "text": "南门"}),
        (1, {"else": 1}),
        (1, "南门"),
        (2, -1),
        (2, 2001),
        (2, 1.5),
        (3, "长" * 2001),
        (3, 7),
    ],
)
def test_an_answer_the_question_cannot_have_is_refused(town, place, value):
    survey = opened(town)
    [home, *_] = homes(town)
    given = [1, {"choice": 1}, None, None]
    given[place] = value
    with pytest.raises(Refused):
        at_door(town, survey, home, *given)
    assert not SurveyResponse.objects.exists()


def test_only_who_lives_there_answers_for_a_home(town):
    survey = opened(town)
    [home, other, *_] = homes(town)
    lin = lives_at(town, "林秋月", home)
    with pytest.raises(NotAllowed):
        answer(survey, lin, other, *RIDES)
    with pytest.raises(NotAllowed):
        answer(survey, lin, None, *RIDES)
    with pytest.raises(NotAllowed):
        answer(survey, None, None, *RIDES)


def test_one_person_answers_once_where_persons_are_asked(town):
    survey = opened(town, one_per="person")
    resident = town.join("林秋月", Role.RESIDENT)
    answer(survey, resident, None, *RIDES)
    answer(survey, resident, None, *WALKS)
    assert queries.tally_of(survey)["counted"] == 1
    with pytest.raises(NotAllowed):
        answer(survey, town.join("远方的人", Role.RESIDENT, town.far_community), None, *RIDES)


def test_whoever_answers_without_an_account_is_not_kept(town):
    survey = opened(town, one_per="anybody")
    resident = town.join("林秋月", Role.RESIDENT)
    answer(survey, resident, None, *RIDES)
    answer(survey, None, None, *RIDES)
    assert queries.tally_of(survey)["counted"] == 2
    assert not SurveyResponse.objects.exclude(person=None).exists()
    assert not Record.objects.filter(verb="surveys.answered").exclude(by=None).exists()


def test_nobody_answers_before_the_beginning_or_after_the_end(town):
    now = timezone.now()
    [home, *_] = homes(town)
    coming = opened(town, opens_at=now + timedelta(hours=1))
    with pytest.raises(Refused, match="还没开始"):
        at_door(town, coming, home, *RIDES)
    over = opened(town)
    Survey.objects.filter(pk=over.pk).update(closes_at=now - timedelta(seconds=1))
    with pytest.raises(Refused, match="收完"):
        at_door(town, over, home, *RIDES)


def test_two_people_read_a_sheet_before_it_counts(town):
    survey = opened(town)
    [home, *_] = homes(town)
    sheet, other = a_sheet(town, survey, home), town.join("另一位", Role.SOCIAL_WORKER)
    assert read(town, sheet, staff(town), *RIDES, "早上 车少") == "waits"
    with pytest.raises(Refused, match="已经录过"):
        read(town, sheet, staff(town), *RIDES)
    assert read(town, sheet, other, *RIDES, "早上车少。") == "counts"
    response = SurveyResponse.objects.get()
    assert (response.household, response.channel) == (home, "paper")
    assert SurveyAnswer.objects.get(question__kind="text").text == "早上车少。"
    with pytest.raises(Refused, match="核对完"):
        read(town, sheet, staff(town), *RIDES)


def test_a_sheet_read_differently_is_read_again_by_two(town):
    survey = opened(town)
    [home, *_] = homes(town)
    sheet, other = a_sheet(town, survey, home), town.join("另一位", Role.SOCIAL_WORKER)
    read(town, sheet, staff(town), *RIDES)
    assert read(town, sheet, other, 1, {"choice": 2}, 200) == "differs"
    state = queries.sheet_numbered(survey, sheet.number)
    assert actions.words_that_differ(survey, state) == ["2. 在哪里上车"]
    assert [one.differs for one in queries.waiting_sheets(survey)] == [True]
    read(town, sheet, other, *RIDES)
    assert read(town, sheet, staff(town), *RIDES) == "counts"
    assert not queries.waiting_sheets(survey)


def test_a_sheet_without_a_door_needs_one_written_on_it(town):
    survey = opened(town)
    [home, *_] = homes(town)
    sheet = a_sheet(town, survey)
    with pytest.raises(Refused, match="哪一户"):
        read(town, sheet, staff(town), *RIDES)
    assert queries.household_named(survey, "3号楼1单元101") == home
    assert read(town, sheet, staff(town), *RIDES, household=home) == "waits"


def test_two_may_agree_that_a_sheet_is_spoilt(town):
    survey = opened(town)
    sheet, other = a_sheet(town, survey), town.join("另一位", Role.SOCIAL_WORKER)
    read(town, sheet, staff(town), is_spoilt=True)
    assert read(town, sheet, other, is_spoilt=True) == "spoilt"
    assert not queries.waiting_sheets(survey)
    assert not SurveyResponse.objects.exists()


def test_a_sheet_brought_before_a_later_answer_does_not_overturn_it(town):
    survey = opened(town)
    [home, *_] = homes(town)
    sheet, other = a_sheet(town, survey, home), town.join("另一位", Role.SOCIAL_WORKER)
    at_door(town, survey, home, *WALKS)
    yesterday = timezone.localdate() - timedelta(days=1)
    read(town, sheet, staff(town), *RIDES, returned_on=yesterday)
    assert read(town, sheet, other, *RIDES, returned_on=yesterday) == "double"
    assert SurveyResponse.objects.get(counts=True).channel == "door"


def test_sheets_of_a_building_keep_their_numbers_when_printed_again(town):
    survey = opened(town)
    doors = homes(town)
    once = actions.print_sheets(actor=staff(town), survey=survey, households=doors[:2])
    actions.print_sheets(actor=staff(town), survey=survey, count=3)
    again = actions.print_sheets(actor=staff(town), survey=survey, households=doors[:3])
    assert {one.pk for one in once} < {one.pk for one in again}
    assert sorted(queries.sheets_of(survey).values_list("number", flat=True)) == [1, 2, 3, 4, 5, 6]


def test_closing_is_on_the_record_with_what_it_was_asked_for(town):
    cause = homes(town)[0]
    survey = actions.draft_survey(
        actor=staff(town), unit=town.community, questions=RIDE, origin=key_of(cause), **facts()
    )
    actions.open_survey(actor=staff(town), survey=survey)
    actions.close_survey(actor=staff(town), survey=survey)
    record = Record.objects.get(verb="surveys.closed")
    assert record.details["origin"] == [*key_of(cause)]
    assert list(queries.surveys_about(cause)) == [survey]


def test_the_clock_closes_what_is_due(town):
    survey = opened(town)
    assert queries.surveys_to_close() == []
    Survey.objects.filter(pk=survey.pk).update(closes_at=timezone.now() - timedelta(minutes=1))
    close_due_surveys(timestamp=0)
    assert Survey.objects.get(pk=survey.pk).closed_at is not None


def test_results_wait_for_sheets_and_then_stand_still(town):
    survey = opened(town)
    doors = homes(town, doors=8)
    for home in doors[:6]:
        at_door(town, survey, home, *RIDES)
    sheet, other = a_sheet(town, survey, doors[6]), town.join("另一位", Role.SOCIAL_WORKER)
    read(town, sheet, staff(town), *RIDES)
    with pytest.raises(Refused, match="先结束"):
        actions.publish_results(actor=staff(town), survey=survey)
    survey = actions.close_survey(actor=staff(town), survey=survey)
    with pytest.raises(Refused, match="1 张"):
        actions.publish_results(actor=staff(town), survey=survey)
    read(town, sheet, other, *RIDES)
    survey = actions.publish_results(actor=staff(town), survey=survey)
    assert survey.outcome["counted"] == 7
    assert survey.outcome["reached"] == 7
    assert survey.outcome["households"] == 8
    late = a_late_sheet(survey, doors[7])
    with pytest.raises(Refused, match="不录"):
        read(town, late, other, *RIDES)


def a_late_sheet(survey, home):
    return SurveySheet.objects.create(survey=survey, number=99, household=home)


def test_published_figures_break_nothing_small_down(town):
    survey = opened(town)
    doors = homes(town, doors=14)
    for number, home in enumerate(doors):
        at_door(town, survey, home, *(WALKS if number < 3 else (1, {"choice": 1}, 100 * number)))
    rides, where, price, words = figures_of(survey, least=5)["questions"]
    assert rides["bars"] == []
    assert rides["rest"] == {"options": 2, "count": 14}
    assert where["answered"] == 11
    assert [one["count"] for one in price["bins"]] == [5, 6]
    assert words["answered"] == 0
    inside = figures_of(survey)["questions"][0]
    assert [one["count"] for one in inside["bars"]] == [11, 3]


def test_words_are_released_one_by_one(town):
    survey = opened(town)
    [home, *_] = homes(town)
    at_door(town, survey, home, 2, None, None, "找 3 楼的老王，13800000000")
    answer_ = queries.texts_of(survey).get()
    assert queries.released_words(survey) == []
    actions.release_answer(actor=staff(town), answer=answer_, text="找楼里的邻居")
    assert [text for _key, text in queries.released_words(survey)] == ["找楼里的邻居"]
    actions.take_back_answer(actor=staff(town), answer=queries.texts_of(survey).get())
    assert queries.released_words(survey) == []


def test_the_table_itself_holds_one_counted_response_of_a_household(town):
    survey = opened(town)
    [home, *_] = homes(town)
    at_door(town, survey, home, *RIDES)
    with (
        pytest.raises(IntegrityError, match="one_counted_response_of_a_household"),
        transaction.atomic(),
    ):
        SurveyResponse.objects.create(
            survey=survey,
            household=home,
            channel="door",
            receipt=uuid4(),
            answered_at=timezone.now(),
            entered_by=staff(town),
        )


@pytest.mark.parametrize("name", ["bus_line", "renewal", "satisfaction"])
def test_every_template_makes_a_survey_that_opens(town, name):
    assert name in KITS
    survey = opened(town, kit(name)["questions"])
    assert SurveyQuestion.objects.filter(survey=survey).count() == len(kit(name)["questions"])


def test_there_is_a_template_for_each_file():
    assert {path.stem for path in FOLDER.glob("*.yaml")} == set(KITS)


def test_the_bus_line_is_asked_and_answered(town):
    survey = bus_line(town)
    [home, *_] = homes(town)
    at_door(town, survey, home, 1, {"text": "红砖苑口"}, [1, 2], [420, 510], 4000, 200)
    figures = figures_of(survey)["questions"]
    assert figures[3]["from"] == 420
    assert figures[5]["median"] == 200


def test_a_closed_survey_is_closed_once(town):
    survey = closed(town)
    with pytest.raises(Refused):
        actions.close_survey(actor=staff(town), survey=survey)
