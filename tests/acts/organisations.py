from datetime import date

from django.utils import timezone

from mulin.commons.files.pictures import redraw
from mulin.commons.files.tests.pictures import a_photo
from mulin.commons.organisations import actions as registers
from mulin.commons.places.tests.people import make_person
from mulin.web.tests.doors import OFFICE_HERE

from .ground import HOST, Act

ORGANISATIONS = [
    Act(
        "list_organisation",
        OFFICE_HERE,
        lambda g, who: registers.list_organisation(
            actor=who, unit=g.town.community, name="众", kind="social_work"
        ),
    ),
    Act(
        "join_organisation",
        OFFICE_HERE,
        lambda g, who: registers.join_organisation(
            actor=who, organisation=g.organisation, person=make_person("社工甲")
        ),
    ),
    Act(
        "engage_coach",
        HOST,
        lambda g, who: registers.engage_coach(
            actor=who,
            host=g.town.street,
            organisation=g.organisation,
            year=2026,
            duties=["training"],
            communities=[g.town.community],
        ),
    ),
    Act(
        "join_partner",
        OFFICE_HERE,
        lambda g, who: registers.join_partner(
            actor=who, community=g.town.community, organisation=g.organisation
        ),
    ),
    Act(
        "agree",
        OFFICE_HERE,
        lambda g, who: registers.agree(
            actor=who,
            partner=g.partner,
            gives="场地",
            receives="志愿者",
            from_on=date(2026, 1, 1),
            until_on=date(2026, 12, 31),
        ),
    ),
    Act(
        "found_group",
        OFFICE_HERE,
        lambda g, who: registers.found_group(actor=who, community=g.town.community, name="球队"),
    ),
    Act(
        "count_members",
        OFFICE_HERE,
        lambda g, who: registers.count_members(
            actor=who, group=g.group, on=date(2026, 1, 1), members=9
        ),
    ),
    Act(
        "name_adviser",
        OFFICE_HERE,
        lambda g, who: registers.name_adviser(
            actor=who, unit=g.town.community, person=make_person("律师"), kind="legal"
        ),
    ),
    Act(
        "form_committee",
        OFFICE_HERE,
        lambda g, who: registers.form_committee(
            actor=who, unit=g.town.community, name="卫生委员会", kind="specialist"
        ),
    ),
    Act(
        "seat_member",
        OFFICE_HERE,
        lambda g, who: registers.seat_member(
            actor=who, committee=g.committee, person=make_person("委员")
        ),
    ),
    Act(
        "list_chat_group",
        OFFICE_HERE,
        lambda g, who: registers.list_chat_group(
            actor=who, community=g.town.community, name="一家亲"
        ),
    ),
    Act(
        "show_code",
        OFFICE_HERE,
        lambda g, who: registers.show_code(
            actor=who,
            group=g.chat_group,
            picture=redraw(a_photo()),
            until_on=timezone.localdate(),
        ),
    ),
    Act(
        "remove_code",
        OFFICE_HERE,
        lambda g, who: registers.remove_code(actor=who, group=g.coded_chat_group),
    ),
    Act("retire", OFFICE_HERE, lambda g, who: registers.retire(actor=who, thing=g.group)),
]
