import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from mulin.commons.audit.models import Record
from mulin.commons.files.tests.pictures import a_photo
from mulin.commons.places.roles import Role

from .. import actions
from ..models import OwnersBallot, OwnersVote
from ..tables import _day
from ..words import matter_named
from .pages import signed_in, words
from .votes import (
    QUESTION,
    announced,
    bring_in,
    colleague,
    concluded,
    draft,
    elector,
    lines,
    make_roll,
    opened,
    shut,
)

pytestmark = pytest.mark.django_db
ADVICE = "不是法律意见"


def typed(roll, **more):
    opens = timezone.localtime() + timedelta(days=17)
    return {
        "electorate": roll.pk,
        "title": "换一家物业",
        "item": "4",
        "questions": "同意换吗？\n同意选康泰吗？",
        "notice_days": "15",
        "opens_at": opens.strftime("%Y-%m-%dT%H:%M"),
        "closes_at": (opens + timedelta(days=9)).strftime("%Y-%m-%dT%H:%M"),
        "unreturned": "not_counted",
    } | more


def test_staff_draft_a_vote_with_the_lines_of_the_law(town, desk):
    roll = make_roll(town)
    response = desk.post(reverse("owners:new"), typed(roll), follow=True)
    vote = OwnersVote.objects.get()
    assert "存好了" in words(response)
    assert vote.rule["name"] == "owners-278-4"
    assert [one.text for one in vote.questions.all()] == ["同意换吗？", "同意选康泰吗？"]


def test_other_lines_need_a_source_and_are_printed_as_other(town, desk):
    roll = make_roll(town)
    response = desk.post(reverse("owners:new"), typed(roll, decision="2/3"))
    assert "线和法律写的不一样，请写明出自哪里" in words(response)
    assert "换一家物业" in response.text
    own = typed(roll, decision="2/3", rule_source="《麦香苑议事规则》第十二条")
    response = desk.post(reverse("owners:new"), own, follow=True)
    assert "这次的线和《民法典》第二百七十八条写的不一样" in words(response)
    assert "《麦香苑议事规则》第十二条" in words(response)
    vote = OwnersVote.objects.get()
    response = desk.get(reverse("owners:change", args=[vote.pk]))
    assert 'value="《麦香苑议事规则》第十二条"' in response.text


@pytest.mark.parametrize(
    ("field", "wrong", "said"),
    [
        ("decision", "三分之二", "请写成分数"),
        ("decision", "5/4", "要在 0 和 1 之间"),
        ("decision", "0/1", "要在 0 和 1 之间"),
        ("unreturned", "follows_majority", "沉默不等于同意"),
        ("questions", "\n".join("问" for _n in range(11)), "最多 10 题"),
        ("questions", "问" * 201, "一题最多 200 个字"),
        ("closes_at", "2020-01-01T00:00", "截止要在开始以后"),
    ],
)
def test_what_is_typed_wrongly_is_said_and_kept(town, desk, field, wrong, said):
    response = desk.post(reverse("owners:new"), typed(make_roll(town), **{field: wrong}))
    assert said in words(response)
    assert "换一家物业" in response.text
    assert not OwnersVote.objects.exists()


def test_an_owner_answers_on_her_phone(town):
    me = town.join("鲍秀兰", Role.RESIDENT)
    vote = opened(town, lines([5000, 6000], me))
    client = signed_in(me)
    public = reverse("owners:vote", args=[vote.pk])
    assert "您在名册上，还没有答" in words(client.get(public))
    address = reverse("owners:answer", args=[vote.pk])
    assert QUESTION in words(client.get(address))
    response = client.post(address, {"q1": "agree"}, follow=True)
    assert "收到您的答复" in words(response)
    assert "您答过了" in words(response)
    assert "checked" in client.get(address).text


def test_an_owner_who_ticks_nothing_is_asked_again(town):
    me = town.join("鲍秀兰", Role.RESIDENT)
    vote = opened(town, lines([5000, 6000], me))
    response = signed_in(me).post(reverse("owners:answer", args=[vote.pk]), {})
    assert 'aria-invalid="true"' in response.text
    assert not OwnersBallot.objects.exists()


def paper(said="agree", **more):
    return {"q1": said, "returned_on": timezone.localdate().isoformat()} | more


