from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook

from mulin.commons.audit.models import Record
from mulin.programmes.models import Proposal

from .. import actions, queries
from ..models import ProposalRevision
from ..sections import Line
from .people import make_workshop

pytestmark = pytest.mark.django_db


@pytest.fixture
def workshop():
    return make_workshop()


def titles(workshop, **asked):
    found = queries.proposals_listed(workshop.xiaozhou, workshop.step, **asked)
    return {proposal.title for proposal in found}


def test_the_list_is_narrowed(workshop):
    zone = workshop.cycle.zones.create(name="文化片", focus="国际人才社区")
    workshop.cycle.participations.filter(community=workshop.town.community).update(zone=zone)
    ready = workshop.draft("写齐的")
    actions.write_proposal(
        actor=workshop.lin, proposal=ready, text="人来就亮的灯。" * 10, is_free=True
    )
    actions.comment_on_proposal(
        actor=workshop.xiaozhou, proposal=ready, section="text", text="再具体些"
    )
    workshop.draft("没写齐的")
    handed_in = workshop.draft("交了的", state=Proposal.State.SUBMITTED)
    actions.mark_flagship(actor=workshop.xiaozhou, proposal=handed_in, reason="全楼受益")
    workshop.draft("撤回的", state=Proposal.State.WITHDRAWN)
    workshop.draft("隔壁的", community=workshop.town.next_community)
    assert titles(workshop) == {"写齐的", "没写齐的", "交了的"}
    assert titles(workshop, shown="ready") == {"写齐的"}
    assert titles(workshop, shown="not_ready") == {"没写齐的"}
    assert titles(workshop, shown="submitted") == {"交了的"}
    assert titles(workshop, shown="flagship") == {"交了的"}
    assert titles(workshop, shown="commented") == {"写齐的"}
    assert titles(workshop, shown="overdue") == set()
    assert titles(workshop, q="没写") == {"没写齐的"}
    assert titles(workshop, category="culture") == set()
    assert titles(workshop, zone=str(zone.pk)) == {"写齐的", "没写齐的", "交了的"}
    counts = queries.list_counts(workshop.xiaozhou, workshop.step)
    assert (counts["ready"], counts["not_ready"], counts["submitted"]) == (1, 1, 1)


def workbook_of(client, workshop):
    response = client.get(reverse("proposals:sheet", args=[workshop.step.pk]))
    return load_workbook(BytesIO(response.content))


def send(client, workshop, book):
    kept = BytesIO()
    book.save(kept)
    file = SimpleUploadedFile("提案.xlsx", kept.getvalue())
    return client.post(reverse("proposals:read_in", args=[workshop.step.pk]), {"file": file})


def column(sheet, label):
    return next(cell.column for cell in sheet[3] if cell.value == label)


def test_a_list_goes_out_is_changed_and_comes_back(client, workshop):
    proposal = workshop.draft("感应灯")
    actions.write_proposal(
        actor=workshop.lin, proposal=proposal, goal="亮", budget=[Line("灯", 2, 6_450)]
    )
    client.force_login(workshop.xiaozhou)
    book = workbook_of(client, workshop)
    assert Record.objects.filter(verb="proposals.exported").exists()
    first, second = book.worksheets
    assert [cell.value for cell in second[4]] == [1, "灯", 2, 64.5, 129]
    first.cell(4, column(first, "想做成什么样")).value = "整栋楼都亮"
    first.cell(4, column(first, "大约多少人受益")).value = 72
    second.append([1, "人工", 1, 300])
    assert send(client, workshop, book).status_code == 303
    proposal.refresh_from_db()
    sheet = queries.sheet_of(proposal)
    assert (sheet.goal, sheet.beneficiary_count) == ("整栋楼都亮", 72)
    assert proposal.cost_cents == 2 * 6_450 + 30_000
    newest = ProposalRevision.objects.get(proposal=proposal, number=3)
    assert newest.reason == "从 Excel 表读入"
    assert newest.by == workshop.xiaozhou


