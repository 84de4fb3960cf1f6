"""The pages on which a street sets up a cycle: its blueprint, zones, dates, owners and words."""

from io import BytesIO

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from mulin.commons.places.roles import Role
from mulin.commons.places.tests.people import make_town
from mulin.web.sheets import sheet

from ..actions import explain_cycle, save_zone
from ..blueprints import check
from ..explaining import explain_first
from ..models import Cycle, Participation, Step
from .cycles import make_cycle, shift

STEPS = [
    {"kind": "collect_ideas", "days": 9, "requires": ["zones"]},
    {"kind": "screen_ideas", "days": 9},
]
OWN = """
title: 我们街的计划
kind: co_creation
categories: [{key: environment, label: 环境}]
steps:
  - {kind: collect_ideas, name: 收点子, days: 10}
"""

pytestmark = pytest.mark.django_db


@pytest.fixture
def town():
    return make_town()


@pytest.fixture
def office(town, client):
    person = town.join("沈亦舟", Role.STREET_OPERATOR, town.street)
    client.force_login(person)
    return person


@pytest.fixture
def cycle(town, office):
    return make_cycle(office, town.street, [town.community, town.next_community], STEPS)


def address(name, *args):
    return reverse(f"programmes:{name}", args=args)


def launch(client, town, text, **more):
    given = {
        "blueprint": "own",
        "name": "第一季",
        "opens_on": "2026-11-23",
        "communities": [town.community.pk],
    }
    if text is not None:
        content = text if isinstance(text, bytes) else text.encode()
        given["file"] = SimpleUploadedFile("mine.yaml", content)
    return client.post(address("launch"), given | more)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_street_starts_a_cycle_from_its_own_file(client, town, office, encoding):
    assert launch(client, town, OWN.encode(encoding)).status_code == 303
    cycle = Cycle.objects.get()
    assert (cycle.programme.title, cycle.steps.get().name) == ("我们街的计划", "收点子")


def test_faults_in_a_file_are_shown_with_their_lines_beside_what_it_says(client, town, office):
    answer = launch(client, town, OWN.replace("days: 10", "days: 0, dayz: 3"))
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "第 6 行：“days”要写天数" in page
    assert "第 6 行：不认识“dayz”" in page
    assert "收点子" in page
    assert not Cycle.objects.exists()
    assert launch(client, town, None, written=OWN).status_code == 303


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (None, "请选一个蓝本文件"),
        (b"\xff\xfe\x00", "请选一个蓝本文件"),
        ("x" * 100_001, "太大了"),
        ("a: [", "写法不对"),
        ('title: "\\0"', "读不懂的符号"),
    ],
)
def test_what_is_no_blueprint_starts_nothing(client, town, office, text, words):
    assert words in launch(client, town, text).content.decode()
    assert not Cycle.objects.exists()


def test_a_cycle_leaves_as_a_blueprint_that_starts_another(client, town, office, cycle):
    save_zone(
        actor=office, cycle=cycle, name="绿色片", focus="多见绿", priority_categories=["culture"]
    )
    answer = client.get(address("blueprint", cycle.pk))
    assert answer["Content-Type"].startswith("application/yaml")
    blueprint = check(answer.content.decode())
    assert [step["kind"] for step in blueprint["steps"]] == ["collect_ideas", "screen_ideas"]
    assert blueprint["steps"][0]["requires"] == ["zones"]
    assert blueprint["zones"][0]["priority_categories"] == ["culture"]


def zone_of(cycle, community):
    return Participation.objects.get(cycle=cycle, community=community).zone


