"""The pages of a round, as the people who use them see them."""

from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import Workbook, load_workbook

from mulin.commons.audit.models import Record
from mulin.commons.electorates.actions import strike_elector
from mulin.commons.places.actions import issue_codes
from mulin.commons.places.roles import Role
from mulin.programmes.actions import close_step

from .. import actions, queries
from ..models import HouseholdConsent
from ..serials import serial_of
from .rounds import QUESTION, make_round

pytestmark = pytest.mark.django_db
FORBIDDEN = "业主共同决定"


@pytest.fixture
def asking():
    return make_round()


def at(name, asking, *more, step=None):
    return reverse(f"consents:{name}", args=[(step or asking.first).pk, *more])


def test_a_resident_with_a_letter_answers_in_four_taps(client, asking):
    board = client.get(at("round", asking)).text
    entrance = f"{reverse('letters:type')}?next={at('mine', asking)}"
    assert entrance in board
    home = asking.home(0).household
    [(_home, code)] = issue_codes(
        actor=asking.director, community=asking.town.community, households=[home]
    )
    letter = client.post(entrance, {"code": code}).url
    answer = client.post(letter)
    assert answer.url == at("mine", asking)
    page = client.get(answer.url)
    assert QUESTION in page.text
    given = {"home": 1, "answer": "agree", "key": page.context["key"]}
    assert client.post(answer.url, given).status_code == 303
    assert client.post(answer.url, given).status_code == 303
    again = client.get(answer.url).text
    assert "您家答的是：同意" in again
    assert "之前都能改" in again
    assert HouseholdConsent.objects.count() == 1


def test_a_letter_of_a_home_that_is_not_asked_says_so(client, asking):
    elector = asking.home(0)
    [(_home, code)] = issue_codes(
        actor=asking.director, community=asking.town.community, households=[elector.household]
    )
    strike_elector(actor=asking.director, elector=elector, because="拆了")
    letter = reverse("letters:open", args=[code])
    page = client.post(f"{letter}?next={at('mine', asking)}", follow=True)
    assert page.redirect_chain[-1][0] == at("round", asking)
    assert "这一轮的名册上没有您家" in page.text


def test_a_letter_leads_nowhere_outside_the_house(client, asking):
    home = asking.home(0).household
    [(_home, code)] = issue_codes(
        actor=asking.director, community=asking.town.community, households=[home]
    )
    letter = reverse("letters:open", args=[code])
    assert client.post(f"{letter}?next=https://evil.example/").url == "/"


def test_the_board_shows_how_many_answered_and_never_who_or_how(client, asking):
    asking.all_say("disagree", *["agree"] * 4)
    board = client.get(at("round", asking)).text
    assert "5 / 10 户" in board
    assert "还差 5 户" in board
    assert "40.00%" in board
    assert "80.00%" in board
    assert "1号楼1单元10" not in board
    assert FORBIDDEN not in board
    assert "不是法律上由业主作出的决定" in board


def test_everybody_reads_how_often_the_roll_was_corrected_since(client, asking):
    assert "名册封存后更正了" not in client.get(at("round", asking)).text
    elector = queries.electors(asking.round).first()
    strike_elector(actor=asking.director, elector=elector, because="拆了")
    assert "名册封存后更正了 1 处" in client.get(at("round", asking)).text


def test_a_handful_of_answers_does_not_tell_how_they_were(client, asking):
    asking.all_say("agree", "agree", "disagree", "agree")
    board = client.get(at("round", asking)).text
    assert "刚开始，只说答复了几户" in board
    assert "还差" not in board.partition("share-text")[0]
    assert "thermo" not in board


def test_who_watches_the_board_does_not_see_how_the_next_window_answered(client, asking):
    told = {"40.00%": [], "70.00%": []}
    asking.all_say("disagree", *["agree"] * 4)
    for place in range(5, 10):
        board = client.get(at("round", asking)).text
        assert f"{place} / 10 户" in board
        [seen] = [share for share in told if share in board]
        told[seen].append(place)
        asking.at_door(place, "agree" if place % 2 else "disagree")
    assert told == {"40.00%": [5, 6, 7, 8, 9], "70.00%": []}
    assert "70.00%" in client.get(at("round", asking)).text


def test_who_changes_her_mind_is_not_seen_until_more_have_answered(client, asking):
    lin = asking.neighbour("林秋月", 0)
    asking.by_code(lin, 0, "agree")
    for place in range(1, 5):
        asking.at_door(place, "agree")
    for _again in range(6):
        asking.by_code(lin, 0, "disagree")
    assert "50.00%" in client.get(at("round", asking)).text
    client.force_login(asking.director)
    assert "40.00%" in client.get(at("desk", asking)).text, "the office sees it as it is"


