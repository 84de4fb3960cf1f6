"""The letter that answers what is not admitted: a text of the office with gaps to fill."""

from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from mulin.commons.notices.boards import office_of
from mulin.commons.places.models import AdminUnit

from .models import AdmissionRule, TaskRequest

GAPS = (
    "【部门】",
    "【事项】",
    "【日期】",
    "【社区】",
    "【规定】",
    "【理由】",
    "【办公室】",
    "【联系】",
)
USUAL = """【部门】：
你单位【日期】要【社区】承担的“【事项】”，我们收到了。
经核对，这件事不在社区工作准入目录里。按照【规定】，没有列入目录、也没有办过准入的工作，不交给社区承担。【理由】
所以这件事社区不能接。如果确实需要，请写明依据、时限和经费，向【办公室】申请准入。批准以后，社区一定配合。
联系：【联系】"""


def filled(rule: AdmissionRule, request: TaskRequest, reason: str) -> str:
    """Return the words of a letter, in the site's own language, for that is official."""
    with override(settings.LANGUAGE_CODE):
        known = (
            request.department.name,
            request.name,
            date_format(request.asked_on, "DATE_FORMAT"),
            request.community.name if request.community else _("各社区"),
            str(rule.document),
            _("理由：%(reason)s") % {"reason": _ended(reason)} if reason else "",
            office_of(rule.unit),
            rule.contact,
        )
    text = rule.letter
    for gap, words in zip(GAPS, known, strict=True):
        text = text.replace(gap, words)
    return text


def file_number(unit: AdminUnit, year: int, number: int) -> str:
    """Return a letter's number as offices write it."""
    with override(settings.LANGUAGE_CODE):
        return _("%(place)s准入复〔%(year)s〕%(number)s号") % {
            "place": unit.name,
            "year": year,
            "number": number,
        }


def _ended(reason: str) -> str:
    return reason if reason.endswith(("。", "！", "？")) else f"{reason}。"
