"""Each household signs its own plan before anybody works in its home."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from mulin.commons.audit.models import Record
from mulin.commons.files.pictures import redraw
from mulin.commons.files.tests.pictures import a_photo
from mulin.commons.places.roles import Role
from mulin.errors import NotAllowed, Refused
from mulin.web.tests.threads import each_at_once, refused

from ..actions import objecting, planning, showing
from ..models import HouseholdPlan, Objection
from ..queries import plans
from .visits import make_planning

pytestmark = pytest.mark.django_db


def test_plans_wait_for_every_required_round():
    given = make_planning(passes=False)
    with pytest.raises(Refused, match="没有达到"):
        given.plan()


def test_whoever_objected_gets_a_plan_with_what_was_agreed_and_only_once():
    given = make_planning()
    objecting.answer_objection(
        actor=given.director,
        objection=Objection.objects.get(),
        state="agreed",
        agreed_answer="户内改出 2.1 平方米厨房",
    )
    assert planning.draw_up_from_objections(actor=given.director, step=given.step) == 1
    assert planning.draw_up_from_objections(actor=given.director, step=given.step) == 0
    plan = HouseholdPlan.objects.get()
    assert plan.household_id == given.electors[0].household_id
    assert plan.design_note == "户内改出 2.1 平方米厨房"


def test_a_household_has_one_plan():
    given = make_planning()
    given.plan()
    with pytest.raises(Refused, match="已经有方案"):
        given.plan()


def test_nobody_works_in_a_home_before_its_plan_is_signed():
    given = make_planning()
    plan = given.written()
    today = timezone.localdate()
    with pytest.raises(Refused, match="还没有签字"):
        planning.start_in_home(actor=given.director, plan=plan, on=today)
    with pytest.raises(IntegrityError), transaction.atomic():
        HouseholdPlan.objects.filter(pk=plan.pk).update(started_on=today)
    given.sign(plan)
    assert planning.start_in_home(actor=given.director, plan=plan, on=today).is_started


def test_works_do_not_start_on_a_day_before_the_signature():
    given = make_planning()
    plan = given.signed()
    with pytest.raises(Refused, match="签字以后"):
        planning.start_in_home(
            actor=given.director, plan=plan, on=timezone.localdate() - timedelta(days=1)
        )


def test_a_home_is_done_with_a_photo_after_its_works_began():
    given = make_planning()
    plan = given.signed()
    today = timezone.localdate()
    how = {"actor": given.director, "plan": plan, "on": today}
    with pytest.raises(Refused, match="还没有开工"):
        planning.finish_in_home(**how, photo=redraw(a_photo()))
    planning.start_in_home(**how)
    done = planning.finish_in_home(**how, photo=redraw(a_photo()))
    assert done.is_done
    assert not done.done_photo.is_public


def test_a_signed_plan_is_changed_only_after_its_signature_was_taken_off_for_a_reason():
    given = make_planning()
    plan = given.signed()
    change = {
        "things": ["淋浴间"],
        "design_note": "",
        "works_on": None,
        "cost": 1,
        "cost_share": 0,
        "is_exemplar": False,
    }
    with pytest.raises(Refused, match="已经签字"):
        planning.change_plan(actor=given.director, plan=plan, **change)
    planning.reopen_plan(actor=given.director, plan=plan, reason="户主想改位置")
    changed = planning.change_plan(actor=given.director, plan=plan, **change)
    assert not changed.is_signed
    assert Record.objects.get(verb="consents.plan_reopened").details["reason"] == "户主想改位置"


def test_the_signature_stays_once_works_began():
    given = make_planning()
    plan = given.signed()
    planning.start_in_home(actor=given.director, plan=plan, on=timezone.localdate())
    with pytest.raises(Refused, match="已经开始施工"):
        planning.reopen_plan(actor=given.director, plan=plan, reason="反悔")


def test_an_empty_plan_is_not_signed():
    given = make_planning()
    with pytest.raises(Refused, match="还没写好"):
        given.sign(given.plan())


def test_a_household_pays_no_more_than_it_costs():
    given = make_planning()
    with pytest.raises(Refused, match="不能比总价多"):
        given.written(cost=100, cost_share=101)


def test_the_step_closes_once_every_plan_is_signed_or_not_needed_any_more():
    given = make_planning()
    first, second, third = given.written(0), given.written(1), given.written(2)
    given.sign(first)
    with pytest.raises(Refused, match="还有 2 户没有签字"):
        given.close()
    given.sign(second)
    planning.drop_plan(actor=given.director, plan=third, reason="搬走了")
    assert given.close().outcome == {"plans": 2, "signed": 2, "done": 0}


def test_exemplars_stand_first():
    given = make_planning()
    given.signed(0)
    exemplar = given.signed(3, is_exemplar=True)
    assert plans.plans_of(given.step)[0] == exemplar
    assert plans.exemplars_among(plans.plans_of(given.step)) == [exemplar]


def test_neighbours_take_the_places_of_a_slot_and_no_more():
    given = make_planning()
    slot = given.slot(given.signed(is_exemplar=True), places=1)
    first = given.town.join("邻居甲", Role.RESIDENT)
    second = given.town.join("邻居乙", Role.RESIDENT)
    showing.join_slot(actor=first, slot=slot)
    showing.join_slot(actor=first, slot=slot)
    with pytest.raises(Refused, match="满了"):
        showing.join_slot(actor=second, slot=slot)
    showing.leave_slot(actor=first, slot=slot)
    assert showing.join_slot(actor=second, slot=slot).person == second


@pytest.mark.django_db(transaction=True)
def test_two_windows_offer_one_time_once():
    given = make_planning()
    plan = given.signed(is_exemplar=True)
    starts_at = timezone.now() + timedelta(days=2)

    def offer(places):
        return showing.offer_slot(
            actor=given.director, plan=plan, starts_at=starts_at, places=places
        )

    assert len(refused(each_at_once(offer, 2, 3, 4, 5))) == 3
    assert plan.slots.count() == 1


def test_who_lives_elsewhere_does_not_come_to_see_a_home():
    given = make_planning()
    slot = given.slot(given.signed(is_exemplar=True))
    far = given.town.join("远处的人", Role.RESIDENT, given.town.far_community)
    unsure = given.town.join("没核实的人", Role.RESIDENT, confirmed=False)
    for person in (far, unsure):
        with pytest.raises(NotAllowed):
            showing.join_slot(actor=person, slot=slot)


def test_only_an_exemplar_is_shown():
    given = make_planning()
    with pytest.raises(Refused, match="示范户"):
        given.slot(given.signed())
