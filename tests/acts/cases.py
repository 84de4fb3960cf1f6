"""Acts on cases, and on the plans people point at."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from mulin.commons.files.pictures import redraw
from mulin.commons.files.tests.pictures import a_photo
from mulin.commons.places.roles import Role
from mulin.commons.siteplans import actions as siteplans
from mulin.commons.siteplans.models import SitePlan, Spot
from mulin.features.cases import actions as cases
from mulin.features.cases.models import (
    CalledUnit,
    Case,
    CaseTransfer,
    Escalation,
    JointHandling,
    Whistle,
)
from mulin.features.cases.tests.desk import Desk, make_desk
from mulin.web.tests.doors import (
    GRID_WORKER,
    OFFICE_HERE,
    RESIDENT,
    SOCIAL_WORKER,
)

from .ground import HOST, Act, Ground

HANDLING = OFFICE_HERE | {GRID_WORKER}
REPORTER = frozenset({RESIDENT})
ASKED = frozenset({SOCIAL_WORKER})


def desk(g: Ground) -> Desk:
    """The town's one desk: whoever sits at it joins once."""
    if not hasattr(g, "_desk"):
        g._desk = make_desk(g.town)  # type: ignore[attr-defined]
    return g._desk  # type: ignore[attr-defined]


def new(g: Ground, **told: Any) -> Case:
    """A case that a resident reported."""
    return desk(g).reported(by=g.town.people[RESIDENT], **told)


def held(g: Ground, **told: Any) -> Case:
    """A case that somebody who is no visitor has in hand."""
    return desk(g).captured(**told)


def solved(g: Ground) -> Case:
    case = new(g)
    return desk(g).solved(desk(g).accepted(case))


def untold(g: Ground) -> Case:
    return desk(g).solved(held(g))


def paused(g: Ground) -> Case:
    case = held(g)
    cases.pause_case(actor=case.owner, case=case, waiting_for="供电所", reason="等许可")
    return Case.objects.get(pk=case.pk)


def offered(g: Ground) -> CaseTransfer:
    case = held(g)
    return cases.offer_transfer(
        actor=case.owner, case=case, to=g.town.people[SOCIAL_WORKER], reason="要协调"
    )


def raised(g: Ground) -> Escalation:
    case = held(g)
    cases.escalate_case(actor=case.owner, case=case, level="subdistrict", reason="线路要批")
    return case.escalations.get()


def called(g: Ground) -> CalledUnit:
    return desk(g).whistled().units.get()


def there(g: Ground) -> CalledUnit:
    unit = called(g)
    return cases.check_in(actor=unit.whistle.sounded_by, called=unit, name="严守成")


def late(g: Ground) -> Whistle:
    whistle = desk(g).whistled()
    past = timezone.now() - timedelta(hours=3)
    Whistle.objects.filter(pk=whistle.pk).update(sounded_at=past, come_by=past + timedelta(hours=1))
    return Whistle.objects.get(pk=whistle.pk)


def handled(g: Ground) -> JointHandling:
    case = held(g)
    return cases.note_joint_handling(
        actor=case.owner,
        case=case,
        held_at=timezone.now(),
        units="交警、物业",
        done="改单行",
        measure="200 米",
        unit="分钟",
        before=Decimal(20),
    )


def plan(g: Ground) -> SitePlan:
    return siteplans.put_up_plan(
        actor=desk(g).secretary,
        community=g.town.community,
        name="总图",
        picture=redraw(a_photo()),
    )


def public(g: Ground) -> Case:
    return cases.publish_case(actor=desk(g).secretary, case=new(g, may_be_public=True))


