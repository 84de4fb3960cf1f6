"""Write tasks on the register, and set the rule by which they are admitted."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from mulin.commons.audit.actions import record
from mulin.commons.organisations.actions import list_organisation
from mulin.commons.organisations.models import Organisation
from mulin.commons.people.models import Person
from mulin.commons.places.models import AdminUnit
from mulin.commons.places.permissions import role_at
from mulin.errors import Refused, require
from mulin.locks import hold_alone

from .. import permissions, queries
from ..letters import GAPS
from ..models import AdmissionRound, AdmissionRule, PolicyDocument, TaskAdmission
from .reviewing import decide_tasks

RULE_GAP = GAPS[4]


@transaction.atomic
def set_rule(
    *, actor: Person, unit: AdminUnit, document: dict[str, Any], letter: str, contact: str
) -> AdmissionRule:
    """Say by which rule an office admits tasks, and how it answers all others."""
    require(permissions.can_keep_register(actor, unit))
    if RULE_GAP not in letter:
        raise Refused(_("信里要写明依据哪个规定，请留着“%(gap)s”。") % {"gap": RULE_GAP})
    hold_alone(f"admissions.rule:{unit.pk}")
    AdmissionRule.objects.filter(unit=unit, replaced_at=None).update(replaced_at=timezone.now())
    rule = AdmissionRule.objects.create(
        unit=unit, document=_kept(unit, document), letter=letter, contact=contact, set_by=actor
    )
    record("admissions.rule_set", by=actor, role=role_at(actor, unit), about=rule, unit=unit)
    return rule


@transaction.atomic
def register_task(
    *,
    actor: Person,
    unit: AdminUnit,
    name: str,
    department: Organisation,
    basis: dict[str, Any] | None = None,
    **facts: Any,
) -> TaskAdmission:
    """
    Put a task on the register, to be looked at in the round that goes on.

    `facts` is what else is known: frequency, from_on, until_on, funding.
    """
    require(permissions.can_keep_register(actor, unit))
    found = _round_going_on(unit)
    return _register(actor, found, name=name, department=department, basis=basis, **facts)


@transaction.atomic
def take_list(*, actor: Person, unit: AdminUnit, lines: Iterable[dict[str, Any]]) -> int:
    """
    Register a whole list, all of it or nothing, and decide where the list says how.

    A line that stands on the register is not written twice.  Departments nobody has listed
    yet are listed.  Returns how many tasks are new.
    """
    require(permissions.can_keep_register(actor, unit))
    found = _round_going_on(unit)
    departments = {one.name: one for one in queries.departments_known_to(unit)}
    known = {(one.department_id, one.name): one for one in queries.tasks_of(unit)}
    new = 0
    decided: dict[tuple[str, str], list[TaskAdmission]] = {}
    for line in lines:
        facts = dict(line)
        department = _department(actor, unit, departments, facts.pop("department"))
        verdict, reason = facts.pop("verdict", ""), facts.pop("reason", "")
        task = known.get((department.pk, facts["name"]))
        if task is None:
            task = _register(actor, found, department=department, **facts)
            known[department.pk, task.name] = task
            new += 1
        if verdict:
            decided.setdefault((verdict, reason), []).append(task)
    for (verdict, reason), tasks in decided.items():
        decide_tasks(actor=actor, found=found, tasks=tasks, verdict=verdict, reason=reason)
    record(
        "admissions.list_taken",
        by=actor,
        role=role_at(actor, unit),
        about=found,
        unit=unit,
        new=new,
    )
    return new


def _register(
    actor: Person, found: AdmissionRound, *, basis: dict[str, Any] | None, **facts: Any
) -> TaskAdmission:
    unit = found.unit
    if queries.same_task(unit, facts["department"], facts["name"]):
        raise Refused(_("“%(name)s”已经登记过了。") % {"name": facts["name"]})
    task = TaskAdmission.objects.create(
        unit=unit,
        round=found,
        number=next_number(unit),
        basis=_kept(unit, basis) if basis else None,
        **facts,
    )
    record(
        "admissions.registered",
        by=actor,
        role=role_at(actor, unit),
        about=task,
        unit=unit,
        name=task.name,
    )
    return task


def next_number(unit: AdminUnit) -> int:
    """Return the number of the next task; whoever asks holds it until the act is over."""
    hold_alone(f"admissions.number:{unit.pk}")
    tasks = TaskAdmission.objects.filter(unit=unit)
    return (tasks.aggregate(last=Max("number"))["last"] or 0) + 1


def _kept(unit: AdminUnit, document: dict[str, Any]) -> PolicyDocument:
    """Return the document of this title and number, written down now if nobody has yet."""
    number = document.get("number", "")
    more = {key: value for key, value in document.items() if key not in ("title", "number")}
    kept, _new = PolicyDocument.objects.get_or_create(
        unit=unit, title=document["title"], number=number, defaults=more
    )
    return kept


def _round_going_on(unit: AdminUnit) -> AdmissionRound:
    hold_alone(f"admissions.round:{unit.pk}")
    found = queries.open_round_of(unit)
    if found is None:
        raise Refused(_("现在没有在清理。先开一轮，再登记事项。"))
    return found


def _department(
    actor: Person, unit: AdminUnit, known: dict[str, Organisation], name: str
) -> Organisation:
    if name not in known:
        known[name] = list_organisation(
            actor=actor, unit=unit, name=name, kind=Organisation.Kind.DEPARTMENT
        )
    return known[name]
