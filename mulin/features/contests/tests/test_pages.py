"""What each page shows, to whom and when."""

import json
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from mulin.commons.audit.models import Record
from mulin.commons.places.roles import Role
from mulin.decisions import recount
from mulin.programmes.actions import close_step, open_step
from mulin.programmes.models import Proposal
from mulin.programmes.tests.cycles import make_proposal, shift

from .. import queries
from ..actions import assign_judge
from ..models import Publication, ScoreSheet, Vote
from .contests import make_contest

pytestmark = pytest.mark.django_db

BEFORE, DURING, AFTER = (1, 2), (-1, 1), (-2, -1)


@pytest.fixture
def contest():
    return make_contest()


def address(name, *args):
    return reverse(f"contests:{name}", args=args)


def close(contest):
    judge = contest.judge("顾文柏")
    for proposal, score in zip(contest.proposals, ("90", "85", "92"), strict=True):
        contest.score(judge, proposal, score)
    contest.step = close_step(actor=contest.office, step=contest.step)


def visitor(contest, who):
    town = contest.town
    return {
        "stranger": lambda: None,
        "resident": lambda: town.join("米桂枝", Role.RESIDENT),
        "unconfirmed": lambda: town.join("新邻居", Role.RESIDENT, confirmed=False),
        "far": lambda: town.join("远方", Role.RESIDENT, town.far_community),
        "judge": lambda: town.join("顾文柏", Role.JUDGE, town.street),
        "office": lambda: contest.office,
    }[who]()


@pytest.mark.parametrize("who", ["stranger", "resident", "unconfirmed", "far", "judge", "office"])
@pytest.mark.parametrize("when", [BEFORE, DURING, AFTER], ids=["before", "during", "after"])
def test_only_confirmed_residents_vote_and_only_during_the_vote(client, contest, who, when):
    shift(contest.step, opens_in=when[0], closes_in=when[1])
    if person := visitor(contest, who):
        client.force_login(person)
    page = client.get(address("contest", contest.step.pk))
    assert page.status_code == 200
    may = who == "resident" and when == DURING
    assert ('name="proposals"' in page.content.decode()) == may
    answer = client.post(
        address("contest", contest.step.pk), {"do": "confirm", "proposals": [contest.a.pk]}
    )
    assert Vote.objects.count() == may
    assert answer.status_code == (303 if may else 302 if who == "stranger" else 422)


def test_a_ballot_is_checked_before_it_counts_and_answered_in_place(client, contest):
    client.force_login(contest.resident("米桂枝"))
    here = address("contest", contest.step.pk)
    check = client.post(here, {"do": "review", "proposals": [contest.a.pk, contest.b.pk]})
    assert "您选了这 2 项，对吗？" in check.content.decode()
    assert not Vote.objects.exists()
    changed = client.post(here, {"do": "change", "proposals": [contest.a.pk]})
    assert "checked" in changed.content.decode()
    sent = client.post(here, {"do": "confirm", "proposals": [contest.a.pk, contest.b.pk]})
    assert (sent.status_code, sent.headers["Location"]) == (303, here)
    receipt = client.get(here).content.decode()
    assert "收到了，截止前还能改" in receipt
    assert 'name="proposals"' not in receipt
    assert "checked" in client.get(f"{here}?change").content.decode()
    client.post(here, {"do": "take_back"})
    assert not Vote.objects.exists()


@pytest.mark.parametrize(
    ("ticks", "words", "kept"),
    [
        (lambda c: [], "至少选 1 项", 0),
        (lambda c: [p.pk for p in c.proposals], "请去掉 1 项", 3),
        (lambda c: [c.a.pk, 10**30], "不在这次的选票上", 1),
        (lambda c: [c.a.pk, "abc", "", "1; drop"], "不在这次的选票上", 1),
        (lambda c: [make_contest(c.town).a.pk], "不在这次的选票上", 0),
    ],
    ids=["none", "too many", "huge", "words", "another contest"],
)
def test_a_wrong_ballot_is_shown_again_with_its_ticks(client, ticks, words, kept):
    contest = make_contest(votes_per_person=2)
    client.force_login(contest.resident("米桂枝"))
    chosen = ticks(contest)
    for do in ("review", "confirm"):
        answer = client.post(address("contest", contest.step.pk), {"do": do, "proposals": chosen})
        assert answer.status_code == 422
        assert words in answer.content.decode()
        assert answer.content.decode().count(" checked>") == kept
    assert not Vote.objects.exists()


@pytest.mark.parametrize(
    ("score", "words"),
    [
        ("100.1", "最高是 100 分"),
        ("-1", "最低是 0 分"),
        ("86.55", "最多写一位小数"),
        ("abc", "请写数字"),
        ("NaN", "请写数字"),
        ("9" * 100_000, "最高是 100 分"),
        ("1e999", "数字太长"),
        ("", "还没写分数"),
    ],
)
def test_a_wrong_score_is_answered_under_the_field_and_the_words_stay(
    client, contest, score, words
):
    judge = contest.judge("顾文柏")
    client.force_login(judge)
    sheet = contest.sheet(judge, contest.a)
    answer = client.post(
        address("sheet", sheet.pk), {"score": score, "comment": "很用心", "submit": "on"}
    )
    assert answer.status_code == 200
    assert words in answer.content.decode()
    assert "很用心" in answer.content.decode()
    sheet.refresh_from_db()
    assert not sheet.is_submitted