def test_all_communities_are_put_into_zones_on_one_page(client, town, cycle):
    assert "还没有片区" in client.get(address("zones", cycle.pk)).content.decode()
    given = {"name": "绿色宜居片", "focus": "多见绿", "priority_categories": ["culture"]}
    assert client.post(address("new_zone", cycle.pk), given).status_code == 303
    again = client.post(address("new_zone", cycle.pk), given)
    assert "已经有一个“绿色宜居片”" in again.content.decode()
    zone = cycle.zones.get()
    page = client.get(address("zones", cycle.pk)).content.decode()
    assert "还有 2 个社区没分" in page
    both = {f"community_{unit.pk}": zone.pk for unit in (town.community, town.next_community)}
    assert client.post(address("zones", cycle.pk), both).status_code == 303
    assert zone_of(cycle, town.next_community) == zone
    wrong = client.post(
        address("zones", cycle.pk), both | {f"community_{town.community.pk}": 10**9}
    )
    assert wrong.status_code == 200
    changed = client.post(address("zone", zone.pk), given | {"name": "宜居片"})
    assert changed.status_code == 303
    assert str(cycle.zones.get()) == "宜居片"


def upload(client, cycle, content):
    file = SimpleUploadedFile("zones.xlsx", content)
    return client.post(address("zone_file", cycle.pk), {"file": file})


def test_zones_go_out_to_excel_and_come_back(client, town, office, cycle):
    save_zone(actor=office, cycle=cycle, name="绿色片", focus="多见绿")
    book = openpyxl.load_workbook(BytesIO(client.get(address("zone_sheet", cycle.pk)).content))
    for row in book.active.iter_rows(min_row=4):
        row[1].value = "绿色片"
    filled = BytesIO()
    book.save(filled)
    assert upload(client, cycle, filled.getvalue()).status_code == 303
    assert (
        str(zone_of(cycle, town.community)) == str(zone_of(cycle, town.next_community)) == "绿色片"
    )


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([("北京社区", "绿色片")], "第 4 行：这一季没有“北京社区”参加"),
        ([("望禾北里社区", "红色片")], "第 4 行：没有“红色片”这个片区"),
        ([], "表里没有社区"),
    ],
)
def test_a_wrong_table_of_zones_changes_nothing(client, town, office, cycle, rows, words):
    save_zone(actor=office, cycle=cycle, name="绿色片", focus="多见绿")
    told = upload(client, cycle, sheet("分区表", ["社区", "片区"], rows))
    assert words in told.content.decode()
    assert zone_of(cycle, town.community) is None


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04nothing", b"\x00\x01", "姓名\n张三".encode()])
def test_what_is_no_table_of_zones_is_refused(client, office, cycle, content):
    save_zone(actor=office, cycle=cycle, name="绿色片", focus="多见绿")
    assert upload(client, cycle, content).status_code == 200


def test_the_days_of_a_step_are_moved_on_a_form(client, cycle):
    step = cycle.steps.last()
    url = address("dates", step.pk)
    assert "datetime-local" in client.get(url).content.decode()
    opens = timezone.localtime(step.opens_at)
    later = {"opens_at": f"{opens:%Y-%m-%dT%H:%M}", "closes_at": f"{opens.year + 1}-03-01T18:00"}
    assert client.post(url, later).status_code == 303
    moved = Step.objects.get(pk=step.pk)
    assert (moved.opens_at, moved.closes_at.year) == (step.opens_at, opens.year + 1)
    for wrong in ({"closes_at": "0001-01-01T00:00"}, {"closes_at": "soon"}, {"closes_at": ""}):
        assert client.post(url, later | wrong).status_code == 200
    past = client.post(url, later | {"opens_at": "2020-01-01T00:00"}).content.decode()
    assert "不能早于现在" in past


def test_a_running_step_offers_only_its_end(client, cycle):
    shift(cycle.steps.first(), opens_in=-1, closes_in=2)
    Step.objects.update(lacks=[])
    page = client.get(address("dates", cycle.steps.first().pk)).content.decode()
    assert "什么时候结束" in page
    assert "什么时候开始" not in page


