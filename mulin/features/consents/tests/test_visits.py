"""What visitors find at doors is written down once, by those who were sent."""

from datetime import timedelta
from importlib import import_module

import pytest
from django.db import connection
from django.utils import timezone

from mulin.commons.audit.models import Record
from mulin.commons.files.actions import store_photo
from mulin.commons.files.models import Photo
from mulin.commons.files.pictures import redraw
from mulin.commons.files.tests.pictures import a_photo
from mulin.commons.places.roles import Role
from mulin.errors import NotAllowed, Refused
from mulin.programmes.actions import close_step
from mulin.programmes.tests.cycles import shift

from .. import queries
from ..actions import objecting, visiting
from ..actions.visiting import Raised
from ..models import AnswerConflict, Objection, Visit
from ..queries import objections, visits
from .visits import STOVE, make_walk, visits_of

pytestmark = pytest.mark.django_db
MIGRATIONS = "mulin.features.consents.migrations"


def test_a_visit_that_was_answered_counts_as_the_households_answer():
    walk = make_walk()
    visit = walk.knock(0, answer="disagree")
    standing = queries.standing_of(walk.asking.round, [walk.asking.home(0).pk])
    assert [one.answer for one in standing.values()] == ["disagree"]
    assert visit.answer == standing[walk.asking.home(0).pk]


def test_the_same_request_sent_twice_is_one_visit_one_answer_one_photo_and_one_objection():
    walk = make_walk()
    how = {"evidence": redraw(a_photo()), "evidence_kind": "paper", "objections": [STOVE]}
    first = walk.knock(0, key="k1", **how)
    assert walk.knock(0, key="k1", **how) == first
    assert (Visit.objects.count(), Photo.objects.count(), Objection.objects.count()) == (1, 1, 1)
    assert len(queries.history_of(walk.asking.round, walk.asking.home(0))) == 1


def test_a_signature_stored_before_photos_said_for_whom_they_are_is_for_the_office():
    walk = make_walk()
    visit = walk.knock(0, evidence=redraw(a_photo()), evidence_kind="paper")
    Photo.objects.update(for_staff=True)
    other = store_photo(actor=None, upload=redraw(a_photo()), for_staff=True)
    past = import_module(f"{MIGRATIONS}.0004_what_homes_signed_is_for_the_office")
    with connection.cursor() as cursor:
        cursor.execute(past.NARROW)
    assert not Photo.objects.get(pk=visit.evidence_id).for_staff
    assert Photo.objects.get(pk=other.pk).for_staff


def test_a_request_that_says_something_else_the_second_time_is_refused():
    walk = make_walk()
    walk.knock(0, key="k1", answer="agree")
    with pytest.raises(Refused, match="已经交过一次"):
        walk.knock(0, key="k1", answer="disagree")


def test_an_empty_home_counts_as_not_reached_until_somebody_answers():
    walk = make_walk()
    walk.knock(0, "absent")
    assert queries.count_of(walk.asking.round).not_reached == 1
    walk.knock(0, "answered")
    walk.knock(0, "absent")
    count = queries.count_of(walk.asking.round)
    assert (count.agree, count.not_reached) == (1, 0)
    assert [one.outcome for one in visits_of(walk)] == ["absent", "answered", "absent"]


def test_what_happened_while_there_was_no_line_keeps_its_hour():
    walk = make_walk()
    walk.asking.round.opened_at = timezone.now() - timedelta(days=1)
    walk.asking.round.save()
    then = timezone.now() - timedelta(hours=3)
    visit = walk.knock(0, happened_at=then)
    assert visit.happened_at == then == visit.answer.said_at
    assert visit.entered_at > then


def test_what_was_said_in_time_may_arrive_after_the_time_was_over_but_not_after_closing():
    walk = make_walk()
    walk.asking.round.opened_at = timezone.now() - timedelta(days=2)
    walk.asking.round.save()
    shift(walk.asking.first, opens_in=-3, closes_in=-0.02)
    walk.campaign.round.step.refresh_from_db()
    in_time = timezone.now() - timedelta(hours=1)
    assert walk.knock(0, happened_at=in_time).answer.answer == "agree"
    with pytest.raises(Refused, match="时间已经过了"):
        walk.knock(1)
    close_step(actor=walk.office, step=walk.asking.first)
    with pytest.raises(Refused, match="已经结束"):
        walk.knock(2, happened_at=in_time)


def test_a_visit_two_weeks_old_is_for_the_office():
    walk = make_walk()
    with pytest.raises(Refused, match="两个多星期"):
        walk.knock(0, happened_at=timezone.now() - timedelta(days=15))


def test_two_visitors_who_hear_different_answers_make_a_conflict():
    walk = make_walk()
    one, other = walk.send("党员老秦"), walk.send("楼长小吴")
    walk.knock(0, answer="agree", by=one)
    walk.knock(0, answer="disagree", by=other)
    assert AnswerConflict.objects.get().elector == walk.asking.home(0)
    assert len(visits_of(walk)) == 2


def test_who_was_sent_may_knock_and_other_neighbours_may_not():
    walk = make_walk()
    sent = walk.send("党员老秦")
    other = walk.town.join("邻居", Role.PARTY_DELEGATE)
    assert walk.knock(0, by=sent).visitor == sent
    with pytest.raises(NotAllowed):
        walk.knock(1, by=other)
    visiting.withdraw_assignment(actor=walk.office, assignment=walk.campaign.assignments.get())
    with pytest.raises(NotAllowed):
        walk.knock(1, by=sent)


