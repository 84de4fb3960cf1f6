"""Scenario S0-1 and what surrounds it: what a cycle set out to reach, and how far it is."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from mulin.commons.places.models import AdminUnit
from mulin.commons.places.roles import Role
from mulin.commons.places.tests.people import make_town
from mulin.errors import NotAllowed, Refused
from mulin.web.sheets import sheet

from .. import blueprints
from ..actions import remove_target, save_target, start_cycle
from ..models import Proposal, Target
from ..targets import groups_of
from .cycles import make_cycle, make_proposal

pytestmark = pytest.mark.django_db

STEPS = [{"kind": "hold_contest", "days": 3}, {"kind": "publish_result", "days": 7}]
TODAY = timezone.localdate


@pytest.fixture
def town():
    return make_town()


@pytest.fixture
def office(town, client):
    person = town.join("沈亦舟", Role.STREET_OPERATOR, town.street)
    client.force_login(person)
    return person


@pytest.fixture
def cycle(town, office):
    return make_cycle(office, town.street, [town.community, town.next_community], STEPS)


def aim(office, cycle, **more):
    facts = {"unit": None, "indicator": "selected", "planned": 4, "minimum": 2}
    facts |= {"due_on": TODAY() + timedelta(days=30)}
    return save_target(actor=office, cycle=cycle, **facts | more)


def choose(cycle, community, count, **more):
    for number in range(count):
        proposal = make_proposal(cycle, community, f"第{number}个", state=Proposal.State.SELECTED)
        Proposal.objects.filter(pk=proposal.pk).update(**more)


def open_page(client, cycle):
    return client.get(reverse("programmes:cycle", args=[cycle.pk])).content.decode()


def test_eighty_two_are_planned_and_forty_two_promised():
    town = make_town()
    city = AdminUnit.objects.get(pk=town.street.parent_id).parent
    counties = [
        AdminUnit.objects.create(
            name=f"第{n}县", level="district", parent=city, path=f"{city.path}9{n}/"
        )
        for n in range(6)
    ]
    officer = town.join("曲明远", Role.DISTRICT_OFFICER, city)
    cycle = make_cycle(officer, city, [town.community], STEPS)
    sites = {"indicator": "by_hand", "name": "惠民空间", "minimum": None}
    aim(officer, cycle, **sites | {"planned": 82, "minimum": 42, "counted": 40, "source": "月报"})
    aim(officer, cycle, **sites, unit=city, planned=20)
    aim(officer, cycle, **sites, unit=town.street.parent, planned=50)
    for county in counties:
        aim(officer, cycle, **sites, unit=county, planned=2)
    [group] = groups_of(cycle)
    assert [line.target.planned for line in group.lines[:1]] == [82]
    assert group.lines[0].target.minimum == 42
    assert group.lines[0].verdict == "离最低数还差 2"
    assert group.adds_up
    assert group.sum_in_words.startswith("各处加起来 20 + ")
    assert group.sum_in_words.endswith(" = 82，和总数一样")
    Target.objects.filter(unit=counties[0]).update(planned=1)
    assert groups_of(cycle)[0].sum_in_words.endswith(" = 81，和总数 82 对不上")


def test_a_share_within_a_share_is_not_added_twice(town, office, cycle):
    officer = town.join("曲明远", Role.DISTRICT_OFFICER, town.street.parent)
    wide = make_cycle(officer, town.street.parent, [town.community], STEPS, name="全区")
    aim(officer, wide, planned=10, unit=None)
    aim(officer, wide, planned=10, unit=town.street)
    aim(officer, wide, planned=3, unit=town.community)
    assert groups_of(wide)[0].adds_up


def test_steps_count_what_they_can_for_the_whole_and_for_each_place(town, office, cycle):
    choose(cycle, town.community, 3)
    choose(cycle, town.next_community, 1, is_flagship=True)
    make_proposal(cycle, town.community, "没选上", state=Proposal.State.NOT_SELECTED)
    aim(office, cycle)
    aim(office, cycle, unit=town.next_community)
    aim(office, cycle, indicator="flagships")
    flagships, selected = groups_of(cycle)
    assert [line.done for line in selected.lines] == [4, 1]
    assert [line.done for line in flagships.lines] == [1]
    assert [line.verdict for line in selected.lines] == ["计划数完成了", "离最低数还差 1"]


@pytest.mark.parametrize(
    ("done", "days", "said"),
    [
        (1, 3, "离最低数还差 1"),
        (2, 3, "过了最低数，离计划还差 2"),
        (1, -1, "到期了，没有达到最低数，差 1"),
        (2, -1, "过了最低数，离计划还差 2"),
        (4, -1, "计划数完成了"),
        (None, -1, "到期了，还没有报数"),
        (None, 3, "还没有报数"),
    ],
)
def test_the_page_says_plainly_how_it_stands(client, office, cycle, done, days, said):
    source = "台账" if done is not None else ""
    hand = {"indicator": "by_hand", "name": "示范点", "counted": done, "source": source}
    aim(office, cycle, **hand, due_on=TODAY() + timedelta(days=days))
    shown = open_page(client, cycle)
    assert said in shown
    assert "最低" in shown
    assert "计划" in shown


def test_what_cannot_be_is_refused(town, office, cycle):
    for wrong in (
        {"minimum": 5},
        {"indicator": "ideas"},
        {"indicator": "by_hand"},
        {"indicator": "by_hand", "name": "示范点", "counted": 3},
        {"indicator": "by_hand", "name": "示范点", "source": "台账"},
        {"counted": 3, "source": "台账"},
        {"unit": town.street},
        {"unit": town.far_community},
    ):
        with pytest.raises(Refused):
            aim(office, cycle, **wrong)
    assert not Target.objects.exists()


def test_said_again_it_is_put_right_and_not_there_twice(office, cycle):
    first = aim(office, cycle)
    aim(office, cycle, planned=9)
    assert [target.planned for target in Target.objects.all()] == [9]
    other = aim(office, cycle, indicator="flagships")
    with pytest.raises(Refused):
        save_target(
            actor=office,
            cycle=cycle,
            target=other,
            unit=None,
            indicator="selected",
            planned=1,
            due_on=first.due_on,
        )


def test_only_the_host_sets_targets(town, office, cycle):
    worker = town.join("卞小禾", Role.SOCIAL_WORKER)
    with pytest.raises(NotAllowed):
        aim(worker, cycle)
    with pytest.raises(NotAllowed):
        remove_target(actor=worker, target=aim(office, cycle))


def test_staff_set_one_on_the_page_and_take_it_away(client, office, cycle):
    new = reverse("programmes:new_target", args=[cycle.pk])
    given = {"indicator": "by_hand", "planned": "5", "due_on": "2026-12-31"}
    assert "请写清楚数的是什么" in client.post(new, given).content.decode()
    assert client.post(new, given | {"name": "示范点"}).status_code == 303
    target = Target.objects.get()
    assert (target.name, target.planned, target.unit) == ("示范点", 5, None)
    there = reverse("programmes:target", args=[target.pk])
    counted = {"name": "示范点", "counted": "3", "source": "月报"}
    assert client.post(there, given | counted).status_code == 303
    assert "数字来源：月报" in open_page(client, cycle)
    client.post(reverse("programmes:remove_target", args=[target.pk]))
    assert not Target.objects.exists()


def upload(client, cycle, rows):
    columns = ["数什么", "哪一处", "计划", "最低", "到哪天", "已完成", "数字从哪里来"]
    file = SimpleUploadedFile("目标.xlsx", sheet("目标", columns, rows))
    return client.post(reverse("programmes:target_file", args=[cycle.pk]), {"file": file})


def test_a_table_sets_many_and_reads_what_it_wrote(client, town, office, cycle):
    rows = [
        ["入选的提案", "全部", 4, 2, "2026-12-31", "", ""],
        ["入选的提案", town.community.name, 4, "", "2026年12月31日", "", ""],
        ["示范点", "", 7, 3, "2026/12/31", 2, "月报"],
    ]
    assert upload(client, cycle, rows).status_code == 303
    assert Target.objects.count() == 3
    assert Target.objects.get(name="示范点").counted == 2
    before = list(Target.objects.order_by("pk").values())
    written = client.get(reverse("programmes:target_sheet", args=[cycle.pk])).content
    address = reverse("programmes:target_file", args=[cycle.pk])
    assert client.post(address, {"file": SimpleUploadedFile("a.xlsx", written)}).status_code == 303
    assert list(Target.objects.order_by("pk").values()) == before


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (["入选的提案", "月亮村", 4, 2, "2026-12-31", "", ""], "没有“月亮村”这一处"),
        (["入选的提案", "", "很多", 2, "2026-12-31", "", ""], "计划多少"),
        (["入选的提案", "", 4, 2, "年底", "", ""], "到哪天为止"),
        (["入选的提案", "", 4, 9, "2026-12-31", "", ""], "最低数不能比计划数大"),
    ],
)
def test_a_wrong_row_is_named_and_nothing_is_taken(client, office, cycle, row, said):
    good = ["入选的提案", "", 4, 2, "2026-12-31", "", ""]
    answer = upload(client, cycle, [good, row])
    assert said in answer.content.decode()
    assert not Target.objects.exists()


TEXT = """
title: 我们街的计划
kind: co_creation
steps: [{kind: collect_ideas, days: 10}]
targets:
  - {indicator: ideas, planned: 200, minimum: 100, days: 10}
  - {indicator: by_hand, name: 示范点, planned: 3, days: 30}
