from mulin.commons.places import actions as places
from mulin.commons.places.models import Place
from mulin.commons.places.roles import Role
from mulin.commons.places.tests.people import make_person
from mulin.commons.places.tests.rolls import table
from mulin.web.tests.doors import OFFICE_HERE

from .ground import HOST, LINE, NOBODY, Act, Ground


def a_shed(ground: Ground) -> Place:
    """Return a bike shed of the first community."""
    return places.found_place(
        actor=None, community=ground.town.community, kind="bike_shed", name="非机动车库"
    )


PLACES = [
    Act(
        "found_unit",
        HOST,
        lambda g, who: places.found_unit(
            actor=who, level="community", name="新社区", parent=g.town.street
        ),
    ),
    Act(
        "change_facts",
        OFFICE_HERE,
        lambda g, who: places.change_facts(
            actor=who,
            community=g.town.community,
            population=9,
            declared_households=3,
            area_km2=None,
            story="",
        ),
    ),
    Act(
        "add_compound",
        OFFICE_HERE,
        lambda g, who: places.add_compound(actor=who, community=g.town.community, name="二区"),
    ),
    Act(
        "change_compound",
        OFFICE_HERE,
        lambda g, who: places.change_compound(actor=who, compound=g.compound, name="三区"),
    ),
    Act(
        "add_building",
        OFFICE_HERE,
        lambda g, who: places.add_building(actor=who, compound=g.compound, name="9号楼"),
    ),
    Act(
        "change_building",
        OFFICE_HERE,
        lambda g, who: places.change_building(actor=who, building=g.building, name="8号楼"),
    ),
    Act(
        "draw_grid",
        OFFICE_HERE,
        lambda g, who: places.draw_grid(actor=who, community=g.town.community, name="一格"),
    ),
    Act(
        "change_grid",
        OFFICE_HERE,
        lambda g, who: places.change_grid(
            actor=who,
            grid=places.draw_grid(actor=None, community=g.town.community, name="二格"),
            name="三格",
        ),
    ),
    Act(
        "assign_buildings",
        OFFICE_HERE,
        lambda g, who: places.assign_buildings(
            actor=who,
            grid=places.draw_grid(actor=None, community=g.town.community, name="二格"),
            buildings=[g.building],
        ),
    ),
    Act(
        "found_place",
        OFFICE_HERE,
        lambda g, who: places.found_place(
            actor=who, community=g.town.community, kind="garden", name="小花园"
        ),
    ),
    Act(
        "change_place",
        OFFICE_HERE,
        lambda g, who: places.change_place(actor=who, place=a_shed(g), spot="3号楼北侧"),
    ),
    Act(
        "rename_place",
        OFFICE_HERE,
        lambda g, who: places.rename_place(
            actor=who, place=a_shed(g), name="睦邻车库", because="大家选的"
        ),
    ),
    Act(
        "issue_codes",
        OFFICE_HERE,
        lambda g, who: places.issue_codes(
            actor=who, community=g.town.community, households=[g.home]
        ),
    ),
    Act(
        "revoke_codes",
        OFFICE_HERE,
        lambda g, who: places.revoke_codes(
            actor=who, community=g.town.community, households=[g.home]
        ),
    ),
    Act(
        "give_role",
        OFFICE_HERE,
        lambda g, who: places.give_role(
            actor=who, person=make_person("新楼长"), role=Role.VOLUNTEER, unit=g.town.community
        ),
    ),
    Act("end_role", OFFICE_HERE, lambda g, who: places.end_role(actor=who, part=g.steward)),
    Act(
        "hand_over",
        OFFICE_HERE,
        lambda g, who: places.hand_over(actor=who, part=g.steward, person=make_person("下一位")),
    ),
    Act(
        "invite_to_staff",
        OFFICE_HERE,
        lambda g, who: places.invite_to_staff(
            actor=who, unit=g.town.community, full_name="新同事", phone="13999990000"
        ),
    ),
    Act("withdraw_claim", NOBODY, lambda g, who: places.withdraw_claim(actor=who, part=g.claim)),
    Act("confirm_home", OFFICE_HERE, lambda g, who: places.confirm_home(actor=who, part=g.claim)),
    Act(
        "refuse_home",
        OFFICE_HERE,
        lambda g, who: places.refuse_home(actor=who, part=g.claim, because="搬走了"),
    ),
    Act(
        "upload_roll",
        OFFICE_HERE,
        lambda g, who: places.upload_roll(
            actor=who, community=g.town.community, name="户册.xlsx", content=table(LINE)
        ),
    ),
    Act("check_roll", OFFICE_HERE, lambda g, who: places.check_roll(actor=who, roll=g.roll)),
    Act(
        "confirm_roll",
        OFFICE_HERE,
        lambda g, who: places.confirm_roll(
            actor=who, roll=g.checked_roll, new_compounds=["北里一区"], is_whole=False
        ),
    ),
    Act(
        "import_roll",
        OFFICE_HERE,
        lambda g, who: places.import_roll(actor=who, roll=g.checked_roll),
    ),
    Act(
        "note_household_viewing",
        OFFICE_HERE,
        lambda g, who: places.note_household_viewing(
            actor=who, unit=g.town.community, of=g.building, how="page"
        ),
    ),
    Act(
        "note_member_viewing",
        OFFICE_HERE,
        lambda g, who: places.note_member_viewing(actor=who, part=g.steward),
    ),
    Act(
        "note_members_export",
        OFFICE_HERE,
        lambda g, who: places.note_members_export(actor=who, unit=g.town.community),
    ),
]
