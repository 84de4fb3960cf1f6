"""The roles a person can hold at a place (role register of the requirements, §4)."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """What a person may be at a place."""

    RESIDENT = "resident", _("居民")
    RESIDENT_DELEGATE = "resident_delegate", _("居民代表")
    PARTY_DELEGATE = "party_delegate", _("党员代表")
    OWNER_DELEGATE = "owner_delegate", _("业主代表")
    BUILDING_STEWARD = "building_steward", _("楼长")
    CONNECTOR = "connector", _("社区骨干")
    VOLUNTEER = "volunteer", _("志愿者")
    SOCIAL_WORKER = "social_worker", _("社工")
    STATION_DIRECTOR = "station_director", _("服务站主任")
    SUPERVISOR = "supervisor", _("督导")
    COMMUNITY_STAFF = "community_staff", _("社区工作者")
    SECRETARY = "secretary", _("社区书记")
    DIRECTOR = "director", _("居委会主任")
    GRID_WORKER = "grid_worker", _("网格员")
    GRID_AIDE = "grid_aide", _("网格协管员")
    WINDOW_CLERK = "window_clerk", _("窗口人员")
    STREET_OPERATOR = "street_operator", _("街道工作人员")
    DISTRICT_OFFICER = "district_officer", _("区级工作人员")
    COACH = "coach", _("陪伴机构")
    JUDGE = "judge", _("专家评委")
    PUBLIC_VOTER = "public_voter", _("大众评审")
    ADVISER = "adviser", _("顾问")
    DEPARTMENT_CONTACT = "department_contact", _("部门联系人")
    PARTNER_CONTACT = "partner_contact", _("驻区单位联系人")
    OPERATOR_CONTACT = "operator_contact", _("运营方联系人")
    DESIGNER = "designer", _("设计单位")
    FUNDER = "funder", _("资助方")


NEIGHBOURS = frozenset(
    {
        Role.RESIDENT,
        Role.RESIDENT_DELEGATE,
        Role.PARTY_DELEGATE,
        Role.OWNER_DELEGATE,
        Role.BUILDING_STEWARD,
        Role.CONNECTOR,
        Role.VOLUNTEER,
    }
)
"""Those who live here."""

COMMUNITY_OFFICE = frozenset(
    {Role.COMMUNITY_STAFF, Role.SECRETARY, Role.DIRECTOR, Role.SOCIAL_WORKER, Role.STATION_DIRECTOR}
)
"""Those who do a community's daily work."""

UPPER_OFFICE = frozenset({Role.STREET_OPERATOR, Role.DISTRICT_OFFICER})
"""Those who run what is below them from above."""

OFFICE = COMMUNITY_OFFICE | UPPER_OFFICE
STAFF = OFFICE | {Role.GRID_WORKER, Role.WINDOW_CLERK, Role.SUPERVISOR}
"""Those whose work is on staff pages and who must sign in with a second factor."""

HELPERS = frozenset(Role) - NEIGHBOURS - STAFF - {Role.GRID_AIDE}
"""Those from elsewhere who judge, advise, design, pay or go along."""

COMMUNITY_HEADS = frozenset({Role.SECRETARY, Role.DIRECTOR})

_COMMUNITY, _SUBDISTRICT = "community", "subdistrict"
_DISTRICT, _CITY, _PROVINCE = "district", "city", "province"


def rank(role: str) -> int:
    """Return how high a role stands; nobody gives one that stands higher than their own."""
    ladder = (NEIGHBOURS, COMMUNITY_HEADS, {Role.STREET_OPERATOR, Role.SUPERVISOR})
    for step, roles in zip((0, 2, 3), ladder, strict=True):
        if role in roles:
            return step
    return 4 if role == Role.DISTRICT_OFFICER else 1


def may_be_held_at(role: str, level: str) -> bool:
    """Return whether a role belongs to units of this level."""
    if role == Role.DISTRICT_OFFICER:
        return level in (_DISTRICT, _CITY, _PROVINCE)
    if role == Role.STREET_OPERATOR:
        return level == _SUBDISTRICT
    if role in HELPERS or role == Role.SUPERVISOR:
        return True
    if role in COMMUNITY_OFFICE - COMMUNITY_HEADS or role == Role.WINDOW_CLERK:
        return level in (_COMMUNITY, _SUBDISTRICT)
    return level == _COMMUNITY


NEEDS = {
    Role.GRID_WORKER: "grid",
    Role.GRID_AIDE: "grid",
    Role.BUILDING_STEWARD: "building",
}
"""Roles that are about a narrower place than their unit."""
