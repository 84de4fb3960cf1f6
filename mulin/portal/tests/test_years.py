from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from mulin.commons.places.roles import Role
from mulin.commons.places.tests.people import Town, make_town
from mulin.features.evidence.actions import record_evidence
from mulin.features.ideas.models import Idea
from mulin.programmes.actions import note_earlier_year
from mulin.programmes.models import Cycle, Proposal
from mulin.programmes.tests.cycles import make_cycle, make_proposal

from .. import years

pytestmark = pytest.mark.django_db

STEPS = [
    {"kind": "collect_ideas", "days": 3},
    {"kind": "hold_contest", "days": 3},
    {"kind": "show_evidence", "days": 9, "settings": {"per": "selected_proposal", "what": "进展"}},
]
FIVE = {"环境": 20, "安全": 11, "文化": 18, "共建": 12, "民生": 10}


def make_run() -> tuple[Town, Cycle]:
    town = make_town()
    office = town.join("沈亦舟", Role.STREET_OPERATOR, town.street)
    return town, make_cycle(office, town.street, [town.community, town.next_community], STEPS)


def tell(town: Town, cycle: Cycle, year: int, **figures) -> None:
    office, source = town.people["沈亦舟"], "街道的年度总结"
    note_earlier_year(actor=office, programme=cycle.programme, year=year, source=source, **figures)


def tell_the_seed(town: Town, cycle: Cycle) -> None:
    """Tell the years of S2-1."""
    tell(town, cycle, 2016, communities=22, selected=68, selected_by_category={"文化": 31})
    tell(
        town,
        cycle,
        2017,
        communities=22,
        ideas=200,
        ideas_are_at_least=True,
        proposals=104,
        selected=71,
        selected_by_category=FIVE,
    )


def page(cycle: Cycle, **asked) -> str:
    address = reverse("portal:years", args=[cycle.programme_id])
    return Client().get(address, asked).content.decode()


def test_the_funnel_of_2017_and_the_culture_of_2016():
    town, cycle = make_run()
    tell_the_seed(town, cycle)
    seen = page(cycle, year=2017)
    assert "点子 200+ → 提案 104 → 入选 71" in seen
    assert "71/104 = 68.3 %" in seen
    assert "31/68 = 45.6 %" in seen
    assert "37/68 = 54.4 %" in seen, "what nobody put into a category is said too"
    of_2017 = next(one for one in years.years_of(cycle.programme) if one.year == 2017)
    assert {s.name: s.count for s in of_2017.slices} == FIVE
    assert {s.whole for s in of_2017.slices} == {71}


def test_a_category_has_one_colour_in_all_years():
    town, cycle = make_run()
    tell_the_seed(town, cycle)
    colours = {
        s.colour for y in years.years_of(cycle.programme) for s in y.slices if s.name == "文化"
    }
    assert len(colours) == 1


def test_a_share_of_ideas_that_nobody_counted_is_not_worked_out():
    town, cycle = make_run()
    tell_the_seed(town, cycle)
    assert "104/200" not in page(cycle, year=2017)


@pytest.mark.parametrize(
    ("part", "whole", "said"),
    [(71, 104, "71/104 = 68.3 %"), (31, 68, "31/68 = 45.6 %"), (0, 0, ""), (None, 5, "")],
)
def test_a_share_is_told_with_both_its_figures(part, whole, said):
    assert years.ratio(part, whole) == said


def fill(town: Town, cycle: Cycle, many: int) -> None:
    step = cycle.steps.get(kind="collect_ideas")
    for place in range(many):
        Idea.objects.create(
            step=step,
            community=town.community,
            category="culture",
            title=f"点子{place}",
            state=Idea.State.VISIBLE,
        )
        make_proposal(cycle, town.community, f"提案{place}")
        make_proposal(cycle, town.next_community, f"长椅{place}", state=Proposal.State.SELECTED)


def test_a_year_run_here_is_counted_by_community_and_category():
    town, cycle = make_run()
    fill(town, cycle, 3)
    (year,) = years.years_of(cycle.programme)
    assert (year.ideas, year.proposals, year.selected) == (3, 6, 3)
    assert [(one.name, one.proposals, one.ratio) for one in year.by_community] == [
        (town.next_community.name, 3, "3/3 = 100.0 %"),
        (town.community.name, 3, "0/3 = 0.0 %"),
    ]
    assert [(one.name, one.ideas) for one in year.by_category] == [("环境", 0), ("文化", 3)]


def test_what_became_of_a_promise_is_public():
    town, cycle = make_run()
    step = cycle.steps.get(kind="show_evidence")
    step.opens_at = timezone.now() - timedelta(days=1)
    step.save()
    bench = make_proposal(cycle, town.community, "长椅", state=Proposal.State.SELECTED)
    record_evidence(
        actor=town.people["沈亦舟"],
        step=step,
        proposal=bench,
        state="halted",
        text="下面有燃气管",
        happened_on=timezone.localdate(),
    )
    seen = page(cycle)
    assert "停下了" in seen
    assert reverse("evidence:proposal", args=[step.pk, bench.pk]) in seen


def test_the_years_may_be_taken_along():
    town, cycle = make_run()
    tell_the_seed(town, cycle)
    data = Client().get(reverse("portal:years_json", args=[cycle.programme_id])).json()
    told = {one["year"]: one for one in data["years"]}
    assert told[2017]["selected"] == 71
    assert told[2016]["selected_by_category"]["文化"] == 31
    sheet = Client().get(reverse("portal:years_xlsx", args=[cycle.programme_id]))
    assert sheet.content.startswith(b"PK")


def test_a_page_of_years_asks_the_same_however_much_there_is():
    town, cycle = make_run()
    asked = []
    for many in (1, 12):
        fill_from = cycle.proposals.count()
        fill(town, cycle, many)
        assert cycle.proposals.count() > fill_from
        tell(town, cycle, 2000 + many, selected=many)
        page(cycle)
        with CaptureQueriesContext(connection) as questions:
            page(cycle)
        asked.append(len(questions))
    assert asked[0] == asked[1] <= 8


def test_a_category_told_in_chinese_is_the_same_one_in_english():
    town, cycle = make_run()
    tell_the_seed(town, cycle)
    make_proposal(cycle, town.community, "长椅", state=Proposal.State.SELECTED)
    with override("en"):
        told = years.years_of(cycle.programme)
    names = [{s.name for s in one.slices} for one in told if one.year in (2017, 2026)]
    assert names[1] < names[0]
