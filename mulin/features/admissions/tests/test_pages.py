from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from mulin.commons.notices import pdf
from mulin.commons.places.roles import Role
from mulin.commons.places.tests.people import Town, make_town
from mulin.commons.tasks import todo
from mulin.web.sheets import sheet
from mulin.web.workbooks import sheets_of

from .. import actions, queries
from ..models import TaskAdmission
from ..tables import columns
from . import asked

pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> Town:
    return make_town()


def as_person(person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def filled(*rows) -> SimpleUploadedFile:
    return SimpleUploadedFile("list.xlsx", sheet("登记表", columns(), rows))


def row(name: str, department: str = "青禾区住建局", **more) -> list:
    cells = {"often": "每月", "basis": "", "number": "", "from": "", "until": "", "funding": ""}
    cells |= {"verdict": "", "reason": ""} | more
    keys = ("basis", "number", "often", "from", "until", "funding", "verdict", "reason")
    return ["", name, department, *(cells[key] for key in keys)]


def send(town: Town, *rows):
    asked.opened(town)
    client = as_person(asked.keeper(town))
    return client, client.post(
        reverse("admissions:upload", args=[town.street.pk]), {"file": filled(*rows)}
    )


def test_a_list_is_shown_before_it_is_taken_in(town):
    asked.department(town)
    basis = {"basis": "《统计法》", "number": "主席令第11号", "funding": "6000.5"}
    client, checked = send(
        town,
        row("夜市日报", verdict="不准入", reason="没有依据"),
        row(
            "入户调查", "青禾区统计局", **basis, **{"from": "2026-12-01", "until": "2026年12月31日"}
        ),
    )
    text = checked.content.decode()
    assert "有 1 个部门没登记过" in text
    assert "青禾区统计局" in text
    assert not TaskAdmission.objects.exists()
    lines = checked.context["form"]["lines"].value()
    done = client.post(reverse("admissions:upload", args=[town.street.pk]), {"lines": lines})
    assert done.status_code == 303
    declined, surveyed = TaskAdmission.objects.order_by("number")
    assert (declined.state, declined.reason) == ("declined", "没有依据")
    assert (surveyed.funding, surveyed.until_on) == (600_050, date(2026, 12, 31))
    assert str(surveyed.basis) == "《统计法》（主席令第11号）"


def test_a_list_is_read_as_an_office_wrote_it(town):
    heads = ["序号", "事项名称", "责任部门", "法律法规依据", "频率", "经费（元）", "备注"]
    rows = [
        ["填报单位：望禾街道办事处"],
        heads,
        [1, "智慧门禁巡检", "青禾区住建局", "《物业管理条例》", "每月", 2000, ""],
        [2, "反诈软件安装率统计", "梧亭派出所", "无", "", "无", "区里口头通知"],
        ["合计", 2],
        ["审核人："],
    ]
    title = ["社区工作事项清理登记表", *[""] * 6]
    written = SimpleUploadedFile("list.xlsx", sheet("表一", title, rows))
    asked.opened(town)
    client = as_person(asked.keeper(town))
    page = reverse("admissions:upload", args=[town.street.pk])
    lines = client.post(page, {"file": written}).context["form"]["lines"].value()
    assert client.post(page, {"lines": lines}).status_code == 303
    first, second = TaskAdmission.objects.order_by("number")
    assert (first.name, str(first.basis), first.funding) == (
        "智慧门禁巡检",
        "《物业管理条例》",
        200_000,
    )
    assert (second.department.name, second.basis, second.funding) == ("梧亭派出所", None, None)


def test_every_wrong_line_is_named(town):
    _client, answer = send(
        town,
        row("夜市日报", often="天天"),
        row(""),
        row("点赞", verdict="不准入"),
        row("报表", **{"from": "2026-05-01", "until": "2026-04-01"}),
        row("对的"),
        row("对的"),
    )
    text = answer.content.decode()
    for fault in (
        "第 4 行：多久一次要写",
        "第 5 行：事项和部门都要写",
        "第 6 行：定了准入不准入，理由也要写",
        "第 7 行：结束日期在开始日期之前",
        "第 9 行：“对的”前面写过了",
    ):
        assert fault in text
    assert not TaskAdmission.objects.exists()


def test_lines_that_somebody_changed_on_the_way_are_not_taken_in(town):
    client, checked = send(town, row("夜市日报"))
    lines = checked.context["form"]["lines"].value()
    answer = client.post(
        reverse("admissions:upload", args=[town.street.pk]), {"lines": "x" + lines}
    )
    assert "重新上传" in answer.content.decode()
    assert not TaskAdmission.objects.exists()


def test_what_goes_out_comes_back_in_as_it_was(town):
    asked.closed(town)
    actions.open_round(actor=asked.keeper(town), unit=town.street, name="再清理")
    client = as_person(asked.keeper(town))
    out = client.get(reverse("admissions:template", args=[town.street.pk])).content
    assert [line[1] for line in sheets_of(out)[0][3:]] == ["人民调解", "公众号点赞任务"]


def test_ticked_tasks_are_decided_together(town):
    task, other = asked.a_task(town), asked.a_task(town, "点赞")
    client = as_person(asked.keeper(town))
    client.post(
        reverse("admissions:decide", args=[town.street.pk]),
        {"task": [task.pk, other.pk, "x"], "verdict": "declined", "reason": "不归社区"},
    )
    assert set(TaskAdmission.objects.values_list("state", flat=True)) == {"declined"}


def test_the_counter_is_for_everybody(town):
    asked.closed(town)
    page = Client().get(reverse("admissions:counter", args=[town.street.pk])).content.decode()
    assert "2 张纸条，留下 1 张" in page
    assert "公众号点赞任务" in page
    sheet_of_all = Client().get(reverse("admissions:sheet", args=[town.street.pk]))
    assert len(sheets_of(sheet_of_all.content)[0]) == 3 + 2


def test_the_counter_asks_the_same_few_questions_of_many_tasks(town):
    asked.opened(town)
    lines = [{"name": f"第{n}件事", "department": "区商务局", "basis": None} for n in range(106)]
    told = {"verdict": "admitted", "reason": "有依据"}
    keeper, address = asked.keeper(town), reverse("admissions:counter", args=[town.street.pk])
    counts = []
    for part in (lines[:1], lines):
        if not queries.open_round_of(town.street):
            actions.open_round(actor=keeper, unit=town.street, name="又一轮")
        actions.take_list(
            actor=keeper, unit=town.street, lines=[one | told for one in part[len(counts) and 1 :]]
        )
        actions.close_round(actor=keeper, found=queries.open_round_of(town.street))
        Client().get(address)
        with CaptureQueriesContext(connection) as few:
            Client().get(address)
        counts.append(len(few))
    assert counts[0] == counts[1] <= 12


def test_one_press_answers_with_a_letter_that_can_be_downloaded(town):
    asked.set_rule(town)
    request = asked.a_request(town)
    client = as_person(asked.worker(town))
    page = client.get(reverse("admissions:request", args=[request.pk])).content.decode()
    assert "写好答复信" in page
    assert client.post(reverse("admissions:refuse", args=[request.pk])).status_code == 303
    request.refresh_from_db()
    shown = client.get(reverse("admissions:letter", args=[request.letter.pk])).content.decode()
    assert "望禾北里社区居民委员会" in shown
    assert "准入复〔" in shown
    assert "《社区工作准入管理办法》" in shown
    drawn = client.get(reverse("admissions:letter_pdf", args=[request.letter.pk]))
    assert drawn.content.startswith(b"%PDF")


def test_a_machine_without_pdf_leads_to_the_sheet(town, monkeypatch):
    letter = asked.a_letter(town)

    def none(html):
        raise pdf.NoPdf

    monkeypatch.setattr("mulin.features.admissions.views.requests.pdf_of", none)
    answer = as_person(asked.worker(town)).get(reverse("admissions:letter_pdf", args=[letter.pk]))
    assert answer.url == reverse("admissions:letter", args=[letter.pk])


def test_a_department_applies_and_follows_its_application(town):
    asked.set_rule(town)
    client = as_person(asked.contact(town))
    answer = client.post(
        reverse("admissions:apply", args=[town.street.pk]),
        {
            "department": asked.department(town).pk,
            "name": "入户宣传",
            "why": "发单子",
            "frequency": "once",
            "title": "宣传方案",
        },
    )
    assert answer.status_code == 303
    assert "入户宣传" in client.get(reverse("admissions:mine")).content.decode()
    waits = [one.title for w in todo.waiting_for(asked.keeper(town)) for one in w.todos]
    assert waits == ["青禾区住建局：入户宣传"]


def test_a_community_is_led_to_the_register_that_counts_for_it(town):
    asked.opened(town)
    page = as_person(asked.worker(town)).get(reverse("admissions:desk", args=[town.community.pk]))
    assert town.street.name in page.content.decode()


def test_a_worker_of_elsewhere_reads_no_letter(town):
    letter = asked.a_letter(town)
    other = town.join("别处的人", Role.SOCIAL_WORKER, town.next_community)
    answer = as_person(other).get(reverse("admissions:letter", args=[letter.pk]))
    assert answer.status_code == 404