def test_the_share_text_tells_no_more_than_the_board(client, asking):
    asking.all_say("agree", "agree")
    assert "还差" not in client.get(at("round", asking)).text


def test_the_steward_sees_which_doors_are_missing_in_her_building_only(client):
    asking = make_round(homes=4, buildings=2)
    asking.all_say("disagree")
    near, far = asking.compound.buildings.order_by("pk")
    steward = asking.town.join("仉小楼", Role.BUILDING_STEWARD, building=near)
    client.force_login(steward)
    page = client.get(at("building", asking, near.pk))
    assert "2 户里 1 户答复了" in page.text
    assert "不同意" not in page.text
    assert reverse("consents:household", args=[asking.first.pk, 1]) not in page.text
    assert Record.objects.filter(verb="consents.building_listed", by=steward).count() == 1
    assert client.get(at("building", asking, far.pk)).status_code == 404
    assert client.get(at("household", asking, 1)).status_code == 404


def test_looking_at_a_households_card_is_written_down(client, asking):
    asking.at_door(0, "disagree")
    client.force_login(asking.director)
    assert "不同意" in client.get(at("household", asking, 1)).text
    assert Record.objects.filter(verb="consents.card_viewed", by=asking.director).count() == 1
    client.force_login(asking.neighbour("林秋月", 0))
    mine = client.get(reverse("people:my_data")).text
    assert "谁看过我家的答复" in mine
    assert asking.director.name_in_public in mine


def test_a_conflict_is_settled_on_the_households_card(client, asking):
    asking.at_door(0, "disagree")
    asking.by_code(asking.neighbour("林秋月", 0), 0, "agree")
    client.force_login(asking.director)
    assert "1 户的答复前后对不上" in client.get(at("desk", asking)).text
    assert "另一位同事" in client.get(at("household", asking, 1)).text
    client.force_login(asking.colleague("周小雨"))
    empty = client.post(at("household", asking, 1), {"answer": "agree", "reason": ""})
    assert empty.status_code == 422
    given = {"answer": "agree", "reason": "打电话问过"}
    assert client.post(at("household", asking, 1), given).status_code == 303
    assert queries.count_of(asking.round).agree == 1


def test_the_office_prepares_and_opens_a_round_and_is_told_not_to_mix(client):
    asking = make_round(opened=False)
    client.force_login(asking.director)
    given = {"question": "是否同意改造并交物业费", "compound": asking.compound.pk}
    mixed = client.post(at("desk", asking), given | {"asks_one_thing": "on"})
    assert (mixed.status_code, "说到了钱" in mixed.text) == (422, True)
    assert "是否同意改造并交物业费" in mixed.text
    unsure = client.post(at("desk", asking), given)
    assert unsure.status_code == 422
    given = {"question": "是否同意拆煤棚", "compound": 0, "asks_one_thing": "on"}
    assert client.post(at("desk", asking), given).status_code == 303
    assert client.post(at("desk", asking), {"do": "open"}).status_code == 303
    assert queries.round_of(asking.first).is_open


def test_a_result_is_put_up_from_the_desk(client, asking):
    asking.all_say(*["agree"] * 9)
    close_step(actor=asking.director, step=asking.first)
    client.force_login(asking.director)
    desk = at("desk", asking)
    assert client.post(desk, {"days": 0, "objection_contact": ""}).status_code == 422
    assert client.post(desk, {"days": 7, "objection_contact": "居委会"}).status_code == 303
    board = client.get(at("round", asking)).text
    assert "达到了" in board
    assert "看公示" in board


def test_the_start_page_names_what_is_missing_and_the_desk_refuses(client, asking):
    asking.all_say(*["agree"] * 7)
    page = client.get(reverse("consents:start", args=[asking.start.pk])).text
    assert "还不能开工" in page
    assert "同意 5 / 10 户，还差 4 户" in page


def test_the_start_page_tells_no_more_than_the_board(client, asking):
    asking.all_say("agree", "agree")
    address = reverse("consents:start", args=[asking.start.pk])
    page = client.get(address).text
    assert "“第一轮 改造”还没有结束。" in page
    assert "同意 2" not in page


def test_forms_are_printed_one_for_a_door_without_a_name(client, asking):
    home = asking.home(0).household
    home.contact_name = "林秋月"
    home.save()
    client.force_login(asking.director)
    sheets = client.get(at("forms", asking, asking.compound.buildings.get().pk))
    assert sheets.text.count('<article class="sheet') == 10
    assert serial_of(asking.round, asking.home(0)) in sheets.text
    assert "林秋月" not in sheets.text
    link = reverse("consents:paper_form", args=[asking.first.pk, 1])
    assert sheets.context["sheets"][0][2].endswith(link)