def test_an_unchanged_list_changes_nothing(client, workshop):
    proposal = workshop.draft("感应灯")
    actions.write_proposal(
        actor=workshop.lin, proposal=proposal, goal="亮", budget=[Line("灯", 2, 6_450)]
    )
    workshop.draft("交了的", state=Proposal.State.SUBMITTED)
    client.force_login(workshop.xiaozhou)
    assert send(client, workshop, workbook_of(client, workshop)).status_code == 303
    assert ProposalRevision.objects.filter(proposal=proposal).count() == 2


@pytest.mark.parametrize(
    ("row", "column_name", "value", "said"),
    [
        (4, "类别", "登月", "没有“登月”这个类别"),
        (4, "大约多少人受益", "好多", "第 4 行：“好多”应该是个整数"),
        (4, "号", 99, "没有这个号的提案：99"),
        (4, "提案叫什么", "长" * 61, "最多 60 个字"),
    ],
)
def test_one_fault_and_nothing_is_changed(client, workshop, row, column_name, value, said):
    workshop.draft("感应灯")
    workshop.draft("长椅")
    client.force_login(workshop.xiaozhou)
    book = workbook_of(client, workshop)
    sheet = book.worksheets[0]
    sheet.cell(5, column(sheet, "想做成什么样")).value = "别存"
    sheet.cell(row, column(sheet, column_name)).value = value
    response = send(client, workshop, book)
    assert said in response.content.decode()
    assert not ProposalRevision.objects.exists()


def test_a_list_does_not_change_what_was_handed_in(client, workshop):
    workshop.draft("交了的", state=Proposal.State.SUBMITTED)
    client.force_login(workshop.xiaozhou)
    book = workbook_of(client, workshop)
    sheet = book.worksheets[0]
    sheet.cell(4, column(sheet, "想做成什么样")).value = "偷偷改"
    assert "已经提交，不能再改" in send(client, workshop, book).content.decode()


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 broken", b"a,b\n1,2", b"\xff" * 40])
def test_what_is_no_list_is_refused_in_words(client, workshop, content):
    client.force_login(workshop.xiaozhou)
    file = SimpleUploadedFile("x.xlsx", content)
    page = client.post(reverse("proposals:read_in", args=[workshop.step.pk]), {"file": file})
    assert page.status_code == 200
    assert 'role="alert"' in page.content.decode()


def test_the_book_has_a_sheet_for_each_proposal(client, workshop):
    for title in ("感应灯", "长椅"):
        actions.write_proposal(
            actor=workshop.lin, proposal=workshop.draft(title), budget=[Line("料", 1, 100)]
        )
    client.force_login(workshop.xiaozhou)
    page = client.get(reverse("proposals:book", args=[workshop.step.pk])).content.decode()
    assert page.count('class="sheet notice proposal-paper"') == 2


def test_a_long_text_comes_back_as_long_as_it_went_out(client, workshop):
    proposal = workshop.draft()
    text = "人来就亮，人走就灭。" * 290
    actions.write_proposal(actor=workshop.lin, proposal=proposal, text=text)
    client.force_login(workshop.xiaozhou)
    assert send(client, workshop, workbook_of(client, workshop)).status_code == 303
    proposal.refresh_from_db()
    assert proposal.text == text


def test_signs_that_cannot_be_kept_are_left_out_of_a_file(client, workshop):
    proposal = workshop.draft()
    rows = f"号,想做成什么样\n{proposal.number},三楼以下\0都亮。{'人来就亮。' * 20}"
    client.force_login(workshop.xiaozhou)
    file = SimpleUploadedFile("提案.csv", rows.encode("utf-16"))
    response = client.post(reverse("proposals:read_in", args=[workshop.step.pk]), {"file": file})
    assert response.status_code == 303
    assert queries.sheet_of(proposal).goal.startswith("三楼以下都亮。")
