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