def test_who_was_sent_knocks_no_more_once_the_round_is_closed():
    walk = make_walk()
    sent = walk.send("党员老秦")
    close_step(actor=walk.office, step=walk.asking.first)
    with pytest.raises(NotAllowed):
        walk.knock(0, by=sent)


def test_only_those_of_the_community_are_sent_and_only_to_its_buildings_on_its_days():
    walk = make_walk()
    stranger = walk.town.join("远处的人", Role.PARTY_DELEGATE, walk.town.far_community)
    today = timezone.localdate()
    given = {"actor": walk.office, "campaign": walk.campaign}
    with pytest.raises(Refused, match="只能派"):
        visiting.assign_visitors(
            **given, visitors=[stranger], buildings=[walk.building], days=[today]
        )
    mine = walk.town.join("本社区的人", Role.PARTY_DELEGATE)
    late = today + timedelta(days=30)
    with pytest.raises(Refused, match="不在这次入户的日子里"):
        visiting.assign_visitors(**given, visitors=[mine], buildings=[walk.building], days=[late])
    assert walk.campaign.assignments.count() == 0


def test_being_sent_twice_is_one_walk():
    walk = make_walk()
    walk.send("党员老秦")
    walk.send("党员老秦")
    assert walk.campaign.assignments.count() == 1


@pytest.mark.parametrize(
    ("outcome", "how", "words"),
    [
        ("answered", {"answer": ""}, "请选一个答复"),
        ("absent", {"answer": "agree"}, "请选别的情况"),
        ("revisit", {"again_at": None}, "什么时候"),
        ("dancing", {}, "门口的情况"),
        ("answered", {"objections": [Raised("weather", "下雨")]}, "哪方面"),
        ("answered", {"objections": [Raised("cooking", " ")]}, "写一句"),
        ("answered", {"key": ""}, "不完整"),
    ],
)
def test_nonsense_is_refused_in_words_and_nothing_is_kept(outcome, how, words):
    walk = make_walk()
    given = {"again_at": None} | how
    with pytest.raises(Refused, match=words):
        walk.knock(0, outcome, **given)
    assert visits_of(walk) == []


def test_progress_counts_each_household_once_by_building_and_every_knock_by_day():
    walk = make_walk(homes=4, buildings=2)
    walk.knock(0, "absent")
    walk.knock(0, "answered")
    walk.knock(1, "revisit")
    walk.knock(2, "refused")
    walk.send("党员老秦")
    first, second = visits.progress_by_building(walk.campaign)
    assert (first.households, first.answered, first.revisit) == (2, 1, 1)
    assert (second.households, second.refused, second.new) == (2, 1, 1)
    assert first.visitors == ["党员老秦"]
    [today] = visits.progress_by_day(walk.campaign)
    assert (today.knocks, today.answered, today.absent, today.refused) == (4, 1, 1, 1)


def test_who_asked_to_come_again_is_listed_until_somebody_did():
    walk = make_walk()
    walk.knock(0, "revisit")
    assert [one.elector for one in visits.due_again(walk.campaign)] == [walk.asking.home(0)]
    walk.knock(0, "answered")
    assert visits.due_again(walk.campaign) == []


def test_a_record_says_that_a_visit_was_made_and_never_what_was_answered():
    walk = make_walk()
    walk.knock(0, answer="disagree", objections=[STOVE])
    said = [str(one.details) for one in Record.objects.filter(verb__startswith="consents.")]
    assert not any("disagree" in one or "灶房" in one for one in said)


def test_objections_are_counted_by_topic_and_floor():
    walk = make_walk()
    walk.knock(0, objections=[STOVE])
    walk.knock(1, objections=[STOVE, Raised("fee", "账要贴出来。")])
    floors, topics = objections.grouped(walk.asking.round)
    counts = {one.key: dict(one.floors) for one in topics}
    assert floors == [1]
    assert (counts["cooking"], counts["fee"], counts["toilet"]) == ({1: 2}, {1: 1}, {})


@pytest.mark.parametrize(
    ("room", "floor"), [("101", 1), ("502", 5), ("1203", 12), ("A302", 3), ("7", None), ("", None)]
)
def test_a_room_number_says_its_floor(room, floor):
    assert objections.floor_of(room) == floor


def test_an_objection_is_settled_only_with_what_was_agreed():
    walk = make_walk()
    walk.knock(0, objections=[STOVE])
    objection = Objection.objects.get()
    given = {"actor": walk.office, "objection": objection, "state": "agreed"}
    with pytest.raises(Refused, match="答应了什么"):
        objecting.answer_objection(**given, agreed_answer=" ")
    objecting.answer_objection(**given, agreed_answer="户内改出厨房")
    assert Objection.objects.get().is_settled


def test_topics_are_the_rounds_own_and_those_in_use_stay():
    walk = make_walk()
    walk.knock(0, objections=[STOVE])
    with pytest.raises(Refused, match="做饭"):
        objecting.name_topics(actor=walk.office, round=walk.asking.round, names=["煤棚"])
    objecting.name_topics(actor=walk.office, round=walk.asking.round, names=["做饭", "煤棚"])
    assert walk.asking.round.topics == [["cooking", "做饭"], ["topic1", "煤棚"]]
