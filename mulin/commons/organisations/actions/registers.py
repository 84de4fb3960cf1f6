"""
Write in the registers of a unit: organisations, coaches, partner units, groups, advisers,
committees and chat groups.

Every act says in the same order: may you, can it be done, do it, write it down.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any, TypeVar

from django.db import IntegrityError, models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from stdnum.cn import uscc
from stdnum.exceptions import ValidationError as BadNumber

from mulin.commons.audit.actions import record
from mulin.commons.people.models import Person
from mulin.commons.places.models import AdminUnit, Building, Grid
from mulin.commons.places.permissions import role_at
from mulin.errors import Refused, require

from .. import permissions
from ..models import (
    Adviser,
    Agreement,
    ChatGroup,
    CoachEngagement,
    Committee,
    CommitteeMember,
    MemberCount,
    Organisation,
    OrganisationMember,
    PartnerUnit,
    ResidentGroup,
)

Thing = TypeVar("Thing", bound=models.Model)


@transaction.atomic
def list_organisation(
    *, actor: Person, unit: AdminUnit, name: str, kind: str, credit_code: str = "", note: str = ""
) -> Organisation:
    """Put an organisation on a unit's register."""
    require(permissions.can_keep_registers(actor, unit))
    organisation = Organisation(
        unit=unit, name=name, kind=kind, credit_code=_checked(credit_code), note=note
    )
    return _enter(
        actor, unit, organisation, "organisations.listed", _("这个名字或代码已经登记过了。")
    )


@transaction.atomic
def join_organisation(
    *, actor: Person, organisation: Organisation, person: Person, title: str = ""
) -> OrganisationMember:
    """Say that a person speaks or works for an organisation."""
    require(permissions.can_keep_registers(actor, organisation.unit))
    member = OrganisationMember(
        organisation=organisation, person=person, title=title, from_on=timezone.localdate()
    )
    return _enter(
        actor, organisation.unit, member, "organisations.joined", _("这个人已经在名单上了。")
    )


@transaction.atomic
def engage_coach(
    *,
    actor: Person,
    host: AdminUnit,
    organisation: Organisation,
    year: int,
    duties: Iterable[str],
    communities: Iterable[AdminUnit],
) -> CoachEngagement:
    """Let an organisation coach some communities of a street for a year."""
    require(permissions.can_keep_registers(actor, host))
    coached = list(communities)
    if not coached or not (wanted := list(duties)):
        raise Refused(_("请至少选一个社区和一项职责。"))
    if any(not community.is_within(host) for community in coached):
        raise Refused(_("有社区不在本街道范围里。"))
    engagement = CoachEngagement(organisation=organisation, host=host, year=year, duties=wanted)
    _enter(actor, host, engagement, "organisations.coach_engaged", _("这家机构今年已经登记过了。"))
    engagement.communities.set(coached)
    return engagement


@transaction.atomic
def join_partner(
    *,
    actor: Person,
    community: AdminUnit,
    organisation: Organisation,
    is_part_time_member: bool = False,
) -> PartnerUnit:
    """Let an organisation take part in a community's life."""
    require(permissions.can_keep_registers(actor, community))
    partner = PartnerUnit(
        organisation=organisation,
        community=community,
        is_part_time_member=is_part_time_member,
        from_on=timezone.localdate(),
    )
    return _enter(
        actor, community, partner, "organisations.partner_joined", _("这家单位已经在名单上了。")
    )


@transaction.atomic
def agree(
    *,
    actor: Person,
    partner: PartnerUnit,
    gives: str,
    receives: str,
    from_on: date,
    until_on: date,
    times_agreed: int = 1,
    times_kept: int = 0,
) -> Agreement:
    """Write down what a partner unit gives and what it gets in return."""
    require(permissions.can_keep_registers(actor, partner.community))
    if until_on < from_on:
        raise Refused(_("结束日期在开始日期之前，请再看看。"))
    if times_kept > times_agreed:
        raise Refused(_("兑现的次数比约定的还多，请再看看。"))
    agreement = Agreement(
        partner=partner,
        gives=gives,
        receives=receives,
        from_on=from_on,
        until_on=until_on,
        times_agreed=times_agreed,
        times_kept=times_kept,
    )
    return _enter(
        actor,
        partner.community,
        agreement,
        "organisations.agreed",
        _("没能登记，请再看看填的内容。"),
    )


@transaction.atomic
def found_group(
    *,
    actor: Person,
    community: AdminUnit,
    name: str,
    activity: str = "",
    legal_stage: str = ResidentGroup.Stage.INFORMAL,
    orientation: str = ResidentGroup.Orientation.SELF_BENEFIT,
    filing_number: str = "",
    founded_on: date | None = None,
    keeper: Person | None = None,
) -> ResidentGroup:
    """Put a group that residents formed on the community's register."""
    require(permissions.can_keep_registers(actor, community))
    group = ResidentGroup(
        community=community,
        name=name,
        activity=activity,
        legal_stage=legal_stage,
        orientation=orientation,
        filing_number=filing_number,
        founded_on=founded_on,
        keeper=keeper,
    )
    return _enter(actor, community, group, "organisations.group_founded", _("已经有同名的小组了。"))


