"""S2-1: the season of 2017 in 22 communities, from more than 200 ideas to 71 that were selected."""

from datetime import datetime

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from mulin.errors import Refused
from mulin.features.ideas import actions as ideas
from mulin.features.ideas.models import Idea
from mulin.portal.years import years_of
from mulin.programmes import actions as programmes
from mulin.programmes.models import Proposal
from tests.journeys.street import make_street

pytestmark = pytest.mark.django_db

GIVEN, FORMED = 208, 104
SELECTED = {"environment": 20, "safety": 11, "culture": 18, "co_building": 12, "livelihood": 10}
KINDS = [kind for kind, many in SELECTED.items() for _one in range(many)]
"""Of which kind each of the 71 best ideas is."""

MEETING = "resident_council"
TOLD = {"source": "街道 2017 年总结", "communities": 22, "ideas": 200, "ideas_are_at_least": True}


@pytest.fixture
def street(clock):
    clock.now = timezone.make_aware(datetime(2017, 3, 6, 9))
    return make_street(clock, communities=22, judges=["顾文柏"])


def collect(street, step):
    """Let 208 ideas come in: every fourth by its author's phone, the rest told to a worker."""
    authors = {unit: street.neighbour(f"{unit.name}居民", unit) for unit in street.communities}
    for number in range(GIVEN):
        unit = street.communities[number % 22]
        idea = {
            "step": step,
            "community": unit,
            "category": KINDS[number % len(KINDS)],
            "title": f"第{number + 1}条金点子",
        }
        if number % 4:
            ideas.enter_idea(actor=street.workers[unit], channel=channel(), **idea)
        else:
            ideas.submit_idea(actor=authors[unit], **idea)


def channel():
    return next(key for key, _label in Idea.Channel.choices if key != "app")


def screen(street, step):
    """Let 104 pass; the others are answered together, community by community."""
    given = list(Idea.objects.filter(step__cycle=step.cycle).order_by("pk"))
    for idea in given[:FORMED]:
        street.screen(idea)
    for unit, worker in street.workers.items():
        rest = [(idea, 0) for idea in given[FORMED:] if idea.community_id == unit.pk]
        answered = ideas.screen_together(
            actor=worker,
            chosen=rest,
            verdict="out_of_scope",
            reply="这件事归别的部门，我们已经转过去了。",
            findings={},
        )
        assert len(answered.done) == len(rest)
    return given[:FORMED]


def page(client, cycle, year):
    address = reverse("portal:years", args=[cycle.programme_id])
    return client.get(address, {"year": year}).content.decode()


def test_a_season_of_208_ideas_104_proposals_and_71_selected(client, street):
    cycle = street.launch("co-creation", year=2017, name="2017 季")
    contest = cycle.steps.get(kind="hold_contest")
    settings = contest.settings | {"number": 71}
    programmes.change_settings(actor=street.shen, step=contest, settings=settings)
    programmes.note_earlier_year(
        actor=street.shen,
        programme=cycle.programme,
        year=2016,
        source="街道 2016 年总结",
        communities=22,
        selected=68,
        selected_by_category={"文化": 31},
    )
    collecting = street.reach_collecting(cycle)
    collect(street, collecting)
    assert street.run_out(collecting).outcome["ideas"] == GIVEN
    screening, preparing = cycle.steps.filter(kind__in=["screen_ideas", "prepare_proposals"])
    passed = screen(street, screening)
    outcome = street.close(screening).outcome["ideas"]
    assert outcome["proposal"] == FORMED
    street.open(preparing)
    for idea in passed:
        street.hand_in(idea)
    street.close(preparing)
    contest = street.open(contest)
    entries = Proposal.objects.filter(cycle=cycle).order_by("number")
    street.judge(contest, [(one, f"{99.9 - place / 2:.1f}") for place, one in enumerate(entries)])
    closed = street.close(contest)
    assert len(closed.outcome["lines"]) == FORMED
    assert len(closed.outcome["selected"]) == 71

    told = {year.year: year for year in years_of(cycle.programme)}
    of_2017 = told[2017]
    assert (of_2017.communities, of_2017.ideas, of_2017.proposals, of_2017.selected) == (
        22,
        GIVEN,
        FORMED,
        71,
    )
    assert of_2017.selected_ratio == "71/104 = 68.3 %"
    assert {one.name: one.count for one in of_2017.slices} == {
        "环境": 20,
        "安全": 11,
        "文化": 18,
        "共建": 12,
        "民生": 10,
    }
    assert len(of_2017.by_community) == 22
    seen = page(client, cycle, of_2017.key)
    assert "点子 208 → 提案 104 → 入选 71" in seen
    for share in ("71/104 = 68.3 %", "31/68 = 45.6 %", "18/71 = 25.4 %", "20/71 = 28.2 %"):
        assert share in seen
    with pytest.raises(Refused, match="2017 年是在这里办的，数字会自己算出来。"):
        programmes.note_earlier_year(
            actor=street.shen, programme=cycle.programme, year=2017, selected=71, **TOLD
        )


def test_years_that_were_run_elsewhere_are_told_and_compared(client, street):
    cycle = street.launch("co-creation", year=2018, name="2018 精品季")
    tell = {"actor": street.shen, "programme": cycle.programme}
    five = {str(cycle.categories[kind]): many for kind, many in SELECTED.items()}
    with pytest.raises(Refused, match="入选的不会比提案还多，请再看看。"):
        programmes.note_earlier_year(year=2017, proposals=71, selected=104, **tell, **TOLD)
    with pytest.raises(Refused, match="各类加起来比入选的还多，请再看看。"):
        programmes.note_earlier_year(
            year=2017, selected=70, selected_by_category=five, **tell, **TOLD
        )
    programmes.note_earlier_year(
        year=2017, proposals=104, selected=71, selected_by_category=five, **tell, **TOLD
    )
    programmes.note_earlier_year(
        year=2016, selected=68, selected_by_category={"文化": 31}, source="街道", **tell
    )
    seen = page(client, cycle, 2017)
    assert "点子 200+ → 提案 104 → 入选 71" in seen
    for share in ("71/104 = 68.3 %", "31/68 = 45.6 %", "18/71 = 25.4 %"):
        assert share in seen
    data = Client().get(reverse("portal:years_json", args=[cycle.programme_id])).json()
    figures = {one["year"]: (one["ideas"], one["selected"]) for one in data["years"]}
    assert (figures[2016], figures[2017]) == ((None, 68), (200, 71))
