from datetime import date

from mulin.commons.calendar.plans import PlannedDay
from mulin.commons.notices import actions as notices
from mulin.web.tests.doors import OFFICE_HERE

from .ground import HOST, Act

NOTICES = [
    Act(
        "post_notice",
        OFFICE_HERE,
        lambda g, who: notices.post_notice(
            actor=who, unit=g.town.community, kind="notice", title="停水", body="明天。"
        ),
    ),
    Act(
        "plan_year",
        HOST,
        lambda g, who: notices.plan_year(
            actor=who, office=g.town.street, days=[PlannedDay(date(2031, 1, 1), False, "元旦")]
        ),
    ),
]