@transaction.atomic
def count_members(*, actor: Person, group: ResidentGroup, on: date, members: int) -> MemberCount:
    """Write down how many members a group has on a day; counting again that day corrects it."""
    require(permissions.can_keep_registers(actor, group.community))
    count, _created = MemberCount.objects.update_or_create(
        group=group, on=on, defaults={"members": members}
    )
    write_down(actor, group.community, group, "organisations.members_counted", members=members)
    return count


@transaction.atomic
def name_adviser(
    *,
    actor: Person,
    unit: AdminUnit,
    person: Person,
    kind: str,
    specialities: str = "",
    available: str = "",
) -> Adviser:
    """Name a person as someone who can be asked."""
    require(permissions.can_keep_registers(actor, unit))
    adviser = Adviser(
        unit=unit, person=person, kind=kind, specialities=specialities, available=available
    )
    return _enter(
        actor, unit, adviser, "organisations.adviser_named", _("这位顾问已经在名单上了。")
    )


@transaction.atomic
def form_committee(*, actor: Person, unit: AdminUnit, name: str, kind: str) -> Committee:
    """Put a committee on a unit's register."""
    require(permissions.can_keep_registers(actor, unit))
    committee = Committee(unit=unit, name=name, kind=kind)
    return _enter(
        actor, unit, committee, "organisations.committee_formed", _("已经有同名的委员会了。")
    )


@transaction.atomic
def seat_member(
    *,
    actor: Person,
    committee: Committee,
    person: Person,
    occupation: str = "",
    organisation: Organisation | None = None,
) -> CommitteeMember:
    """Give a person a seat on a committee; on a council of partners, for one of them."""
    require(permissions.can_keep_registers(actor, committee.unit))
    if committee.kind == Committee.Kind.PARTNERS and organisation is None:
        raise Refused(_("共建理事会的席位是单位的，请选代表哪个单位。"))
    member = CommitteeMember(
        committee=committee,
        person=person,
        organisation=organisation,
        occupation=occupation,
        from_on=timezone.localdate(),
    )
    return _enter(
        actor, committee.unit, member, "organisations.member_seated", _("这位委员已经在名单上了。")
    )


@transaction.atomic
def list_chat_group(
    *,
    actor: Person,
    community: AdminUnit,
    name: str,
    scope: str = ChatGroup.Scope.COMMUNITY,
    building: Building | None = None,
    grid: Grid | None = None,
    topic: str = "",
    keeper: Person | None = None,
    member_count: int | None = None,
) -> ChatGroup:
    """Put a chat group that neighbours use elsewhere on the community's register."""
    require(permissions.can_keep_registers(actor, community))
    group = ChatGroup(
        community=community,
        name=name,
        scope=scope,
        building=building if scope == ChatGroup.Scope.BUILDING else None,
        grid=grid if scope == ChatGroup.Scope.GRID else None,
        topic=topic,
        keeper=keeper,
        member_count=member_count,
    )
    return _enter(
        actor,
        community,
        group,
        "organisations.chat_group_listed",
        _("已经有同名的群，或者没写清是哪栋楼、哪个网格、什么话题。"),
    )


@transaction.atomic
def retire(*, actor: Person, thing: Any) -> None:
    """Take a line off its register from today on; what it was stays known."""
    unit = unit_of(thing)
    require(permissions.can_keep_registers(actor, unit))
    still = type(thing).objects.select_for_update().get(pk=thing.pk)
    today = timezone.localdate()
    if hasattr(still, "retired_on"):
        if still.retired_on:
            raise Refused(_("这一条已经停用了。"))
        still.retired_on = today
    else:
        still.until_on = max(today, still.from_on)
    still.save()
    write_down(actor, unit, thing, "organisations.retired")


def unit_of(thing: models.Model) -> AdminUnit:
    """Return the unit in whose register a line stands."""
    for name in ("unit", "community", "host"):
        if unit := getattr(thing, name, None):
            return unit
    for name in ("organisation", "partner", "committee", "group"):
        if owner := getattr(thing, name, None):
            return unit_of(owner)
    raise TypeError(f"{thing!r} stands in no register")


def _checked(credit_code: str) -> str:
    if not credit_code:
        return ""
    try:
        return uscc.validate(credit_code)
    except BadNumber:
        raise Refused(_("统一社会信用代码不对，请照证书再核对一遍。")) from None


def _enter(actor: Person, unit: AdminUnit, thing: Thing, verb: str, taken: str) -> Thing:
    try:
        with transaction.atomic():
            thing.save(force_insert=True)
    except IntegrityError:
        raise Refused(taken) from None
    write_down(actor, unit, thing, verb)
    return thing


def write_down(
    actor: Person, unit: AdminUnit, thing: models.Model, verb: str, **details: int
) -> None:
    record(
        verb,
        by=actor,
        role=role_at(actor, unit),
        about=thing,
        unit=unit,
        name=str(thing),
        **details,
    )
