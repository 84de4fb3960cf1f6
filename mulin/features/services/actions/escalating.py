"""What a window cannot do goes up with a reason, and comes back with an answer."""

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mulin.commons.calendar.queries import working_days
from mulin.commons.people.models import Person
from mulin.commons.places.models import AdminUnit
from mulin.errors import Refused, require

from .. import permissions, queries
from ..models import Escalation, Matter
from .writing_down import held, note_matter

ANSWER_WITHIN = 3
"""Working days in which the office above answers."""


@transaction.atomic
def escalate_matter(
    *, actor: Person, matter: Matter, office: AdminUnit, reason: str, department: str = ""
) -> Escalation:
    """Pass on what cannot be done here to a named office, saying why; the resident is told."""
    matter = held(matter)
    require(permissions.can_carry_on(actor, matter))
    if not matter.is_in_hand:
        raise Refused(_("这件事现在不在您手上，等答复或者已经办完了。"))
    if office not in queries.offices_above(matter.point):
        raise Refused(_("只能报给本社区、街道或者区里。"))
    matter.state = Matter.State.ESCALATED
    matter.save(update_fields=["state"])
    raised = Escalation.objects.create(
        matter=matter,
        office=office,
        department=department,
        reason=reason,
        raised_by=actor,
        due_on=_due(timezone.localdate()),
    )
    note_matter(
        "escalated",
        actor=actor,
        matter=matter,
        office=department or office.name,
        reason=reason,
        due=raised.due_on.isoformat(),
    )
    return raised


@transaction.atomic
def decide_escalation(
    *, actor: Person, escalation: Escalation, decision: str, answer: str
) -> Matter:
    """Settle what a window could not do, with an answer that the resident reads."""
    require(permissions.can_decide(actor, escalation))
    matter = held(escalation.matter)
    fresh = Escalation.objects.select_for_update().get(pk=escalation.pk)
    if fresh.is_decided:
        raise Refused(_("已经有人答复过了。"))
    fresh.decision, fresh.answer = decision, answer
    fresh.decided_by, fresh.decided_at = actor, timezone.now()
    fresh.save(update_fields=["decision", "answer", "decided_by", "decided_at"])
    _carry_out(matter, decision, actor, answer)
    note_matter("decided", actor=actor, matter=matter, decision=decision, answer=answer)
    return matter


def _carry_out(matter: Matter, decision: str, actor: Person, answer: str) -> None:
    matter.state = Matter.State.IN_HAND
    if decision == Escalation.Decision.TAKEN:
        matter.keeper = actor
    elif decision == Escalation.Decision.ANSWERED:
        matter.state, matter.result = Matter.State.DONE, answer[:300]
        matter.done_at, matter.done_by = timezone.now(), actor
    matter.save(update_fields=["state", "keeper", "result", "done_at", "done_by"])


def _due(today: date) -> date:
    return working_days().add_workdays(today, ANSWER_WITHIN)
