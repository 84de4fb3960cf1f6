from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from mulin.commons.audit.models import Record
from mulin.commons.places.roles import Role

from .. import actions
from ..models import Idea, Support
from .people import make_building, make_household, make_season, move_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def season():
    season = make_season()
    season.start_screening()
    season.start_preparing()
    return season


def text_of(response):
    assert response.status_code == 200
    return response.content.decode()


def test_the_wall_is_narrowed_by_category_community_and_verdict(client, season):
    season.idea("种花")
    season.idea("书房", category="culture")
    season.screen(season.idea("我家的事"), "too_individual")
    address = reverse("ideas:collecting", args=[season.collecting.pk])
    assert "种花" not in text_of(client.get(address, {"category": "culture"}))
    narrowed = text_of(client.get(address, {"verdict": "too_individual"}))
    assert "我家的事" in narrowed
    assert "书房" not in narrowed
    there = {"community": season.town.next_community.pk}
    assert "没有找到这样的点子" in text_of(client.get(address, there))


def test_the_wall_shows_no_name_of_an_unsigned_idea(client, season):
    season.idea(is_anonymous=True)
    shown = text_of(client.get(reverse("ideas:collecting", args=[season.collecting.pk])))
    assert "林" not in shown.replace("林月", "")


def test_nobody_but_staff_and_its_author_sees_what_waits(client, season):
    season.visitors_idea("没人看过的")
    address = reverse("ideas:collecting", args=[season.collecting.pk])
    assert "没人看过的" not in text_of(client.get(address))


@pytest.mark.parametrize(
    "query",
    [
        "page=999",
        "page=abc",
        "verdict=zzz",
        "community=-1",
        "category=" + "x" * 999,
    ],
)
def test_a_strange_question_gets_the_plain_wall(client, season, query):
    season.idea("种花")
    assert client.get(f"{reverse('ideas:wall')}?{query}").status_code == 200


def test_a_heart_on_the_wall_comes_back_to_the_wall(client, season):
    idea = season.idea()
    client.force_login(season.lin)
    wall = reverse("ideas:collecting", args=[season.collecting.pk])
    support = reverse("ideas:support", args=[idea.pk])
    response = client.post(f"{support}?want=yes&next={wall}")
    assert response["Location"] == wall
    assert 'aria-pressed="true"' in text_of(client.get(wall))
    client.post(f"{support}?want=no&next=https://elsewhere.example/")
    assert not Support.objects.exists()


def test_a_heart_never_leads_to_another_site(client, season):
    client.force_login(season.lin)
    address = reverse("ideas:support", args=[season.idea().pk])
    assert client.post(address, {"next": "https://elsewhere.example/"})["Location"] == "/"


def test_an_ideas_page_tells_what_became_of_it(client, season):
    idea = season.idea("种花")
    season.screen(
        idea,
        "out_of_scope",
        findings={"public_benefit": {"answer": "part", "reason": "只有两户"}},
        reply="先在楼门试试。",
    )
    shown = text_of(client.get(reverse("ideas:idea", args=[idea.pk])))
    for said in ("公益性", "只有两户", "先在楼门试试", "初筛：不在本计划范围", "社工", "周*"):
        assert said in shown
    assert "周小雨" not in shown
    assert "林秋月" not in shown


def test_a_hidden_ideas_author_reads_why(client, season):
    idea = season.idea()
    actions.hide_idea(actor=season.xiaozhou, idea=idea, reason="写了邻居的电话")
    address = reverse("ideas:idea", args=[idea.pk])
    assert client.get(address).status_code == 404
    client.force_login(season.lin)
    assert "写了邻居的电话" in text_of(client.get(address))


def test_a_screener_works_through_the_queue(client, season):
    idea = season.idea("种花")
    client.force_login(season.xiaozhou)
    queue = reverse("ideas:queue", args=[season.screening.pk])
    assert "种花" in text_of(client.get(queue))
    address = reverse("ideas:screen", args=[idea.pk])
    sheet = {
        "answer_public_benefit": "no",
        "reason_public_benefit": "只有一户",
        "verdict": "proposal",
        "reply": "谢谢您的点子",
        "seen": "0",
    }
    refused = text_of(client.post(address, sheet))
    assert "不符合“公益性”，不能做成提案" in refused
    assert "谢谢您的点子" in refused
    assert "只有一户" in refused
    assert client.post(address, sheet | {"verdict": "out_of_scope"}).status_code == 303
    client.get(queue)
    assert "种花" not in text_of(client.get(queue))
    assert "种花" in text_of(client.get(queue, {"shown": "screened"}))
    assert "已经由周小雨筛过了" in text_of(client.get(address))


