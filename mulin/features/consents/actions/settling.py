"""How two answers that contradict each other are settled: by somebody, for a reason."""

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from mulin.commons.people.models import Person
from mulin.commons.places.permissions import role_at
from mulin.errors import Refused, require
from mulin.locks import hold_alone

from .. import permissions
from ..models import AnswerConflict, HouseholdConsent
from .answering import entered
from .writing_down import write_down


@transaction.atomic
def settle_conflict(
    *, actor: Person, conflict: AnswerConflict, answer: str, reason: str
) -> AnswerConflict:
    """Say which of a household's answers counts, after asking it; with one's name and reason."""
    require(
        permissions.can_settle(actor, conflict),
        _("这两次答复里有您录的一次，请另一位同事去核实。"),
    )
    round = entered(conflict.round, late=True)
    hold_alone(f"consents.household:{round.pk}:{conflict.elector_id}")
    conflict = AnswerConflict.objects.select_related("first", "second", "elector").get(
        pk=conflict.pk
    )
    if conflict.is_settled:
        raise Refused(_("这一户已经核实过了。"))
    if not reason.strip():
        raise Refused(_("请写一句是怎么核实的。"))
    said = list(_said_since(conflict))
    require(
        actor.pk not in {one.entered_by_id for one in said},
        _("这几次答复里有您录的，请另一位同事去核实。"),
    )
    if answer not in {one.answer for one in said}:
        raise Refused(_("只能从这一户说过的答复里定一个。"))
    conflict.settled_as = HouseholdConsent.objects.create(
        round=round,
        elector=conflict.elector,
        answer=answer,
        channel=HouseholdConsent.Channel.SETTLED,
        entered_by=actor,
        role=role_at(actor, round.electorate.unit),
        said_at=timezone.now(),
        key=f"settled:{conflict.pk}",
    )
    conflict.settled_at, conflict.settled_by = timezone.now(), actor
    conflict.reason = reason.strip()
    conflict.save()
    write_down("consents.conflict_settled", actor, round, about=conflict, reason=conflict.reason)
    return conflict


def _said_since(conflict: AnswerConflict) -> QuerySet[HouseholdConsent]:
    """Return what the household said from the first of the two answers on."""
    return HouseholdConsent.objects.filter(
        round=conflict.round_id, elector=conflict.elector_id, pk__gte=conflict.first_id
    )
