"""Cycles and their steps: who may start, open and close them, and in which order."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from mulin.commons.audit.models import Record
from mulin.commons.places.roles import Role
from mulin.commons.places.tests.people import make_town
from mulin.errors import NotAllowed, Refused
from mulin.web.tests.threads import at_once

from .. import kinds
from ..actions import (
    change_settings,
    close_step,
    draft_proposal,
    enter,
    launch_programme,
    open_step,
    start_cycle,
)
from ..blueprints import load_named
from ..models import Programme, Proposal
from .cycles import make_cycle, shift

TWO_STEPS = [
    {"kind": "hold_contest", "days": 3, "settings": {"expert_weight": 0, "public_weight": 100}},
    {"kind": "publish_result", "days": 7},
]


@pytest.fixture
def town(db):
    return make_town()


@pytest.fixture
def office(town):
    return town.join("沈亦舟", Role.STREET_OPERATOR, town.street)


@pytest.fixture
def cycle(town, office):
    return make_cycle(office, town.street, [town.community], TWO_STEPS)


def launch(actor, town, **changes):
    how = {
        "host": town.street,
        "communities": [town.community, town.next_community],
        "opens_at": timezone.now(),
        "year": 2026,
        "name": "精品季",
    }
    return launch_programme(actor=actor, blueprint=load_named("neighbour-ideas"), **(how | changes))


def test_a_cycle_lays_its_steps_end_to_end(town, office):
    cycle = launch(office, town)
    steps = list(cycle.steps.all())
    assert [s.closes_at for s in steps[:-1]] == [s.opens_at for s in steps[1:]]
    planned = [step["days"] for step in cycle.blueprint["steps"]]
    assert [(s.closes_at - s.opens_at).days for s in steps] == planned


def test_only_the_office_of_the_host_starts_a_programme(town):
    for person in (
        town.join("方圆", Role.SOCIAL_WORKER),
        town.join("远方", Role.STREET_OPERATOR, town.other_street),
        town.join("米桂枝", Role.RESIDENT),
    ):
        with pytest.raises(NotAllowed):
            launch(person, town)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        (lambda town: {"communities": []}, "还没有选参加的社区"),
        (lambda town: {"communities": [town.far_community]}, "糖坊社区不在本计划的范围里"),
    ],
)
def test_a_cycle_is_of_communities_of_its_host(town, office, changes, words):
    with pytest.raises(Refused, match=words):
        launch(office, town, **changes(town))
    assert not Programme.objects.exists()


def test_two_cycles_of_a_programme_have_two_names(town, office):
    cycle = launch(office, town)
    again = {
        "programme": cycle.programme,
        "blueprint": cycle.blueprint,
        "communities": [town.community],
        "opens_at": timezone.now(),
        "year": 2027,
    }
    with pytest.raises(Refused, match="已经有一个“精品季”"):
        start_cycle(actor=office, name="精品季", **again)
    assert start_cycle(actor=office, name="品牌季", **again).year == 2027


def test_editing_a_blueprint_does_not_change_a_cycle_under_way(town, office):
    blueprint = load_named("neighbour-ideas")
    cycle = launch(office, town)
    blueprint["categories"].clear()
    cycle.refresh_from_db()
    assert cycle.categories["environment"] == "环境"


@pytest.mark.parametrize(
    ("opens_in", "closes_in", "how", "refusal"),
    [
        (-1, 1, {}, None),
        (1, 2, {}, "还没开始"),
        (1, 2, {"early": True}, None),
        (1, 2, {"late": True}, "还没开始"),
        (-2, -1, {}, "时间已经过了"),
        (-2, -1, {"late": True}, None),
        (-2, -1, {"early": True}, "时间已经过了"),
    ],
)
def test_an_act_finds_a_step_open_or_is_told_when(cycle, opens_in, closes_in, how, refusal):
    step = shift(cycle.steps.first(), opens_in=opens_in, closes_in=closes_in)
    if refusal:
        with pytest.raises(Refused, match=refusal):
            enter(step, **how)
    else:
        assert enter(step, **how) == step


def test_steps_open_and_close_in_their_order(office, cycle, town):
    first, second = cycle.steps.all()
    with pytest.raises(Refused, match="要先结束“提案评选”"):
        open_step(actor=office, step=second)
    shift(second, opens_in=-1, closes_in=1)
    with pytest.raises(Refused, match="要先结束“提案评选”"):
        close_step(actor=office, step=second)
    draft_one(cycle, town)
    close_step(actor=office, step=first)
    with pytest.raises(Refused, match="已经结束"):
        close_step(actor=office, step=first)
    with pytest.raises(Refused, match="已经结束"):
        open_step(actor=office, step=first)
    with pytest.raises(Refused, match="已经结束"):
        enter(first, early=True, late=True)
    verbs = Record.objects.filter(verb__startswith="programmes.step").values_list("verb", "role")
    assert list(verbs) == [("programmes.step_closed", "street_operator")]


def test_a_step_that_has_not_begun_is_not_closed(office, cycle):
    step = shift(cycle.steps.first(), opens_in=1, closes_in=2)
    with pytest.raises(Refused, match="还没开始，不能结束"):
        close_step(actor=office, step=step)


def test_only_the_hosts_office_steers(cycle, town):
    worker = town.join("方圆", Role.SOCIAL_WORKER)
    step = cycle.steps.first()
    for act in (open_step, close_step):
        with pytest.raises(NotAllowed):
            act(actor=worker, step=step)
    with pytest.raises(NotAllowed):
        change_settings(actor=worker, step=step, settings={})


def test_the_rules_change_only_before_a_step_begins(office, cycle):
    first, second = cycle.steps.all()
    with pytest.raises(Refused, match="规矩不能再改"):
        change_settings(actor=office, step=first, settings={})
    changed = change_settings(actor=office, step=second, settings={"notice_days": 5})
    assert kinds.settings_in_words(changed) == [("公示几天", "5")]


@transaction.atomic
def draft_one(cycle, town):
    proposal = draft_proposal(
        cycle=cycle,
        community=town.community,
        author=None,
        is_anonymous=False,
        title="长椅",
        text="",
        category="x",
    )
    proposal.state, proposal.submitted_at = Proposal.State.SUBMITTED, timezone.now()
    proposal.save()
    return proposal


@pytest.mark.django_db(transaction=True)
def test_no_act_slips_in_while_a_step_closes():
    town = make_town()
    office = town.join("沈亦舟", Role.STREET_OPERATOR, town.street)
    cycle = make_cycle(office, town.street, [town.community], TWO_STEPS)
    step = cycle.steps.first()
    draft_one(cycle, town)

    @transaction.atomic
    def act():
        enter(step)
        return draft_one(cycle, town)

    *acts, closed = at_once(*[act] * 7, lambda: close_step(actor=office, step=step))
    taken = [answer for answer in acts if isinstance(answer, Proposal)]
    assert len(closed.outcome["proposals"]) == 1 + len(taken)
    assert cycle.proposals.count() == 1 + len(taken)
    assert sorted(cycle.proposals.values_list("number", flat=True)) == list(
        range(1, 2 + len(taken))
    )


def test_a_step_opens_by_its_date_or_by_act(office, cycle, town):
    first, second = cycle.steps.all()
    draft_one(cycle, town)
    close_step(actor=office, step=first)
    assert second.state == "next"
    second = open_step(actor=office, step=second)
    assert second.is_open
    assert second.opens_at <= timezone.now() < second.opens_at + timedelta(minutes=1)
