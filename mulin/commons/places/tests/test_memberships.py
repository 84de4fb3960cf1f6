from datetime import timedelta

import pytest
from django.utils import timezone

from mulin.commons.audit.models import Record
from mulin.errors import NotAllowed, Refused
from mulin.web.tests.threads import at_once

from .. import actions
from ..models import Membership
from ..permissions import works_for
from ..queries import grid_check, helpers_of, history_of, memberships_at
from ..roles import Role, may_be_held_at, rank
from .homes import build
from .people import make_person, make_town, part_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def town():
    town = make_town()
    town.join("沈亦舟", Role.STREET_OPERATOR, town.street)
    town.join("方静姝", Role.SECRETARY)
    town.join("梁书瑶", Role.SOCIAL_WORKER)
    return town


def colleague(name):
    person = make_person(name)
    person.login = f"login-{person.pk}"
    person.save()
    return person


def give(town, actor, person, role, **more):
    return actions.give_role(
        actor=town.people[actor],
        person=person,
        role=role,
        unit=more.pop("unit", town.community),
        **more,
    )


def test_an_office_gives_roles_in_its_own_place(town):
    mi = make_person("米素珍")
    give(town, "梁书瑶", mi, Role.CONNECTOR, introduced_by=town.people["方静姝"])
    part = part_of(mi)
    assert part.holds_now
    assert part.introduced_by == town.people["方静姝"]


def test_a_role_set_up_by_the_site_itself_still_lies_where_it_can(town):
    judge = make_person("顾文柏")
    with pytest.raises(Refused, match="没有“"):
        actions.set_up_role(person=judge, role=Role.STREET_OPERATOR, unit=town.community)
    with pytest.raises(Refused, match="不在这个社区"):
        actions.set_up_role(
            person=judge,
            role=Role.BUILDING_STEWARD,
            unit=town.far_community,
            building=build(town),
        )
    assert not Membership.objects.filter(person=judge).exists()
    part = actions.set_up_role(person=judge, role=Role.JUDGE, unit=town.street)
    record = Record.objects.get(verb="places.role_given", about_id=judge.pk)
    assert (record.by, record.details["membership"]) == (None, part.pk)


def test_nobody_gives_a_role_in_another_place(town):
    with pytest.raises(NotAllowed):
        give(town, "方静姝", make_person("任伯"), Role.CONNECTOR, unit=town.far_community)


def test_nobody_gives_a_role_higher_than_their_own(town):
    with pytest.raises(NotAllowed):
        give(town, "梁书瑶", colleague("陶志远"), Role.SECRETARY)
    with pytest.raises(NotAllowed):
        give(town, "方静姝", colleague("陶志远"), Role.STREET_OPERATOR)
    give(town, "方静姝", colleague("陶志远"), Role.DIRECTOR)


def test_residents_give_nothing(town):
    town.join("米素珍", Role.RESIDENT)
    with pytest.raises(NotAllowed):
        give(town, "米素珍", make_person("任伯"), Role.VOLUNTEER)


def test_nobody_gives_themselves_a_role(town):
    with pytest.raises(NotAllowed, match="别人来给"):
        give(town, "梁书瑶", town.people["梁书瑶"], Role.STATION_DIRECTOR)


def test_a_role_of_staff_needs_an_account_with_a_second_factor(town):
    with pytest.raises(Refused, match="先发一个邀请"):
        give(town, "方静姝", make_person("潘予安"), Role.SOCIAL_WORKER)
    panned = colleague("潘予安")
    give(town, "方静姝", panned, Role.SOCIAL_WORKER)
    assert works_for(panned, town.community)


def test_a_role_belongs_to_its_level(town):
    with pytest.raises(Refused, match="没有“社区书记”"):
        give(town, "沈亦舟", colleague("叶问樵"), Role.SECRETARY, unit=town.street)


@pytest.mark.parametrize("role", Role)
def test_every_role_has_a_place_and_a_rank(role):
    levels = ["province", "city", "district", "subdistrict", "community"]
    assert any(may_be_held_at(role, level) for level in levels)
    assert 0 <= rank(role) <= 4


def test_a_grid_worker_needs_a_grid_of_the_same_community(town):
    worker = colleague("冉冬")
    with pytest.raises(Refused, match="哪个网格"):
        give(town, "方静姝", worker, Role.GRID_WORKER)
    elsewhere = actions.draw_grid(actor=None, community=town.next_community, name="第一网格")
    with pytest.raises(Refused, match="不在这个社区"):
        give(town, "方静姝", worker, Role.GRID_WORKER, grid=elsewhere)


def test_a_building_steward_has_a_building_and_a_term(town):
    building = build(town)
    last = timezone.localdate() + timedelta(days=365)
    give(
        town,
        "方静姝",
        make_person("侯立新"),
        Role.BUILDING_STEWARD,
        building=building,
        until_on=last + timedelta(days=1),
    )
    steward = helpers_of(town.community).get(role=Role.BUILDING_STEWARD)
    assert steward.last_on == last
    assert steward.place == "北里一区3号楼"


def test_a_term_ends_after_it_begins(town):
    with pytest.raises(Refused, match="开始之后"):
        give(town, "方静姝", make_person("侯立新"), Role.VOLUNTEER, until_on=timezone.localdate())


