from datetime import timedelta
from typing import Any

from django.utils import timezone

from mulin.commons.files.pictures import redraw
from mulin.commons.files.tests.pictures import a_photo
from mulin.features.consents.actions import objecting, planning, showing, visiting
from mulin.features.consents.actions.visiting import Knock
from mulin.features.consents.models import HouseholdPlan, Objection
from mulin.features.consents.tests.visits import STOVE, Planning, Walk, make_planning, make_walk
from mulin.web.tests.doors import OFFICE_HERE, RESIDENT

from .ground import Act, Ground


def walk(g: Ground) -> Walk:
    return make_walk(g.town, homes=2)


def planned(g: Ground) -> Planning:
    return make_planning(g.town, homes=2)


def objection(g: Ground) -> Objection:
    walk(g).knock(0, objections=[STOVE])
    return Objection.objects.get()


def signed(g: Ground, **how: Any) -> HouseholdPlan:
    return planned(g).signed(**how)


def started(g: Ground) -> HouseholdPlan:
    given = planned(g)
    today = timezone.localdate()
    return planning.start_in_home(actor=given.director, plan=given.signed(), on=today)


def slot(g: Ground) -> Any:
    given = planned(g)
    return given.slot(given.signed(is_exemplar=True))


def start_campaign(g: Ground, who: Any) -> None:
    today = timezone.localdate()
    round = walk(g).asking.round
    visiting.start_campaign(actor=who, round=round, name="再去", starts_on=today, ends_on=today)


def assign_visitors(g: Ground, who: Any) -> None:
    given = walk(g)
    visiting.assign_visitors(
        actor=who,
        campaign=given.campaign,
        visitors=[given.office],
        buildings=[given.building],
        days=[timezone.localdate()],
    )


def withdraw_assignment(g: Ground, who: Any) -> None:
    given = walk(g)
    given.send("党员老秦")
    visiting.withdraw_assignment(actor=who, assignment=given.campaign.assignments.get())


def record_visits(g: Ground, who: Any) -> None:
    given = walk(g)
    knocks = [Knock(given.asking.home(n), "refused", f"k{n}") for n in (0, 1)]
    visiting.record_visits(actor=who, campaign=given.campaign, knocks=knocks)


def raise_objection(g: Ground, who: Any) -> None:
    given = walk(g).asking
    objecting.raise_objection(
        actor=who, round=given.round, elector=given.home(0), topic="cooking", text=STOVE.text
    )


def draw_up_plan(g: Ground, who: Any) -> None:
    given = planned(g)
    home = given.electors[0].household
    planning.draw_up_plan(actor=who, step=given.step, household=home)


def change_plan(g: Ground, who: Any) -> None:
    planning.change_plan(
        actor=who,
        plan=planned(g).plan(),
        things=["淋浴间"],
        design_note="",
        works_on=None,
        cost=0,
        cost_share=0,
        is_exemplar=False,
    )


def sign_plan(g: Ground, who: Any) -> None:
    planning.sign_plan(
        actor=who,
        plan=planned(g).written(),
        signer="户主",
        signed_on=timezone.localdate(),
        evidence=redraw(a_photo()),
    )


def finish_in_home(g: Ground, who: Any) -> None:
    plan, today = started(g), timezone.localdate()
    planning.finish_in_home(actor=who, plan=plan, on=today, photo=redraw(a_photo()))


def offer_slot(g: Ground, who: Any) -> None:
    plan = signed(g, is_exemplar=True)
    starts_at = timezone.now() + timedelta(days=1)
    showing.offer_slot(actor=who, plan=plan, starts_at=starts_at, places=4)


def of_plan(act: Any, make: Any, **how: Any) -> Any:
    return lambda g, who: act(actor=who, plan=make(g), **how)


VISITS = [
    Act("start_campaign", OFFICE_HERE, start_campaign),
    Act("assign_visitors", OFFICE_HERE, assign_visitors),
    Act("withdraw_assignment", OFFICE_HERE, withdraw_assignment),
    Act("record_visit", OFFICE_HERE, lambda g, who: walk(g).knock(0, by=who)),
    Act("record_visits", OFFICE_HERE, record_visits),
    Act(
        "note_doors_taken",
        OFFICE_HERE,
        lambda g, who: visiting.note_doors_taken(actor=who, round=walk(g).asking.round, what="x"),
    ),
    Act("raise_objection", OFFICE_HERE, raise_objection),
    Act(
        "answer_objection",
        OFFICE_HERE,
        lambda g, who: objecting.answer_objection(
            actor=who, objection=objection(g), state="negotiating", agreed_answer=""
        ),
    ),
    Act(
        "name_topics",
        OFFICE_HERE,
        lambda g, who: objecting.name_topics(actor=who, round=walk(g).asking.round, names=["煤棚"]),
    ),
    Act("draw_up_plan", OFFICE_HERE, draw_up_plan),
    Act(
        "draw_up_from_objections",
        OFFICE_HERE,
        lambda g, who: planning.draw_up_from_objections(actor=who, step=planned(g).step),
    ),
    Act("change_plan", OFFICE_HERE, change_plan),
    Act("sign_plan", OFFICE_HERE, sign_plan),
    Act("reopen_plan", OFFICE_HERE, of_plan(planning.reopen_plan, signed, reason="要改")),
    Act(
        "drop_plan",
        OFFICE_HERE,
        of_plan(planning.drop_plan, lambda g: planned(g).written(), reason="搬走了"),
    ),
    Act(
        "start_in_home",
        OFFICE_HERE,
        lambda g, who: planning.start_in_home(actor=who, plan=signed(g), on=timezone.localdate()),
    ),
    Act("finish_in_home", OFFICE_HERE, finish_in_home),
    Act(
        "note_household_opened",
        OFFICE_HERE,
        lambda g, who: planning.note_household_opened(
            actor=who, household=walk(g).asking.home(0).household
        ),
    ),
    Act(
        "note_plans_taken",
        OFFICE_HERE,
        lambda g, who: planning.note_plans_taken(actor=who, step=planned(g).step),
    ),
    Act("offer_slot", OFFICE_HERE, offer_slot),
    Act(
        "join_slot",
        frozenset({RESIDENT}),
        lambda g, who: showing.join_slot(actor=who, slot=slot(g)),
    ),
    Act(
        "leave_slot",
        frozenset({RESIDENT}),
        lambda g, who: showing.leave_slot(actor=who, slot=slot(g)),
    ),
]
