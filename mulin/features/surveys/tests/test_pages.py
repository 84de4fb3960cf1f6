import re
from io import BytesIO
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from python_calamine import CalamineWorkbook

from mulin.commons.audit.things import key_of
from mulin.commons.people.mydata import sections
from mulin.commons.places.actions import issue_codes
from mulin.commons.places.roles import Role
from mulin.commons.topics.tests.matters import make_topic
from mulin.web.tests.doors import RESIDENT

from .. import actions, queries
from ..figures import figures_of
from ..models import Survey, SurveyResponse
from ..own_things import show, waiting_for
from .crowds import answered_by
from .surveys import (
    a_sheet,
    at_door,
    bus_line,
    drafted,
    facts,
    first_question,
    homes,
    keys,
    lives_at,
    opened,
    staff,
)

pytestmark = pytest.mark.django_db


def signed_in(person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def form_of(survey: Survey, *values: str, **more: str) -> dict[str, str]:
    named = {f"q{key}": value for key, value in zip(keys(survey), values, strict=False) if value}
    return {"receipt": str(uuid4()), **named, **more}


def test_a_household_answers_with_the_code_on_its_letter(town, client):
    survey = opened(town)
    [home, *_] = homes(town)
    [(_home, code)] = issue_codes(actor=staff(town), community=town.community, households=[home])
    address = reverse("surveys:answer", args=[survey.pk])
    shown = client.get(reverse("surveys:survey", args=[survey.pk]))
    assert f"next={address}" in shown.content.decode()
    client.post(f"/h/{code}/?next={address}")
    where = keys(survey)[1]
    sent = form_of(survey, "1") | {f"q{where}_0": "choice:2"}
    response = client.post(address, sent, follow=True)
    assert "收到了，谢谢您" in response.content.decode()
    client.post(address, sent)
    assert SurveyResponse.objects.get().household == home
    changed = client.get(address).content.decode()
    assert "您答过了" in changed
    assert re.search(r'value="choice:2" selected', changed)


def test_who_has_no_home_here_is_told_how_to_come_in(town):
    survey = opened(town)
    client = signed_in(town.join("邓凯", Role.RESIDENT, town.far_community))
    address = reverse("surveys:answer", args=[survey.pk])
    for come in (client.get, client.post):
        response = come(address, follow=True)
        assert response.status_code == 200
        assert "凭信上的户码进来就能答" in response.content.decode()
    assert not SurveyResponse.objects.exists()


def test_whoever_answers_again_finds_every_kind_of_answer_as_it_was(town):
    kinds = [
        {"kind": "time", "text": "灯几点亮到几点", "settings": {}},
        {"kind": "number", "text": "走几分钟", "settings": {"unit": "分钟"}},
        {"kind": "multi", "text": "哪里黑", "settings": {"options": ["南门", "车棚", "楼道"]}},
    ]
    survey = opened(town, kinds, one_per="person")
    lit, walk, dark = keys(survey)
    client = signed_in(town.people[RESIDENT])
    address = reverse("surveys:answer", args=[survey.pk])
    sent = {f"q{lit}_0": "18:30", f"q{lit}_1": "24:00", f"q{walk}": "2.5", f"q{dark}": ["1", "3"]}
    client.post(address, {"receipt": str(uuid4())} | sent)
    again = client.get(address).content.decode()
    boxes = re.findall(r'<input[^>]* name="q[^>]*>', again)
    kept = [box for box in boxes if "checkbox" not in box or " checked" in box]
    written = [re.search(r'value="([^"]*)"', box)[1] for box in kept]
    assert written == ["18:30", "00:00", "2.5", "1", "3"]
    client.post(address, {"receipt": str(uuid4())} | sent | {f"q{lit}_1": "00:00"})
    last = SurveyResponse.objects.get(counts=True).answers.get(question=lit)
    assert (last.number, last.until) == (18 * 60 + 30, 24 * 60)


def test_a_form_with_faults_keeps_what_was_typed_and_names_the_question(town):
    survey = opened(town, one_per="person")
    client = signed_in(town.people[RESIDENT])
    sent = form_of(survey, "1", "", "两块", "早上车少")
    page = client.post(reverse("surveys:answer", args=[survey.pk]), sent).content.decode()
    assert "这一题要答" in page
    assert "请填一个数字" in page
    assert "早上车少" in page
    assert not SurveyResponse.objects.exists()


def test_what_is_wrong_with_a_question_that_is_not_asked_does_not_matter(town):
    survey = opened(town, one_per="person")
    client = signed_in(town.people[RESIDENT])
    client.post(reverse("surveys:answer", args=[survey.pk]), form_of(survey, "2", "", "两块"))
    assert SurveyResponse.objects.get().answers.count() == 1


def test_in_large_type_one_question_comes_after_the_other_and_nothing_is_lost(town):
    survey = opened(town, one_per="person")
    client = signed_in(town.people[RESIDENT])
    client.cookies["mode"] = "care"
    address = reverse("surveys:answer", args=[survey.pk])
    rides, where, fare, words = keys(survey)
    assert client.post(address, {f"q{rides}": "1"}).headers["Location"].endswith("at=2")
    assert (
        client.post(f"{address}?at=2", {f"q{where}_1": "红砖苑口"})
        .headers["Location"]
        .endswith("3")
    )
    client.post(f"{address}?at=3", {f"q{fare}": "2.5"})
    last = client.post(f"{address}?at=4", {f"q{words}": ""})
    check = client.get(last.headers["Location"]).content.decode()
    assert "红砖苑口" in check
    assert "2.5 元" in check
    # Whoever goes back and does not ride is no longer asked where, and nothing of it is kept.
    assert client.post(f"{address}?at=1", {f"q{rides}": "2"}).headers["Location"].endswith("at=4")
    client.post(f"{address}?at=check", {})
    assert list(SurveyResponse.objects.get().answers.values_list("choice", flat=True)) == [2]


def test_the_same_check_page_pressed_twice_counts_once(town):
    survey = opened(town, one_per="anybody")
    client, address = Client(), reverse("surveys:answer", args=[survey.pk])
    client.post(f"{address}?at=1", {f"q{keys(survey)[0]}": "2"})
    draft = dict(client.session)["survey_draft"]
    client.post(f"{address}?at=check", {})
    session = client.session
    session["survey_draft"] = draft
    session.save()
    client.post(f"{address}?at=check", {})
    assert SurveyResponse.objects.count() == 1


def test_an_open_form_takes_only_so_many_from_one_place(town, monkeypatch):
    monkeypatch.setattr("mulin.features.surveys.views.answering.FROM_ONE_PLACE", 2)
    survey = opened(town, one_per="anybody")
    address = reverse("surveys:answer", args=[survey.pk])
    for _time in range(3):
        page = Client().post(address, form_of(survey, "2"))
    assert "试得" in page.content.decode()
    assert SurveyResponse.objects.count() == 2


def test_in_a_flood_one_place_answers_a_few_times_and_every_other_still_can(town, monkeypatch):
    monkeypatch.setattr("mulin.features.surveys.views.answering.FROM_ALL", 3)
    monkeypatch.setattr("mulin.features.surveys.views.answering.IN_A_FLOOD", 1)
    survey = opened(town, one_per="anybody")
    address = reverse("surveys:answer", args=[survey.pk])
    pages = [
        Client(REMOTE_ADDR=place).post(address, form_of(survey, "2")).status_code
        for place in ("10.0.0.1",) * 4 + ("10.0.0.2", "10.0.0.2", "10.0.0.3")
    ]
    assert pages == [303, 303, 303, 200, 303, 200, 303]


def test_a_question_is_put_where_its_author_says_under_the_questions_it_depends_on(town):
    survey = drafted(town)
    client = signed_in(staff(town))
    held = reverse("surveys:held", args=[survey.pk])
    add = reverse("surveys:add_question", args=[survey.pk, "text"])
    first = first_question(survey)
    page = client.get(add).content.decode()
    assert f"第 1 题选了：{first.text}" in page
    sent = {"text": "怎么走到车站", "after": "1", "only_if": f"{first.pk}:1"}
    added = client.post(add, sent)
    question = queries.questions_of(survey)[1]
    assert (question.text, question.only_if) == ("怎么走到车站", first)
    assert added.headers["Location"] == f"{held}#question-{question.pk}"
    shown = client.get(reverse("surveys:question", args=[survey.pk, question.pk]))
    assert 'class="fold" open' in shown.content.decode()
    at_the_end = client.post(add, {"text": "还有吗"}).headers["Location"]
    assert at_the_end == f"{held}#add"


def test_staff_write_move_and_open_a_survey_from_a_template(town):
    client = signed_in(staff(town))
    page = client.get(reverse("surveys:new") + "?start=bus_line").content.decode()
    assert "只用来和公交公司" in page
    typed = {
        "start": "bus_line",
        "place": f"u{town.community.pk}",
        "title": "公交专线怎么开",
        "purpose": "谈站点",
        "one_per": "household",
        "counting": "last",
        "least": "5",
        "language": "zh-hans",
        "opens_at": "2026-01-01T08:00",
        "closes_at": "2099-01-01T08:00",
    }
    here = client.post(reverse("surveys:new"), typed).headers["Location"]
    survey = Survey.objects.get()
    assert "最常在哪里上车" in client.get(here).content.decode()
    add = reverse("surveys:add_question", args=[survey.pk, "scale"])
    first = first_question(survey).pk
    asked = {"text": "车厢干净吗", "points": "5", "only_if": [f"{first}:1", f"{first}:2"]}
    client.post(add, asked)
    last = queries.questions_of(survey)[-1]
    assert last.only_if_choices == [1, 2]
    client.post(reverse("surveys:move_question", args=[survey.pk, last.pk]), {"way": "up"})
    assert queries.questions_of(survey)[-2].pk == last.pk
    client.post(reverse("surveys:open", args=[survey.pk]))
    survey.refresh_from_db()
    assert survey.is_open
    assert client.get(reverse("surveys:question", args=[survey.pk, last.pk])).status_code == 404


def test_a_question_that_depends_on_two_others_is_refused_with_a_sentence(town):
    survey = drafted(
        town, [{"kind": "single", "text": t, "settings": {"options": ["是", "否"]}} for t in "甲乙"]
    )
    one, two = keys(survey)
    client = signed_in(staff(town))
    typed = {"text": "丙", "only_if": [f"{one}:1", f"{two}:1"]}
    page = client.post(reverse("surveys:add_question", args=[survey.pk, "text"]), typed)
    assert "只能勾同一题的选项" in page.content.decode()


def test_paper_is_entered_by_two_at_the_keyboard(town):
    survey = opened(town)
    [home, *_] = homes(town)
    sheet, other = a_sheet(town, survey), town.join("另一位", Role.SOCIAL_WORKER)
    address = reverse("surveys:sheet", args=[survey.pk, sheet.number])
    where = keys(survey)[1]
    typed = form_of(survey, "1", "", "2", "早上 车少") | {f"q{where}_1": "北门"}
    typed |= {"returned_on": sheet.printed_at.date().isoformat(), "home": "3-1-101"}
    wrong = signed_in(other).post(address, typed | {"home": "99-9-999"}).content.decode()
    assert "户册里找不到这一户" in wrong
    signed_in(staff(town)).post(address, typed)
    second = signed_in(other).get(address).content.decode()
    assert "早上 车少" in second, "words are not typed twice"
    assert "北门</option>" in second
    assert 'value="choice:2" selected' not in second, "ticks are read blind"
    assert "核对一致" in signed_in(other).post(address, typed, follow=True).content.decode()
    assert SurveyResponse.objects.get().household == home


def test_sheets_are_printed_with_their_numbers_and_as_a_pdf(town):
    survey = opened(town)
    client = signed_in(staff(town))
    sheets = client.post(reverse("surveys:print", args=[survey.pk]), {"count": "3"})
    page = client.get(sheets.headers["Location"]).content.decode()
    assert page.count("surveys-sheet__code") == 3
    assert "您家门牌，或者信上的户码" in page
    pdf = client.get(reverse("surveys:sheets_pdf", args=[survey.pk]) + "?from=1&to=1")
    assert pdf.content.startswith(b"%PDF")


def test_more_sheets_than_a_file_holds_are_printed_from_the_page(town):
    survey = opened(town)
    client = signed_in(staff(town))
    sheets = client.post(reverse("surveys:print", args=[survey.pk]), {"count": "121"})
    file = reverse("surveys:sheets_pdf", args=[survey.pk])
    assert file not in client.get(sheets.headers["Location"]).content.decode()
    refused = client.get(file + "?from=1&to=121")
    assert refused.status_code == 409
    assert "一个文件最多装 120 张" in refused.content.decode()


def test_the_office_takes_answers_along_without_names_and_doors(town):
    survey = opened(town)
    [home, *_] = homes(town)
    at_door(town, survey, home, 1, {"choice": 1}, 250, "=1+1")
    client = signed_in(staff(town))
    book = client.get(reverse("surveys:answers_xlsx", args=[survey.pk])).content
    [sheet] = CalamineWorkbook.from_filelike(BytesIO(book)).sheet_names
    rows = CalamineWorkbook.from_filelike(BytesIO(book)).get_sheet_by_name(sheet).to_python()
    assert rows[2][4:] == ["1. 坐不坐公交", "2. 在哪里上车", "3. 最多几元（元）", "4. 还有什么要说"]
    assert rows[3][4:] == ["坐", "南门", 2.5, "=1+1"]
    assert rows[3][2] == timezone.localdate()
    assert "王建国" not in str(rows)
    assert home.dwelling.room not in str(rows[3])
    figures = client.get(reverse("surveys:results_xlsx", args=[survey.pk]))
    assert figures.status_code == 200


def test_answers_are_taken_along_in_an_order_that_tells_nobody_who_came_last(town):
    survey = opened(town)
    for number, home in enumerate(homes(town)):
        at_door(town, survey, home, 1, {"choice": 1}, 100 + number, "")
    came = SurveyResponse.objects.filter(survey=survey)
    taken = [response for response, _answers in queries.every_response(survey)]
    assert taken == list(came.order_by("receipt"))
    assert came.count() > 2


def test_results_are_for_the_office_until_they_are_published(town, client):
    survey = opened(town)
    address = reverse("surveys:results", args=[survey.pk])
    assert client.get(address).status_code == 404
    assert "还没公布" in signed_in(staff(town)).get(address).content.decode()
    survey = actions.close_survey(actor=staff(town), survey=survey)
    actions.publish_results(actor=staff(town), survey=survey)
    assert client.get(address).status_code == 200


def test_a_survey_links_back_to_what_it_was_made_for(town, client):
    cause = opened(town, title="头一份")
    survey = actions.draft_survey(
        actor=staff(town), unit=town.community, questions=[], origin=key_of(cause), **facts()
    )
    page = signed_in(staff(town)).get(reverse("surveys:held", args=[survey.pk])).content.decode()
    assert "头一份" in page
    assert reverse("surveys:survey", args=[cause.pk]) in page


def test_somebody_finds_what_she_and_her_home_answered(town):
    survey = opened(town)
    [home, *_] = homes(town)
    lin = lives_at(town, "林秋月", home)
    at_door(town, survey, home, 1, {"choice": 1}, 250)
    [section] = [one for one in sections() if one.key == "survey_answers"]
    assert "最多几元 2.5 元" in str(list(section.rows(lin)))


def test_results_ask_the_same_few_questions_at_any_size(town, client):
    counts = []
    for number in (30, 300):
        survey = bus_line(town, one_per="anybody")
        answered_by(survey, number)
        with CaptureQueriesContext(connection) as asked:
            figures = figures_of(survey, least=5)
        counts.append(len(asked))
        assert figures["counted"] == number
        survey = actions.close_survey(actor=staff(town), survey=survey)
        actions.publish_results(actor=staff(town), survey=survey)
        address = reverse("surveys:results", args=[survey.pk])
        client.get(address)
        with CaptureQueriesContext(connection) as asked:
            client.get(address)
        counts.append(len(asked))
    assert counts[:2] == counts[2:]
    assert max(counts) <= 12


def test_published_results_keep_words_doors_and_small_figures_to_the_office(town, client):
    survey = opened(town)
    for place, home in enumerate(homes(town, doors=8)):
        spot = {"text": "我家楼下那棵歪脖子树"} if place < 2 else {"choice": 1}
        at_door(town, survey, home, 1, spot, 200, "只有社区看得到的一句话")
    survey = actions.close_survey(actor=staff(town), survey=survey)
    actions.publish_results(actor=staff(town), survey=survey)
    page = client.get(reverse("surveys:results", args=[survey.pk])).content.decode()
    assert "歪脖子树" not in page
    assert "只有社区看得到的一句话" not in page
    assert "歪脖子树" not in str(Survey.objects.get(pk=survey.pk).outcome)
    assert "8 份答了这一题" in page


def test_a_topic_shows_its_surveys_and_that_residents_were_asked(town):
    topic = make_topic(town)
    survey = opened(town, origin=key_of(topic))
    [home, *_] = homes(town)
    at_door(town, survey, home, 2)
    section = show(topic, staff(town))
    assert survey.title in section.html
    [asked] = section.asked
    assert asked.heard == "1 份答卷"
    survey = actions.close_survey(actor=staff(town), survey=survey)
    assert [one.title for one in waiting_for(staff(town))] == [f"公布问卷结果：{survey.title}"]
