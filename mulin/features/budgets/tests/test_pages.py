import json
import re
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from mulin.commons.places.roles import Role
from mulin.commons.places.tests.people import Town, make_town

from ..counting import _told
from ..models import BallotFile
from .elections import keep_some, publish_some, upload, written

pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> Town:
    town = make_town()
    town.join("street_operator", Role.STREET_OPERATOR, town.street)
    return town


@pytest.fixture
def office(town) -> Client:
    client = Client()
    client.force_login(town.people["street_operator"])
    return client


def words(response) -> str:
    """Return what a page says, without its tags."""
    return " ".join(re.sub(r"<[^>]+>", "", response.text).split())


def send(office: Client, file, **facts):
    return office.post(reverse("budgets:upload"), {"file": file, **facts}, follow=True)


def test_an_uploaded_file_leads_to_its_result(office):
    response = send(office, upload())
    assert "5 项里选出 2 项，花 10,000 元" in words(response)
    assert "票表收好了" in words(response)
    assert BallotFile.objects.get().title == "红砖苑微预算"
    assert "红砖苑微预算" in office.get(reverse("budgets:desk")).text


def test_what_the_file_says_wrongly_of_itself_is_said_beside_the_result(office):
    response = send(office, upload(written().replace("num_votes;13", "num_votes;14")))
    assert "文件说有 14 张票，其实有 13 张" in words(response)


def test_a_faulty_file_is_refused_with_its_line_and_the_name_stays(office):
    response = send(office, upload(written([("9", 1)])), title="冬天的预算")
    assert "第 18 行：有张票选了“9”，可没有这一项。" in words(response)
    assert 'value="冬天的预算"' in response.text
    assert not BallotFile.objects.exists()


@pytest.mark.parametrize(
    "content",
    [b"\0" * 5000, "预算".encode("gb18030"), b"META\n" + b"x" * 3_000_000, b"\xff\xfe" * 99],
)
def test_whatever_is_uploaded_somebody_gets_a_sentence(office, content):
    response = send(office, SimpleUploadedFile("budget.pb", content))
    assert response.status_code == 200
    assert "第 " in words(response)


def test_nothing_at_all_is_refused_too(office):
    assert "有 1 处请再看看" in words(office.post(reverse("budgets:upload"), {}))
    assert send(office, SimpleUploadedFile("budget.pb", b"")).status_code == 200


def test_who_works_for_several_places_says_for_which(town, office):
    town.join("street_operator", Role.SECRETARY, town.next_community)
    assert "在哪里投的票" in office.get(reverse("budgets:upload")).text
    send(office, upload(), unit=str(town.next_community.pk))
    assert BallotFile.objects.get().unit == town.next_community
    send(office, upload(written([("1", 2)])), unit=str(town.far_community.pk))
    assert BallotFile.objects.count() == 1


def test_another_rule_is_one_choice_away(town, office):
    address = reverse("budgets:file", args=[keep_some(town).pk])
    shown = words(office.get(address, {"rule": "greedy", "utility": "cardinality"}))
    assert "票多的先买，按一票合多少钱" in shown
    shown = words(office.get(address, {"rule": "equal-shares", "completion": "none"}))
    assert "凑不够的都不办" in shown
    shown = words(office.get(address, {"against": "greedy"}))
    assert "换成“票多的先买”：少了 1 项，多了 1 项" in shown


def test_how_far_a_project_was_is_counted_when_somebody_asks(town, office):
    address = reverse("budgets:file", args=[keep_some(town).pk])
    assert "还差多远？" in words(office.get(address))
    for key, said in (
        ("2", "再有 1 人来投票、只选它，或者造价降到 3,496 元，它就选上了。"),
        ("4", "造价降到 999 元，它就选上了；只靠多来人投票不够。"),
        ("5", "再有 1 人来投票、只选它，它就选上了；降价没有用。"),
    ):
        assert said in words(office.get(address, {"far": key}))
    for key in ("1", "没有这项", ""):
        assert "它就选上了" not in words(office.get(address, {"far": key}))


def test_a_lot_asks_for_its_seed(town, office):
    address = reverse("budgets:file", args=[keep_some(town).pk])
    assert "抽签要先公布种子" in words(office.get(address, {"ties": "lot"}))
    assert "第 2026-188 期" in words(office.get(address, {"ties": "lot", "seed": "第 2026-188 期"}))