def test_a_screener_asks_a_steward_for_help(client, season):
    steward = season.town.join("米奶奶", Role.BUILDING_STEWARD)
    idea = season.idea("楼道堆物")
    client.force_login(season.xiaozhou)
    address = reverse("ideas:screen", args=[idea.pk])
    sheet = {"verdict": "too_individual", "reply": "请楼长陪您去说。", "seen": "0"}
    half = text_of(client.post(address, sheet | {"steward": steward.pk}))
    assert "请写清请谁帮、一起做什么" in half
    whole = sheet | {"steward": steward.pk, "task": "周六一起搬"}
    assert client.post(address, whole).status_code == 303
    client.force_login(steward)
    client.post(reverse("ideas:settle", args=[idea.pk]), {"is_done": "yes", "note": "搬完了"})
    assert "搬完了" in text_of(client.get(reverse("ideas:idea", args=[idea.pk])))


def test_a_screener_merges_two_ideas(client, season):
    main, similar = season.idea("装感应灯"), season.idea("换声控灯")
    client.force_login(season.xiaozhou)
    address = reverse("ideas:merge", args=[similar.pk])
    assert "没有找到" in text_of(client.get(address, {"q": "篮球"}))
    assert "装感应灯" in text_of(client.get(address, {"q": "感应"}))
    forged = {"into": Idea.objects.latest("id").pk + 99, "reply": "x", "seen": "0"}
    assert client.post(address, forged).status_code == 200
    given = {"into": main.pk, "reply": "是一件事，合在一起。", "seen": "0"}
    assert client.post(address, given).status_code == 303
    assert "换声控灯" in text_of(client.get(reverse("ideas:idea", args=[main.pk])))


def test_looking_at_an_author_is_written_down_for_the_author(client, season):
    idea = season.idea(is_anonymous=True)
    client.force_login(season.xiaozhou)
    client.get(reverse("ideas:screen", args=[idea.pk]))
    seen = Record.objects.get(verb="people.viewed")
    assert (seen.by, seen.about_id) == (season.xiaozhou, season.lin.pk)


def test_staff_take_the_ideas_of_their_communities_along(client, season):
    season.idea("种花")
    season.visitors_idea("=1+1", author_name="邵建国", author_door="0301")
    season.idea("隔壁的事", community=season.town.next_community)
    client.force_login(season.xiaozhou)
    response = client.get(reverse("ideas:sheet", args=[season.collecting.pk]))
    rows = list(load_workbook(BytesIO(response.content)).active.iter_rows(values_only=True))
    titles = [row[4] for row in rows[3:]]
    assert titles == ["种花", "=1+1"]
    assert rows[4][9] == "0301"
    assert Record.objects.filter(verb="ideas.exported").exists()


def fill(season, count, start=0):
    """Hang out so many ideas, each wanted by one home and every third screened."""
    building = make_building(season.town, f"{start + 10}号楼")
    for n in range(start, start + count):
        idea = season.idea(f"点子{n}", by=season.town.join(f"邻居{n}", Role.RESIDENT))
        home = make_household(season.town, building, str(n))
        actions.support_idea(actor=move_in(season.town, f"想要{n}", building, home), idea=idea)
        if n % 3 == 0:
            season.screen(idea, "pending", reply="先问问。")
    return idea


def queries_of(client, address):
    client.get(address)
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


PAGES = {
    "wall": lambda s, _idea: reverse("ideas:wall"),
    "step's wall": lambda s, _idea: reverse("ideas:collecting", args=[s.collecting.pk]),
    "idea": lambda s, idea: reverse("ideas:idea", args=[idea.pk]),
    "screening": lambda s, _idea: reverse("ideas:screening", args=[s.screening.pk]),
    "mine": lambda s, _idea: reverse("ideas:mine"),
    "queue": lambda s, _idea: reverse("ideas:queue", args=[s.screening.pk]),
    "screen": lambda s, idea: reverse("ideas:screen", args=[idea.pk]),
    "merge": lambda s, idea: reverse("ideas:merge", args=[idea.pk]),
    "review": lambda s, _idea: reverse("ideas:review", args=[s.collecting.pk]),
    "sheet": lambda s, _idea: reverse("ideas:sheet", args=[s.collecting.pk]),
}
FOR_RESIDENTS = {"wall", "step's wall", "idea", "screening", "mine"}


@pytest.mark.parametrize("name", PAGES)
def test_a_page_costs_the_same_for_20_and_for_200_ideas(client, season, name):
    client.force_login(season.lin if name in FOR_RESIDENTS else season.xiaozhou)
    idea = fill(season, 21)
    season.idea("自己的")
    address = PAGES[name](season, idea)
    few = queries_of(client, address)
    Idea.objects.bulk_create(
        Idea(
            step=season.collecting,
            community=season.town.community,
            category="environment",
            title=f"又一条{n}",
            author=season.lin,
            state="visible",
        )
        for n in range(180)
    )
    assert queries_of(client, address) == few
    if name in FOR_RESIDENTS:
        assert few <= 12
