"""Paper forms typed into Excel come in through the same act, all or none."""

from io import BytesIO

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from mulin.commons.places.roles import Role
from mulin.features.ideas.forms import EntryForm
from mulin.features.ideas.models import Idea, Wording
from mulin.features.ideas.tests.people import make_season
from mulin.web.sheets import sheet

pytestmark = pytest.mark.django_db

HEAD = ["社区", "类别", "标题", "内容", "怎么来的", "大约多少人", "不署名"]
GOOD = ["望禾北里社区", "环境", "楼道装灯", "晚上看不见", "会上", "20", "是"]


@pytest.fixture
def season():
    return make_season()


def upload(client, season, *rows, content=None):
    content = content or sheet("录入表", HEAD, rows)
    client.force_login(season.xiaozhou)
    file = SimpleUploadedFile("ideas.xlsx", content)
    return client.post(reverse("ideas:type_in", args=[season.collecting.pk]), {"file": file})


def test_good_rows_hang_out_at_once_and_are_found_as_similar(client, season):
    assert upload(client, season, GOOD, ["", "文化", "合唱队", "", "", "", ""]).status_code == 303
    lamp, choir = Idea.objects.order_by("pk")
    assert (lamp.channel, lamp.beneficiary_count, lamp.is_anonymous) == ("meeting", 20, True)
    assert (choir.channel, choir.category, choir.community) == (
        "paper",
        "culture",
        season.town.community,
    )
    assert lamp.entered_by == season.xiaozhou
    assert lamp.is_visible
    assert Wording.objects.count() == 2


def test_one_bad_row_keeps_all_out_and_is_named(client, season):
    bad = [
        ["望禾北里社区", "没有的类", "", "", "", "很多", ""],
        ["糖坊社区", "环境", "别处的", "", "", "", ""],
    ]
    said = upload(client, season, GOOD, *bad).content.decode()
    assert "有 2 行要改，一条也没录" in said
    assert '<td class="num">5</td>' in said
    assert '<td class="num">6</td>' in said
    assert not Idea.objects.exists()


def test_the_same_file_again_adds_nothing(client, season):
    content = sheet("录入表", HEAD, [GOOD])
    for _again in range(2):
        upload(client, season, content=content)
    assert Idea.objects.count() == 1


def test_the_same_file_of_another_community_is_its_own(client, season):
    content = sheet("录入表", HEAD[1:], [GOOD[1:]])
    upload(client, season, content=content)
    season.xiaozhou = season.town.join("隔壁社工", Role.SOCIAL_WORKER, season.town.next_community)
    upload(client, season, content=content)
    communities = Idea.objects.order_by("pk").values_list("community", flat=True)
    assert list(communities) == [season.town.community.pk, season.town.next_community.pk]


def test_a_file_of_too_many_rows_is_not_checked_to_its_end(client, season, monkeypatch):
    checked, check = [], EntryForm.full_clean
    monkeypatch.setattr(EntryForm, "full_clean", lambda form: checked.append(1) or check(form))
    said = upload(client, season, *[GOOD] * 700).content.decode()
    assert "一次最多 500 条" in said
    assert len(checked) <= 501


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (sheet("录入表", HEAD, []), "表里还没有点子"),
        (sheet("录入表", ["甲", "乙"], [["1", "2"]]), "没找到表头"),
        (b"\x89PNG\r\n\x1a\n\0\0\0", "不是 Excel 文件"),
        (b" ", "空的"),
    ],
)
def test_what_cannot_be_read_says_why(client, season, content, reason):
    answer = upload(client, season, content=content)
    assert answer.status_code == 200
    assert reason in answer.content.decode()


def test_the_empty_table_has_the_columns_that_are_read(client, season):
    client.force_login(season.xiaozhou)
    file = client.get(reverse("ideas:empty_sheet", args=[season.collecting.pk])).content
    page = openpyxl.load_workbook(BytesIO(file)).active
    titles = [cell.value for cell in page[3]]
    assert {"社区", "类别", "标题", "谁会受益"} <= set(titles)
