"""What the room of admissions holds about a person."""

from django.utils.translation import gettext_lazy as _

from mulin.commons.people.models import Person
from mulin.commons.people.mydata import Rows, Section, register

from . import queries

WHEN, TASK, WHY, ANSWER = _("时间"), _("事项"), _("理由"), _("答复")


def decided(person: Person) -> Rows:
    for task in queries.decided_by(person).iterator():
        yield task.decided_at, task.name, task.get_state_display(), task.reason


def requests(person: Person) -> Rows:
    for one in queries.requests_entered_by(person).iterator():
        yield one.entered_at, one.name, one.get_state_display(), one.reason


def second_looks(person: Person) -> Rows:
    for look in queries.second_looks_asked_by(person).iterator():
        yield look.asked_at, look.task.name, look.reason, look.answer


def register_sections() -> None:
    """Hand in what people may see and take along."""
    verdict = (WHEN, TASK, _("准入不准入"), WHY)
    register(Section("task_admissions", _("我评审的社区工作事项"), verdict, decided))
    answer = (WHEN, TASK, ANSWER, WHY)
    register(Section("task_requests", _("我记下的准入申请"), answer, requests))
    asked = (WHEN, TASK, WHY, ANSWER)
    register(Section("second_looks", _("我请再看一次的事项"), asked, second_looks))
