"""Talks, grid logs, outreach and studies."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from mulin.commons.audit.models import Record
from mulin.commons.people.models import Person
from mulin.commons.places.actions import draw_grid
from mulin.commons.places.models import Membership
from mulin.commons.places.own_sections import viewings
from mulin.commons.places.roles import Role
from mulin.commons.places.tests.people import make_town
from mulin.commons.topics.models import Opinion
from mulin.errors import NotAllowed, Refused

from .. import actions, queries
from ..models import BaselineStudy, GridLog, Interview
from .heard import SAID, Listening, make_listening

pytestmark = pytest.mark.django_db


@pytest.fixture
def listening() -> Listening:
    return make_listening(make_town())


def test_a_student_notes_a_talk_and_reads_back_only_her_own(listening):
    student = listening.town.join("大学生小孟", Role.VOLUNTEER)
    hers = listening.talk(by=student, said=SAID, household=listening.homes()[0])
    listening.talk(with_whom="住了三十年的王阿姨")
    assert list(queries.interviews_visible_to(student)) == [hers]
    assert queries.interviews_visible_to(listening.office).count() == 2
    assert {one.text for one in queries.opinions_heard_through(hers)} == {
        "三单元的灯不亮",
        "别砍大榕树",
    }


def test_who_listens_here_no_more_reads_nothing_here(client, listening):
    student = listening.town.join("大学生小孟", Role.VOLUNTEER)
    talk = listening.talk(by=student, household=listening.homes()[0], with_whom="王阿姨")
    worker = listening.town.join("小简", Role.GRID_WORKER)
    line = listening.log(by=worker)
    assert list(queries.logs_visible_to(worker)) == [line]
    Membership.objects.filter(person__in=[student, worker]).update(until_on=timezone.localdate())
    student, worker = (Person.objects.get(pk=one.pk) for one in (student, worker))
    assert not queries.interviews_visible_to(student)
    assert not queries.interviews_noted_by(student)
    assert not queries.logs_visible_to(worker)
    client.force_login(student)
    assert client.get(reverse("listening:interview", args=[talk.pk])).status_code == 404


def test_a_home_is_told_who_read_of_a_talk_there_and_a_list_taken_is_written_down(
    client, listening
):
    home = listening.homes()[0]
    resident = listening.town.join("石奶奶", Role.RESIDENT, household=home)
    student = listening.town.join("大学生小孟", Role.VOLUNTEER)
    talk = listening.talk(by=student, household=home)
    client.force_login(listening.office)
    assert client.get(reverse("listening:interview", args=[talk.pk])).status_code == 200
    assert [row[3] for row in viewings(resident)] == ["看入户聊天的记录"]
    client.get(reverse("listening:interviews_xlsx", args=[listening.community.pk]))
    client.get(reverse("listening:logs_xlsx", args=[listening.community.pk]))
    taken = Record.objects.filter(verb="listening.taken_along", by=listening.office)
    assert [one.details["what"] for one in taken.order_by("pk")] == ["interviews", "grid logs"]


def test_a_talk_at_home_shows_in_what_we_hold_of_the_home(listening):
    home = listening.homes()[0]
    resident = listening.town.join("石奶奶", Role.RESIDENT, household=home)
    listening.talk(household=home)
    assert queries.talks_at_homes_of(resident).count() == 1


def test_who_only_says_to_live_there_is_not_told_of_talks(listening):
    home = listening.homes()[0]
    somebody = listening.town.join("来路不明", Role.RESIDENT, household=home, confirmed=False)
    listening.talk(household=home)
    assert queries.talks_at_homes_of(somebody).count() == 0


def test_a_resident_keeps_no_notes_of_talks(listening):
    resident = listening.town.join("林大姐", Role.RESIDENT)
    with pytest.raises(NotAllowed):
        listening.talk(by=resident)


def test_the_same_talk_sent_twice_is_one(listening):
    first, second = listening.talk(key="一次"), listening.talk(key="一次")
    assert first == second
    assert Interview.objects.count() == 1


def test_a_line_of_the_log_belongs_to_the_writers_grid(listening):
    grid = draw_grid(actor=None, community=listening.community, name="第一网格")
    worker = listening.town.join("网格员小杜", Role.GRID_WORKER, grid=grid)
    assert listening.log(by=worker).grid == grid


def test_a_line_sent_again_counts_once_and_keeps_when_it_was_written(listening):
    worker = listening.town.join("网格员小杜", Role.GRID_WORKER)
    earlier = timezone.now() - timedelta(hours=3)
    first = listening.log(by=worker, key="k", happened_at=earlier)
    assert listening.log(by=worker, key="k") == first
    assert GridLog.objects.get().happened_at == earlier


def test_a_quiet_day_needs_no_words_and_anything_else_does(listening):
    listening.log(kind="quiet", text="")
    with pytest.raises(Refused, match="写一句"):
        listening.log(kind="seen", text="")


def test_what_lay_in_a_phone_for_weeks_is_not_taken(listening):
    with pytest.raises(Refused, match="两个星期"):
        listening.log(happened_at=timezone.now() - timedelta(days=15))


def test_a_line_becomes_an_opinion_once(listening):
    log = listening.log(building=listening.buildings[0])
    first = actions.hear_log(actor=listening.office, log=log, kind="need")
    assert actions.hear_log(actor=listening.office, log=log, kind="need") == first
    assert Opinion.objects.get().text == log.text


def test_the_list_narrows_by_kind_writer_day_and_words(listening):
    worker = listening.town.join("网格员小杜", Role.GRID_WORKER)
    listening.log(by=worker, kind="seen", text="井盖松了")
    listening.log(kind="quiet", text="")
    found = queries.logs_found(
        listening.community,
        kind="seen",
        writer=worker.pk,
        since=timezone.localdate(),
        until=timezone.localdate(),
        words="井盖",
    )
    assert [one.text for one in found] == ["井盖松了"]
    assert queries.logs_found(listening.community, words="路灯").count() == 0


def test_coverage_counts_homes_of_each_building_and_those_nobody_went_to(listening):
    listening.reach(3)
    listening.reach(1)
    lines = [
        (line.building.name, line.reached, line.whole)
        for line in queries.coverage_of(listening.community)
    ]
    assert lines == [("1号楼", 4, 4), ("2号楼", 0, 4)]


def test_no_building_has_more_homes_reached_than_it_has(listening):
    listening.reach(3)
    with pytest.raises(Refused, match="最多新增 1 户"):
        listening.reach(2)


def test_no_more_leaflets_go_out_than_were_printed(listening):
    batch = listening.batch(printed=100)
    listening.reach(1, batch=batch, leaflets=70)
    with pytest.raises(Refused, match="只剩 30 份"):
        listening.reach(1, batch=batch, leaflets=31)
    assert queries.batches_of(listening.community).get().handed_out == 70


def test_a_team_of_the_same_name_is_formed_again_only_after_the_first_ended(listening):
    team = listening.team()
    with pytest.raises(Refused):
        listening.team()
    actions.end_team(actor=listening.office, team=team)
    assert listening.team().is_active


def test_a_study_changes_by_a_new_version_that_says_what_changed(listening):
    listening.study()
    with pytest.raises(Refused, match="第 1 版"):
        listening.study(problems="又多了一条")
    second = listening.study(problems="又多了一条", what_changed="补了停车")
    assert second.version == 2
    assert BaselineStudy.objects.get(version=1).problems == "楼道暗，没有地方坐。"
    assert queries.study_of(listening.community) == second
