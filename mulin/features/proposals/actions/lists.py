from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mulin.commons.audit.actions import record
from mulin.commons.people.models import Person
from mulin.commons.places.permissions import role_at
from mulin.errors import Refused, require
from mulin.programmes.actions import enter
from mulin.programmes.models import Step

from .. import queries
from .keeping import keep
from .taking_up import OPEN, take_up


@transaction.atomic
def note_export(*, actor: Person, step: Step, proposals: int) -> None:
    """Write down that staff took a list of proposals, with names, along."""
    host = step.cycle.programme.host
    record(
        "proposals.exported",
        by=actor,
        role=role_at(actor, host),
        about=step,
        unit=host,
        proposals=proposals,
    )


@transaction.atomic
def read_proposal_list(
    *, actor: Person, step: Step, written: Mapping[int, Mapping[str, Any]]
) -> int:
    """Write many proposals from a list by their numbers, all of them or none; say how many."""
    require(queries.preparing_steps_kept_by(actor).filter(pk=step.pk).exists())
    step = enter(step, early=True, late=True)
    mine = queries.proposals_worked_on_by(actor).filter(cycle=step.cycle_id)
    found = {one.number: one for one in mine.filter(number__in=written).order_by("pk")}
    if strange := sorted(written.keys() - found.keys()):
        raise Refused(
            ngettext(
                "您这里没有这个号的提案：%(numbers)s。一行也没改。",
                "您这里没有这些号的提案：%(numbers)s。一行也没改。",
                len(strange),
            )
            % {"numbers": _("、").join(map(str, strange[:10]))}
        )
    changed = 0
    for number in sorted(found):
        _step, proposal = take_up(found[number], early=True)
        before = queries.snapshot_of(proposal)
        after = dict(written[number])
        if proposal.state not in OPEN:
            _refuse_changes(before, after, number)
            continue
        why = _("从 Excel 表读入")
        keep(actor=actor, step=step, proposal=proposal, written=after, why=why)
        changed += queries.snapshot_of(proposal) != before
    host = step.cycle.programme.host
    role = role_at(actor, host)
    record("proposals.read_in", by=actor, role=role, about=step, unit=host, changed=changed)
    return changed


def _refuse_changes(before: dict[str, Any], after: dict[str, Any], number: int) -> None:
    lines = [line.as_kept for line in after["budget"]] if "budget" in after else before["budget"]
    if before | after | {"budget": lines} != before:
        raise Refused(_("%(number)s 号已经提交，不能再改。一行也没改。") % {"number": number})
