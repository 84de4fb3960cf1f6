from datetime import date, timedelta

from django.utils import timezone

from mulin.commons.calendar.cadence import Cadence
from mulin.commons.occasions import actions as occasions
from mulin.commons.occasions.models import Occasion
from mulin.commons.occasions.tests.gatherings import GATHERING, a_series, an_occasion
from mulin.web.tests.doors import OFFICE_HERE

from .ground import Act, Ground


def later() -> date:
    return timezone.localdate() + timedelta(days=3)


def to_come(ground: Ground) -> Occasion:
    return an_occasion(ground.town, on=later())


OCCASIONS = [
    Act(
        "start_series",
        OFFICE_HERE,
        lambda g, who: occasions.start_series(
            actor=who,
            unit=g.town.community,
            kind=GATHERING,
            name="楼长会",
            cadence=Cadence("month", day=5),
            starts_on=timezone.localdate(),
        ),
    ),
    Act(
        "extend_series",
        OFFICE_HERE,
        lambda g, who: occasions.extend_series(actor=who, series=a_series(g.town)),
    ),
    Act(
        "change_series",
        OFFICE_HERE,
        lambda g, who: occasions.change_series(
            actor=who,
            series=a_series(g.town),
            starts_at=None,
            where="活动室",
            required_roles=[],
            partners=[],
        ),
    ),
    Act(
        "end_series",
        OFFICE_HERE,
        lambda g, who: occasions.end_series(
            actor=who, series=a_series(g.town), ends_on=later(), because="改成联席会"
        ),
    ),
    Act(
        "plan_occasion",
        OFFICE_HERE,
        lambda g, who: occasions.plan_occasion(
            actor=who, unit=g.town.community, kind=GATHERING, title="协调会", on=later()
        ),
    ),
    Act(
        "move_occasion",
        OFFICE_HERE,
        lambda g, who: occasions.move_occasion(
            actor=who, occasion=to_come(g), on=later(), because="下雨"
        ),
    ),
    Act(
        "show_occasion",
        OFFICE_HERE,
        lambda g, who: occasions.show_occasion(actor=who, occasion=to_come(g), is_public=False),
    ),
    Act(
        "hold_occasion",
        OFFICE_HERE,
        lambda g, who: occasions.hold_occasion(actor=who, occasion=an_occasion(g.town)),
    ),
    Act(
        "miss_occasion",
        OFFICE_HERE,
        lambda g, who: occasions.miss_occasion(
            actor=who, occasion=an_occasion(g.town), because="人没来齐"
        ),
    ),
    Act(
        "call_off",
        OFFICE_HERE,
        lambda g, who: occasions.call_off(actor=who, occasion=to_come(g), because="停电"),
    ),
]