def test_the_same_role_is_not_given_twice(town):
    mi = make_person("米素珍")
    give(town, "方静姝", mi, Role.VOLUNTEER)
    with pytest.raises(Refused, match="已经是"):
        give(town, "方静姝", mi, Role.VOLUNTEER)
    later = timezone.localdate() + timedelta(days=30)
    with pytest.raises(Refused, match="已经是"):
        give(town, "方静姝", mi, Role.VOLUNTEER, until_on=later)


def test_a_role_that_ended_stays_in_the_history(town):
    part = give(town, "方静姝", make_person("米素珍"), Role.VOLUNTEER)
    actions.end_role(actor=town.people["方静姝"], part=part, because="搬走了")
    assert not memberships_at(town.community, role=Role.VOLUNTEER).exists()
    ended = memberships_at(town.community, role=Role.VOLUNTEER, ended=True).get()
    assert ended.note == "搬走了"
    with pytest.raises(Refused, match="已经结束"):
        actions.end_role(actor=town.people["方静姝"], part=part)


def test_a_grid_is_handed_over_with_its_history(town):
    grid = actions.draw_grid(actor=None, community=town.community, name="第一网格")
    first = give(town, "方静姝", colleague("冉冬"), Role.GRID_WORKER, grid=grid)
    second = actions.hand_over(actor=town.people["方静姝"], part=first, person=colleague("单晓"))
    assert [one.person.full_name for one in history_of(second)] == ["冉冬"]
    check = grid_check(town.community).grids[0]
    assert len(check.grid.workers) == 1
    assert not check.is_vacant


def test_a_vacancy_and_two_workers_are_flagged_and_left_as_they_are(town):
    grid = actions.draw_grid(
        actor=None, community=town.community, name="第一网格", declared_households=500
    )
    assert grid_check(town.community).grids[0].is_vacant
    for name in ("冉冬", "单晓"):
        give(town, "方静姝", colleague(name), Role.GRID_WORKER, grid=grid)
    assert grid_check(town.community).grids[0].has_several_workers
    assert Membership.objects.filter(role=Role.GRID_WORKER, until_on=None).count() == 2


def test_aides_are_counted_beside_the_worker(town):
    grid = actions.draw_grid(actor=None, community=town.community, name="第一网格")
    give(town, "方静姝", make_person("曹桂枝"), Role.GRID_AIDE, grid=grid, aide_type="retiree")
    facts = grid_check(town.community).grids[0].grid
    assert (facts.aides, list(facts.workers)) == (1, [])


def test_a_handover_that_is_refused_changes_nothing(town):
    grid = actions.draw_grid(actor=None, community=town.community, name="第一网格")
    part = give(town, "方静姝", colleague("冉冬"), Role.GRID_WORKER, grid=grid)
    with pytest.raises(Refused, match="先发一个邀请"):
        actions.hand_over(actor=town.people["方静姝"], part=part, person=make_person("任伯"))
    part.refresh_from_db()
    assert part.until_on is None


def test_a_colleague_is_invited_before_there_is_an_account(town):
    person, token = actions.invite_to_staff(
        actor=town.people["方静姝"], unit=town.community, full_name="潘予安", phone="13900000001"
    )
    assert token
    assert not person.signs_in_with_password
    same, again = actions.invite_to_staff(
        actor=town.people["方静姝"], unit=town.community, full_name="潘予安", phone="13900000001"
    )
    assert same == person
    assert again != token


def test_an_invitation_does_not_take_over_somebody_elses_account(town):
    make_person("王建国", phone="13900000002")
    with pytest.raises(Refused, match="另一个名字"):
        actions.invite_to_staff(
            actor=town.people["方静姝"],
            unit=town.community,
            full_name="潘予安",
            phone="13900000002",
        )
    boss = colleague("沈")
    with pytest.raises(Refused, match="已经有工作账号"):
        actions.invite_to_staff(
            actor=town.people["方静姝"],
            unit=town.community,
            full_name="沈",
            phone=boss.phone,
        )


def test_trying_a_telephone_number_tells_no_office_whose_it_is(town):
    stranger, boss = make_person("欧阳建国", phone="13900000002"), colleague("司马临风")
    with pytest.raises(Refused) as told_of_stranger:
        give(town, "方静姝", stranger, Role.SOCIAL_WORKER)
    with pytest.raises(Refused) as told_of_boss:
        actions.invite_to_staff(
            actor=town.people["方静姝"], unit=town.community, full_name="试", phone=boss.phone
        )
    assert "欧阳" not in str(told_of_stranger.value)
    assert "司马" not in str(told_of_boss.value)


def test_each_change_of_a_part_is_on_record_for_its_person(town):
    mi = make_person("米素珍")
    part = give(town, "方静姝", mi, Role.VOLUNTEER)
    actions.end_role(actor=town.people["方静姝"], part=part)
    verbs = Record.objects.filter(about_id=mi.pk, verb__startswith="places.")
    assert [one.verb for one in verbs.order_by("id")] == [
        "places.role_given",
        "places.role_ended",
    ]
    assert {one.role for one in verbs} == {Role.SECRETARY}


@pytest.mark.django_db(transaction=True)
def test_a_role_given_twice_at_the_same_moment_is_given_once():
    town = make_town()
    secretary = town.join("方静姝", Role.SECRETARY)
    mi = make_person("米素珍")

    def give_it():
        return actions.give_role(
            actor=secretary, person=mi, role=Role.VOLUNTEER, unit=town.community
        )

    outcomes = at_once(give_it, give_it)
    assert sum(isinstance(outcome, Refused) for outcome in outcomes) == 1
    assert Membership.objects.filter(person=mi).count() == 1
