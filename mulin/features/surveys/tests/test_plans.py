"""A place is pointed at on a community's own plan: by a tap, from the list, or written on paper."""

import pytest
from django.urls import reverse

from mulin.commons.files.pictures import redraw
from mulin.commons.files.tests.pictures import a_photo
from mulin.commons.siteplans.actions import put_up_plan, take_down_plan
from mulin.errors import Refused

from .. import actions, queries
from ..figures import figures_of
from ..forms import AnswerForm
from ..presenting import panels
from ..tables import answer_rows
from .surveys import answer, drafted, homes, lives_at, opened, published, staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(town):
    return put_up_plan(
        actor=staff(town),
        community=town.community,
        name="北里平面图",
        picture=redraw(a_photo((1200, 600))),
    )


def on(plan):
    return [
        {"kind": "place", "text": "长椅放哪儿", "settings": {"options": ["南门"], "plan": plan.pk}}
    ]


def form_for(survey, **given):
    return AnswerForm(given, questions=queries.questions_of(survey))


def field_of(survey):
    return queries.questions_of(survey)[0].field


def test_the_squares_are_as_many_as_the_shape_of_the_plan_allows(town, plan):
    survey = opened(town, on(plan))
    known = form_for(survey).fields[field_of(survey)].known
    assert {"square:A1", "square:J5", "choice:1"} <= known.keys()
    assert "square:A6" not in known, "twice as wide as high: ten by five"


@pytest.mark.parametrize("written", ["b3", " B 3", "B3格", "B3"])
def test_a_square_chosen_or_written_is_the_same_answer(town, plan, written):
    survey = opened(town, on(plan))
    name = field_of(survey)
    chosen = form_for(survey, **{f"{name}_0": "square:B3", f"{name}_1": ""})
    by_hand = form_for(survey, **{f"{name}_0": "", f"{name}_1": written})
    assert chosen.is_valid()
    assert by_hand.is_valid()
    assert chosen.answers == by_hand.answers
    assert list(chosen.answers.values()) == [{"square": "B3"}]


def test_a_place_in_ones_own_words_stays_words(town, plan):
    survey = opened(town, on(plan))
    form = form_for(survey, **{f"{field_of(survey)}_1": "Z9 旁边"})
    assert form.is_valid()
    assert list(form.answers.values()) == [{"text": "Z9 旁边"}]


def test_squares_are_counted_on_the_plan_and_few_are_not_told(town, plan):
    survey = opened(town, on(plan), least=3)
    doors = homes(town)
    for number, (home, square) in enumerate(zip(doors, ["B3", "B3", "B3", "C1"], strict=False)):
        answer(survey, lives_at(town, f"邻居{number}", home), home, {"square": square})
    [whole] = figures_of(survey)["questions"]
    assert whole["squares"] == [["B3", 3], ["C1", 1]]
    figures = figures_of(survey, least=survey.least)
    [told] = figures["questions"]
    assert (told["squares"], told["squares_of_few"], told["pointed"]) == ([["B3", 3]], 1, 4)
    [panel] = panels(figures, [], queries.plans_with([plan.pk]))
    assert [(one["column"], one["row"], one["count"]) for one in panel["drawn"]["marks"]] == [
        (1, 2, 3)
    ]
    said = sorted(row[-1] for row in answer_rows(survey))
    assert said == ["平面图 B3 格"] * 3 + ["平面图 C1 格"]


def test_without_a_plan_there_is_no_square(town):
    survey = opened(town, [{"kind": "place", "text": "长椅放哪儿", "settings": {}}])
    [home, *_] = homes(town)
    with pytest.raises(Refused, match="第 1 题的答案不对"):
        answer(survey, lives_at(town, "石奶奶", home), home, {"square": "B3"})


def test_a_plan_taken_down_stays_under_what_was_pointed_at(town, plan, client):
    survey = published(town, questions=on(plan))
    take_down_plan(actor=staff(town), plan=plan)
    page = client.get(reverse("surveys:results", args=[survey.pk]))
    assert page.status_code == 200
    assert queries.plans_to_point_at(survey) == []
    assert queries.questions_of(survey)[0].plan == plan


def test_the_office_chooses_a_plan_only_where_one_is_up(town, client):
    survey = drafted(town)
    client.force_login(staff(town))
    new = reverse("surveys:add_question", args=[survey.pk, "place"])
    assert "在哪张平面图上指" not in client.get(new).content.decode()
    plan = put_up_plan(
        actor=staff(town),
        community=town.community,
        name="北里平面图",
        picture=redraw(a_photo((1200, 600))),
    )
    assert "北里平面图" in client.get(new).content.decode()
    client.post(new, {"text": "长椅放哪儿", "plan": plan.pk})
    assert queries.questions_of(survey)[-1].plan == plan


def test_the_same_squares_stand_on_the_phone_and_on_paper(town, plan, client):
    survey = opened(town, on(plan))
    [home, *_] = homes(town)
    client.force_login(lives_at(town, "石奶奶", home))
    phone = client.get(reverse("surveys:answer", args=[survey.pk])).content.decode()
    assert 'data-plan="ABCDEFGHIJ" data-rows="5"' in phone
    assert plan.picture.url in phone
    actions.print_sheets(actor=staff(town), survey=survey, households=[home])
    client.force_login(staff(town))
    paper = client.get(reverse("surveys:sheets", args=[survey.pk]) + "?from=1&to=1")
    assert "data:image/jpeg;base64," in paper.content.decode()
    assert "写格子的名字，比如 B3" in paper.content.decode()
