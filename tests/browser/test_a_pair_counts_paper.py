"""Paper ballots from the booth to the count: two colleagues read a box and differ once."""

import pytest
from playwright.sync_api import expect

from mulin.commons.places.roles import Role
from mulin.features.budgets import queries
from mulin.features.budgets.models import PaperBatch
from mulin.features.budgets.tests.budget_votes import Voting, make_voting
from mulin.programmes.tests.cycles import shift
from tests.browser.walk import Walk

pytestmark = pytest.mark.django_db(transaction=True)

OFFICE, COLLEAGUE = "沈亦舟", "社工小何"


@pytest.fixture
def voting(town) -> Voting:
    town.people[COLLEAGUE] = town.join(COLLEAGUE, Role.SOCIAL_WORKER, town.street)
    voting = make_voting(town, voters=4)
    town.people[OFFICE] = voting.office
    voting.cast(voting.voters[3], 4)
    return voting


def test_a_pair_counts_what_was_handed_out(desk, town, voting):
    walk = Walk.at_a_desk(desk, town, voting.cycle)
    _print_and_hand_out(walk, voting)
    shift(voting.step, opens_in=-2, closes_in=-0.01)
    box = f"/desk/budget-paper/{PaperBatch.objects.get().pk}/read/"
    _read(walk, OFFICE, box, {"0001": "1 2", "0002": "2 3"})
    walk.says("您录好了，等另一位")
    _read(walk, COLLEAGUE, box, {"0001": "2 1", "0002": "2 4"})
    walk.says("这几张两位看的不一样")
    expect(walk.page.locator(".paper-sheets label")).to_have_count(1)
    _read(walk, COLLEAGUE, box, {"0002": "2 3"})
    _read(walk, OFFICE, box, {"0002": "2 3"})
    walk.says("这一箱点清了")
    vote = voting.close()
    assert sorted(one.choices for one in queries.ballots_of(vote)) == [[1, 2], [2, 3], [4]]


def _print_and_hand_out(walk: Walk, voting: Voting) -> None:
    booth = f"/desk/budget-votes/{voting.step.pk}/booth/"
    walk.be(OFFICE, booth)
    walk.write(count="3")
    walk.press("编好票号")
    walk.says("0001–0003")
    for voter in ("代表1", "代表2"):
        walk.go(f"{booth}?q={voter}")
        walk.press("领走一张")
        walk.says(f"记下了，{voter}领了一张纸票。")
        walk.look()
    walk.go(f"{booth}?q=代表4")
    walk.says("网上投过了")
    expect(walk.page.get_by_role("button", name="领走一张")).to_have_count(0)


def _read(walk: Walk, reader: str, box: str, sheets: dict[str, str]) -> None:
    walk.be(reader, box)
    for number, said in sheets.items():
        walk.page.get_by_label(number).fill(said)
    walk.press("我录完了")
    walk.look()
