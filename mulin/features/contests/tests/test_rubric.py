"""A rubric is lines of points: checked when written, added up, shown in the result."""

from decimal import Decimal
from io import BytesIO

import openpyxl
import pytest
from django.urls import reverse

from mulin.errors import Refused
from mulin.programmes import blueprints
from mulin.programmes.actions import close_step

from .. import rubric
from ..actions import draft_sheet, submit_sheet
from ..forms import ContestSettings
from ..rubric import RubricLine, shared_out
from .contests import make_contest

THREE = [
    {"name": "公益性", "points": 40},
    {"name": "可持续性", "points": 30},
    {"name": "回应片区重点", "points": 30},
]
GIVEN = {"公益性": Decimal(36), "可持续性": Decimal("24.5"), "回应片区重点": Decimal(26)}


def settled(rubric):
    fields = ContestSettings.base_fields
    return ContestSettings({name: f.initial for name, f in fields.items()} | {"rubric": rubric})


@pytest.fixture
def contest():
    return make_contest(rubric=THREE)


@pytest.mark.parametrize(
    "written",
    [
        "公益性 40\n可持续性 30\n回应片区重点 30",
        "  公益性　４０ 分\n\n可持续性：30\n回应片区重点30分",
        THREE,
        ["公益性 40", "可持续性 30", "回应片区重点 30"],
    ],
    ids=["lines", "any width", "as kept", "list"],
)
def test_a_rubric_is_kept_as_names_and_points(written):
    form = settled(written)
    assert form.is_valid(), form.errors
    assert form.cleaned_data["rubric"] == THREE


def test_no_rubric_means_one_number():
    form = settled("  \n ")
    assert form.is_valid()
    assert form.cleaned_data["rubric"] == []


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("看公益性和可持续性。", "第 1 行没写清几分"),
        ("公益性 40\n可持续性", "第 2 行没写清几分"),
        ("公益性 40.5\n可持续性 59.5", "第 1 行没写清几分"),
        ("公益性 -40\n可持续性 140", "没写清几分"),
        ("公益性 0\n可持续性 100", "第 1 行没写清几分"),
        ("40", "第 1 行没写清几分"),
        ("公益性 40\n可持续性 30", "加起来要等于 100，现在是 70"),
        ("公益性 50\n公益性 50", "“公益性”写了两次"),
        ("\n".join(f"第{place}条看 10" for place in "一二三四五六七八九十百"), "最多写 10 条"),
        ("长" * 31 + " 100", "第 1 行太长"),
        ("公益性 40 分，可持续性 30 分，能不能带出一支邻里队伍 30 分。", "第 1 行没写清几分"),
    ],
)
def test_a_rubric_that_does_not_add_up_is_refused_in_one_sentence(written, words):
    form = settled(written)
    assert not form.is_valid()
    assert words in form.errors["rubric"][0]


def test_the_settings_show_a_kept_rubric_as_lines_again():
    form = ContestSettings(initial={"rubric": THREE})
    assert "公益性 40\n可持续性 30\n回应片区重点 30" in str(form["rubric"])


@pytest.mark.parametrize("name", ["co-creation", "neighbour-ideas"])
def test_the_blueprints_score_three_things(name):
    steps = {step["kind"]: step["settings"] for step in blueprints.load_named(name)["steps"]}
    assert [(line["name"], line["points"]) for line in steps["hold_contest"]["rubric"]] == [
        ("公益性", 40),
        ("可持续性", 30),
        ("带出一支邻里队伍", 30),
    ]


@pytest.mark.django_db
def test_the_score_is_the_sum_of_its_lines(contest):
    judge = contest.judge("顾文柏")
    sheet = submit_sheet(actor=judge, sheet=contest.sheet(judge, contest.a), points=GIVEN)
    sheet.refresh_from_db()
    assert sheet.score == Decimal("86.5")
    assert sheet.points == {"公益性": "36", "可持续性": "24.5", "回应片区重点": "26"}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"points": GIVEN | {"公益性": Decimal("40.1")}}, "“公益性”要在 0 到 40 分之间"),
        ({"points": GIVEN | {"公益性": Decimal(-1)}}, "“公益性”要在 0 到 40 分之间"),
        ({"points": GIVEN | {"公益性": Decimal("NaN")}}, "“公益性”要在 0 到 40 分之间"),
        ({"points": GIVEN | {"公益性": Decimal("1.25")}}, "最多写一位小数"),
        ({"points": GIVEN | {"好看": Decimal(1)}}, "没有这一条"),
        ({"points": GIVEN | {"公益性": None}}, "还没打分：公益性"),
        ({"points": {}}, "还没打分：公益性、可持续性、回应片区重点"),
        ({"score": Decimal(90)}, "总分会自己加出来"),
        ({"points": GIVEN, "score": Decimal(90)}, "总分会自己加出来"),
    ],
)
def test_a_sheet_that_is_not_of_the_rubric_is_refused(contest, given, words):
    judge = contest.judge("顾文柏")
    with pytest.raises(Refused, match=words):
        submit_sheet(actor=judge, sheet=contest.sheet(judge, contest.a), **given)
    assert contest.sheet(judge, contest.a).points == {}


