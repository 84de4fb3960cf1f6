"""A street that looks through its tasks, for this room's tests."""

from django.utils import timezone

from mulin.commons.organisations.tests.offices import contact, department, keeper, worker
from mulin.commons.people.models import Person
from mulin.commons.places.tests.people import Town

from .. import actions
from ..letters import USUAL
from ..models import (
    AdmissionRound,
    AdmissionRule,
    RefusalLetter,
    SecondLook,
    TaskAdmission,
    TaskRequest,
)

RULE = {
    "document": {"title": "社区工作准入管理办法", "number": "望街办〔2026〕3号"},
    "letter": USUAL,
    "contact": "望禾街道社区办 0900-8800001",
}


def set_rule(town: Town) -> AdmissionRule:
    return actions.set_rule(actor=keeper(town), unit=town.street, **RULE)


def opened(town: Town) -> AdmissionRound:
    found = AdmissionRound.objects.filter(unit=town.street, closed_at=None).first()
    return found or actions.open_round(actor=keeper(town), unit=town.street, name="今年的清理")


def a_task(town: Town, name: str = "人民调解") -> TaskAdmission:
    opened(town)
    return a_task_by(town, keeper(town), name)


def a_task_by(town: Town, actor: Person, name: str) -> TaskAdmission:
    return actions.register_task(
        actor=actor, unit=town.street, name=name, department=department(town)
    )


def decided(town: Town, *tasks: TaskAdmission, verdict: str = "admitted") -> None:
    actions.decide_tasks(
        actor=keeper(town), found=opened(town), tasks=tasks, verdict=verdict, reason="有法律依据"
    )


def closed(town: Town) -> TaskAdmission:
    """Close a round of two tasks; return the one that was declined."""
    stays, goes = a_task(town), a_task(town, "公众号点赞任务")
    decided(town, stays)
    decided(town, goes, verdict="declined")
    actions.close_round(actor=keeper(town), found=opened(town))
    goes.refresh_from_db()
    return goes


def a_request(town: Town, **facts) -> TaskRequest:
    told = {
        "actor": worker(town),
        "unit": town.street,
        "department": department(town),
        "name": "夜市摊位满意度日报",
        "way": "phone",
        "asked_on": timezone.localdate(),
        "community": town.community,
    }
    return actions.note_request(**told | facts)


def an_application(town: Town, **facts) -> TaskRequest:
    told = {"actor": contact(town), "way": "application", "community": None}
    return a_request(town, **told | facts)


def a_letter(town: Town) -> RefusalLetter:
    set_rule(town)
    return actions.refuse_request(actor=worker(town), request=a_request(town))


def a_look(town: Town) -> SecondLook:
    return actions.ask_second_look(actor=worker(town), task=closed(town), reason="居民还要用")
