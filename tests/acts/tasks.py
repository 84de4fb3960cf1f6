from mulin.commons.occasions.models import Occasion
from mulin.commons.places.roles import Role
from mulin.commons.tasks import actions as tasks
from mulin.commons.tasks.models import AgendaItem
from mulin.commons.tasks.tests.promises import a_matter, a_promise, in_days, staff
from mulin.web.tests.doors import OFFICE_HERE, RESIDENT

from .ground import UNCONFIRMED, Act, Ground
from .occasions import to_come

NEIGHBOURS = OFFICE_HERE | {RESIDENT, UNCONFIRMED}


def on_a_table(ground: Ground) -> AgendaItem:
    return tasks.put_on_agenda(
        actor=staff(ground.town), item=a_matter(ground.town), occasion=table(ground)
    )


def table(ground: Ground) -> Occasion:
    return to_come(ground)


TASKS = [
    Act(
        "promise",
        OFFICE_HERE,
        lambda g, who: tasks.promise(
            actor=who, unit=g.town.community, what="来一趟", keeper=g.town.street
        ),
    ),
    Act(
        "hide_promises",
        OFFICE_HERE,
        lambda g, who: tasks.hide_promises(actor=who, occasion=table(g)),
    ),
    Act(
        "note_progress",
        OFFICE_HERE,
        lambda g, who: tasks.note_progress(actor=who, item=a_promise(g.town), text="约好了"),
    ),
    Act(
        "keep_promise",
        OFFICE_HERE,
        lambda g, who: tasks.keep_promise(actor=who, item=a_promise(g.town), note="做完了"),
    ),
    Act(
        "drop_promise",
        OFFICE_HERE,
        lambda g, who: tasks.drop_promise(actor=who, item=a_promise(g.town), because="不需要了"),
    ),
    Act(
        "postpone",
        OFFICE_HERE,
        lambda g, who: tasks.postpone(
            actor=who, item=a_promise(g.town), due_on=in_days(40), because="下雨"
        ),
    ),
    Act(
        "hand_over_item",
        OFFICE_HERE,
        lambda g, who: tasks.hand_over_item(
            actor=who, item=a_promise(g.town), keeper=g.town.street, because="归街道"
        ),
    ),
    Act(
        "hand_over_items",
        OFFICE_HERE,
        lambda g, who: tasks.hand_over_items(
            actor=who,
            leaver=staff(g.town),
            successor=g.town.join("小何", Role.COMMUNITY_STAFF),
            unit=g.town.community,
            because="调走",
        ),
    ),
    Act(
        "hand_over_everything",
        OFFICE_HERE,
        lambda g, who: tasks.hand_over_everything(
            actor=who,
            leaver=staff(g.town),
            successor=g.town.join("小何", Role.COMMUNITY_STAFF),
            unit=g.town.community,
            because="调走",
        ),
    ),
    Act(
        "bring_up",
        NEIGHBOURS,
        lambda g, who: tasks.bring_up(actor=who, unit=g.town.community, title="路灯不亮"),
    ),
    Act(
        "put_on_agenda",
        OFFICE_HERE,
        lambda g, who: tasks.put_on_agenda(actor=who, item=a_matter(g.town), occasion=table(g)),
    ),
    Act(
        "take_off_agenda",
        OFFICE_HERE,
        lambda g, who: tasks.take_off_agenda(actor=who, item=on_a_table(g)),
    ),
    Act(
        "close_agenda_item",
        OFFICE_HERE,
        lambda g, who: tasks.close_agenda_item(actor=who, item=on_a_table(g), outcome="联合整治"),
    ),
    Act(
        "return_agenda_item",
        OFFICE_HERE,
        lambda g, who: tasks.return_agenda_item(
            actor=who, item=a_matter(g.town), because="上次议过了"
        ),
    ),
    Act(
        "withdraw_agenda_item",
        OFFICE_HERE,
        lambda g, who: tasks.withdraw_agenda_item(
            actor=who, item=a_matter(g.town, actor=staff(g.town))
        ),
    ),
]
