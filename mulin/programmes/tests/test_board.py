"""The street's board: one row a community, one column a step."""

from io import BytesIO

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from mulin.commons.places.models import AdminUnit
from mulin.commons.places.roles import Role
from mulin.commons.places.tests.people import make_town

from .. import boards, kinds, queries
from ..actions import assign_zones, save_zone
from ..kinds import Progress
from .cycles import make_cycle, shift

STEPS = [
    {"kind": "collect_ideas", "days": 9},
    {"kind": "screen_ideas", "days": 9},
    {"kind": "publish_result", "days": 9},
]

pytestmark = pytest.mark.django_db


@pytest.fixture
def town():
    return make_town()


@pytest.fixture
def office(town):
    return town.join("沈亦舟", Role.STREET_OPERATOR, town.street)


@pytest.fixture
def cycle(town, office):
    return make_cycle(office, town.street, [town.community, town.next_community], STEPS)


@pytest.fixture
def counts(monkeypatch):
    """What each kind counts, to be filled in by a test: kind → community → progress."""
    known = {}
    for name in kinds.names():
        kind = type(kinds.get(name))
        monkeypatch.setattr(kind, "progress", lambda self, step: known.get(self.name, {}))
    return known


def laid(cycle):
    return boards.board_of(queries.steps_of(cycle), queries.taking_part(cycle))


def states(row):
    return [cell.state for cell in row.cells]


def test_a_step_that_counts_nothing_by_community_is_silent_until_it_closes(cycle, counts):
    assert [states(row) for row in laid(cycle).rows] == [["silent", "next", "next"]] * 2


def test_a_cell_says_how_far_and_what_is_missing(cycle, counts, town):
    counts["collect_ideas"] = {
        town.community.pk: Progress(3, 8),
        town.next_community.pk: Progress(8, 8),
    }
    first, second = laid(cycle).rows
    cell = first.cells[0]
    assert (cell.state, cell.words, cell.missing, cell.percent) == ("part", "3/8", "差 5", 37)
    assert (second.cells[0].state, second.cells[0].words) == ("done", "8/8")
    assert (laid(cycle).columns[0].done, laid(cycle).columns[0].counted) == (1, 2)


def test_a_community_nobody_counted_has_nothing_yet(cycle, counts, town):
    counts["collect_ideas"] = {town.community.pk: Progress(12, None, "12 条点子")}
    first, second = laid(cycle).rows
    assert (first.cells[0].state, first.cells[0].words) == ("part", "12 条点子")
    assert (second.cells[0].state, second.cells[0].words) == ("none", "还没有")


def test_the_furthest_behind_comes_first(cycle, counts, town):
    counts["collect_ideas"] = {
        town.community.pk: Progress(8, 8),
        town.next_community.pk: Progress(2, 8),
    }
    shift(cycle.steps.first(), opens_in=-9, closes_in=-1)
    board = laid(cycle)
    assert [row.community for row in board.furthest_behind_first] == [
        town.next_community,
        town.community,
    ]
    assert board.behind == 1


def test_the_page_is_grouped_by_zone_and_marks_who_is_late(client, cycle, counts, town, office):
    zone = save_zone(actor=office, cycle=cycle, name="绿色宜居片", focus="多见绿")
    assign_zones(actor=office, cycle=cycle, zones={town.community.pk: zone.pk})
    counts["collect_ideas"] = {town.community.pk: Progress(3, 8)}
    shift(cycle.steps.first(), opens_in=-9, closes_in=-1)
    client.force_login(office)
    page = client.get(reverse("programmes:board", args=[cycle.pk])).content.decode()
    for words in ("绿色宜居片", "还没分片区", "差 5", "data-late", "过了日子", "沈亦舟"):
        assert words in page
    assert (
        "绿色宜居片"
        not in client.get(reverse("programmes:board", args=[cycle.pk]) + "?order=behind")
        .content.decode()
        .split("<tbody>")[1]
    )


def test_the_board_leaves_as_a_spreadsheet(client, cycle, counts, town, office):
    counts["collect_ideas"] = {town.community.pk: Progress(3, 8)}
    client.force_login(office)
    answer = client.get(reverse("programmes:board_sheet", args=[cycle.pk]))
    rows = list(openpyxl.load_workbook(BytesIO(answer.content)).active.values)
    assert rows[2][:3] == ("片区", "社区", "征集金点子")
    assert (town.community.name, "3/8 差 5") in [(row[1], row[2]) for row in rows]


def test_three_hundred_communities_ask_no_more_than_two(client, town, office):
    client.force_login(office)
    counts = []
    for more in (0, 300):
        AdminUnit.objects.bulk_create(
            AdminUnit(
                level="community",
                name=f"第{n}社区",
                parent=town.street,
                path=f"{town.street.path}{10_000_000 + n}/",
            )
            for n in range(more)
        )
        everybody = AdminUnit.objects.filter(parent=town.street)
        cycle = make_cycle(office, town.street, everybody, STEPS, name=f"第{more}季")
        zone = save_zone(actor=office, cycle=cycle, name="片", focus="x")
        assign_zones(
            actor=office, cycle=cycle, zones=dict.fromkeys([u.pk for u in everybody], zone.pk)
        )
        url = reverse("programmes:board", args=[cycle.pk])
        client.get(url)
        with CaptureQueriesContext(connection) as asked:
            assert client.get(url).status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 20