@pytest.mark.django_db
def test_a_draft_keeps_some_lines_and_has_no_score_yet(contest):
    judge = contest.judge("顾文柏")
    some = {"公益性": Decimal(36), "可持续性": None}
    sheet = draft_sheet(actor=judge, sheet=contest.sheet(judge, contest.a), points=some)
    assert (sheet.score, sheet.points) == (None, {"公益性": "36"})


@pytest.mark.django_db
def test_a_contest_that_began_with_a_sentence_still_takes_one_number(client):
    contest = make_contest()
    contest.step.settings["rubric"] = "看公益性，也看能不能持久。"
    contest.step.save()
    judge = contest.judge("顾文柏")
    client.force_login(judge)
    here = reverse("contests:sheet", args=[contest.sheet(judge, contest.a).pk])
    page = client.get(here).content.decode()
    assert 'name="score"' in page
    assert "看公益性，也看能不能持久。" in page
    client.post(here, {"score": "88", "submit": "on"})
    assert contest.sheet(judge, contest.a).score == 88
    with pytest.raises(Refused, match="没有这一条"):
        submit_sheet(actor=judge, sheet=contest.sheet(judge, contest.b), points=GIVEN)


@pytest.mark.django_db
def test_a_judge_writes_a_number_on_each_line_and_reads_the_zones_focus(client, contest):
    zone = contest.cycle.zones.create(name="绿色片", focus="先把垃圾分好")
    contest.cycle.participations.filter(community=contest.a.community).update(zone=zone)
    judge = contest.judge("顾文柏")
    client.force_login(judge)
    here = reverse("contests:sheet", args=[contest.sheet(judge, contest.a).pk])
    page = client.get(here).content.decode()
    for words in ("绿色片", "最多 40 分", "最多 30 分；这个片区先做：先把垃圾分好"):
        assert words in page
    assert page.count("先把垃圾分好") == 2
    wrong = {"points-0": "41", "points-1": "abc", "points-2": "", "comment": "好", "submit": "on"}
    again = client.post(here, wrong).content.decode()
    for words in ("最高是 40 分", "请写数字", "还没写分数", 'value="41"', "好</textarea>"):
        assert words in again
    client.post(here, {"points-0": "３６", "points-1": "", "points-2": "26", "draft": "on"})
    assert contest.sheet(judge, contest.a).points == {"公益性": "36", "回应片区重点": "26"}
    assert 'value="36"' in client.get(here).content.decode()
    right = {"points-0": "36", "points-1": "24.5", "points-2": "26", "submit": "on"}
    assert client.post(here, right).status_code == 303
    assert contest.sheet(judge, contest.a).score == Decimal("86.5")
    assert ">86.5</output>" in client.get(here).content.decode()


@pytest.mark.django_db
def test_the_result_tells_the_mean_of_each_line_and_no_judge(client, contest):
    names = ("顾文柏", "吕若谷", "莫怀山")
    for judge, first in zip(map(contest.judge, names), ("36", "35", "34.9"), strict=True):
        for proposal in contest.proposals:
            sheet = contest.sheet(judge, proposal)
            submit_sheet(actor=judge, sheet=sheet, points=GIVEN | {"公益性": Decimal(first)})
    step = close_step(actor=contest.office, step=contest.step)
    told = client.get(reverse("contests:result_json", args=[step.pk])).json()["rubric"]
    assert told["lines"] == THREE
    assert told["sheets"]["1"] == [
        ["36", "24.5", "26"],
        ["35", "24.5", "26"],
        ["34.9", "24.5", "26"],
    ]
    assert told["means"]["1"] == ["35.30", "24.50", "26.00"]
    page = client.get(reverse("contests:result", args=[step.pk])).content.decode()
    assert "35.30 / 40" in page
    assert "专家一条一条打分，加起来是总分：公益性 40 分、可持续性 30 分" in page
    answer = client.get(reverse("contests:result_xlsx", args=[step.pk]))
    rows = list(openpyxl.load_workbook(BytesIO(answer.content))["逐条评分"].values)
    assert rows[0] == ("编号", "提案", "哪张", "公益性（40 分）", "可持续性（30 分）", *rows[0][5:])
    assert rows[1][2:] == ("第 1 张", 36, 24.5, 26, 86.5)
    assert rows[4][2:6] == ("均分", 35.3, 24.5, 26)
    for text in (page, str(told), str(rows)):
        assert not any(name in text for name in names)


@pytest.mark.parametrize("tilt", range(-3, 4))
@pytest.mark.parametrize("score", ["0", "0.5", "58", "86.5", "99", "100"])
def test_a_told_total_splits_over_the_lines_and_stays_the_total(score, tilt):
    lines = [RubricLine(**line) for line in THREE]
    shared = shared_out(lines, Decimal(score), tilt)
    assert sum(shared.values()) == Decimal(score)
    assert rubric.checked_points(lines, shared) == shared