def test_a_form_is_found_by_its_number_only_with_its_check_code(client, asking):
    client.force_login(asking.director)
    right = serial_of(asking.round, asking.home(0))
    assert client.post(at("paper", asking), {"serial": right}).url == at("paper_form", asking, 1)
    for wrong in (right.replace("0001", "0002"), "0001", "0001-AAAAA", "没有"):
        assert client.post(at("paper", asking), {"serial": wrong}).status_code == 422


def a_file(*rows):
    book, target = Workbook(), BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(target)
    target.seek(0)
    target.name = "录表.xlsx"
    return target


def test_many_forms_come_in_from_excel_and_are_checked_by_a_second_file(client, asking):
    first, second = (serial_of(asking.round, asking.home(place)) for place in (0, 1))
    rows = [("表号", "答复"), (first, "同意"), (second, "不同意")]
    client.force_login(asking.director)
    assert client.post(at("paper", asking), {"file": a_file(*rows)}).status_code == 303
    assert client.post(at("paper", asking), {"file": a_file(*rows)}).status_code == 422
    client.force_login(asking.colleague("周小雨"))
    client.post(at("paper", asking), {"file": a_file((first, "同意"), (second, "同意"))})
    count = queries.count_of(asking.round)
    assert (count.agree, count.disagree) == (1, 0)
    assert "两个人录的不一样" in client.get(at("paper", asking)).text
    assert "周小雨" in client.get(at("paper_form", asking, 2)).text


@pytest.mark.parametrize(
    "rows", [[("0001-AAAAA", "同意")], [("x", "y")], [("同意",)], [("0001-AAAAA", "也许")]]
)
def test_a_file_that_is_wrong_is_refused_in_a_sentence(client, asking, rows):
    client.force_login(asking.director)
    answer = client.post(at("paper", asking), {"file": a_file(*rows)})
    assert answer.status_code == 422
    assert "field__error" in answer.text or "data-focus" in answer.text


def test_the_second_reader_does_not_see_what_the_first_read(client, asking):
    actions.read_papers(
        actor=asking.director, round=asking.round, found={asking.home(0): "disagree"}
    )
    client.force_login(asking.colleague("周小雨"))
    page = client.get(at("paper_form", asking, 1)).text
    assert "checked" not in page
    assert "陶志远" not in page


def test_the_roll_goes_out_with_its_answers_and_that_is_written_down(client, asking):
    asking.at_door(0, "disagree")
    client.force_login(asking.director)
    answer = client.get(at("answers_xlsx", asking))
    sheet = load_workbook(BytesIO(answer.content)).active
    rows = list(sheet.iter_rows(min_row=4, values_only=True))
    assert len(rows) == 10
    assert "不同意" in rows[0]
    assert Record.objects.filter(verb="consents.answers_taken").count() == 1


def test_an_answer_after_closing_is_refused_and_says_so(client, asking):
    lin = asking.neighbour("林秋月", 0)
    client.force_login(lin)
    page = client.get(at("mine", asking))
    given = {"home": 1, "answer": "agree", "key": page.context["key"]}
    close_step(actor=asking.director, step=asking.first)
    late = client.post(at("mine", asking), given)
    assert late.status_code == 422
    assert "已经结束了" in late.text
    assert "不再收答复" in late.text


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"home": 2, "answer": "agree", "key": "x"},
        {"home": "x", "answer": "agree", "key": "x"},
        {"home": 1, "answer": "maybe", "key": "x"},
        {"home": 1, "answer": "not_reached", "key": "x"},
        {"home": 1, "answer": "agree", "key": "x" * 65},
        {"home": 10**30, "answer": "agree", "key": "x"},
    ],
)
def test_a_forged_answer_changes_nothing_and_breaks_nothing(client, asking, given):
    client.force_login(asking.neighbour("林秋月", 0))
    assert client.post(at("mine", asking), given).status_code in (404, 422)
    assert not HouseholdConsent.objects.exists()


@pytest.mark.parametrize("name", ["round", "mine", "desk", "paper", "answers_xlsx"])
def test_a_page_asks_as_few_questions_of_many_homes_as_of_few(client, asking, name):
    asked = []
    for homes in (8, 60):
        larger = make_round(asking.town, homes=homes, buildings=homes // 2)
        larger.all_say(*["agree"] * (homes - 1))
        is_for_neighbours = name in ("round", "mine")
        neighbour = larger.neighbour(f"邻居{homes}", 0)
        client.force_login(neighbour if is_for_neighbours else larger.director)
        client.get(at(name, larger))
        with CaptureQueriesContext(connection) as questions:
            client.get(at(name, larger))
        asked.append(len([one for one in questions if "SAVEPOINT" not in one["sql"]]))
    assert asked[0] == asked[1]
    assert asked[1] <= (12 if is_for_neighbours else 20)