CASES = [
    Act(
        "put_up_plan",
        OFFICE_HERE,
        lambda g, who: siteplans.put_up_plan(
            actor=who, community=g.town.community, name="图", picture=redraw(a_photo())
        ),
    ),
    Act(
        "take_down_plan",
        OFFICE_HERE,
        lambda g, who: siteplans.take_down_plan(actor=who, plan=plan(g)),
    ),
    Act(
        "capture_case",
        HANDLING,
        lambda g, who: cases.capture_case(
            actor=who, community=g.town.community, kind="repair", title="灯", source="phone"
        ),
    ),
    Act(
        "point_at_spot",
        OFFICE_HERE | REPORTER,
        lambda g, who: cases.point_at_spot(
            actor=who, case=new(g), plan=plan(g), spot=Spot(500, 500)
        ),
    ),
    Act("accept_case", HANDLING, lambda g, who: cases.accept_case(actor=who, case=new(g))),
    Act(
        "assign_case",
        OFFICE_HERE,
        lambda g, who: cases.assign_case(actor=who, case=new(g), to=desk(g).worker),
    ),
    Act(
        "offer_transfer",
        OFFICE_HERE,
        lambda g, who: cases.offer_transfer(
            actor=who, case=held(g), to=desk(g).secretary, reason="要协调"
        ),
    ),
    Act(
        "answer_offer",
        ASKED,
        lambda g, who: cases.answer_offer(actor=who, transfer=offered(g), accepts=True),
    ),
    Act(
        "withdraw_offer",
        OFFICE_HERE,
        lambda g, who: cases.withdraw_offer(actor=who, transfer=offered(g)),
    ),
    Act(
        "hand_over_cases",
        OFFICE_HERE,
        lambda g, who: cases.hand_over_cases(
            actor=who,
            leaver=held(g).owner,
            successor=g.town.join("桑榆", Role.GRID_WORKER),
            unit=g.town.community,
            because="调走了",
        ),
    ),
    Act("begin_case", OFFICE_HERE, lambda g, who: cases.begin_case(actor=who, case=held(g))),
    Act(
        "pause_case",
        OFFICE_HERE,
        lambda g, who: cases.pause_case(actor=who, case=held(g), waiting_for="供电", reason="等"),
    ),
    Act("resume_case", OFFICE_HERE, lambda g, who: cases.resume_case(actor=who, case=paused(g))),
    Act(
        "resolve_case",
        OFFICE_HERE,
        lambda g, who: cases.resolve_case(actor=who, case=held(g), result="好了"),
    ),
    Act(
        "note_told",
        OFFICE_HERE,
        lambda g, who: cases.note_told(actor=who, case=untold(g), how="phone"),
    ),
    Act(
        "sort_case",
        OFFICE_HERE,
        lambda g, who: cases.sort_case(actor=who, case=held(g), kind="repair"),
    ),
    Act(
        "escalate_case",
        OFFICE_HERE,
        lambda g, who: cases.escalate_case(
            actor=who, case=held(g), level="subdistrict", reason="线路要批"
        ),
    ),
    Act(
        "answer_escalation",
        HOST,
        lambda g, who: cases.answer_escalation(
            actor=who, escalation=raised(g), answer="已请供电所"
        ),
    ),
    Act(
        "pass_on_case",
        OFFICE_HERE,
        lambda g, who: cases.pass_on_case(
            actor=who, case=held(g), to=None, to_name="区水务局", reason="归水务"
        ),
    ),
    Act(
        "link_cases",
        HANDLING,
        lambda g, who: cases.link_cases(actor=who, case=held(g), other=new(g)),
    ),
    Act("bring_up_case", OFFICE_HERE, lambda g, who: cases.bring_up_case(actor=who, case=held(g))),
    Act(
        "publish_case",
        OFFICE_HERE,
        lambda g, who: cases.publish_case(actor=who, case=new(g, may_be_public=True)),
    ),
    Act("hide_case", OFFICE_HERE, lambda g, who: cases.hide_case(actor=who, case=public(g))),
    Act(
        "note_cases_exported",
        HANDLING,
        lambda g, who: cases.note_cases_exported(actor=who, unit=g.town.community, cases=3),
    ),
    Act(
        "confirm_case",
        REPORTER,
        lambda g, who: cases.confirm_case(actor=who, case=solved(g), satisfaction=5),
    ),
    Act(
        "reopen_case",
        REPORTER,
        lambda g, who: cases.reopen_case(actor=who, case=solved(g), opinion="又灭了"),
    ),
    Act(
        "note_answer",
        HANDLING,
        lambda g, who: cases.note_answer(
            actor=who, case=untold(g), came="phone", is_solved=True, satisfaction=5
        ),
    ),
    Act(
        "recheck_case",
        OFFICE_HERE,
        lambda g, who: cases.recheck_case(
            actor=who,
            task=desk(g).solved(held(g, kind="environment")).rechecks.get(),
            outcome="relapsed",
            cause="habit",
        ),
    ),
    Act(
        "sound_whistle",
        OFFICE_HERE,
        lambda g, who: cases.sound_whistle(
            actor=who,
            case=held(g),
            units=[desk(g).unit()],
            task="来",
            come_by=timezone.now() + timedelta(hours=1),
        ),
    ),
    Act(
        "check_in",
        OFFICE_HERE,
        lambda g, who: cases.check_in(actor=who, called=called(g), name="严守成"),
    ),
    Act(
        "note_deed",
        OFFICE_HERE,
        lambda g, who: cases.note_deed(actor=who, called=there(g), did="修"),
    ),
    Act(
        "rate_unit",
        OFFICE_HERE,
        lambda g, who: cases.rate_unit(actor=who, called=there(g), rating=4),
    ),
    Act(
        "escalate_whistle",
        OFFICE_HERE,
        lambda g, who: cases.escalate_whistle(actor=who, whistle=late(g), level="district"),
    ),
    Act("end_whistle", OFFICE_HERE, lambda g, who: cases.end_whistle(actor=who, whistle=late(g))),
    Act(
        "note_field_check",
        HANDLING,
        lambda g, who: cases.note_field_check(
            actor=who,
            case=held(g),
            checked_at=timezone.now(),
            who="阮青",
            facts=[{"label": "步行", "value": "2.5", "unit": "公里"}],
        ),
    ),
    Act(
        "note_joint_handling",
        OFFICE_HERE,
        lambda g, who: cases.note_joint_handling(
            actor=who, case=held(g), held_at=timezone.now(), units="交警", done="改单行"
        ),
    ),
    Act(
        "measure_again",
        OFFICE_HERE,
        lambda g, who: cases.measure_again(actor=who, handling=handled(g), after=Decimal(6)),
    ),
    Act(
        "begin_kinds",
        HOST,
        lambda g, who: cases.begin_kinds(actor=who, subdistrict=g.town.street),
    ),
    Act(
        "save_kind",
        HOST,
        lambda g, who: cases.save_kind(
            actor=who, subdistrict=g.town.street, label="养犬", number=3, unit="natural"
        ),
    ),
]
