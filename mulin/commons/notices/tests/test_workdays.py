from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from mulin.commons.audit.models import Record
from mulin.commons.calendar.queries import overrides_of, working_days
from mulin.commons.places.roles import Role
from mulin.commons.places.tests.people import make_town
from mulin.errors import NotAllowed
from mulin.web.sheets import sheet

from ..actions import plan_year

pytestmark = pytest.mark.django_db

COLUMNS = ["日期", "上班还是休息", "节日"]
ROWS = [(f"2027-02-{day:02}", "休息", "春节") for day in range(6, 19)]


@pytest.fixture
def town():
    town = make_town()
    town.join("沈亦舟", Role.STREET_OPERATOR, town.street)
    town.join("周念", Role.SOCIAL_WORKER)
    return town


def hand_in(client, content: bytes, name="2027.xlsx"):
    return client.post(reverse("notices:workdays"), {"file": SimpleUploadedFile(name, content)})


def test_a_street_office_puts_in_the_year_from_excel(client, town):
    client.force_login(town.people["沈亦舟"])
    assert hand_in(client, sheet("2027 年放假安排", COLUMNS, ROWS)).status_code == 303
    days = working_days()
    assert days.known_year(2027)
    assert not days.is_workday(date(2027, 2, 8))
    assert days.is_workday(date(2027, 10, 1))
    entry = Record.objects.get(verb="notices.year_planned")
    assert (entry.details["year"], entry.details["off"]) == (2027, 13)


def test_a_second_file_replaces_the_first_and_only_its_year(client, town):
    client.force_login(town.people["沈亦舟"])
    for rows in (ROWS, [(row[0].replace("-02-", "-03-"), *row[1:]) for row in ROWS]):
        text = "\n".join(",".join(row) for row in [COLUMNS, *rows])
        assert hand_in(client, text.encode("gb18030"), "2027.csv").status_code == 303
    assert {day.date.month for day in overrides_of(2027)} == {3}
    assert overrides_of(2026).count() == 39


@pytest.mark.parametrize(
    "content",
    [b"", b"PK\x03\x04 broken", b"\x00\x01\x02", "日期,状态\n2027-01-01,休息".encode(), b"hello"],
)
def test_a_file_that_is_no_plan_changes_nothing(client, town, content):
    client.force_login(town.people["沈亦舟"])
    response = hand_in(client, content)
    assert response.status_code == 200
    assert "field__error" in response.content.decode()
    assert not overrides_of(2027).exists()


def test_the_known_year_can_be_had_as_a_file_and_handed_in_again(client, town):
    client.force_login(town.people["沈亦舟"])
    content = client.get(reverse("notices:workdays_file", args=[2026])).content
    assert hand_in(client, content).status_code == 303
    assert overrides_of(2026).count() == 39
    assert client.get(reverse("notices:workdays_file", args=[1999])).status_code == 404


def test_a_community_does_not_plan_the_year(town):
    with pytest.raises(NotAllowed):
        plan_year(actor=town.people["周念"], office=town.community, days=overrides_of(2026))
