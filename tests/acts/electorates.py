from mulin.commons.electorates import actions as electorates
from mulin.commons.electorates.models import Elector, Electorate
from mulin.commons.places.roles import Role
from mulin.web.tests.doors import OFFICE_HERE, STREET_OPERATOR

from .ground import Act, Ground


def a_roll(ground: Ground) -> Electorate:
    for name in ("丁桂香", "万年青"):
        if name not in ground.town.people:
            ground.town.join(name, Role.RESIDENT_DELEGATE)
    return electorates.draw_up(
        actor=ground.town.people[STREET_OPERATOR],
        unit=ground.town.community,
        kind="delegates",
        name="代表名册",
    )


def a_line(ground: Ground) -> Elector:
    return a_roll(ground).electors.first()


def a_struck_line(ground: Ground) -> Elector:
    return electorates.strike_elector(
        actor=ground.town.people[STREET_OPERATOR], elector=a_line(ground), because="搬走了"
    )


def two_owners(ground: Ground) -> list[Elector]:
    roll = a_roll(ground)
    Electorate.objects.filter(pk=roll.pk).update(kind="owners", compound=ground.compound)
    return list(Elector.objects.filter(electorate=roll)[:2])


ELECTORATES = [
    Act(
        "draw_up",
        OFFICE_HERE,
        lambda g, who: electorates.draw_up(
            actor=who,
            unit=g.home.community,
            kind="households",
            name="各户",
        ),
    ),
    Act(
        "freeze",
        OFFICE_HERE,
        lambda g, who: electorates.freeze(actor=who, electorate=a_roll(g)),
    ),
    Act(
        "add_elector",
        OFFICE_HERE,
        lambda g, who: electorates.add_elector(
            actor=who, electorate=a_roll(g), name="漏登的人", because="漏登"
        ),
    ),
    Act(
        "strike_elector",
        OFFICE_HERE,
        lambda g, who: electorates.strike_elector(actor=who, elector=a_line(g), because="搬走了"),
    ),
    Act(
        "restore_elector",
        OFFICE_HERE,
        lambda g, who: electorates.restore_elector(
            actor=who, elector=a_struck_line(g), because="弄错了"
        ),
    ),
    Act(
        "join_owners",
        OFFICE_HERE,
        lambda g, who: electorates.join_owners(
            actor=who, electors=two_owners(g), because="同一个买受人"
        ),
    ),
    Act(
        "note_read",
        OFFICE_HERE,
        lambda g, who: electorates.note_read(actor=who, electorate=a_roll(g)),
    ),
    Act(
        "note_taken_out",
        OFFICE_HERE,
        lambda g, who: electorates.note_taken_out(actor=who, electorate=a_roll(g)),
    ),
]
