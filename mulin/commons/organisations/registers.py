"""
The registers a unit keeps, each told once: its words, its columns, its form and its act.

The staff's list, the form beside it and the Excel file are all drawn from here.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, QuerySet
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from mulin.commons.people.models import Person
from mulin.commons.places.models import AdminUnit, Building
from mulin.commons.places.queries import communities_below

from . import actions, forms, queries
from .models import (
    Adviser,
    Agreement,
    ChatGroup,
    CoachEngagement,
    Committee,
    MemberCount,
    Organisation,
    PartnerUnit,
    ResidentGroup,
)

Words = str | Promise


@dataclass(frozen=True)
class Register:
    """One list that a unit keeps."""

    slug: str
    title: Words
    icon: str
    lede: Words
    form: type[forms.EntryForm]
    rows: Callable[[AdminUnit], Iterable[Any]]
    columns: tuple[tuple[Words, Callable[[Any], Any]], ...]
    enter: Callable[[Person, AdminUnit, dict[str, Any]], Model]
    for_communities: bool | None = None
    """True: only communities keep it; False: only what is above them; None: both."""

    may_retire: bool = True
    line_page: str = ""
    """The address of a line's own page, which takes the line's id."""

    line_words: Words = ""

    def is_kept_by(self, unit: AdminUnit) -> bool:
        return self.for_communities in (None, unit.is_community)

    def table(self, unit: AdminUnit) -> list[tuple[Any, list[tuple[Words, Any]]]]:
        """Return each line with its cells, each under its label."""
        return [
            (row, [(label, cell(row)) for label, cell in self.columns]) for row in self.rows(unit)
        ]


def known_to(unit: AdminUnit) -> dict[str, Callable[[], forms.Choices]]:
    """Return, for the fields whose choices depend on the unit, how to read them."""
    return {
        "organisation": lambda: _choices(queries.organisations_known_to(unit)),
        "communities": lambda: _choices(communities_below(unit)),
        "partner": lambda: _choices(queries.partners_of(unit)),
        "group": lambda: _choices(queries.groups_of(unit)),
        "committee": lambda: _choices(queries.committees_of(unit)),
        "building": lambda: _choices(_buildings(unit)),
        "grid": lambda: _choices(unit.grids.all()),
    }


def _choices(rows: QuerySet[Any]) -> forms.Choices:
    return [(row.pk, str(row)) for row in rows]


def _buildings(unit: AdminUnit) -> QuerySet[Building]:
    return Building.objects.filter(compound__community=unit)


def _named(facts: dict[str, Any], unit: AdminUnit, field: str) -> Person | None:
    return queries.person_called(facts[field], unit) if facts[field] else None


def _list_organisation(actor: Person, unit: AdminUnit, facts: dict[str, Any]) -> Model:
    return actions.list_organisation(actor=actor, unit=unit, **facts)


def _engage_coach(actor: Person, unit: AdminUnit, facts: dict[str, Any]) -> Model:
    return actions.engage_coach(
        actor=actor,
        host=unit,
        organisation=queries.organisations_known_to(unit).get(pk=facts["organisation"]),
        year=facts["year"],
        duties=facts["duties"],
        communities=communities_below(unit).filter(pk__in=facts["communities"]),
    )


def _join_partner(actor: Person, unit: AdminUnit, facts: dict[str, Any]) -> Model:
    known = queries.organisations_known_to(unit)
    facts["organisation"] = known.get(pk=facts["organisation"])
    return actions.join_partner(actor=actor, community=unit, **facts)


def _agree(actor: Person, unit: AdminUnit, facts: dict[str, Any]) -> Model:
    facts["partner"] = queries.partners_of(unit).get(pk=facts["partner"])
    return actions.agree(actor=actor, **facts)


def _found_group(actor: Person, unit: AdminUnit, facts: dict[str, Any]) -> Model:
    facts["keeper"] = _named(facts, unit, "keeper")
    return actions.found_group(actor=actor, community=unit, **facts)


def _count_members(actor: Person, unit: AdminUnit, facts: dict[str, Any]) -> Model:
    facts["group"] = queries.groups_of(unit).get(pk=facts["group"])
    return actions.count_members(actor=actor, **facts)


def _name_adviser(actor: Person, unit: AdminUnit, facts: dict[str, Any]) -> Model:
    facts["person"] = queries.person_called(facts["person"], unit)
    return actions.name_adviser(actor=actor, unit=unit, **facts)


def _form_committee(actor: Person, unit: AdminUnit, facts: dict[str, Any]) -> Model:
    return actions.form_committee(actor=actor, unit=unit, **facts)


def _seat_member(actor: Person, unit: AdminUnit, facts: dict[str, Any]) -> Model:
    facts["committee"] = queries.committees_of(unit).get(pk=facts["committee"])
    facts["person"] = queries.person_called(facts["person"], unit)
    known = queries.organisations_known_to(unit)
    facts["organisation"] = known.filter(pk=facts["organisation"] or 0).first()
    return actions.seat_member(actor=actor, **facts)


def _list_chat_group(actor: Person, unit: AdminUnit, facts: dict[str, Any]) -> Model:
    building = facts["building"]
    facts["building"] = _buildings(unit).get(pk=building) if building else None
    facts["grid"] = unit.grids.get(pk=facts["grid"]) if facts["grid"] else None
    facts["keeper"] = _named(facts, unit, "keeper")
    return actions.list_chat_group(actor=actor, community=unit, **facts)


def _agreements(unit: AdminUnit) -> Iterable[Agreement]:
    return Agreement.objects.filter(partner__community=unit, partner__until_on=None).select_related(
        "partner__organisation"
    )


def _counts(unit: AdminUnit) -> Iterable[MemberCount]:
    return MemberCount.objects.filter(group__community=unit, group__retired_on=None).select_related(
        "group"
    )


def _organisation(row: Organisation) -> str:
    return row.name


def _own_advisers(unit: AdminUnit) -> Iterable[Adviser]:
    return queries.advisers_for(unit).filter(unit=unit)


def _keeper(row: ResidentGroup | ChatGroup) -> str:
    return row.keeper.name_for_staff if row.keeper else ""


def _communities(row: CoachEngagement) -> str:
    return "、".join(unit.name for unit in row.communities.all())


def _code(row: ChatGroup) -> str:
    if row.code_until is None:
        return ""
    if row.is_code_expired:
        return gettext("二维码过期了")
    seen = gettext("大家看得到") if row.is_code_public else gettext("工作人员看得到")
    return f"{seen} · {date_format(row.code_until)}"


def _kept(row: Agreement) -> str:
    return f"{row.times_kept}/{row.times_agreed}"


def _yes(row: PartnerUnit) -> Words:
    return _("是") if row.is_part_time_member else ""


REGISTERS = {
    register.slug: register
    for register in [
        Register(
            "list",
            _("机构"),
            "building-2",
            _("和街坊们打交道的社会组织、学校、企业和部门，登记一次，下面的社区都能用。"),
            forms.OrganisationForm,
            queries.organisations_of,
            (
                (_("名称"), _organisation),
                (_("类别"), Organisation.get_kind_display),
                (_("统一社会信用代码"), lambda row: row.credit_code),
                (_("备注"), lambda row: row.note),
            ),
            _list_organisation,
        ),
        Register(
            "coaches",
            _("陪伴机构"),
            "handshake",
            _("哪家机构、哪一年、陪哪些社区、管哪几件事。"),
            forms.CoachForm,
            queries.engagements_for,
            (
                (_("机构"), lambda row: row.organisation.name),
                (_("年度"), lambda row: row.year),
                (_("职责"), lambda row: "、".join(row.duty_labels)),
                (_("陪伴的社区"), _communities),
            ),
            _engage_coach,
            for_communities=False,
            may_retire=False,
        ),
        Register(
            "partners",
            _("驻区单位"),
            "school",
            _("在社区里、愿意一起出力的单位。"),
            forms.PartnerForm,
            queries.partners_of,
            (
                (_("单位"), lambda row: row.organisation.name),
                (_("兼职委员"), _yes),
                (_("从哪天"), lambda row: row.from_on),
            ),
            _join_partner,
            for_communities=True,
        ),
        Register(
            "agreements",
            _("双向服务协议"),
            "file-text",
            _("单位给社区什么，社区给单位什么，兑现了几次。"),
            forms.AgreementForm,
            _agreements,
            (
                (_("单位"), lambda row: row.partner.organisation.name),
                (_("单位提供"), lambda row: row.gives),
                (_("社区提供"), lambda row: row.receives),
                (_("到哪天"), lambda row: row.until_on),
                (_("兑现"), _kept),
            ),
            _agree,
            for_communities=True,
        ),
        Register(
            "groups",
            _("居民小组"),
            "users",
            _("居民自己办起来的队伍：舞蹈队、球队、志愿队。"),
            forms.GroupForm,
            queries.groups_of,
            (
                (_("名称"), lambda row: row.name),
                (_("做什么"), lambda row: row.activity),
                (_("登记情况"), ResidentGroup.get_legal_stage_display),
                (_("为谁做"), ResidentGroup.get_orientation_display),
                (_("人数"), lambda row: row.members_now),
                (_("牵头人"), _keeper),
            ),
            _found_group,
            for_communities=True,
        ),
        Register(
            "counts",
            _("小组人数"),
            "trending-up",
            _("隔一阵记一次人数，就看得出队伍是在长还是在散。同一天再记一次就是更正。"),
            forms.MemberCountForm,
            _counts,
            (
                (_("小组"), lambda row: row.group.name),
                (_("哪天"), lambda row: row.on),
                (_("人数"), lambda row: row.members),
            ),
            _count_members,
            for_communities=True,
            may_retire=False,
        ),
        Register(
            "advisers",
            _("三师三顾问"),
            "graduation-cap",
            _("居民和社区可以请教的人。"),
            forms.AdviserForm,
            _own_advisers,
            (
                (_("姓名"), lambda row: row.person.name_for_staff),
                (_("类别"), Adviser.get_kind_display),
                (_("专长"), lambda row: row.specialities),
                (_("什么时候能约"), lambda row: row.available),
            ),
            _name_adviser,
        ),
        Register(
            "committees",
            _("委员会"),
            "landmark",
            _("居民委员会和它下面的专业委员会，还有驻区单位的共建理事会。"),
            forms.CommitteeForm,
            queries.committees_of,
            (
                (_("名称"), lambda row: row.name),
                (_("类别"), Committee.get_kind_display),
                (_("委员"), lambda row: len(row.members.all())),
            ),
            _form_committee,
        ),
        Register(
            "seats",
            _("委员"),
            "user-check",
            _("谁在哪个委员会，本行是什么。"),
            forms.SeatForm,
            queries.seats_of,
            (
                (_("委员会"), lambda row: row.committee.name),
                (_("姓名"), lambda row: row.person.name_for_staff),
                (_("代表哪个单位"), lambda row: row.organisation and row.organisation.name),
                (_("职业"), lambda row: row.occupation),
                (_("从哪天"), lambda row: row.from_on),
            ),
            _seat_member,
        ),
        Register(
            "chat-groups",
            _("聊天群"),
            "message-circle",
            _("登记群名、范围、群主和进群的二维码，不接入聊天内容。"),
            forms.ChatGroupForm,
            queries.chat_groups_of,
            (
                (_("群名"), lambda row: row.name),
                (_("范围"), lambda row: row.about),
                (_("人数"), lambda row: row.member_count),
                (_("群主"), _keeper),
                (_("二维码"), _code),
            ),
            _list_chat_group,
            for_communities=True,
            line_page="organisations:code",
            line_words=_("放二维码"),
        ),
    ]
}


def kept_by(unit: AdminUnit) -> list[Register]:
    """Return the registers that a unit of this level keeps."""
    return [register for register in REGISTERS.values() if register.is_kept_by(unit)]