def test_two_colleagues_enter_a_paper_ballot_with_its_photo(town, desk):
    vote = opened(town)
    line = [vote.pk, elector(vote).pk]
    address = reverse("owners:paper", args=line)
    response = desk.post(address, paper(photos=a_photo()), follow=True)
    assert "再由另一位同事录一遍" in words(response)
    other = signed_in(colleague(town))
    page = other.get(address)
    assert "录第二遍" in words(page)
    assert "checked" not in page.text
    response = other.post(address, paper(), follow=True)
    assert "这张票算数了" in words(response)
    ballot = OwnersBallot.objects.get()
    assert not ballot.photo.is_public
    assert Client().get(ballot.photo.url).status_code == 404
    assert desk.get(ballot.photo.url).status_code == 200


def test_two_colleagues_who_differ_are_told(town, desk):
    vote = opened(town)
    address = reverse("owners:paper", args=[vote.pk, elector(vote).pk])
    desk.post(address, paper())
    response = signed_in(colleague(town)).post(address, paper("disagree"), follow=True)
    assert "两个人录的不一样" in words(response)
    assert not OwnersBallot.objects.exists()


def test_a_broken_photo_keeps_what_was_typed(town, desk):
    vote = opened(town)
    address = reverse("owners:paper", args=[vote.pk, elector(vote).pk])
    broken = SimpleUploadedFile("a.jpg", b"not a photo", content_type="image/jpeg")
    response = desk.post(address, paper("abstain", photos=broken))
    assert "这不是照片" in words(response)
    assert re.search(r'value="abstain"[^>]*checked', response.text)


def test_the_public_page_shows_no_name_and_no_answers_by_building(town):
    vote = opened(town)
    bring_in(town, vote, [(1, {"1": "disagree"})])
    page = Client().get(reverse("owners:vote", args=[vote.pk]))
    assert "业主1" not in words(page)
    assert "1号楼001" not in page.text
    assert "还差" in words(page)


def test_a_draft_is_for_the_office_only(town, desk):
    vote = draft(town)
    assert Client().get(reverse("owners:vote", args=[vote.pk])).status_code == 404
    assert "还没公告" in words(desk.get(reverse("owners:held", args=[vote.pk])))


def test_the_list_for_the_board_masks_names_and_looking_is_recorded(town, desk):
    vote = opened(town)
    bring_in(town, vote, [(1, {"1": "disagree"})])
    page = words(desk.get(reverse("owners:posting", args=[vote.pk])))
    assert "业*" in page
    assert "业主1" not in page
    assert "不同意" not in page
    desk.get(reverse("owners:posting_sheet", args=[vote.pk]))
    seen = Record.objects.filter(verb="owners.roll_read").values_list("details__what", flat=True)
    assert set(seen) == {"list", "list.xlsx"}


def test_the_statement_says_both_tests_and_where_they_are_written(town):
    vote = concluded(town, lines([5000, 6000, 7000]))
    page = words(Client().get(reverse("owners:statement", args=[vote.pk])))
    assert "没有通过" in page
    assert "50.00 × 3 = 150.00 &lt; 180.00 × 2 = 360.00" in page
    assert "《民法典》第二百七十八条第一款第八项、第二款" in page
    assert "1 / 3 人" in page
    assert "票送到 1 人，交回 1 人。怎么交回的：政府投票系统 1。" in page
    assert ADVICE in page


def test_the_statement_is_a_pdf(town):
    vote = concluded(town)
    response = Client().get(reverse("owners:statement_pdf", args=[vote.pk]))
    assert response["Content-Type"] == "application/pdf"
    assert BytesIO(response.content).read(5) == b"%PDF-"


def test_the_outcome_can_be_taken_along_whole(town):
    vote = concluded(town)
    content = Client().get(reverse("owners:outcome", args=[vote.pk])).json()
    assert content["questions"][0]["outcome"]["rule"]["name"] == "owners-278-8"