def test_a_judge_types_in_any_width_keeps_a_draft_and_hands_in(client, contest):
    judge = contest.judge("顾文柏")
    client.force_login(judge)
    sheet = contest.sheet(judge, contest.a)
    client.post(address("sheet", sheet.pk), {"score": "", "comment": "再想想", "draft": "on"})
    sheet.refresh_from_db()
    assert (sheet.comment, sheet.score, sheet.is_submitted) == ("再想想", None, False)
    client.post(address("sheet", sheet.pk), {"score": "８６．５", "submit": "on"})
    sheet.refresh_from_db()
    assert (str(sheet.score), sheet.is_submitted) == ("86.5", True)


def test_a_judge_sees_only_her_own_sheets(client, contest):
    mine, hers = contest.judge("顾文柏", contest.a), contest.judge("吕若谷", contest.b)
    client.force_login(mine)
    listed = client.get(address("sheets", contest.step.pk)).content.decode()
    assert contest.a.title in listed
    assert contest.b.title not in listed
    other = contest.sheet(hers, contest.b)
    for name in ("sheet", "recuse"):
        assert client.get(address(name, other.pk)).status_code == 404


def test_before_the_count_nobody_sees_a_score_or_which_way_votes_go(client, contest):
    judge = contest.judge("顾文柏")
    contest.score(judge, contest.a, "87.3")
    contest.vote(contest.resident("米桂枝"), contest.a)
    client.force_login(contest.office)
    pages = [
        address("result", contest.step.pk),
        address("contest", contest.step.pk),
        address("desk", contest.step.pk),
        reverse("programmes:proposal", args=[contest.a.pk]),
        reverse("programmes:cycle", args=[contest.cycle.pk]),
    ]
    for page in pages:
        content = client.get(page).content.decode()
        assert "87.3" not in content
        assert "1 票" not in content
    assert "结果还封着" in client.get(pages[0]).content.decode()
    for name in ("result_json", "result_xlsx"):
        assert client.get(address(name, contest.step.pk)).status_code == 404


def test_the_office_sees_who_is_late_with_what(client, contest):
    judge = contest.judge("顾文柏", contest.a, contest.b)
    contest.score(judge, contest.a, "90")
    client.force_login(contest.office)
    desk = client.get(address("desk", contest.step.pk)).content.decode()
    assert "顾文柏" in desk
    assert "榕树下的长椅" in desk
    answer = client.post(reverse("programmes:close_step", args=[contest.step.pk]))
    assert answer.status_code == 409
    assert "顾文柏（② 榕树下的长椅）" in answer.content.decode()


def test_the_office_assigns_from_its_desk_and_hears_refusals_there(client, contest):
    judge = contest.town.join("顾文柏", Role.JUDGE, contest.town.street)
    Proposal.objects.filter(pk=contest.a.pk).update(author=judge)
    client.force_login(contest.office)
    here = address("desk", contest.step.pk)
    answer = client.post(here, {"judge": judge.pk, "proposals": [contest.a.pk]})
    assert "不能自己打分" in answer.content.decode()
    forged = client.post(here, {"judge": contest.office.pk, "proposals": [contest.b.pk]})
    assert forged.status_code == 200
    assert not ScoreSheet.objects.exists()
    assert client.post(here, {"judge": judge.pk, "proposals": [contest.b.pk]}).status_code == 303
    assert ScoreSheet.objects.get().proposal == contest.b


def test_the_result_writes_every_sum_out(client, contest):
    for n in range(10):
        chosen = [contest.b] + ([contest.a] if n < 5 else []) + ([contest.c] if n < 1 else [])
        contest.vote(contest.resident(f"邻居{n}"), *chosen)
    close(contest)
    page = client.get(address("result", contest.step.pk)).content.decode()
    for words in (
        "3 个提案，",
        "选出 2 个",
        "85.00 × 80% = 68.00",
        "100.00 × 20% = 20.00",
        "5 ÷ 10 × 100 = 50.00",
        "75.60",
        "不错",
    ):
        assert words in page
    assert page.index("榕树下的长椅") < page.index("楼道声控灯") < page.index("外墙彩绘")
    assert "顾文柏" not in page


def test_anyone_can_count_again_from_the_json(client, contest):
    contest.vote(contest.resident("米桂枝"), contest.a)
    close(contest)
    published = json.loads(client.get(address("result_json", contest.step.pk)).content)
    outcome = recount(published)
    assert [str(line.total) for line in outcome.lines] == [
        line["total"] for line in published["lines"]
    ]
    assert published["selected"] == [line.key for line in outcome.lines[:2]]
    assert "米桂枝" not in json.dumps(published, ensure_ascii=False)