@pytest.mark.parametrize("asked", [{"rule": "赢者通吃"}, {"utility": "borda"}, {"against": "?"}])
def test_a_choice_that_is_none_counts_by_the_usual_rule_and_says_so(town, office, asked):
    response = office.get(reverse("budgets:file", args=[keep_some(town).pk]), asked)
    assert "5 项里选出 2 项" in words(response)
    assert "有 1 处请再看看" in words(response)


def test_the_outcome_goes_out_exact_and_as_a_list(town, office):
    file = keep_some(town)
    told = json.loads(office.get(reverse("budgets:file_json", args=[file.pk])).content)
    assert told["outcome"]["winners"] == ["1", "3"]
    assert told["outcome"]["rule"]["completion"] == "add1-greedy"
    assert told["sha256"] == file.sha256
    list_of = office.get(reverse("budgets:file_xlsx", args=[file.pk]), {"rule": "greedy"}).content
    with ZipFile(BytesIO(list_of)) as book:
        texts = book.read("xl/sharedStrings.xml").decode()
    assert "轮到它时还有 4,000 元，够办。" in texts
    assert "票多的先买" in texts


def test_publishing_asks_first_and_shows_everybody_just_what_was_chosen(town, office):
    file = keep_some(town)
    public = reverse("budgets:result", args=[file.pk])
    assert Client().get(public).status_code == 404
    address = reverse("budgets:publish", args=[file.pk]) + "?rule=greedy&against=equal-shares"
    assert "票多的先买" in words(office.get(address))
    assert office.post(address).status_code == 303
    seen = Client().get(public)
    assert "轮到它时还有 4,000 元，够办。" in words(seen)
    assert "换成“人人一份（等额份额）”" in words(seen)
    assert "看看大家的钱怎么分" in words(seen)
    assert "<svg" in seen.text
    # A stranger does not make the server count by other rules.
    assert words(Client().get(public, {"rule": "phragmen"})) == words(Client().get(public))
    office.post(reverse("budgets:withdraw", args=[file.pk]))
    assert Client().get(public).status_code == 404


def test_what_is_removed_is_gone(town, office):
    file = keep_some(town)
    address = reverse("budgets:remove", args=[file.pk])
    assert "删了就找不回来了" in words(office.get(address))
    assert office.post(address).status_code == 303
    assert not BallotFile.objects.exists()


def test_a_script_in_a_name_stays_words(town, office):
    evil = written().replace("避雨亭", "<script>alert(1)</script>")
    shown = office.get(reverse("budgets:file", args=[keep_some(town, text=evil).pk]))
    assert "<script>alert(1)" not in shown.text
    assert "&lt;script&gt;alert(1)" in shown.text


def test_a_long_list_has_pages(town, office):
    rows = "".join(f"{n};{n * 10};第{n}项\n" for n in range(6, 60))
    many = written().replace("5;500;没人要的牌子\n", f"5;500;没人要的牌子\n{rows}")
    address = reverse("budgets:file", args=[keep_some(town, text=many).pk])
    assert office.get(address).text.count('class="share"') == 30
    assert "第58项" in office.get(address, {"page": 2}).text


@pytest.mark.parametrize("many", [1, 12])
def test_pages_ask_the_same_however_much_there_is(town, office, many):
    for _turn in range(many):
        file = publish_some(town)
    for address, viewer in (
        (reverse("budgets:desk"), office),
        (reverse("budgets:file", args=[file.pk]) + "?against=greedy", office),
        (reverse("budgets:result", args=[file.pk]), Client()),
    ):
        viewer.get(address)
        _told.cache_clear()
        with CaptureQueriesContext(connection) as asked:
            viewer.get(address)
        assert len(asked) <= 12, asked.captured_queries


def test_a_count_is_remembered_but_its_words_are_not(town, office):
    address = reverse("budgets:file", args=[keep_some(town).pk])
    office.get(address)
    remembered = _told.cache_info().hits
    office.cookies["django_language"] = "en"
    assert "2 of 5 projects are chosen, for ¥10,000" in words(office.get(address))
    assert _told.cache_info().hits == remembered + 1