def test_the_owner_is_chosen_among_those_who_steer(client, cycle, town):
    other = town.join("秦岚", Role.STREET_OPERATOR, town.street)
    stranger = town.join("方圆", Role.SOCIAL_WORKER)
    url = address("owner", cycle.steps.first().pk)
    page = client.get(url).content.decode()
    assert "秦岚" in page
    assert "方圆" not in page
    assert client.post(url, {"owner": stranger.pk}).status_code == 200
    assert client.post(url, {"owner": other.pk}).status_code == 303
    assert "秦岚" in client.get(address("steer", cycle.pk)).content.decode()


def test_overdue_steps_are_listed_with_owner_and_reason(client, cycle):
    step = shift(cycle.steps.first(), opens_in=-9, closes_in=-1)
    Step.objects.filter(pk=step.pk).update(stuck_because="还有 3 条没人看过。")
    page = client.get(address("desk")).content.decode()
    for words in ("1 步过了日子，还没收尾", "沈亦舟负责", "还有 3 条没人看过。"):
        assert words in page


def test_what_a_cycle_is_about_is_written_on_one_page(client, cycle):
    given = {
        "theme": "少而精",
        "policy_note": "减少重复",
        "policy_tags": "垃圾分类、一老一小，平安楼道",
        "name_party0": "望禾街道",
        "does_party0": "牵头",
    }
    assert client.post(address("describe", cycle.pk), given).status_code == 303
    page = client.get(address("cycle", cycle.pk)).content.decode()
    for words in ("少而精", "减少重复", "一老一小", "望禾街道", "牵头"):
        assert words in page
    too_long = client.post(address("describe", cycle.pk), given | {"policy_tags": "长" * 21})
    assert "每个最多 20 个字" in too_long.content.decode()


def test_four_questions_are_answered_for_two_kinds_of_readers(client, cycle):
    assert client.get(address("explainer", cycle.pk)).status_code == 404
    given = {"resident_what": "街坊自己的事", "staff_how": "看工作台"}
    assert client.post(address("explain", cycle.pk), given).status_code == 303
    assert "这是什么，怎么做" in client.get(address("cycle", cycle.pk)).content.decode()
    for query, words, others in (
        ("", "街坊自己的事", "看工作台"),
        ("?for=staff", "看工作台", "街坊"),
    ):
        for name in ("explainer", "explainer_sheet"):
            page = client.get(address(name, cycle.pk) + query).content.decode()
            assert words in page
            assert others not in page


def test_the_printed_sheet_tells_residents_without_a_phone_how_to_take_part(client, cycle, office):
    answers = {reader: {"what": "街坊自己的事"} for reader in ("resident", "staff")}
    explain_cycle(actor=office, cycle=cycle, explainer=answers)
    sheet = address("explainer_sheet", cycle.pk)
    assert "没有手机" in client.get(sheet).text
    assert "没有手机" not in client.get(sheet, {"for": "staff"}).text


def test_the_explainer_leads_on_to_where_one_was_going_and_nowhere_else(client, cycle, office):
    explain_cycle(actor=office, cycle=cycle, explainer={"resident": {"what": "街坊自己的事"}})
    url = address("explainer", cycle.pk)
    onward = client.get(f"{url}?next=/ideas/7/write/")
    assert 'href="/ideas/7/write/">知道了' in onward.content.decode()
    assert onward.cookies[f"explained-{cycle.pk}"].value == "1"
    assert "知道了" not in client.get(f"{url}?next=https://evil.example/").content.decode()


def test_a_newcomer_reads_the_answers_before_the_first_form(rf, cycle, office):
    request = rf.get("/write/?q=1")
    assert explain_first(request, cycle) is None
    explain_cycle(actor=office, cycle=cycle, explainer={"resident": {"what": "街坊自己的事"}})
    cycle.refresh_from_db()
    sent = explain_first(request, cycle)
    assert sent.url == address("explainer", cycle.pk) + "?next=%2Fwrite%2F%3Fq%3D1%26explained%3D1"
    assert explain_first(rf.get("/write/?explained=1"), cycle) is None
    assert explain_first(rf.post("/write/"), cycle) is None
    request.COOKIES[f"explained-{cycle.pk}"] = "1"
    assert explain_first(request, cycle) is None
