"""Pages ask the database the same number of questions whatever there is to show."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from mulin.commons.audit.models import Record
from mulin.commons.people.models import Person

from .. import actions, tasks
from ..models import Compound, Membership, RollImport
from ..roles import Role
from .homes import build
from .people import make_person, make_town
from .rolls import HEADER
from .test_roll_import import LI, WANG
from .test_roll_reading import workbook

pytestmark = pytest.mark.django_db


@pytest.fixture
def town():
    town = make_town()
    town.join("方静姝", Role.SECRETARY)
    town.join("米素珍", Role.RESIDENT)
    return town


def fill(town, number):
    """Add a building, a grid with its worker, a steward, somebody who waits, and a letter."""
    building = build(town, f"{number}号楼", doors=3, compound=f"北里{number}区")
    grid = actions.draw_grid(actor=None, community=town.community, name=f"第{number}网格")
    actions.assign_buildings(actor=None, grid=grid, buildings=[building])
    for role, where in (
        (Role.GRID_WORKER, {"grid": grid}),
        (Role.BUILDING_STEWARD, {"building": building}),
    ):
        town.join(f"{role}{number}", role, **where)
    actions.claim_home(
        actor=make_person(f"邻居{number}"), community=town.community, building=building
    )
    actions.claim_home(actor=town.people["米素珍"], community=town.community, building=building)
    return building, grid


def questions(client, address):
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


RESIDENTS = ["places:live_in"]
OFFICE = [
    "places:tree",
    "places:grids",
    "places:members",
    "places:claims",
    "places:roll",
    "places:member_give",
    "places:tree_sheet",
    "places:grids_sheet",
    "places:members_sheet",
]


@pytest.mark.parametrize("name", [*RESIDENTS, *OFFICE, "places:live_here"])
def test_a_page_costs_the_same_however_much_it_shows(client, town, name):
    client.force_login(town.people["米素珍" if name in RESIDENTS else "方静姝"])
    args = [] if name == "places:live_here" else [town.community.pk]
    fill(town, 1)
    client.get(reverse(name, args=args))
    few = questions(client, reverse(name, args=args))
    for number in (2, 3):
        fill(town, number)
    assert questions(client, reverse(name, args=args)) == few


@pytest.mark.parametrize("name", RESIDENTS)
def test_a_residents_page_costs_at_most_twelve(client, town, name):
    fill(town, 1)
    client.force_login(town.people["米素珍"])
    client.get(reverse(name, args=[town.community.pk]))
    assert questions(client, reverse(name, args=[town.community.pk])) <= 12


def test_a_building_and_a_grid_cost_the_same_too(client, town):
    client.force_login(town.people["方静姝"])
    small, grid = fill(town, 1)
    large = build(town, "9号楼", doors=20)
    costs = [
        questions(client, reverse("places:building", args=[b.pk])) for b in (small, small, large)
    ]
    assert costs[1] == costs[2]
    few = questions(client, reverse("places:grid", args=[grid.pk]))
    fill(town, 2)
    assert questions(client, reverse("places:grid", args=[grid.pk])) == few


def test_looking_at_a_buildings_households_is_written_down(client, town):
    building, _grid = fill(town, 1)
    client.force_login(town.people["方静姝"])
    page = client.get(reverse("places:building", args=[building.pk])).text
    assert "王建国" in page
    record = Record.objects.get(verb="places.household_viewed")
    assert (record.by, record.about_id) == (town.people["方静姝"], building.pk)


def test_choosing_a_home_shows_doors_and_no_names(client, town):
    building, _grid = fill(town, 1)
    client.force_login(town.people["米素珍"])
    page = client.get(reverse("places:live_behind", args=[building.pk])).text
    assert "101" in page
    assert "王建国" not in page


def test_a_home_is_named_in_three_steps_without_a_script(client, town):
    building, _grid = fill(town, 1)
    shi = make_person("石小满")
    client.force_login(shi)
    assert building.name in client.get(reverse("places:live_in", args=[town.community.pk])).text
    home = building.entrances.get().dwellings.get(room="101").household
    address = reverse("places:live_behind", args=[building.pk])
    response = client.post(address, {"household": home.pk})
    assert response.status_code == 303
    assert Membership.objects.get(person=shi).household == home


def test_a_home_is_named_in_ones_own_words(client, town):
    fill(town, 1)
    shi = make_person("石小满")
    client.force_login(shi)
    address = reverse("places:live_in", args=[town.community.pk])
    client.post(address, {"address": "1号楼1单元101室"})
    assert Membership.objects.get(person=shi).household is not None
    client.post(address, {"address": "河边第三排"})
    assert Membership.objects.get(person=shi, household=None).note == "河边第三排"


def test_a_forged_door_is_no_choice(client, town):
    building, _grid = fill(town, 1)
    elsewhere = fill(town, 2)[0].entrances.get().dwellings.first().household
    client.force_login(town.people["米素珍"])
    before = Membership.objects.count()
    response = client.post(
        reverse("places:live_behind", args=[building.pk]), {"household": elsewhere.pk}
    )
    assert response.status_code == 200
    assert Membership.objects.count() == before


def test_a_role_is_given_on_a_page(client, town):
    _building, grid = fill(town, 1)
    person = make_person("冉冬")
    Person.objects.filter(pk=person.pk).update(login="ran-dong")
    client.force_login(town.people["方静姝"])
    response = client.post(
        reverse("places:member_give", args=[town.community.pk]),
        {"person": "ran-dong", "role": "grid_worker", "grid": grid.pk, "last_on": "2027-12-31"},
    )
    assert response.status_code == 303
    part = Membership.objects.get(person=person)
    assert (part.grid, str(part.last_on)) == (grid, "2027-12-31")


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"person": "19900000000", "role": "volunteer"}, "这个账号"),
        ({"person": "nobody", "role": "volunteer"}, "这个账号"),
        ({"person": "", "role": "volunteer"}, "aria-invalid"),
        ({"person": "x", "role": "street_operator"}, "aria-invalid"),
        ({"person": "x", "role": "volunteer", "grid": "999999"}, "aria-invalid"),
        ({"person": "x", "role": "volunteer", "from_on": "昨天"}, "aria-invalid"),
    ],
)
def test_a_wrong_answer_is_explained_and_kept(client, town, given, said):
    fill(town, 1)
    client.force_login(town.people["方静姝"])
    response = client.post(reverse("places:member_give", args=[town.community.pk]), given)
    assert response.status_code == 200
    assert said in response.text
    if given["person"]:
        assert f'value="{given["person"]}"' in response.text


def test_an_invitation_is_shown_once(client, town):
    client.force_login(town.people["方静姝"])
    address = reverse("places:staff_invite", args=[town.community.pk])
    shown = client.post(address, {"full_name": "潘予安", "phone": "139 0000 0001"}).text
    assert "/invitation/" in shown
    assert "/invitation/" not in client.get(address).text


def test_a_roll_goes_from_upload_to_import_by_pages(client, town):
    client.force_login(town.people["方静姝"])
    file = SimpleUploadedFile("户册.xlsx", workbook(HEADER, WANG, LI))
    response = client.post(reverse("places:roll", args=[town.community.pk]), {"file": file})
    roll = RollImport.objects.get()
    assert response.url == reverse("places:roll_import", args=[roll.pk])
    assert 'hx-trigger="every 1s"' in client.get(response.url).text
    tasks.check_roll(roll.pk)
    page = client.get(response.url, headers={"HX-Request": "true"}).text
    assert "hx-trigger" not in page
    assert "<html" not in page
    confirm = reverse("places:roll_confirm", args=[roll.pk])
    assert "还没登记" in client.post(confirm, {}).text
    client.post(confirm, {"new_compounds": ["北里一区"], "is_whole": "on"})
    tasks.import_roll(roll.pk)
    assert "导入好了" in client.get(response.url).text
    assert Compound.objects.get().name == "北里一区"


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.xlsx", b"", "空"),
        ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "另存为 .xlsx"),
        ("a.pdf", b"%PDF-1.4\0\0\0", "不是 Excel"),
        ("a.xlsx", b"x" * (5 * 1024 * 1024 + 10), "5 MB"),
    ],
)
def test_a_file_that_is_no_roll_is_refused_at_once(client, town, name, content, said):
    client.force_login(town.people["方静姝"])
    file = SimpleUploadedFile(name, content)
    response = client.post(reverse("places:roll", args=[town.community.pk]), {"file": file})
    assert said in response.text
    assert not RollImport.objects.exists()