"""


def test_a_blueprint_carries_targets_and_gives_them_on(town, office, cycle):
    blueprint = blueprints.check(TEXT)
    opens_at = timezone.now()
    run = start_cycle(
        actor=office,
        programme=cycle.programme,
        blueprint=blueprint,
        communities=[town.community],
        opens_at=opens_at,
        year=2027,
        name="又一季",
    )
    ideas = run.targets.get(indicator="ideas")
    assert (ideas.planned, ideas.minimum) == (200, 100)
    assert ideas.due_on == timezone.localdate(opens_at + timedelta(days=10))
    again = blueprints.check(blueprints.as_yaml(blueprints.blueprint_of(run)))
    key = str
    assert sorted(again["targets"], key=key) == sorted(blueprint["targets"], key=key)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ("{indicator: selected, planned: 2, days: 3}", "“indicator”没有“selected”这一种"),
        ("{indicator: ideas, planned: 很多, days: 3}", "“planned”要写一个整数"),
        ("{indicator: ideas, planned: 2, minimum: 3, days: 3}", "最低数不能比计划数大"),
        ("{indicator: by_hand, planned: 2, days: 3}", "“name”只写"),
        ("{indicator: ideas, planned: 2}", "“days”要写一个整数"),
    ],
)
def test_a_wrong_target_in_a_blueprint_is_named(wrong, said):
    text = TEXT.split("targets:")[0] + f"targets: [{wrong}]\n"
    with pytest.raises(blueprints.BadBlueprint, match=said):
        blueprints.check(text)


def test_many_targets_cost_as_much_as_one(client, town, office, cycle):
    def cost():
        with CaptureQueriesContext(connection) as asked:
            open_page(client, cycle)
        return len(asked)

    aim(office, cycle)
    cost()  # the first look writes down who looks
    one = cost()
    choose(cycle, town.community, 5)
    for unit in (town.community, town.next_community):
        aim(office, cycle, unit=unit)
    assert cost() == one
