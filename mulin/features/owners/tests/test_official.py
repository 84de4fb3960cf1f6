import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from mulin.web.sheets import sheet
from mulin.web.workbooks import sheets_of

from ..models import OwnersBallot
from .pages import signed_in, words
from .votes import bring_in, colleague, lines, opened

pytestmark = pytest.mark.django_db


def exported(desk, vote):
    response = desk.get(reverse("owners:export", args=[vote.pk]))
    return next(sheets_of(response.content).__iter__())


def upload(desk, vote, content, name="结果.xlsx"):
    file = SimpleUploadedFile(name, content)
    return desk.post(reverse("owners:official", args=[vote.pk]), {"file": file}, follow=True)


def filled(rows):
    return sheet("结果", ["名册序号", "第1题"], rows)


def test_what_is_exported_comes_back_filled_in_and_is_confirmed_by_another(town, desk):
    vote = opened(town)
    rows = exported(desk, vote)
    assert rows[2] == ["名册序号", "业主", "专有部分", "几处", "面积（㎡）", "第1题"]
    assert rows[3][:5] == ["1", "业主1", "1号楼001", "1", "50"]
    response = upload(desk, vote, filled([[1, "同意"], [2, "反对"], [3, ""], [4, "弃权"]]))
    assert "请另一位同事来核对确认" in words(response)
    assert "要由另一位同事确认" in words(response)
    result = vote.official_results.get()
    address = reverse("owners:confirm_official", args=[result.pk])
    response = signed_in(colleague(town)).post(address, follow=True)
    assert "新算进 3 张票" in words(response)
    said = {one.elector.number: one.answers["1"] for one in OwnersBallot.objects.all()}
    assert said == {1: "agree", 2: "disagree", 4: "abstain"}


def test_every_fault_of_a_file_is_named_with_its_line_and_nothing_is_taken(town, desk):
    vote = opened(town)
    wrong = filled([[1, "同意"], [1, "同意"], [99, "同意"], ["甲", "同意"], [2, "也许"]])
    said = words(upload(desk, vote, wrong))
    assert "第 5 行：序号 1 和前面重复了" in said
    assert "第 6 行：名册上没有序号 99" in said
    assert "第 7 行：名册序号“甲”不是数字" in said
    assert "第 8 行：看不懂答复“也许”" in said
    assert not vote.official_results.exists()


def with_names(rows):
    return sheet("结果", ["名册序号", "业主", "面积（㎡）", "第1题"], rows)


def test_rows_that_slipped_are_found_by_name_and_area(town, desk):
    vote = opened(town, lines([5000, 6000, 123456]))
    wrong = with_names(
        [[1, "业主2", 50, "同意"], [2, "业主2", 60.5, "同意"], [3, "业主3", "多", "弃权"]]
    )
    said = words(upload(desk, vote, wrong))
    assert "第 4 行：序号 1 在名册上是“业主1”，表里写的是“业主2”" in said
    assert "第 5 行：序号 2 在名册上是 60.00 ㎡，表里写的是“60.5”" in said
    assert "第 6 行：序号 3 在名册上是 1,234.56 ㎡，表里写的是“多”" in said
    right = with_names(
        [[1, "业 主1", "50.00㎡", "同意"], [2, "业*", "", "同意"], [3, "", "1,234.56", "同意"]]
    )
    assert "读好了" in words(upload(desk, vote, right))


def test_an_answer_without_a_number_is_named(town, desk):
    said = words(upload(desk, opened(town), filled([[1, "同意"], ["", "同意"]])))
    assert "第 5 行：有答复，没有名册序号" in said


def test_who_confirms_sees_how_many_are_known_already(town, desk):
    vote = opened(town)
    bring_in(town, vote, [(1, {"1": "agree"})])
    response = upload(desk, vote, filled([[1, "同意"], [2, "反对"]]))
    assert "表里 2 行 · 其中 1 行这里已经有同样的答复，不重复算" in words(response)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "空的"),
        (b"PK\x03\x04broken", "文件打不开"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "老格式"),
    ],
)
def test_a_file_that_is_no_table_is_refused_in_words(town, desk, content, said):
    response = upload(desk, opened(town), content)
    assert response.status_code == 200
    assert said in words(response)