def test_the_excel_file_holds_figures_and_no_formulas(client, contest):
    Proposal.objects.filter(pk=contest.a.pk).update(title='=HYPERLINK("http://x","点我")')
    contest.vote(contest.resident("米桂枝"), contest.a)
    close(contest)
    content = client.get(address("result_xlsx", contest.step.pk)).content
    book = load_workbook(BytesIO(content))
    assert book.sheetnames == ["结果", "专家评分", "规则"]
    first = list(book["结果"][2])
    assert [cell.value for cell in first[:10]] == [
        1,
        1,
        '=HYPERLINK("http://x","点我")',
        "望禾北里社区",
        90,
        72,
        1,
        100,
        20,
        92,
    ]
    assert all(cell.data_type != "f" for sheet in book for row in sheet for cell in row)


def test_equal_totals_are_explained(client, contest):
    judge = contest.judge("顾文柏")
    for proposal in contest.proposals:
        contest.score(judge, proposal, "80")
    close_step(actor=contest.office, step=contest.step)
    page = client.get(address("result", contest.step.pk)).content.decode()
    assert "与 ②、③ 总分、专家均分、票数都相同，先提交的在前" in page


def test_a_result_is_published_from_the_desk(client, contest):
    close(contest)
    open_step(actor=contest.office, step=contest.publishing)
    client.force_login(contest.office)
    here = address("publishing", contest.publishing.pk)
    assert "公示这个结果" in client.get(here).content.decode()
    assert "怎么提异议" in client.post(here, {"objection_contact": ""}).content.decode()
    told = {"objection_contact": "到望禾街道一楼窗口"}
    assert client.post(here, told).status_code == 303
    assert "公示出去了" in client.post(here, told).content.decode()
    assert Publication.objects.get().notice.ways_to_object == ["到望禾街道一楼窗口"]
    client.logout()
    assert (
        "可以提异议" in client.get(address("publication", contest.publishing.pk)).content.decode()
    )


def test_staff_look_up_a_neighbour_and_enter_her_ballot(client, contest):
    old = contest.town.join("石奶奶", Role.RESIDENT)
    old.phone = None
    old.save()
    contest.resident("石小满")
    client.force_login(contest.town.join("方圆", Role.SOCIAL_WORKER))
    found = client.get(address("neighbours", contest.step.pk), {"name": "石奶"}).content.decode()
    assert "石奶奶" in found
    assert Record.objects.get(verb="contests.neighbours_looked_up").details == {"found": 1}
    assert Record.objects.get(verb="people.viewed").about_id == old.pk
    assert "石小满" not in client.get(
        address("neighbours", contest.step.pk), {"name": "石小"}
    ).content.decode().replace('value="石小"', "")
    entry = address("neighbour", contest.step.pk, old.pk)
    assert client.post(entry, {"proposals": []}).status_code == 200
    assert client.post(entry, {"proposals": [contest.a.pk]}).status_code == 303
    assert queries.choice_of(old, contest.step) == {contest.a.pk}


def questions_asked(client, url):
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


@pytest.mark.parametrize(
    ("name", "who", "most"),
    [
        ("contest", "resident", 12),
        ("contest", "stranger", 12),
        ("sheets", "judge", 12),
        ("desk", "office", 20),
    ],
)
def test_a_page_asks_as_many_questions_for_many_proposals_as_for_few(client, name, who, most):
    contest = make_contest(votes_per_person=2)
    contest.judge("吕若谷")
    contest.vote(contest.resident("邻居"), contest.a)
    if person := visitor(contest, who):
        client.force_login(person)
    if who == "judge":
        assign(contest, person, contest.proposals)
    url = address(name, contest.step.pk)
    client.get(url)
    few = questions_asked(client, url)
    more = [make_proposal(contest.cycle, contest.town.community, f"提案{n}") for n in range(20)]
    for n in range(5):
        contest.judge(f"评委{n}", *more)
        contest.vote(contest.resident(f"邻居{n}"), *more[:2])
    if who == "judge":
        assign(contest, person, more)
    assert few == questions_asked(client, url) <= most


def assign(contest, judge, proposals):
    chosen = [proposal.pk for proposal in proposals]
    assign_judge(actor=contest.office, step=contest.step, judge=judge, proposals=chosen)


def test_the_result_asks_as_many_questions_for_many_proposals_as_for_few(client):
    counts = []
    town = None
    for extra in (0, 20):
        contest = make_contest(town)
        town = contest.town
        more = [
            make_proposal(contest.cycle, contest.town.community, f"提案{n}") for n in range(extra)
        ]
        judge = contest.judge(f"评委{extra}", *contest.proposals, *more)
        for proposal in [*contest.proposals, *more]:
            contest.score(judge, proposal, "80")
        close_step(actor=contest.office, step=contest.step)
        url = address("result", contest.step.pk)
        client.get(url)
        counts.append(questions_asked(client, url))
    assert counts[0] == counts[1] <= 12
