"""S3-4: 106 tasks that departments put on communities become 34, and the rest is refused."""

from datetime import datetime

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from mulin.commons.organisations.actions import join_organisation, list_organisation
from mulin.commons.places.roles import Role
from mulin.commons.places.tests.people import make_town
from mulin.features.admissions import actions, queries
from mulin.features.admissions.letters import USUAL
from mulin.features.admissions.tables import checked, columns, rows_of
from mulin.web.sheets import sheet

pytestmark = pytest.mark.django_db

DEPARTMENTS = ["区民政局", "区商务局", "区统计局", "区住建局"]


def line(n: int, verdict: str = "", reason: str = "") -> list:
    cells = ["", f"第{n}项工作", DEPARTMENTS[n % 4], "", "", "每月", "", "", ""]
    return [*cells, verdict, reason]


def test_from_106_tasks_to_34_and_a_letter_for_the_next_one(clock):
    clock.turn_to(timezone.make_aware(datetime(2026, 3, 2, 9)))
    town = make_town()
    shen = town.join("沈亦舟", Role.STREET_OPERATOR, town.street)
    ye = town.join("叶问樵", Role.SECRETARY, town.community)
    street = town.street

    # The street registers all 106 from a sheet, and says by which rule it will admit.
    found = actions.open_round(actor=shen, unit=street, name="2026 年清理")
    first = checked(street, sheet("登记表", columns(), [line(n) for n in range(106)]))
    assert (first.new, len(first.departments)) == (106, 4)
    actions.take_list(actor=shen, unit=street, lines=first.lines)
    actions.set_rule(
        actor=shen,
        unit=street,
        document={"title": "社区工作准入管理办法", "number": "望街办〔2026〕3号"},
        letter=USUAL,
        contact="街道社区办",
    )
    page = reverse("admissions:counter", args=[street.pk])
    assert "正在清理" in Client().get(page).content.decode()

    # The review: the same sheet comes back with a verdict and a reason in every line.
    clock.wait(days=18)
    verdicts = [("准入", "有法律依据")] * 34 + [("不准入", "不归社区管")] * 72
    decided = [line(n, *verdict) for n, verdict in enumerate(verdicts)]
    again = checked(street, sheet("登记表", columns(), decided))
    assert (again.new, again.known, again.decided) == (0, 106, 106)
    actions.take_list(actor=shen, unit=street, lines=again.lines)
    actions.close_round(actor=shen, found=found)

    # Anybody reads the counter, and takes the list along.
    shown = Client().get(page).content.decode()
    assert "106 张纸条，留下 34 张" in shown
    assert "少了 72 项" in shown
    listed = list(rows_of(queries.public_tasks().filter(unit=street)))
    assert sum(one[9] == "准入" for one in listed) == 34

    # A department asks for one that is not on the list; one press answers by letter.
    clock.wait(days=200)
    commerce = queries.departments_known_to(street).get(name="区商务局")
    request = actions.note_request(
        actor=ye,
        unit=street,
        department=commerce,
        name="夜市摊位满意度日报",
        way="phone",
        asked_on=timezone.localdate(),
        community=town.community,
    )
    client = Client()
    client.force_login(ye)
    client.post(reverse("admissions:refuse", args=[request.pk]))
    request.refresh_from_db()
    assert "按照《社区工作准入管理办法》（望街办〔2026〕3号）" in request.letter.body
    drawn = client.get(reverse("admissions:letter_pdf", args=[request.letter.pk]))
    assert drawn.content.startswith(b"%PDF")

    # Another one applies as it should, with money, and is admitted for a time.
    clerk = town.join("统计局的人", Role.DEPARTMENT_CONTACT, street)
    statistics = list_organisation(actor=shen, unit=street, name="市统计局", kind="department")
    join_organisation(actor=shen, organisation=statistics, person=clerk)
    applied = actions.note_request(
        actor=clerk,
        unit=street,
        department=statistics,
        name="住户收支调查入户协助",
        way="application",
        asked_on=timezone.localdate(),
    )
    today = timezone.localdate()
    task = actions.admit_request(
        actor=shen, request=applied, reason="给经费", until_on=today, funding=600_000
    )
    counted = queries.counter_of(street)
    assert (counted.registered, counted.admitted) == (106, 34)
    assert (counted.later, counted.refused) == (1, 1)
    clock.wait(days=1)
    assert task.is_over
