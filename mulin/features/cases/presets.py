"""
The kinds of cases every street begins with, and how long each may take.

Urgent safety two hours, supply a day, the rest in working days: streets change them as theirs.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from mulin.commons.calendar.due import LimitUnit


@dataclass(frozen=True)
class Preset:
    """A kind of case as streets get it before they change it."""

    key: str
    label: str | Promise
    number: int
    unit: str
    recheck_days: int | None = None
    asks_cause: bool = False
    is_by_law: bool = False


PRESETS = (
    Preset("danger", _("紧急险情"), 2, LimitUnit.HOURS),
    Preset("supply", _("停水停电停气停暖"), 24, LimitUnit.HOURS),
    Preset("safety", _("安全隐患"), 24, LimitUnit.HOURS, recheck_days=7),
    Preset("consult", _("咨询"), 24, LimitUnit.HOURS),
    Preset(
        "environment", _("环境卫生"), 3, LimitUnit.WORKING_DAYS, recheck_days=7, asks_cause=True
    ),
    Preset("repair", _("报修"), 5, LimitUnit.WORKING_DAYS),
    Preset("order", _("停车和秩序"), 7, LimitUnit.DAYS, recheck_days=7, asks_cause=True),
    Preset("dispute", _("邻里纠纷"), 10, LimitUnit.WORKING_DAYS),
    Preset("public_service", _("公共服务建议"), 15, LimitUnit.WORKING_DAYS),
    Preset("by_law", _("依法由部门办理的事"), 15, LimitUnit.DAYS, is_by_law=True),
)