def test_every_page_says_that_it_is_no_legal_advice(town, desk):
    vote = opened(town)
    over = concluded(town, title="另一件事")
    line = [vote.pk, elector(vote).pk]
    pages = [
        *(reverse(f"owners:{name}") for name in ("votes", "matters", "desk", "new", "note")),
        *(
            reverse(f"owners:{name}", args=[vote.pk])
            for name in ("vote", "held", "roll", "deliveries", "official", "call_off")
        ),
        *(reverse(f"owners:{name}", args=[vote.pk]) for name in ("paper_ballots", "posting")),
        *(reverse(f"owners:{name}", args=line) for name in ("line", "paper", "proxy")),
        reverse("owners:statement", args=[over.pk]),
    ]
    assert [page for page in pages if ADVICE not in desk.get(page).text] == []


def test_the_table_of_matters_names_all_nine_and_article_279(town):
    page = words(Client().get(reverse("owners:matters")))
    for item in range(1, 10):
        assert f"{item}. {matter_named(item)}" in page
    assert "《民法典》第二百七十九条" in page
    assert "入户征询和居民代表表决都代替不了" in page


def test_a_local_rule_is_added_with_its_source(town, desk):
    told = {"unit": town.community.pk, "topic": "lifts", "text": "公示十天", "source": ""}
    assert "aria-invalid" in desk.post(reverse("owners:note"), told).text
    response = desk.post(reverse("owners:note"), told | {"source": "某办法第三条"}, follow=True)
    assert "公示十天" in words(response)


def test_nobody_taking_part_yet_lacks_no_zero(town, desk):
    page = words(desk.get(reverse("owners:held", args=[opened(town).pk])))
    assert "还没有人参加" in page
    assert "差 0" not in page


def test_a_long_building_prints_its_ballots_page_by_page(town, desk):
    vote = announced(town, [replace(one, building="") for one in lines([5000] * 201)])
    there = reverse("owners:paper_ballots", args=[vote.pk])
    assert "名册第 200 号" in words(desk.get(there))
    assert "名册第 201 号" in words(desk.get(there, {"page": 2}))


def test_the_day_on_the_list_is_the_day_here(town):
    early = datetime(2026, 10, 9, 23, 30, tzinfo=UTC)
    assert _day(early) == "2026-10-10"


def test_an_announced_vote_shows_its_questions_before_any_figure(town):
    page = words(Client().get(reverse("owners:vote", args=[announced(town).pk])))
    assert QUESTION in page
    assert "第一关" not in page


def test_a_vote_called_off_says_why(town, desk):
    vote = opened(town)
    told = {"because": "名册漏了一栋楼"}
    desk.post(reverse("owners:call_off", args=[vote.pk]), told)
    assert "名册漏了一栋楼" in words(Client().get(reverse("owners:vote", args=[vote.pk])))


def test_counting_is_done_once_by_a_button(town, desk):
    vote = shut(opened(town))
    response = desk.post(reverse("owners:conclude", args=[vote.pk]), follow=True)
    assert "计好了" in words(response)
    again = desk.post(reverse("owners:conclude", args=[vote.pk]))
    assert "一次表决只计一次" in words(again)


PAGES = ["vote", "held", "roll", "posting", "paper_ballots"]


@pytest.mark.parametrize("name", PAGES)
def test_a_large_compound_costs_as_many_queries_as_a_small_one(town, desk, name):
    asked = []
    for size in (10, 1500):
        vote = opened(town, lines([5000] * size), title=f"{size} 位业主")
        said = [(n, {"1": "agree"}) for n in range(1, size, 2)]
        bring_in(town, vote, said, name=f"{size}")
        address = reverse(f"owners:{name}", args=[vote.pk])
        desk.get(address)
        with CaptureQueriesContext(connection) as queries:
            assert desk.get(address).status_code == 200
        asked.append(len([one for one in queries if "SAVEPOINT" not in one["sql"]]))
    # One more where there is more than one page to leaf through.
    assert asked[1] <= asked[0] + 1
    assert asked[1] <= 20


def test_an_owners_ballots_are_among_her_data(town):
    me = town.join("鲍秀兰", Role.RESIDENT)
    vote = opened(town, lines([5000, 6000], me))
    actions.answer_vote(actor=me, vote=vote, answers={"1": "agree"})
    page = words(signed_in(me).get(reverse("people:my_data")))
    assert "我在业主共同决定里的答复" in page
    assert vote.title in page
