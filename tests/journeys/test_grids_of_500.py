"""S3-2: a community of 3,000 households is drawn into grids of 500, each with one worker."""

import pytest

from mulin.commons.places.actions import assign_buildings, draw_grid, end_role
from mulin.commons.places.models import Building
from mulin.commons.places.queries import grid_check, household_figure
from mulin.commons.places.roles import Role
from mulin.commons.places.tests.people import make_town, part_of
from mulin.commons.places.tests.rolls import bring_in, table

pytestmark = pytest.mark.django_db

BUILDINGS, HOMES = 50, 60
SHARES = {"第一网格": 12, "第二网格": 8, "第三网格": 8, "第四网格": 8, "第五网格": 7, "第六网格": 7}
"""How many buildings each grid is of: the first is drawn too large."""


@pytest.fixture
def town():
    """A community whose whole roll came from an Excel file."""
    town = make_town()
    town.join("方静姝", Role.SECRETARY)
    lines = [
        ["北里一区", f"{building}号楼", f"{1 + room // 20}单元", f"{101 + room}"]
        for building in range(1, BUILDINGS + 1)
        for room in range(HOMES)
    ]
    bring_in(town, table(*lines), is_whole=True)
    return town


@pytest.fixture
def grids(town):
    """Six grids of whole buildings, each with a full-time worker."""
    secretary = town.people["方静姝"]
    left = list(Building.objects.filter(compound__community=town.community).order_by("pk"))
    drawn = []
    for name, share in SHARES.items():
        grid = draw_grid(actor=secretary, community=town.community, name=name)
        assign_buildings(actor=secretary, grid=grid, buildings=left[:share])
        town.join(f"{name}网格员", Role.GRID_WORKER, grid=grid)
        drawn.append(grid)
        left = left[share:]
    assert not left
    return drawn


def flagged(town):
    return [one.grid.name for one in grid_check(town.community).grids if one.is_flagged]


def test_3000_households_want_six_grids(town, grids):
    assert household_figure(town.community).count == 3000
    check = grid_check(town.community)
    assert check.recommended == 6 == len(check.grids)
    assert (check.least, check.most) == (400, 600)


def test_a_grid_of_720_households_is_flagged_until_it_is_drawn_anew(client, town, grids):
    first = grid_check(town.community).grids[0]
    assert (first.grid.households, first.is_too_large, first.off_by) == (720, True, 44)
    assert flagged(town) == ["第一网格"]
    client.force_login(town.people["方静姝"])
    page = client.get(f"/places/{town.community.pk}/grids/").content.decode()
    assert "3,000 户，宜分 6 格" in page
    assert "多 44%" in page
    moved = list(Building.objects.filter(grid=grids[0]).order_by("pk"))[:2]
    for grid in grids[4:]:
        kept = [*Building.objects.filter(grid=grid), moved.pop()]
        assign_buildings(actor=town.people["方静姝"], grid=grid, buildings=kept)
    assert [one.grid.households for one in grid_check(town.community).grids] == [
        600,
        480,
        480,
        480,
        480,
        480,
    ]
    assert flagged(town) == [], "a fifth more than 500 is still well"


def test_a_grid_with_no_worker_or_two_is_flagged(client, town, grids):
    secretary = town.people["方静姝"]
    end_role(actor=secretary, part=part_of(town.people["第二网格网格员"]))
    town.join("另一位", Role.GRID_WORKER, grid=grids[2])
    second, third = grid_check(town.community).grids[1:3]
    assert (second.is_vacant, third.has_several_workers) == (True, True)
    assert flagged(town) == ["第一网格", "第二网格", "第三网格"]
    client.force_login(secretary)
    page = client.get(f"/places/{town.community.pk}/grids/").content.decode()
    for words in ("缺专职网格员", "不止一名"):
        assert words in page
